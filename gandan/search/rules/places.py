"""Where things stand in the index, and the marks by which it knows scope, unit and tier."""

from __future__ import annotations

import hashlib

from gandan.search.rules.words import words_of

MAX_WEIGHT = 1000
TIERS = {"first": 1 / 128, "next": 1 / 16}


def place_of(scope: str, key: str, weight: int) -> int:
    """Where a thing stands in its index: heavy ones first, then by a hash, so that no order of writing shows.

    11 bits of weight, 52 of hash: two among 200,000 things meet once in 200,000 installations.
    """
    steps = MAX_WEIGHT - max(-MAX_WEIGHT, min(MAX_WEIGHT, weight))
    digest = hashlib.blake2b(f"{scope}:{key}".encode(), digest_size=8).digest()
    return steps << 52 | int.from_bytes(digest, "big") >> 12


def place_floor() -> int:
    """Below this stand the things whose weight is above 0."""
    return MAX_WEIGHT << 52


def mark_of(kind: str, value: str) -> str:
    """A word that stands for a scope, a unit or a tier in the index; no word of a text begins with a colon."""
    return f":{kind}:{''.join(words_of(value))}"


def marks_of(scope: str, unit: str, place: int) -> list[str]:
    """All marks of a thing."""
    return [mark_of("scope", scope), mark_of("unit", unit), *(mark_of("tier", tier) for tier in tiers_of(place))]


def tiers_of(place: int) -> list[str]:
    """Which first parts of the order a thing belongs to: among the first 1/128, the first 1/16.

    Where a common word fills a tier, nobody has to look at the rest. Weights above 0 are for the few: they are in both.
    """
    share = (place - (MAX_WEIGHT << 52)) / (1 << 52)
    return [tier for tier, part in TIERS.items() if share < part]
