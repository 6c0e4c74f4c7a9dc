"""How well the procedures are found that people ask for: recall and mean reciprocal rank over two sets of queries."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

# What the ranking was made with, and what it never was.
SETS = {"queries": Path(__file__).with_name("evaluation.toml"), "heldout": Path(__file__).with_name("heldout.toml")}
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Score:
    """`missed`: queries whose procedure is not first, with the place where it stands (0: not among the first ten)."""

    queries: int
    first: float
    five: float
    mrr: float
    missed: tuple[tuple[str, int], ...]


def evaluate(find: Callable[[str], Sequence[str]], part: str = "queries") -> Score:
    """`find`: codes of procedures for what was typed, best first."""
    asked = queries_asked(part)
    places = {typed: _place(find(typed)[:DEPTH], want) for typed, want in asked.items()}
    count = len(places)
    return Score(
        queries=count,
        first=sum(place == 1 for place in places.values()) / count,
        five=sum(0 < place <= 5 for place in places.values()) / count,
        mrr=sum(1 / place for place in places.values() if place) / count,
        missed=tuple((typed, place) for typed, place in places.items() if place != 1),
    )


def queries_asked(part: str = "queries") -> dict[str, list[str]]:
    asked: dict[str, list[str]] = tomllib.loads(SETS[part].read_text("utf-8"))["queries"]
    return asked


def _place(found: Sequence[str], want: Sequence[str]) -> int:
    return next((n for n, code in enumerate(found, 1) if code in want), 0)
