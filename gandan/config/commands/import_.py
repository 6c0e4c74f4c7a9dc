"""`gandan import`: takes in lists of units, petitions, the working calendar. A bad row is listed and harms no other."""

import argparse
import importlib
import inspect
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from gandan.config import given
from gandan.core.types import ImportReport

NAME = "import"
HELP = "Take in a list. Bad rows are listed, nothing is half-written; repeating it changes nothing."

# kind → where its importer lives; a room that learns to import adds one line.
IMPORTERS = {
    "units": "gandan.directory.actions:import_units",
    "petitions": "gandan.cases.actions:import_petitions",
    "procedures": "gandan.procedures.actions:import_procedures",
    "calendar": "gandan.law.actions:import_calendar",
}
SHIPPED = {"units", "procedures"}  # without FILE: the list that comes with the house
RECOUNTED = {"calendar"}  # afterwards open clocks are counted again
SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(IMPORTERS), help="what the file lists")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="units, procedures: without it, what ships")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument("--json", action="store_true", help="machine-readable")


def run(args: argparse.Namespace) -> int:
    if args.file is None and args.kind not in SHIPPED:
        print_usage(args.kind)
        return 2
    if args.file:
        given.readable(args.file)
    report = take_in(args.kind, args.file, args.dry_run)
    if args.kind in RECOUNTED and not args.dry_run and (report.created or report.updated):
        report.notes += recount()
    if args.json:
        print(json.dumps({"kind": args.kind, **asdict(report)}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(in_words(report)))
    return 1 if report.refused and not (report.created or report.updated or report.unchanged) else 0


def take_in(kind: str, file: Path | None, dry_run: bool) -> ImportReport:
    """Runs the importer of a kind; who does it at the command line is the system."""
    from gandan.directory.types import Actor

    module, _, name = IMPORTERS[kind].partition(":")
    importer: Callable[..., ImportReport] = getattr(importlib.import_module(module), name)
    more = {"actor": Actor.system("import")} if "actor" in inspect.signature(importer).parameters else {}
    return importer(file, dry_run=dry_run, **more)


def recount() -> list[str]:
    from gandan.config.commands import recompute

    return recompute.in_words(recompute.done())


def in_words(report: ImportReport) -> list[str]:
    lead = "Chạy thử, chưa ghi gì: " if report.dry_run else ""
    lines = [f"{lead}{report.created} mới, {report.updated} đổi, {report.unchanged} giữ nguyên."]
    lines += report.notes
    if report.refused:
        lines.append(f"{len(report.refused)} dòng không nhận:")
        lines += [f"  dòng {row.row}, {row.cell} «{row.value}»: {row.message}" for row in report.refused[:SHOWN]]
    if len(report.refused) > SHOWN:
        lines.append(f"  … và {len(report.refused) - SHOWN} dòng nữa: xem đủ bằng --json.")
    return lines


def print_usage(kind: str) -> None:
    import sys

    print(f"import {kind}: thiếu FILE. Ví dụ: gandan import {kind} tep.csv --dry-run", file=sys.stderr)
