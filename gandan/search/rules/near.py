"""Slips of finger and ear: the known words that an unknown one was meant for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from gandan.search.rules.words import MOST_WAYS, turned
from gandan.search.types import Query

_ALIKE = 0.5  # share of trigrams
_SAME = 0.5  # more for the same letters in another order, the commonest slip, and for the same sound
# What sounds alike to some, from north to south, and what the young write for it. First that fits.
_BEGINS = (
    *(("ngh", "ng"), ("gh", "g"), ("gi", "d"), ("j", "d"), ("z", "d"), ("r", "d"), ("v", "d"), ("f", "ph")),
    *(("tr", "ch"), ("x", "s"), ("k", "c"), ("qu", "cu"), ("q", "cu"), ("w", "cu"), ("n(?![gh])", "l")),
)
_ENDS = (("ng", "n"), ("nh", "n"), ("ch", "c"), ("t", "c"), ("y", "i"))


def corrected(query: Query, vocabulary: Mapping[str, int]) -> list[Query]:
    """The query with words nobody knows turned into the nearest known ones: by trigrams, letters and sound."""
    strange = [i for i, word in enumerate(query.words) if word not in vocabulary and word.isalpha()]
    ways = [query]
    for at in strange:
        near = nearest(query.words[at], vocabulary)
        ways = [turned(way, at, at + 1, (word,), 1) for way in ways for word in near] or ways
    return [way for way in ways if way.slips][:MOST_WAYS]


def nearest(word: str, vocabulary: Mapping[str, int], most: int = 3) -> list[str]:
    """Known words that may have been meant; none for a word of two letters, which is near to everything."""
    if len(word) < 3:
        return []
    own, mixed, heard = trigrams(word), sorted(word), sound_of(word)
    found = []
    for other, often in vocabulary.items():
        if abs(len(other) - len(word)) > 1:
            continue
        other_own = trigrams(other)
        alike = 2 * len(own & other_own) / (len(own) + len(other_own))
        if sorted(other) == mixed or sound_of(other) == heard:
            alike += _SAME
        if alike >= _ALIKE:
            found.append((-alike, -often, other))
    return [other for *_rest, other in sorted(found)[:most]]


@lru_cache(maxsize=8192)
def trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """How a word sounds to who does not tell s from x, ch from tr, d from gi, n from ng; no word to read."""
    for written, said in _BEGINS:
        begun = re.match(written, word)
        if begun and len(word) > begun.end():
            word = said + word[begun.end() :]
            break
    for written, said in _ENDS:
        if word.endswith(written) and len(word) > len(written):
            return word[: -len(written)] + said
    return word
