"""The order of what was found: pure functions, so that every database gives the same answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from gandan.search.rules.words import APART, WORD, words_of
from gandan.search.types import Candidate, Hit, Query


def in_order(candidates: Iterable[Candidate], queries: Sequence[Query]) -> list[Candidate]:
    """The best candidates first, each measured by the way of asking that suits it best."""
    return sorted(
        {c.place: c for c in candidates}.values(),
        key=lambda c: (min(_rank(c, query) for query in queries), c.scope, c.key),
    )


def ranked(candidates: Iterable[Candidate], query: Query, limit: int) -> list[Hit]:
    return [hit_of(each, query) for each in in_order(candidates, [query])[:limit]]


def named(candidate: Candidate, queries: Iterable[Query]) -> bool:
    """Whether one of its names holds all words of one of these."""
    names = [name.split() for name in candidate.heading.split(APART)]
    return any(_count(name, q.words, q.open_end) == len(q.words) for q in queries for name in names)


def _rank(candidate: Candidate, query: Query) -> tuple[float | str, ...]:
    """Smaller is better: words missing, marks missing, words outside one name, words not together, weight."""
    names = [name.split() for name in candidate.heading.split(APART)]
    wanted = len(query.words)
    found = [_count(name, query.words, query.open_end) for name in names]
    in_name = everywhere = max(found)
    folded: list[str] = []
    if in_name < wanted:
        folded = candidate.folded.split()
        everywhere = _count([*candidate.heading.split(), *folded], query.words, query.open_end)
    marked = _count(candidate.exact.split(), query.exact, query.open_end) if query.with_marks else wanted
    best = min((-count, len(name)) for count, name in zip(found, names, strict=True))[1]
    return (
        2 * (wanted - everywhere) + query.slips,
        wanted - marked,
        wanted - in_name,
        -max(_phrase(" ".join(name), query) for name in names),
        -candidate.weight,
        _spread(folded, query.words) if in_name < wanted else 0,
        best,
        candidate.heading,
    )


def _count(words: Sequence[str], wanted: Sequence[str], open_end: bool) -> int:
    there = frozenset(words)
    found = sum(map(there.__contains__, wanted))
    last = wanted[-1]
    if open_end and last not in there and any(word.startswith(last) for word in there):
        found += 1
    return found


def _phrase(heading: str, query: Query) -> int:
    """3: the title itself; 2: it begins so; 1: the words stand in it one after the other."""
    phrase = " ".join(query.words)
    if heading == phrase:
        return 3
    end = "" if query.open_end else " "
    if f"{heading} ".startswith(phrase + end):
        return 2
    return int(f" {phrase}{end}" in f" {heading} ")


def _spread(words: Sequence[str], wanted: Sequence[str]) -> int:
    """How far apart the words stand in the text where they first meet; coarse, so that near is near."""
    first = [words.index(word) for word in set(wanted) if word in words]
    return min(99, (max(first) - min(first)) // 5) if len(first) > 1 else 99


def hit_of(candidate: Candidate, query: Query) -> Hit:
    return Hit(
        candidate.scope,
        candidate.key,
        candidate.title,
        candidate.summary,
        candidate.link,
        candidate.unit,
        _parts(candidate.title, query),
    )


def _parts(title: str, query: Query) -> tuple[tuple[str, bool], ...]:
    """The title in pieces: plain, found, plain …"""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in WORD.finditer(unicodedata.normalize("NFC", title)):
        word = words_of(match.group())[0]
        if word in query.words or (query.open_end and word.startswith(query.words[-1])):
            if match.start() > at:
                parts.append((title[at : match.start()], False))
            parts.append((match.group(), True))
            at = match.end()
    if at < len(title):
        parts.append((title[at:], False))
    return tuple(parts)
