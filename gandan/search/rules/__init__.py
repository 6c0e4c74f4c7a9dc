"""Words, and the order of what was found: pure functions, so that every database gives the same answer."""

from .likely import Known, known_of, likely
from .missing import ENOUGH, countable
from .near import corrected, nearest, sound_of
from .order import hit_of, in_order, named, ranked
from .places import MAX_WEIGHT, TIERS, mark_of, marks_of, place_floor, place_of, tiers_of
from .words import (
    MAX_BODY,
    MAX_WORD,
    MAX_WORDS,
    each_left_out,
    exact_words_of,
    heading_of,
    pairs,
    query_of,
    says_too_little,
    synonymous,
    without_fillers,
    words_of,
)

__all__ = [
    "ENOUGH",
    "MAX_BODY",
    "MAX_WEIGHT",
    "MAX_WORD",
    "MAX_WORDS",
    "TIERS",
    "Known",
    "corrected",
    "countable",
    "each_left_out",
    "exact_words_of",
    "heading_of",
    "hit_of",
    "in_order",
    "known_of",
    "likely",
    "mark_of",
    "marks_of",
    "named",
    "nearest",
    "pairs",
    "place_floor",
    "place_of",
    "query_of",
    "ranked",
    "says_too_little",
    "sound_of",
    "synonymous",
    "tiers_of",
    "without_fillers",
    "words_of",
]
