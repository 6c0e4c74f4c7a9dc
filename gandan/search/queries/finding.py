"""Finding: the words of a query in the index, the order by our own rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models.functions import Left

from gandan.core.kept import kept
from gandan.search import rules
from gandan.search.models import Item
from gandan.search.queries import index
from gandan.search.types import Candidate, Found, Group, Hit, Page, Query

MOST = 100
SYNONYMS = Path(__file__).resolve().parents[1] / "data" / "synonyms.toml"
_HEAVY = 1500  # things needed often, whose names and beginnings of texts are known by heart
_KNOWN = 600  # characters of such a text
_CLEAR = 0.6  # of what a query tells: below, the reader is told that nothing matches fully
_SURE = 0.5  # of what a query tells: likely meant, and above what only mentions its words


def search(q: str, scope: str | None = None, limit: int = 20, unit: str | None = None) -> list[Hit]:
    """What holds these words, best first: marks or none, the last word may be its beginning.

    `unit`: only what belongs to this unit or to none. Where no name holds all words, what is likely meant stands
    first; where nothing does, fillers are left out, then one word. Any text is a query; none raises.
    """
    query = rules.query_of(q)
    limit = max(0, min(limit, MOST))
    if query is None or not limit:
        return []
    found = _found(query, [scope or ""], unit)
    return [rules.hit_of(each, found.ways[0]) for each in _ordered(found)[:limit]]


def grouped(q: str, scopes: Sequence[str], size: int, unit: str | None = None) -> Found:
    """The best of each scope, in the order of the scopes; a scope that holds nothing is left out."""
    query = rules.query_of(q)
    if query is None:
        return Found()
    found, groups = _found(query, scopes, unit), []
    for scope in scopes:
        ordered = _ordered(found, scope)
        if ordered:
            hits = tuple(rules.hit_of(each, found.ways[0]) for each in ordered[:size])
            groups.append(Group(scope, hits, len(ordered), len(found.held) >= index.MANY))
    return Found(tuple(groups), found.loose)


def page(q: str, scope: str, size: int, unit: str | None = None, after: str = "") -> Page:
    """All of one scope, from behind the thing of this key; of very many the two hundred that stand first."""
    query = rules.query_of(q)
    if query is None:
        return Page()
    found = _found(query, [scope], unit)
    ordered = _ordered(found)
    keys = [each.key for each in ordered]
    start = keys.index(after) + 1 if after in keys else 0
    hits = tuple(rules.hit_of(each, found.ways[0]) for each in ordered[start : start + size])
    following = keys[start + size - 1] if start + size < len(keys) else ""
    return Page(hits, following, len(keys), len(found.held) >= index.TAKEN, found.loose)


def suggestions(q: str, limit: int = 6, scope: str | None = None, unit: str | None = None) -> list[Hit]:
    """Things whose names hold what has been typed so far, in its own words or the pack's; else what is likely."""
    query = rules.query_of(q)
    if query is None or rules.says_too_little(query):
        return []
    ways = rules.synonymous(query, synonyms())
    found = rules.in_order(index.Finder([scope or ""], unit).in_titles(ways), ways)
    if not found:
        slips = [*ways, *rules.corrected(query, known().vocabulary)]
        found = [each for score, each in _likely(slips, [scope or ""], unit) if score >= _SURE]
    hits: dict[str, Hit] = {}
    for each in found[: limit * 3]:
        hits.setdefault(each.title, rules.hit_of(each, query))
    return list(hits.values())[:limit]


def named(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Hit]:
    """Things by scope and key, for rooms that point at each other by plain codes. One query, none for none."""
    wanted = {(scope, key) for scope, key in pairs}
    if not wanted:
        return {}
    scopes, keys = {scope for scope, _key in wanted}, {key for _scope, key in wanted}
    rows = Item.objects.filter(scope__in=scopes, key__in=keys)
    hits = (Hit(row.scope, row.key, row.title, row.summary, row.link, row.unit) for row in rows)
    return {(hit.scope, hit.key): hit for hit in hits if (hit.scope, hit.key) in wanted}


@cache
def synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The pack: what is typed, and the words that stand in texts."""
    told = tomllib.loads(SYNONYMS.read_text("utf-8"))
    return {
        tuple(rules.words_of(said)): tuple(tuple(rules.words_of(other)) for other in others)
        for said, others in told.items()
    }


@kept
def known() -> rules.Known:
    """What is needed often, by its words: a slip is mended to one of these, a sentence is measured by them."""
    heavy = Item.objects.filter(place__lt=rules.place_floor()).order_by("place")[:_HEAVY]
    text = Left("folded", _KNOWN)
    return rules.known_of(heavy.values_list("place", "scope", "unit", "heading", text))


@dataclass(frozen=True, slots=True)
class _All:
    """What holds the words, asked in so many ways, and what is likely meant by them."""

    ways: list[Query]
    held: list[Candidate]
    meant: list[tuple[float, Candidate]]
    loose: bool  # nothing holds all words, nothing is surely meant


def _found(query: Query, scopes: Sequence[str], unit: str | None) -> _All:
    find = index.Finder(scopes, unit)
    ways, held = _in_other_words(find, query)
    if any(rules.named(each, ways) for each in held):
        return _All(ways, held, [], loose=False)
    slips = rules.corrected(ways[0], known().vocabulary)
    mended = [each for each in find.in_titles(slips) if rules.named(each, slips)]
    if mended:
        return _All([*ways, *slips], [*held, *mended], [], loose=False)
    meant = _likely([*ways, *slips], scopes, unit)
    if held or meant:
        return _All(ways, held, meant, loose=not held and meant[0][0] < _CLEAR)
    ways = [rules.without_fillers(query) or query]
    for fewer in (rules.each_left_out(ways[0]), rules.pairs(ways[0])):
        held = find.anywhere(fewer)
        if held:
            break
    return _All(ways, held, [], loose=True)


def _in_other_words(find: index.Finder, query: Query) -> tuple[list[Query], list[Candidate]]:
    """All words, as typed and in those of the pack; then without fillers."""
    shorter = rules.without_fillers(query)
    ways: list[Query] = []
    for asked in [query, shorter] if shorter else [query]:
        ways = rules.synonymous(asked, synonyms())
        found = find.holding(ways)
        if found:
            return ways, found
    return ways, []


def _likely(ways: Sequence[Query], scopes: Sequence[str], unit: str | None) -> list[tuple[float, Candidate]]:
    def allowed(scope: str, of: str) -> bool:
        return (scopes[0] == "" or scope in scopes) and (not unit or of in ("", unit))

    scores = rules.likely(ways, known(), allowed)
    there = {each.place: each for each in index.at([place for _score, place in scores])}
    return [(score, there[place]) for score, place in scores if place in there]


def _ordered(found: _All, scope: str = "") -> list[Candidate]:
    """What is surely meant, what holds the words, what may be meant."""

    def own(candidates: Iterable[Candidate]) -> list[Candidate]:
        return [each for each in candidates if scope in ("", each.scope)]

    sure = own(each for score, each in found.meant if score >= _SURE)
    rest = own(each for score, each in found.meant if score < _SURE)
    ordered = [*sure, *rules.in_order(own(found.held), found.ways), *rest]
    return list({each.place: each for each in ordered}.values())
