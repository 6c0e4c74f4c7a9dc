"""What everybody may see of many cases: figures, the lists behind them, published answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gandan.law.types import ClockView


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A unit's month as the home page says it. Sealed types are not in it."""

    month: date  # its first day
    as_of: datetime
    received: int
    answered: int  # of those received
    on_time: int  # of those answered
    overdue: int  # open and past their date today, whenever received
    worst: ClockView | None  # of the overdue


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long answers of one field took lately: the middle one, in working days."""

    field: str
    label: str
    label_en: str
    answered: int
    middle: int
    on_time: int


class Records(StrEnum):
    """The public list behind each figure."""

    RECEIVED = "nhan"
    ANSWERED = "tra-loi"
    ON_TIME = "dung-han"
    LATE_ANSWER = "tra-loi-tre"
    OVERDUE = "qua-han"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One case in a public list: its dates and state. Subject and code only where it was published."""

    type_label: str
    type_label_en: str
    field_label: str
    field_label_en: str
    place: str  # neighbourhood
    unit_name: str  # who handles it
    state_label: str
    state_label_en: str
    received_on: date
    due_on: date | None
    due_source: str
    answered_on: date | None
    on_time: bool | None
    clock: ClockView
    subject: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    rows: tuple[RecordRow, ...]
    total: int
    next: int | None  # key of the last row; None: this is the last page


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """A report and its answer that its sender allowed to be public."""

    code: str
    subject: str
    field_label: str
    field_label_en: str
    place: str
    received_on: date
    answered_on: date
    on_time: bool | None
    days: int  # working days it took
    answer: str


class Measure(StrEnum):
    """What is counted of petitions over a period."""

    BROUGHT = "brought"  # open when it began
    RECEIVED = "received"
    RESOLVED = "resolved"  # answered in it, whenever received
    ON_TIME = "on_time"  # of these
    LATE = "late"  # of these
    OTHERWISE = "otherwise"  # came to rest without an answer of its own: withdrawn, guided on, merged
    PENDING = "pending"  # open when it ended
    OVERDUE = "overdue"  # of these
    OWN = "own"  # received in it and resolved in it: «giải quyết 275 trong 295 đơn đã nhận»


Counted = dict[Measure, int]


@dataclass(frozen=True, slots=True)
class PetitionCell:
    """One kind, one field, one unit."""

    kind: str
    field: str
    unit: str  # code
    counted: Counted


@dataclass(frozen=True, slots=True)
class PetitionFigures:
    """A unit's petitions over a period, whole: sealed ones are counted as the others are."""

    since: date
    until: date
    cells: tuple[PetitionCell, ...]
    total: Counted

    def by(self, dimension: str) -> dict[str, Counted]:
        """Summed over «kind», «field» or «unit»."""
        found: dict[str, Counted] = {}
        for cell in self.cells:
            sums = found.setdefault(getattr(cell, dimension), dict.fromkeys(Measure, 0))
            for measure, number in cell.counted.items():
                sums[measure] += number
        return found


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A line that everybody may read; None where so few stand behind it that somebody could be known."""

    code: str
    counted: dict[Measure, int | None]
