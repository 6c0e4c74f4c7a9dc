"""Whether two cases may be about the same thing: how alike their words are, how near, how close in time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from gandan.core.text import fold

LETTERS = 1500
NEAR = 150  # metres: so near, everything of the same kind is worth a look
FAR = 400  # metres: beyond, places are different places
LATELY = 60  # days
ALIKE = 0.34  # so alike, words alone are worth a look
HINTED = 0.18  # with a place that fits, so many are enough
_WORD = re.compile(r"[^\W_]{2,}")
# What every petition says; without them two letters would be alike by their manners.
_MANNERS = frozenset(
    word
    for line in (
        "toi chung nha cua cac va la co khong thi ma o tai de nghi kinh gui cho voi nay do da dang se bi duoc rat",
        "nhung mot hai nguoi dan ba con khu pho phuong duong hem truoc sau trong ngoai tu den ngay thang nam xin",
        "don ve viec rang viet lam gi ra len xem cam on uy ban",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` 0 to 100, and what it is made of: shared words, metres where both have a place, days apart."""

    score: int
    words: tuple[str, ...]
    metres: int | None
    days: int


def shingles(text: str) -> frozenset[str]:
    """Folded words and pairs of neighbours."""
    words = [word for word in _WORD.findall(fold(text[:LETTERS])) if word not in _MANNERS]
    return frozenset([*words, *(f"{one} {other}" for one, other in pairwise(words))])


def spelt(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words and pairs as they stand in a text, which may say other words between those of a pair."""
    written: dict[str, str] = {}
    for word in _WORD.findall(text[:LETTERS]):
        written.setdefault(fold(word), word.lower())
    return tuple(" ".join(written.get(part, part) for part in each.split()) for each in words)


def likeness(
    one: frozenset[str], other: frozenset[str], *, metres: int | None, days: int, same_area: bool = False
) -> Likeness | None:
    """None where nothing speaks for the same thing."""
    shared = one & other
    smaller = min(len(one), len(other))
    # Half by the smaller of the two, half by both: a short report of the same lamp is alike, one shared word is not.
    alike = (len(shared) / smaller + 2 * len(shared) / (len(one) + len(other))) / 2 if smaller else 0.0
    near = metres is not None and metres <= NEAR
    fits = near or same_area or (metres is not None and metres <= FAR)
    if not (near or (fits and alike >= HINTED) or (metres is None and alike >= ALIKE)):
        return None
    closeness = max(0.0, 1 - metres / FAR) if metres is not None else 0.5 if same_area else 0.25
    lateness = max(0.0, 1 - days / LATELY)
    score = round(100 * (0.6 * min(1.0, alike / 0.6) + 0.3 * closeness + 0.1 * lateness))
    pairs = sorted((each for each in shared if " " in each), key=lambda each: (-len(each), each))
    single = sorted((each for each in shared if " " not in each), key=lambda each: (-len(each), each))
    return Likeness(score, tuple([*pairs, *single][:3]), metres, days)
