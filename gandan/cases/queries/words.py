"""Finding cases by words: one index of words on each database, with the unit as one more word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import connection

from gandan.core.text import fold

MOST = 2000  # of the latest matches; a word that stands in more finds only these
WORDS = 8
UNITS = 60  # beyond, the unit is no word of the query: its rows are told apart afterwards
LETTERS = 6000  # of a case that are searched
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """What is looked for: folded words, the last may go on."""
    return _WORD.findall(fold(text[:400]))[:WORDS]


def searched(unit: int, *texts: str) -> str:
    """What a case is found by, as its column `folded` keeps it."""
    return " ".join([mark(unit), *_WORD.findall(fold(" ".join(texts)))])[:LETTERS]


def mark(unit: int) -> str:
    return f"zzunit{unit}"


def holding(text: str, units: Sequence[int]) -> list[int]:
    """Ids of the latest cases that hold beginnings of all these words. One query."""
    words, marks = words_of(text), [mark(unit) for unit in units] if len(units) <= UNITS else []
    if connection.vendor == "sqlite":
        asked = " AND ".join(f'"{word}"*' for word in words)
        asked += f" AND ({' OR '.join(marks)})" if marks else ""
        statement = "SELECT rowid FROM cases_words WHERE cases_words MATCH %s ORDER BY rowid DESC LIMIT %s"
    else:
        asked = " & ".join(f"'{word}':*" for word in words)
        asked += f" & ({' | '.join(marks)})" if marks else ""
        statement = (
            "SELECT id FROM cases_case WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s) "
            "ORDER BY id DESC LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, MOST])
        return [row[0] for row in cursor.fetchall()]
