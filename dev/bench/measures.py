"""Each budget of the design (section 10): what is measured for it, and how much is allowed."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev import provision
from dev.bench import load, phone, places
from dev.bench import search as finding
from dev.bench.places import GANDAN, Place, Unready
from dev.setup import ROOT
from gandan.config.commands.serve import processes, threads

ROUNDS = 3  # turns of ours and of what it is compared with
Sized = tuple[int, Place]


@dataclass(frozen=True)
class Line:
    what: str
    on: str
    cases: int  # 0: does not depend on them
    figure: str
    budget: str
    kept: bool


def all_of(kind: str, few: Sized, many: Sized, seconds: float) -> Iterator[Line]:
    yield from inside(kind, few, many)
    for cases, place in (few, many):
        yield from served(kind, cases, place, seconds, last=cases == many[0])


def inside(kind: str, few: Sized, many: Sized) -> Iterator[Line]:
    """What needs no server: queries, and the queue's time with few and with many cases."""
    rounds = [(child("inbox", few[1]), child("inbox", many[1])) for _ in range(ROUNDS)]
    for number, (cases, _place) in enumerate((few, many)):
        yield at_most("inbox, queries", kind, cases, rounds[0][number]["queries"], 12)
    times = statistics.median(big["milliseconds"] / small["milliseconds"] for small, big in rounds)
    small, big = (statistics.median(pair[n]["milliseconds"] for pair in rounds) for n in (0, 1))
    figure = f"{times:.2f}x ({small:.0f} → {big:.0f} ms)"
    yield Line(f"inbox, time against {few[0]:,} cases", kind, many[0], figure, "≤ 1.5x", times <= 1.5)
    counts = child("counts", many[1])
    yield at_most("case page, queries", kind, many[0], counts["page"], 15)
    yield at_most("desk write, queries", kind, many[0], counts["write"], 15)
    yield at_most("desk write, statements under the lock", kind, 0, counts["write_under_lock"], 10)
    yield at_most("petition POST, statements", kind, many[0], counts["submission"], 15)
    yield at_most("petition POST, statements under the lock", kind, 0, counts["under_lock"], 10)
    yield from finding.lines(kind, many[1])


def served(kind: str, cases: int, place: Place, seconds: float, *, last: bool) -> Iterator[Line]:
    """Ours and a bare Django behind the same server, in turns, with eight connections."""
    workers = processes(embedded=kind == "sqlite")
    sample = child("sample", place)
    places.settle(place)
    with ours(place, workers) as (port, process, waited), bare(kind, place, workers) as bare_port:
        posts = load.side_by_side((port, load.petition(sample)), (bare_port, load.bare_insert), seconds, ROUNDS)
        yield ratio("petition POST, of a bare insert", kind, cases, posts, 0.20)
        yield p99("petition POST, p99 at 8 connections", kind, cases, posts, 50)
        load.warm(port, load.warm_page)
        for name, page, least in (("warm", load.warm_page, 0.50), ("cold", load.cold_page, 0.15)):
            pages = load.side_by_side((port, page), (bare_port, load.bare_page), seconds, ROUNDS)
            yield ratio(f"public page, {name}, of a bare page", kind, cases, pages, least)
        if last:
            yield from worker(kind, process, waited)
            kilobytes, requests = phone.kilobytes(f"http://127.0.0.1:{port}/")
            figure = f"{kilobytes:.0f} KB in {requests} requests"
            yield Line("first page on a phone", kind, 0, figure, "≤ 100 KB", kilobytes <= 100)


def worker(kind: str, server: subprocess.Popen[bytes], waited: float) -> Iterator[Line]:
    """The largest process that answers requests, after all of the load; and how long the server took to start."""
    largest = max(resident(child) for child in children(server.pid))
    yield Line("worker process, memory", kind, 0, f"{largest:.0f} MB", "≤ 150 MB", largest <= 150)
    yield Line("start to the first answer", kind, 0, f"{waited:.1f} s", "≤ 2 s", waited <= 2)


def at_most(what: str, kind: str, cases: int, number: int, most: int) -> Line:
    return Line(what, kind, cases, str(number), f"≤ {most}", number <= most)


def ratio(what: str, kind: str, cases: int, pairs: load.Pairs, least: float) -> Line:
    """The middle of the rounds."""
    share = statistics.median(ours.rate / theirs.rate for ours, theirs in pairs)
    ours, theirs = (statistics.median(pair[n].rate for pair in pairs) for n in (0, 1))
    figure = f"{share:.2f} ({ours:.0f} of {theirs:.0f} a second)"
    return Line(what, kind, cases, figure, f"≥ {least:.2f}", share >= least)


def p99(what: str, kind: str, cases: int, pairs: load.Pairs, most: float) -> Line:
    """The middle of the rounds' p99, with the bare insert's own beside it: what the disk and the machine add."""
    ours, theirs = (statistics.median(pair[n].p99 for pair in pairs) for n in (0, 1))
    return Line(what, kind, cases, f"{ours:.0f} ms (bare insert: {theirs:.0f} ms)", f"≤ {most:.0f} ms", ours <= most)


@contextmanager
def bare(kind: str, place: Place, workers: int) -> Iterator[int]:
    address = place.environment.get("GANDAN_DATABASE_URL") or f"sqlite:///{place.home / 'bare.sqlite3'}"
    environment = {**place.environment, "BARE_DATABASE_URL": address}
    subprocess.run([sys.executable, "-m", "dev.bench.bare"], env=environment, cwd=ROOT, check=True)
    port = provision.free_port()
    # As `gandan serve` starts it.
    options = ["--interface", "wsgi", "--workers", str(workers), "--log-level", "error"]
    options += ["--blocking-threads", str(threads(kind == "sqlite")), "--blocking-threads-idle-timeout", "600"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "--no-ws", "dev.bench.bare:application"]
    with load.server(command, environment, port, "/page"):
        yield port


@contextmanager
def ours(place: Place, workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """Port, process, and the seconds from the command to the first answer."""
    port, started = provision.free_port(), time.monotonic()
    # Without the jobs' worker: the budget of a petition ends where its notice is queued.
    command = [GANDAN, "serve", "--port", str(port), "--workers", str(workers), "--no-worker"]
    with load.server(command, place.environment, port, "/healthz") as process:
        yield port, process, time.monotonic() - started


def child(measure: str, place: Place) -> dict[str, Any]:
    """One measurement in a process of its own, so that settings are read for this place."""
    command = [sys.executable, "-m", "dev.bench.inside", measure]
    done = subprocess.run(command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Unready(f"measuring {measure} ended with {done.returncode}; its own words stand above.")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def children(pid: int) -> list[int]:
    """The processes under a process; itself where it has none, or where the system does not say."""
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(word) for word in tasks.read_text().split()] if tasks.exists() else []
    return found or [pid]


def resident(pid: int) -> float:
    """Megabytes that a process holds in memory."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], stdout=subprocess.PIPE, text=True, check=True).stdout
    return int(told) / 1024
