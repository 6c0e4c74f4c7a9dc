"""The index of words of the database at hand: what holds these words, the heaviest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from gandan.search import rules
from gandan.search.types import Candidate, Query

TAKEN = 100  # candidates of each kind; beyond, weight alone decides
MANY, FEW = 80, 10  # of several scopes together, and of one that these leave no room
_LONGEST_BEGINNING = 8  # in the index (migration 0001); no Vietnamese syllable is longer
_RANKED = 1500  # characters of a text that its rank looks at
_COLUMNS = (
    "i.scope, i.key, i.unit, i.title, i.summary, i.link, i.heading, "
    f"substr(i.folded, 1, {_RANKED}), substr(i.exact, 1, {_RANKED}), i.weight, i.place"
)

Marks = list[list[str]]  # one of each list must stand there


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks in one scope, `""` for every one; or in several, so that none of them is crowded out."""

    scopes: Sequence[str]
    unit: str | None

    def in_titles(self, queries: Sequence[Query]) -> list[Candidate]:
        """What any of these names."""
        return self._heaviest(queries, True)

    def anywhere(self, queries: Sequence[Query]) -> list[Candidate]:
        return self._heaviest(queries, False)

    def holding(self, queries: Sequence[Query]) -> list[Candidate]:
        """In titles, then anywhere: where titles are many, nobody looks at what stands below them."""
        if len(self.scopes) == 1:
            named = self._ask(queries, True, self.scopes, TAKEN)
            return named if len(named) >= TAKEN else named + self._ask(queries, False, self.scopes, TAKEN)
        named = self._ask(queries, True, (), MANY)
        if len(named) < MANY:
            return self._own(named) + self.anywhere(queries)
        return self._own(named) + self._beside(queries, self._crowded(self.scopes, named))

    def _heaviest(self, queries: Sequence[Query], titles: bool) -> list[Candidate]:
        if not queries or not self.scopes:
            return []
        if len(self.scopes) == 1:
            return self._ask(queries, titles, self.scopes, TAKEN)
        rows = self._ask(queries, titles, (), MANY)
        crowded = self._crowded(self.scopes, rows) if len(rows) >= MANY else []
        while crowded:
            more = self._ask(queries, titles, crowded, FEW * len(crowded))
            rows += more
            crowded = self._crowded(crowded, rows) if len(more) >= FEW * len(crowded) else []
        return self._own(rows)

    def _beside(self, queries: Sequence[Query], crowded: Sequence[str]) -> list[Candidate]:
        """What the heaviest left no room for. Fewer than asked for is all there is; of more, titles come first."""
        if not crowded:
            return []
        room = FEW * len(crowded)
        anywhere = self._ask(queries, False, crowded, room)
        if len(anywhere) < room:
            return anywhere
        named = self._ask(queries, True, crowded, room)
        # Either was full of some scope: fewer are left each time.
        left = self._crowded(crowded, named if len(named) >= room else [*named, *anywhere])
        return [*named, *anywhere, *self._beside(queries, left)]

    def _ask(self, queries: Sequence[Query], titles: bool, scopes: Sequence[str], taken: int) -> list[Candidate]:
        if not queries:
            return []
        ask = _in_sqlite if connection.vendor == "sqlite" else _in_postgresql
        return ask(queries, titles, _marks(scopes, self.unit), taken)

    def _own(self, rows: Sequence[Candidate]) -> list[Candidate]:
        return [row for row in rows if row.scope in self.scopes]

    @staticmethod
    def _crowded(scopes: Sequence[str], rows: Sequence[Candidate]) -> list[str]:
        held = Counter(row.scope for row in rows)
        return [scope for scope in scopes if held[scope] < FEW]


def at(places: Sequence[int]) -> list[Candidate]:
    """What stands at these places."""
    if not places:
        return []
    marks = ", ".join(["%s"] * len(places))
    return _rows(f"SELECT {_COLUMNS} FROM search_item i WHERE i.place IN ({marks})", list(places))  # noqa: S608


def _marks(scopes: Sequence[str], unit: str | None) -> Marks:
    marks = [[rules.mark_of("scope", scope) for scope in scopes]] if any(scopes) else []
    return [*marks, [rules.mark_of("unit", unit), rules.mark_of("unit", "")]] if unit else marks


# Words are letters and digits only (rules.words_of), marks these and colons: a quoted one holds no quote.


def _in_sqlite(queries: Sequence[Query], titles: bool, marks: Marks, taken: int) -> list[Candidate]:
    texts = " OR ".join(f"({' AND '.join(_fts_words(query))})" for query in queries)
    wanted = f"{{{'heading' if titles else 'heading folded'}}} : ({texts})"
    match = [wanted, *("marks : ({})".format(" OR ".join(f'"{mark}"' for mark in some)) for some in marks)]
    # Taken by rowid, the order of the word lists themselves, so that a common word stops early.
    return _rows(
        f"SELECT {_COLUMNS} FROM search_words w JOIN search_item i ON i.place = w.rowid "  # noqa: S608
        "WHERE search_words MATCH %s ORDER BY w.rowid LIMIT %s",
        [" AND ".join(match), taken],
    )


def _fts_words(query: Query) -> list[str]:
    words = [f'"{word}"' for word in query.sought]
    if query.sought_open:
        words[-1] += "*"
    return words


def _in_postgresql(queries: Sequence[Query], titles: bool, marks: Marks, taken: int) -> list[Candidate]:
    """Tier by tier: where one is full nobody needs to look at the rest."""
    texts = " | ".join(f"({' & '.join(_ts_words(query))})" for query in queries)
    words = "i.heading" if titles else "i.heading || ' ' || i.folded"
    # Places first: the texts of thousands would be cut before all but some are let go. `+ 0`: by the index of words
    # always. Walking the order itself is slow where few match, and the planner, who takes words for independent, often
    # thinks that many do.
    statement = (
        f"SELECT {_COLUMNS} FROM search_item i WHERE i.place IN (SELECT i.place FROM search_item i "  # noqa: S608
        f"WHERE search_lexemes({words}, i.marks) @@ %s::tsquery ORDER BY i.place + 0 LIMIT %s)"
    )
    wanted = [f"({texts})", *("({})".format(" | ".join(f"'{mark}'" for mark in some)) for some in marks)]
    for tier in rules.TIERS:
        found = _rows(statement, [" & ".join([*wanted, f"'{rules.mark_of('tier', tier)}'"]), taken])
        if len(found) >= taken:
            return found
        if len(found) < taken / 16:
            break  # the next tier, eight times this one, would not be full either
    return _rows(statement, [" & ".join(wanted), taken])


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
