"""Measures on SQLite and PostgreSQL, with few and with many cases, and compares with the budgets of the design.

    python -m dev.bench [--on sqlite postgresql] [--cases 10000 1000000] [--seconds 6]

Each figure is a ratio to a bare Django that runs beside it, taken in turns. The filled databases are kept in
.cache/bench and renewed when tables, the sample authority or the filling change; before a load they are read once, so
that they are in memory as on a server that has run for a day.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time

from dev import provision
from dev.bench import load, measures, places
from dev.bench.measures import Line

FIRST = "{:<62}{:<36}{:<9} {}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--cases", nargs=2, type=int, default=[10_000, 1_000_000], metavar=("FEW", "MANY"))
    parser.add_argument("--seconds", type=float, default=6.0, help="of each measurement under load (6)")
    wanted = parser.parse_args()
    began, lines = time.monotonic(), []
    try:
        for kind in wanted.on:
            few, many = sorted(wanted.cases)
            with places.filled(kind, few) as small, places.filled(kind, many) as big:
                print(heading(kind), flush=True)
                for line in measures.all_of(kind, (few, small), (many, big), wanted.seconds):
                    lines.append(line)
                    print(show(line), flush=True)
    except (provision.Missing, places.Unready, load.Failed) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    return told(lines, time.monotonic() - began)


def heading(kind: str) -> str:
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {busy} before"
    return f"\n{kind}: {machine}\n" + FIRST.format("budget", "measured", "allowed", "")


def show(line: Line) -> str:
    what = f"{line.what} ({line.cases:,} cases)" if line.cases else line.what
    return FIRST.format(what, line.figure, line.budget, "ok" if line.kept else "OVER")


def told(lines: list[Line], seconds: float) -> int:
    missed = [line for line in lines if not line.kept]
    print(f"\nbench: {len(lines) - len(missed)} of {len(lines)} budgets kept, {seconds:.0f} s")
    for line in missed:
        print(f"  OVER  {line.on}: {show(line)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
