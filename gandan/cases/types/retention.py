"""What a retention rule will do, and what people have said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BatchKey:
    """Cases of one unit and one version of a type that were closed in one year."""

    unit: int
    version: str
    year: int

    def __str__(self) -> str:
        return f"{self.unit}:{self.year}:{self.version}"

    @classmethod
    def read(cls, text: str) -> BatchKey | None:
        unit, _, rest = text.partition(":")
        year, _, version = rest.partition(":")
        if not (unit.isdecimal() and year.isdecimal() and version and len(text) < 140):
            return None
        return cls(int(unit), version, int(year))


@dataclass(frozen=True, slots=True)
class RetentionBatch:
    """What becomes due together. `then`: «anonymise» or «erase»; `held` of `cases` stay."""

    key: BatchKey
    unit_name: str
    type_label: str
    type_label_en: str
    years: int
    source: str
    local: bool  # the ward's own rule, not law
    then: str
    goes_on: date
    due: bool
    cases: int
    held: int
    approved: bool  # the job is at it

    @property
    def to_go(self) -> int:
        return self.cases - self.held


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """One case of a batch; `subject` only for who may see the case."""

    code: str
    subject: str
    field_label: str
    field_label_en: str
    closed_on: date
    held: str  # why it is held back; empty: it is not
    held_by: str  # post
    held_on: date | None


@dataclass(frozen=True, slots=True)
class DisposalView:
    """A batch that somebody approved, and how far the job is."""

    unit_name: str
    type_label: str
    type_label_en: str
    year: int
    then: str
    rule: str
    approved_title: str
    approved_at: datetime
    cases: int
    done: int
    done_at: datetime | None
