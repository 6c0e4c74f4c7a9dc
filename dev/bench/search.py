"""How well and how fast things are found, apart from the rest of the bench.

    python -m dev.bench.search [--on sqlite postgresql] [--things 200000]

Recall and rank over two sets of real-life queries: one that the ranking was made with, one held out. Times over all
that can be found: one list, all groups of the page, suggestions. Kept between runs in .cache/bench, as the bench's own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from dev import provision
from dev.bench import places
from dev.bench.places import Place, Unready
from dev.setup import ROOT

# Title, file, budget of the first place and of the first five; none is promised for what is held out.
SETS = (("147 queries of the ranking", "queries", 0.75, 0.92), ("80 queries held out", "heldout", None, None))
ASKED, ROUNDS, ALLOWED = 300, 3, 50.0  # times in a round, rounds of which the middle counts, milliseconds


def lines(kind: str, many: Place) -> Iterator[Any]:
    """For the bench: both sets in the sample authority, times where very much can be found."""
    with places.running(kind, places.authority(kind)) as place:
        yield from quality(kind, child("quality", place))
    yield from speed(kind, child("speed", many))


def quality(kind: str, found: dict[str, Any]) -> Iterator[Any]:
    from dev.bench.measures import Line

    for title, name, first, five in SETS:
        score = found[name]
        figure = f"{score['first']:.2f}, {score['five']:.2f}, {score['mrr']:.2f}"
        budget = f"≥ {first}, {five}" if first else "aim 0.75, 0.92"
        kept = first is None or (score["first"] >= first and score["five"] >= five)
        yield Line(f"search @1, @5, MRR: {title}", kind, 0, figure, budget, kept)


def speed(kind: str, found: dict[str, Any]) -> Iterator[Any]:
    from dev.bench.measures import Line

    for what, label in (("search", "search"), ("grouped", "search, all groups"), ("suggestions", "suggestions")):
        took = found[what]
        figure = f"{took['p99']:.1f} ms (half under {took['p50']:.1f} ms)"
        yield Line(
            f"{label} in {found['things']:,}, p99", kind, 0, figure, f"≤ {ALLOWED:.0f} ms", took["p99"] <= ALLOWED
        )


def child(measure: str, place: Place) -> dict[str, Any]:
    command = [sys.executable, "-m", "dev.bench.search", "--inside", measure]
    done = subprocess.run(command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Unready(f"measuring {measure} of search ended with {done.returncode}; its own words stand above.")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def inside(measure: str, things: int) -> dict[str, Any]:
    """In a process with the settings of one place."""
    import django

    django.setup()
    if measure == "catalogue":
        return loaded()
    if measure == "fill":
        return filled(things)
    return measured_quality() if measure == "quality" else measured_speed()


def loaded() -> dict[str, Any]:
    from django.core.management import call_command

    from gandan.procedures.actions import load_catalogue

    call_command("migrate", verbosity=0)
    load_catalogue()
    return {}


def filled(things: int) -> dict[str, Any]:
    from dev.bench import fill

    with fill.unguarded():
        fill.things(things)
        fill.analyse()
    return {}


def measured_quality() -> dict[str, Any]:
    from gandan.search.queries import search
    from tests.search.evaluation import evaluate

    def codes(typed: str) -> list[str]:
        return [hit.key for hit in search(typed, "procedure", 10)]

    scores = {name: evaluate(codes, name) for _title, name, *_budget in SETS}
    return {name: {"first": s.first, "five": s.five, "mrr": s.mrr} for name, s in scores.items()}


def measured_speed(asked: int = ASKED) -> dict[str, Any]:
    from gandan.portal.public.search import SCOPES
    from gandan.search.models import Item
    from gandan.search.queries import grouped, search, suggestions

    return {
        "things": Item.objects.count(),
        "search": timed(lambda words: search(words, limit=20), asked),
        "grouped": timed(lambda words: grouped(words, SCOPES, 5), asked),
        "suggestions": timed(lambda words: suggestions(words[: max(3, len(words) - 2)]), asked),
    }


def timed(ask: Callable[[str], object], asked: int) -> dict[str, float]:
    """Everyday words, one to four of them, some unfinished."""
    from dev.bench.fill import said

    def once(number: int) -> float:
        words = said(number * 13, number % 4 + 1)
        started = time.perf_counter()
        ask(words[:-1] if number % 3 == 0 else words)
        return (time.perf_counter() - started) * 1000

    for number in range(10):
        once(number)
    rounds = [sorted(once(number) for number in range(asked)) for _ in range(ROUNDS)]
    half = statistics.median(taken[asked // 2] for taken in rounds)
    return {"p50": half, "p99": statistics.median(taken[asked * 99 // 100] for taken in rounds)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--things", type=int, default=200_000)
    parser.add_argument("--inside", choices=["quality", "speed", "catalogue", "fill"], help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.inside:
        print(json.dumps(inside(wanted.inside, wanted.things)))
        return 0
    try:
        return asked_for(wanted.on, wanted.things)
    except (provision.Missing, Unready) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1


def asked_for(kinds: list[str], things: int) -> int:
    """Both sets and the times in a house of its own, without cases."""
    missed, me = 0, [sys.executable, "-m", "dev.bench.search", "--things", str(things), "--inside"]
    for kind in kinds:
        catalogue = places.built(kind, "catalogue", [*me, "catalogue"], None)
        full = places.built(kind, f"things-{things}", [*me, "fill"], catalogue)
        with places.running(kind, catalogue) as place:
            found = list(quality(kind, child("quality", place)))
        with places.running(kind, full) as place:
            found += speed(kind, child("speed", place))
        for line in found:
            missed += not line.kept
            print(f"{kind:<12}{line.what:<52}{line.figure:<34}{line.budget:<18}{'ok' if line.kept else 'OVER'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
