"""Finding: the words of a query in the index of the database at hand, the order by our own rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import connection

from gandan.search import rules
from gandan.search.types import Candidate, Hit, Query

MOST = 100
_TAKEN = 100  # candidates of each kind; beyond, weight alone decides
_RANKED = 1500  # characters of a text that its rank looks at
_COLUMNS = (
    "i.scope, i.key, i.unit, i.title, i.summary, i.link, i.heading, "
    f"substr(i.folded, 1, {_RANKED}), substr(i.exact, 1, {_RANKED}), i.weight, i.place"
)

Find = Callable[[Query, bool, int], list[Candidate]]


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
    found = _all_words(find, query)
    if not found:
        shorter = rules.without_fillers(query)
        found = _all_words(find, shorter) if shorter else []
        query = shorter if found and shorter else query
    if not found:
        found = [each for some in rules.each_left_out(query) for each in find(some, False, _TAKEN // 3)]
    return rules.ranked(found, query, limit)


def suggestions(q: str, limit: int = 6, scope: str | None = None, unit: str | None = None) -> list[str]:
    """Titles that hold what has been typed so far."""
    query = rules.query_of(q)
    if query is None or not query.open_end:
        return []
    hits = rules.ranked(_finder(scope, unit)(query, True, _TAKEN), query, limit * 3)
    return list(dict.fromkeys(hit.title for hit in hits))[:limit]


def _all_words(find: Find, query: Query) -> list[Candidate]:
    in_titles = find(query, True, _TAKEN)
    # As many titles as one asks for: what only mentions the words would stand below them all.
    return in_titles if len(in_titles) >= _TAKEN else in_titles + find(query, False, _TAKEN)


def _finder(scope: str | None, unit: str | None) -> Find:
    finder = _in_sqlite if connection.vendor == "sqlite" else _in_postgresql
    return lambda query, titles, most: finder(query, titles, most, scope, unit)


def _in_sqlite(query: Query, titles: bool, most: int, scope: str | None, unit: str | None) -> list[Candidate]:
    # Words are letters and digits only (rules.words_of), so a quoted word holds no quote.
    words = [f'"{word}"' for word in query.sought]
    if query.sought_open:
        words[-1] += "*"
    match = f"{{{'heading' if titles else 'heading folded'}}} : ({' AND '.join(words)})"
    if scope:
        match += f' AND marks : "{rules.mark_of("scope", scope)}"'
    if unit:
        match += f' AND marks : ("{rules.mark_of("unit", unit)}" OR "{rules.mark_of("unit", "")}")'
    # Taken by rowid, the order of the word lists themselves, so that a common word stops early.
    statement = (
        f"SELECT {_COLUMNS} FROM search_words w JOIN search_item i ON i.place = w.rowid "  # noqa: S608
        "WHERE search_words MATCH %s ORDER BY w.rowid LIMIT %s"
    )
    return _rows(statement, [match, most])


def _in_postgresql(query: Query, titles: bool, most: int, scope: str | None, unit: str | None) -> list[Candidate]:
    wanted = [f"'{word}'" for word in query.sought]
    if query.sought_open:
        wanted[-1] = _beginning(query.sought[-1])
    if scope:
        wanted.append(f"'{rules.mark_of('scope', scope)}'")
    if unit:
        wanted.append(f"('{rules.mark_of('unit', unit)}' | '{rules.mark_of('unit', '')}')")
    # `+ 0`: by the index of words always. Walking the order itself is slow where few match, and the planner, who
    # takes words for independent, often thinks that many do.
    statement = (
        f"SELECT {_COLUMNS} FROM search_item i WHERE i.{'heading_words' if titles else 'all_words'} @@ %s::tsquery "  # noqa: S608
        "ORDER BY i.place + 0 LIMIT %s"
    )
    found: list[Candidate] = []
    for tier in [*rules.TIERS, ""]:
        within = [f"'{rules.mark_of('tier', tier)}'"] if tier else []
        found = _rows(statement, [" & ".join([*wanted, *within]), most])
        if len(found) >= most:
            break
    return found


def _beginning(word: str) -> str:
    """Short beginnings are words of the index: looking up all words that begin so would read most of it."""
    return f"'{word}*'" if len(word) in (2, 3) else f"'{word}':*"


def _rows(statement: str, values: Sequence[str | int]) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Candidate(*row) for row in cursor.fetchall()]
