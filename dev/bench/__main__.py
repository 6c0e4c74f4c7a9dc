"""Measures on SQLite and PostgreSQL, with few and with many cases, and compares with the budgets of DESIGN.md 10.

    python -m dev.bench [--on sqlite postgresql] [--cases 10000 1000000] [--seconds 8]

The filled databases are kept in .cache/bench and renewed when tables, the sample authority or the filling change.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dev import provision
from dev.bench import load, places
from dev.setup import ROOT


@dataclass(frozen=True)
class Line:
    what: str
    on: str
    cases: int
    figure: str
    budget: str
    kept: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--cases", nargs=2, type=int, default=[10_000, 1_000_000], metavar=("FEW", "MANY"))
    parser.add_argument("--seconds", type=float, default=8.0, help="of each measurement")
    wanted = parser.parse_args()
    lines: list[Line] = []
    try:
        for kind in wanted.on:
            for line in measure(kind, sorted(wanted.cases), wanted.seconds):
                lines.append(line)
                print(show(line), flush=True)
    except (provision.Missing, places.Unready, load.Failed) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    missed = [line for line in lines if not line.kept]
    print(f"\nbench: {len(lines) - len(missed)} of {len(lines)} budgets kept")
    return 1 if missed else 0


def measure(kind: str, sizes: list[int], seconds: float) -> Iterator[Line]:
    few, many = sizes
    with places.filled(kind, few) as small:
        few_inbox = child("dev.bench.inbox", small)
        yield queries_of("inbox", kind, few, few_inbox, 12)
    with places.filled(kind, many) as big:
        many_inbox = child("dev.bench.inbox", big)
        yield queries_of("inbox", kind, many, many_inbox, 12)
        times = many_inbox["milliseconds"] / few_inbox["milliseconds"]
        told = f"{times:.2f}x ({few_inbox['milliseconds']:.1f} → {many_inbox['milliseconds']:.1f} ms)"
        yield Line("inbox, time against few cases", kind, many, told, "≤ 1.5x", times <= 1.5)
        yield from served(kind, many, big, seconds)


def queries_of(what: str, kind: str, cases: int, measured: dict[str, Any], most: int) -> Line:
    number = measured["queries"]
    return Line(f"{what}, queries", kind, cases, str(number), f"≤ {most}", number <= most)


def served(kind: str, cases: int, place: places.Place, seconds: float) -> Iterator[Line]:
    """Ours and bare Django behind the same server, one after the other, with eight connections."""
    workers = 1 if kind == "sqlite" else min(os.cpu_count() or 1, 4)
    with bare(kind, place, workers) as port:
        inserts = load.run(port, load.bare_insert, seconds)
        pages = load.run(port, load.bare_page, seconds)
    sample = child("dev.bench.sample", place)
    with ours(place, workers) as port:
        posts = load.run(port, load.petition(sample), seconds)
        warm = load.run(port, load.warm_page, seconds)
        cold = load.run(port, load.cold_page, seconds)
    yield ratio("petition POST, of a bare insert", kind, cases, posts, inserts, 0.20)
    told = f"{posts.p99:.0f} ms (half under {posts.p50:.0f} ms)"
    yield Line("petition POST, p99 at 8 connections", kind, cases, told, "≤ 50 ms", posts.p99 <= 50)
    yield ratio("public page, warm, of a bare page", kind, cases, warm, pages, 0.50)
    yield ratio("public page, cold, of a bare page", kind, cases, cold, pages, 0.15)


def ratio(what: str, kind: str, cases: int, ours: load.Result, bare: load.Result, least: float) -> Line:
    share = ours.rate / bare.rate
    told = f"{share:.2f} ({ours.rate:.0f} of {bare.rate:.0f} a second)"
    return Line(what, kind, cases, told, f"≥ {least:.2f}", share >= least)


def show(line: Line) -> str:
    mark = "ok  " if line.kept else "OVER"
    return f"{mark} {line.on:<10} {line.cases:>9,}  {line.what:<38} {line.figure:<34} {line.budget}"


@contextmanager
def bare(kind: str, place: places.Place, workers: int) -> Iterator[int]:
    address = place.environment.get("GANDAN_DATABASE_URL") or f"sqlite:///{place.home / 'bare.sqlite3'}"
    environment = {**place.environment, "BARE_DATABASE_URL": address}
    subprocess.run([sys.executable, "-m", "dev.bench.bare"], env=environment, cwd=ROOT, check=True)
    port = provision.free_port()
    # As `gandan serve` starts it.
    options = ["--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "8", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "--no-ws", "dev.bench.bare:application"]
    with load.server(command, environment, port, "/page"):
        yield port


@contextmanager
def ours(place: places.Place, workers: int) -> Iterator[int]:
    port = provision.free_port()
    command = [str(ROOT / ".venv" / "bin" / "gandan"), "serve", "--port", str(port), "--workers", str(workers)]
    with load.server(command, place.environment, port, "/healthz"):
        yield port


def child(module: str, place: places.Place) -> dict[str, Any]:
    """One measurement in a process of its own, so that settings are read for this place."""
    done = subprocess.run(
        [sys.executable, "-m", module], env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise places.Unready(f"{module} ended with {done.returncode}; its own words stand above.")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


if __name__ == "__main__":
    sys.exit(main())
