"""The index of words of the database at hand: what holds these words, the heaviest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from django.db import connection

from gandan.search import rules
from gandan.search.types import Candidate, Query

TAKEN = 100  # candidates of each kind; beyond, weight alone decides
MANY, FEW = 80, 10  # of several scopes together, and of one that these leave no room
_LONGEST_BEGINNING = 6  # in the index of PostgreSQL (migration 0001); hardly a Vietnamese syllable is longer
_RANKED = 1500  # characters of a text that its rank looks at
_COLUMNS = (
    "i.scope, i.key, i.unit, i.title, i.summary, i.link, i.heading, "
    f"substr(i.folded, 1, {_RANKED}), substr(i.exact, 1, {_RANKED}), i.weight, i.place"
)

Marks = list[list[str]]  # one of each list must stand there


Ask = Callable[[Sequence[Query], bool, Sequence[Marks], int], list[Candidate]]


class Find(Protocol):
    """Any of these queries, in titles only or anywhere; `beside` what is held already."""

    def __call__(
        self, queries: Sequence[Query], titles: bool, beside: Sequence[Candidate] = (), /
    ) -> list[Candidate]: ...


def finder(scopes: Sequence[str], unit: str | None) -> Find:
    """Looks in one scope, `""` for every one; or in several, so that none of them is crowded out."""
    ask = _in_sqlite if connection.vendor == "sqlite" else _in_postgresql

    def find(queries: Sequence[Query], titles: bool, beside: Sequence[Candidate] = ()) -> list[Candidate]:
        wanted = _left(scopes, beside)
        if not queries or not wanted:
            return []
        if len(wanted) == 1:
            return ask(queries, titles, [_marks(wanted[0], unit)], TAKEN)
        rows = ask(queries, titles, [_marks("", unit)], MANY)
        if len(rows) >= MANY:
            rows += _crowded_out(ask, queries, titles, wanted, unit, rows)
        return [row for row in rows if row.scope in wanted]

    return find


def _crowded_out(
    ask: Ask, queries: Sequence[Query], titles: bool, wanted: Sequence[str], unit: str | None, rows: Sequence[Candidate]
) -> list[Candidate]:
    """What the heaviest left no room for: of all such scopes at once, of each alone only where there is very much."""
    held = Counter(row.scope for row in rows)
    crowded = [scope for scope in wanted if held[scope] < FEW]
    if not crowded:
        return []
    room = FEW * len(crowded)
    found = ask(queries, titles, [[[rules.mark_of("scope", each) for each in crowded], *_marks("", unit)]], room)
    if len(found) < room:
        return found
    held.update(row.scope for row in found)
    still = [_marks(scope, unit) for scope in crowded if held[scope] < FEW]
    return found + (ask(queries, titles, still, FEW) if still else [])


def _left(scopes: Sequence[str], beside: Sequence[Candidate]) -> list[str]:
    """The scopes for which as many as are taken have not been found: what stands below those is not looked for."""
    if len(scopes) == 1:
        return [] if len(beside) >= TAKEN else list(scopes)
    held = Counter(row.scope for row in beside)
    return [scope for scope in scopes if len(beside) < MANY or held[scope] < FEW]


def at(places: Sequence[int]) -> list[Candidate]:
    """What stands at these places."""
    if not places:
        return []
    marks = ", ".join(["%s"] * len(places))
    return _rows(f"SELECT {_COLUMNS} FROM search_item i WHERE i.place IN ({marks})", list(places))  # noqa: S608


def _marks(scope: str, unit: str | None) -> Marks:
    marks = [[rules.mark_of("scope", scope)]] if scope else []
    return [*marks, [rules.mark_of("unit", unit), rules.mark_of("unit", "")]] if unit else marks


# Words are letters and digits only (rules.words_of), marks these and colons: a quoted one holds no quote.


def _in_sqlite(queries: Sequence[Query], titles: bool, parts: Sequence[Marks], taken: int) -> list[Candidate]:
    texts = " OR ".join(f"({' AND '.join(_fts_words(query))})" for query in queries)
    wanted = f"{{{'heading' if titles else 'heading folded'}}} : ({texts})"
    # Taken by rowid, the order of the word lists themselves, so that a common word stops early.
    one = (
        f"SELECT * FROM (SELECT {_COLUMNS} FROM search_words w JOIN search_item i ON i.place = w.rowid "  # noqa: S608
        "WHERE search_words MATCH %s ORDER BY w.rowid LIMIT %s)"
    )
    values: list[str | int] = []
    for marks in parts:
        match = [wanted, *("marks : ({})".format(" OR ".join(f'"{mark}"' for mark in some)) for some in marks)]
        values += [" AND ".join(match), taken]
    return _rows(" UNION ALL ".join([one] * len(parts)), values)


def _fts_words(query: Query) -> list[str]:
    words = [f'"{word}"' for word in query.sought]
    if query.sought_open:
        words[-1] += "*"
    return words


def _in_postgresql(queries: Sequence[Query], titles: bool, parts: Sequence[Marks], taken: int) -> list[Candidate]:
    """Tier by tier: a part that one tier fills needs no look at the rest."""
    texts = " | ".join(f"({' & '.join(_ts_words(query))})" for query in queries)
    words = "i.heading" if titles else "i.heading || ' ' || i.folded"
    # `+ 0`: by the index of words always. Walking the order itself is slow where few match, and the planner, who
    # takes words for independent, often thinks that many do.
    one = (
        f"(SELECT {_COLUMNS} FROM search_item i WHERE search_lexemes({words}, i.marks) @@ %s::tsquery "  # noqa: S608
        "ORDER BY i.place + 0 LIMIT %s)"
    )
    found: list[Candidate] = []
    for tier in [*rules.TIERS, ""]:
        within: Marks = [[rules.mark_of("tier", tier)]] if tier else []
        values: list[str | int] = []
        for marks in parts:
            wanted = ("({})".format(" | ".join(f"'{mark}'" for mark in some)) for some in [*marks, *within])
            values += [" & ".join([f"({texts})", *wanted]), taken]
        rows = _rows(" UNION ALL ".join([one] * len(parts)), values)
        full, parts = _apart(rows, parts, taken) if tier else (rows, [])
        found += full
        if not parts:
            break
    return found


def _apart(rows: list[Candidate], parts: Sequence[Marks], taken: int) -> tuple[list[Candidate], list[Marks]]:
    """The rows of parts that are full, and the parts that are not."""
    if len(parts) == 1:
        return (rows, []) if len(rows) >= taken else ([], list(parts))
    of_scope: dict[str, list[Candidate]] = {}
    for row in rows:
        of_scope.setdefault(rules.mark_of("scope", row.scope), []).append(row)
    full = [marks for marks in parts if len(of_scope.get(marks[0][0], ())) >= taken]
    return [row for marks in full for row in of_scope[marks[0][0]]], [marks for marks in parts if marks not in full]


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
