"""Finding: the words of a query in the index of the database at hand, the order by our own rules."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from django.db import connection

from gandan.core.kept import kept
from gandan.search import rules
from gandan.search.models import Item
from gandan.search.types import Candidate, Hit, Query

MOST = 100
SYNONYMS = Path(__file__).resolve().parent / "data" / "synonyms.toml"
_HEAVY = 3000  # rows that make the vocabulary
_TAKEN = 100  # candidates of each kind; beyond, weight alone decides
_LONGEST_BEGINNING = 6  # in the index of PostgreSQL (migration 0001); hardly a Vietnamese syllable is longer
_RANKED = 1500  # characters of a text that its rank looks at
_COLUMNS = (
    "i.scope, i.key, i.unit, i.title, i.summary, i.link, i.heading, "
    f"substr(i.folded, 1, {_RANKED}), substr(i.exact, 1, {_RANKED}), i.weight, i.place"
)

# Any of these queries, in titles only or anywhere.
Find = Callable[[Sequence[Query], bool], list[Candidate]]


def search(q: str, scope: str | None = None, limit: int = 20, unit: str | None = None) -> list[Hit]:
    """What holds these words, best first: marks or none, the last word may be its beginning.

    `unit`: only what belongs to this unit or to none. Where nothing holds all words, fillers are left out, then
    one word. Any text is a query; none raises.
    """
    query = rules.query_of(q)
    limit = max(0, min(limit, MOST))
    if query is None or not limit:
        return []
    find = _finder(scope, unit)
    ways, found = _in_other_words(find, query)
    if not any(rules.named(each, ways) for each in found):
        slips = rules.corrected(ways[0], _vocabulary())
        meant = [each for each in find(slips, True) if rules.named(each, slips)] if slips else []
        ways, found = ([*ways, *slips], found + meant) if meant else (ways, found)
    if not found:
        ways = [rules.without_fillers(query) or query]
        for fewer in (rules.each_left_out(ways[0]), rules.pairs(ways[0])):
            found = find(fewer, False) if fewer else []
            if found:
                break
    return rules.ranked(found, ways, limit)


def _in_other_words(find: Find, query: Query) -> tuple[list[Query], list[Candidate]]:
    """All words, as typed and in those of the pack; then without fillers."""
    shorter = rules.without_fillers(query)
    ways: list[Query] = []
    for asked in [query, shorter] if shorter else [query]:
        ways = rules.synonymous(asked, synonyms())
        found = _all_words(find, ways)
        if found:
            return ways, found
    return ways, []


@cache
def synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The pack: what is typed, and the words that stand in texts."""
    told = tomllib.loads(SYNONYMS.read_text("utf-8"))
    return {tuple(said.split()): tuple(tuple(other.split()) for other in others) for said, others in told.items()}


@kept
def _vocabulary() -> dict[str, int]:
    """The words of what is needed often, and how often they stand there: a slip is mended to one of these."""
    heavy = Item.objects.filter(place__lt=rules.place_floor()).order_by("place")
    headings = heavy.values_list("heading", flat=True)[:_HEAVY]
    return dict(Counter(word for heading in headings for word in heading.split()))


def suggestions(q: str, limit: int = 6, scope: str | None = None, unit: str | None = None) -> list[str]:
    """Titles that hold what has been typed so far."""
    query = rules.query_of(q)
    if query is None or not query.open_end:
        return []
    hits = rules.ranked(_finder(scope, unit)([query], True), query, limit * 3)
    return list(dict.fromkeys(hit.title for hit in hits))[:limit]


def named(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Hit]:
    """Things by scope and key, for rooms that point at each other by plain codes. One query, none for none."""
    wanted = {(scope, key) for scope, key in pairs}
    if not wanted:
        return {}
    scopes, keys = {scope for scope, _key in wanted}, {key for _scope, key in wanted}
    rows = Item.objects.filter(scope__in=scopes, key__in=keys)
    hits = (Hit(row.scope, row.key, row.title, row.summary, row.link, row.unit) for row in rows)
    return {(hit.scope, hit.key): hit for hit in hits if (hit.scope, hit.key) in wanted}


def _all_words(find: Find, ways: Sequence[Query]) -> list[Candidate]:
    in_titles = find(ways, True)
    # As many titles as are taken: what only mentions the words would stand below them all.
    return in_titles if len(in_titles) >= _TAKEN else in_titles + find(ways, False)


def _finder(scope: str | None, unit: str | None) -> Find:
    marks = [[rules.mark_of("scope", scope)]] if scope else []
    if unit:
        marks.append([rules.mark_of("unit", unit), rules.mark_of("unit", "")])
    finder = _in_sqlite if connection.vendor == "sqlite" else _in_postgresql
    return lambda queries, titles: finder(queries, titles, marks)


# Words are letters and digits only (rules.words_of), marks these and colons: a quoted one holds no quote.


def _in_sqlite(queries: Sequence[Query], titles: bool, marks: list[list[str]]) -> list[Candidate]:
    texts = " OR ".join(f"({' AND '.join(_fts_words(query))})" for query in queries)
    match = [f"{{{'heading' if titles else 'heading folded'}}} : ({texts})"]
    match += ["marks : ({})".format(" OR ".join(f'"{mark}"' for mark in some)) for some in marks]
    # Taken by rowid, the order of the word lists themselves, so that a common word stops early.
    statement = (
        f"SELECT {_COLUMNS} FROM search_words w JOIN search_item i ON i.place = w.rowid "  # noqa: S608
        "WHERE search_words MATCH %s ORDER BY w.rowid LIMIT %s"
    )
    return _rows(statement, [" AND ".join(match), _TAKEN])


def _fts_words(query: Query) -> list[str]:
    words = [f'"{word}"' for word in query.sought]
    if query.sought_open:
        words[-1] += "*"
    return words


def _in_postgresql(queries: Sequence[Query], titles: bool, marks: list[list[str]]) -> list[Candidate]:
    texts = " | ".join(f"({' & '.join(_ts_words(query))})" for query in queries)
    wanted = [f"({texts})", *("({})".format(" | ".join(f"'{mark}'" for mark in some)) for some in marks)]
    words = "i.heading" if titles else "i.heading || ' ' || i.folded"
    # `+ 0`: by the index of words always. Walking the order itself is slow where few match, and the planner, who
    # takes words for independent, often thinks that many do.
    statement = (
        f"SELECT {_COLUMNS} FROM search_item i WHERE search_lexemes({words}, i.marks) @@ %s::tsquery "  # noqa: S608
        "ORDER BY i.place + 0 LIMIT %s"
    )
    found: list[Candidate] = []
    for tier in [*rules.TIERS, ""]:
        within = [f"'{rules.mark_of('tier', tier)}'"] if tier else []
        found = _rows(statement, [" & ".join([*wanted, *within]), _TAKEN])
        if len(found) >= _TAKEN:
            break
    return found


def _ts_words(query: Query) -> list[str]:
    words = [f"'{word}'" for word in query.sought]
    if query.sought_open:
        # Beginnings are words of the index: looking up all words that begin so would read most of it.
        last = query.sought[-1]
        words[-1] = f"'{last}*'" if len(last) <= _LONGEST_BEGINNING else f"'{last}':*"
    return words


def _rows(statement: str, values: Sequence[str | int]) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Candidate(*row) for row in cursor.fetchall()]
