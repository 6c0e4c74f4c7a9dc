"""Which kind of petition somebody's words lean to: whole phrases counted, nothing learned, never forced."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gandan.core.text import fold
from gandan.law.types import Wish

CUE, HINT = 3, 1
ENOUGH = 3  # one phrase that says it clearly
READ = 4000  # characters: what a matter is about is said at its beginning


@dataclass(frozen=True, slots=True)
class Leaning:
    """The kind that words lean to, and the phrases that say so."""

    type: str
    words: tuple[str, ...]


def leaning(text: str, wishes: Iterable[Wish]) -> Leaning | None:
    """The kind with the most telling phrases; None where nothing is said clearly or two kinds are said alike.

    Text without any mark is compared without marks; with marks «hỏi» is not «hôi».
    """
    text = unicodedata.normalize("NFC", text[:READ]).casefold()
    bare = fold(text) == text
    scores = sorted((_score(text, wish, bare) for wish in wishes), key=lambda each: -each[0])
    if not scores or scores[0][0] < ENOUGH or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return Leaning(scores[0][1], scores[0][2])


def _score(text: str, wish: Wish, bare: bool) -> tuple[int, str, tuple[str, ...]]:
    cues = [cue for cue in wish.cues if _stands(cue, text, bare)]
    hints = [hint for hint in wish.hints if _stands(hint, text, bare)]
    # «rác» inside «đốt rác» is one telling phrase, not two.
    cues = [cue for cue in cues if not any(cue != other and cue in other for other in cues)]
    return CUE * len(cues) + HINT * len(hints), wish.type, (*cues, *hints)[:3]


def _stands(phrase: str, text: str, bare: bool) -> bool:
    phrase = unicodedata.normalize("NFC", phrase).casefold()
    pattern = fold(phrase) if bare else phrase
    return pattern in text and re.search(rf"(?<!\w){re.escape(pattern)}(?!\w)", text) is not None
