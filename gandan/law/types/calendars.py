"""The working calendar: years as their files state them, laid out to count by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gandan.law.types.sources import Confidence


class DayKind(StrEnum):
    OFF = "off"
    WORKED = "worked"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Day:
    """One day that is not what its weekday says: off, worked (a make-up Saturday) or half."""

    on: date
    kind: DayKind
    reason: str
    decision: str
    reason_en: str = ""
    confidence: Confidence = Confidence.LOW


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year as its file states it. `signed`: every day of it is decided."""

    year: int
    signed: bool
    days: tuple[Day, ...]
    note: str = ""
    overlay: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The working days of some years in a row, laid out so that a due date is one look-up.

    Half days count half, so everything is counted in half days: `units` lists, in order, the ordinal of every
    half-day worked; `worked[i]` says how many of them lie up to and with the i-th day after `first`.
    """

    first: date
    last: date
    years: tuple[CalendarYear, ...]
    days: dict[date, Day]
    units: tuple[int, ...]
    worked: tuple[int, ...]
    opened: tuple[int, ...]  # how many days on which the office opens, up to and with the i-th day
    provisional: frozenset[int]
