"""`gandan recompute`: count every open date again, after the working calendar changed."""

import argparse
import json

NAME = "recompute"
HELP = "Count every open date again after the calendar changed."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="machine-readable")


def run(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from gandan.core import hooks

    done = {room: asdict(found) for room, found in hooks.call_all("recompute_dates").items()}
    if arguments.json:
        print(json.dumps(done))
        return 0
    for room, numbers in done.items():
        print(f"{room}: " + ", ".join(f"{number} {name}" for name, number in numbers.items()))
    return 0
