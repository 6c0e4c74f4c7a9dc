"""Which searches may be remembered, once enough have asked the same: never what may tell of a person."""

from __future__ import annotations

import re
from itertools import pairwise

from gandan.core.text import fold
from gandan.search.rules.words import FILLERS, WORD, words_of

ENOUGH = 5  # different sessions, before anybody may read a term
LONGEST, MOST_WORDS = 80, 10
_DIGITS = 4  # as many as a house number or a year has; papers, telephones and codes have more
_SAID = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly li dinh trinh lam mai truong dao chau cao"
)
_SURNAMES = frozenset(_SAID.split())
_MIDDLE = frozenset(("van", "thi"))
_CAPITALS = re.compile(r"\b[^\W\d_a-zà-ỹđ][\wà-ỹ]*(?:\s+[^\W\d_a-zà-ỹđ][\wà-ỹ]*)+")


def countable(typed: str) -> str:
    """The folded words that may be counted; "" for what looks like a person, a number, an address or a code."""
    words = words_of(typed)
    term = " ".join(WORD.findall(fold(typed)))
    if not 3 <= len(term) <= LONGEST or len(words) > MOST_WORDS or FILLERS.issuperset(words):
        return ""
    if "@" in typed or re.search(r"\d\s*/\s*\d|www|https?:", typed) or sum(map(str.isdigit, typed)) > _DIGITS:
        return ""
    return "" if _names_somebody(typed, words) else term


def _names_somebody(typed: str, words: list[str]) -> bool:
    """«nguyen van a», and «Trần Bảo Ngọc» as names are written; rather one term too few."""
    if any(one in _SURNAMES and other in _MIDDLE for one, other in pairwise(words)):
        return True
    capitals = (words_of(run) for run in _CAPITALS.findall(typed))
    return not typed.isupper() and any(run[0] in _SURNAMES for run in capitals if run)
