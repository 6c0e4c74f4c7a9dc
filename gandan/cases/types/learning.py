"""What past cases suggest, and how often officers agreed."""

from __future__ import annotations

from dataclasses import dataclass

from gandan.law.types import Choice

FIELD, UNIT = "field", "unit"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decided case: what was written, and the label that officers left it with."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """Labels with how many cases taught them, and for each word the weight of each label."""

    labels: dict[str, int]
    weights: dict[str, dict[str, float]]  # word → label → weight; higher speaks for the label
    margin: float  # by how much the first must lead the second
    against: float  # the same, where another label has been chosen already
    right: float  # share of suggestions that were right on wordings held back
    asked: int  # wordings held back
    told: int  # of those, how many got a suggestion

    @property
    def percent(self) -> int:
        return round(100 * self.right)


@dataclass(frozen=True, slots=True)
class Tried:
    """What holding back told; as in Learnt."""

    margin: float
    right: float
    told: int
    asked: int
    against: float


@dataclass(frozen=True, slots=True)
class Guess:
    label: str
    words: tuple[str, ...]  # as they stand in the text
    right: float
    asked: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One choice that the unit's own past cases suggest; an officer decides. `right`: of 100 on cases held back."""

    kind: str
    code: str
    label: str
    label_en: str
    words: tuple[str, ...]
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class MonthOfAgreement:
    month: str  # "2026-11"
    kind: str
    lines: tuple[tuple[Choice, int, int, int], ...]  # chosen label: cases, suggestions made, of these the same


@dataclass(frozen=True, slots=True)
class LearntView:
    """`field`, `body`: None where there is too little to learn from, or it is too often wrong."""

    unit: str
    unit_name: str
    at: str
    seen: dict[str, int]  # cases read, by kind
    field: Learnt | None
    body: Learnt | None
    months: tuple[MonthOfAgreement, ...]
    least: int
