"""`gandan recompute`: count every open date again, after the working calendar changed."""

import argparse
import json
from dataclasses import asdict

NAME = "recompute"
HELP = "Count every open date again after the calendar changed."
ROOMS = {"cases": "vụ việc", "disclosures": "nội dung phải công khai"}
WORDS = {"clocks": "thời hạn đổi ngày", "cases": "vụ việc", "told": "người được báo"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="machine-readable")


def run(arguments: argparse.Namespace) -> int:
    counted = done()
    print(json.dumps(counted) if arguments.json else "\n".join(in_words(counted)))
    return 0


def done() -> dict[str, dict[str, int]]:
    """Counts again; what each room changed."""
    from gandan.core import hooks

    return {room: asdict(found) for room, found in hooks.call_all("recompute_dates").items()}


def in_words(counted: dict[str, dict[str, int]]) -> list[str]:
    lines = []
    for room, numbers in counted.items():
        words = ", ".join(f"{number} {WORDS.get(what, what)}" for what, number in numbers.items())
        lines.append(f"Tính lại hạn, {ROOMS.get(room, room)}: {words}.")
    return lines
