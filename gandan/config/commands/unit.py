"""`gandan unit end`: a unit ends, its open work goes to its successors."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from gandan.config import given

NAME = "unit"
HELP = "What happens to units: end one and hand over its open work."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True, metavar="end")
    end = words.add_parser("end", help="end a unit; without --to the recorded successors take over")
    end.add_argument("code", metavar="CODE", help="the unit that ends")
    end.add_argument("--on", type=given.day, metavar="DATE", help="first day of the successors")
    end.add_argument("--to", nargs="+", default=[], metavar="CODE", help="successors; the first takes the open work")
    end.add_argument("--kind", choices=["merge", "split", "rename"], help="left out: by the number of successors")
    end.add_argument("--preview", action="store_true", help="say what would move, write nothing")
    end.add_argument("--json", action="store_true", help="machine-readable")


def run(args: argparse.Namespace) -> int:
    from gandan.directory import actions, queries
    from gandan.directory.types import SuccessionKind

    if args.preview:
        plan = queries.ending(args.code, args.to, args.on)
        told = {
            "unit": plan.unit.code,
            "on": plan.on.isoformat(),
            "heir": plan.heir.code,
            "successors": [each.code for each in plan.successors],
            "bodies": [[each.old.code, each.new.code] for each in plan.passages[1:]],
            "work": {room: asdict(work) for room, work in plan.work},
        }
        lines = [f"{plan.unit.name} → {plan.heir.name}, từ {plan.on:%d/%m/%Y}:"]
        lines += [f"  {work.label}: {work.count}" for _room, work in plan.work]
        return say(told, lines, args.json)
    kind = SuccessionKind(args.kind) if args.kind else None
    done = actions.succeed(args.code, args.to, args.on, kind)
    told = asdict(done)
    lines = [f"{done.unit} → {done.heir}{' (đã ghi từ trước)' if done.already else ''}"]
    lines += [f"  {room}: chuyển {count}" for room, count in done.moved.items()]
    return say(told, lines, args.json)


def say(told: dict[str, Any], lines: list[str], as_json: bool) -> int:
    print(json.dumps(told, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
    return 0
