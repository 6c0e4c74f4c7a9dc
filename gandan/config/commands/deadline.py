"""`gandan deadline`: when a legal clock runs out, and why."""

import argparse
import json
import sys
from datetime import date, datetime
from typing import Any

from gandan.law import queries
from gandan.law.types import Deadline

NAME = "deadline"
HELP = "When a legal clock that starts on a day runs out, and why."
NEEDS_DJANGO = False

FORMS = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d-%m-%Y")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case_type", metavar="CASE_TYPE", help="complaint, field-report, reception …")
    parser.add_argument("clock", metavar="CLOCK", help="accept, resolve, answer, reply …")
    parser.add_argument(
        "--from", dest="start", required=True, metavar="DATE", help="2026-02-10, 10/02/2026 or 2026-02-13T15:30"
    )
    parser.add_argument("--unit", default="", metavar="CODE", help="the unit: longer periods in remote areas")
    parser.add_argument("--extend", type=int, default=0, metavar="N", help="number of extensions granted")
    parser.add_argument("--json", action="store_true", help="machine-readable")


def run(args: argparse.Namespace) -> int:
    start = parse_start(args.start)
    if start is None:
        print(
            f"--from: «{args.start}» không phải ngày. Viết dạng 2026-02-10, 10/02/2026 hoặc 2026-02-13T15:30.",
            file=sys.stderr,
        )
        return 1
    answer = queries.deadline(args.case_type, args.clock, start, args.extend, args.unit)
    if args.json:
        print(json.dumps(as_json(answer, args), ensure_ascii=False, indent=2))
    else:
        print("\n".join(answer.sentences))
    return 0


def parse_start(text: str) -> date | datetime | None:
    """A day, or a moment where an hour is given; None where it is neither."""
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in FORMS:
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return found if "%H" in form else found.date()
    return None


def as_json(answer: Deadline, args: argparse.Namespace) -> dict[str, Any]:
    due = answer.due
    return {
        "case_type": args.case_type,
        "clock": args.clock,
        "unit_code": args.unit,
        "start": due.start.isoformat(),
        "due_on": due.on.isoformat(),
        "due_at": due.at.isoformat() if due.at else None,
        "days": due.days,
        "unit": due.unit.value,
        "source": str(due.source),
        "local": due.local,
        "confidence": due.source.confidence.value,
        "provisional": due.provisional,
        "extensions": due.extensions,
        "pack": due.pack,
        "explain": [
            {"on": step.on.isoformat(), "counted": step.counted, "why": step.why, "reason": step.reason}
            for step in answer.steps
        ],
        "text": list(answer.sentences),
    }
