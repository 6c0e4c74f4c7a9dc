"""A legal clock as a pack states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from gandan.law.types.sources import Source, Unit


@dataclass(frozen=True, slots=True)
class Hours:
    """A clock of one day: what comes after `cutoff` counts as of the next working day; handed over by `closes`."""

    cutoff: time
    closes: time
    source: Source  # of the cut-off
    closes_source: Source  # of the hour of closing, the office's own


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a clock may be extended and how often."""

    days: int
    times: int
    source: Source
    requires: str = ""  # code of an action that must have been recorded first, e.g. "record_complex"


@dataclass(frozen=True, slots=True)
class Since:
    """A rule that reaches running cases on a day (transitional provisions): what bears it holds from then on only.

    With `after`: held before too, and from that day on only once that action was done.
    """

    on: date
    source: Source
    after: str = ""


@dataclass(frozen=True, slots=True)
class Remote:
    """The longer period «ở vùng sâu, vùng xa đi lại khó khăn»; `extension` days are added where it is complex too."""

    days: int
    source: Source
    extension: int = 0


@dataclass(frozen=True, slots=True)
class ClockSpec:
    """One legal clock of a case type. It starts with `starts` and is met by one of `ends`."""

    code: str
    label: str
    label_en: str
    starts: str  # "received" or the code of an action
    ends: tuple[str, ...]  # codes of actions that meet it
    days: int
    unit: Unit
    source: Source
    pauses: bool = False  # may stand still in a state whose clock pauses
    extension: Extension | None = None
    soon: int = 3  # working days; a third of the clock where it is shorter than nine
    outer_days: int | None = None  # an outer limit in calendar days (complaints: 10)
    outer_source: Source | None = None
    hours: Hours | None = None  # for clocks that end on the same day (certified copies)
    chosen: str = ""  # code of the form field whose date stands instead of `days`, when filled (tasks)
    restarts: tuple[str, ...] = ()  # actions that start a new round of it (re-opening)
    channels: tuple[str, ...] = ()  # runs only for these ways of receipt; empty: for all
    remote: Remote | None = None
    since: Since | None = None  # starts only from that day on


@dataclass(frozen=True, slots=True)
class ClockSet:
    """Clocks that belong to no case type: disclosure, reception, certified copies."""

    code: str
    valid_from: date
    valid_to: date | None
    hash: str
    label: str
    label_en: str
    clocks: dict[str, ClockSpec]

    @property
    def version(self) -> str:
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash[:12]}"


@dataclass(frozen=True, slots=True)
class ClockName:
    """One clock that `gandan deadline` and the calculator page know."""

    case_type: str
    clock: str
    case_type_label: str
    case_type_label_en: str
    label: str
    label_en: str
