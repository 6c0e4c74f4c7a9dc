"""A due date with its reasons, and how its clock stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gandan.law.types.clocks import ClockSpec
from gandan.law.types.sources import Source, Unit


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count, from and to inclusive; `until` None while it lasts."""

    since: date
    until: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count, for the strip of days and the explanation."""

    on: date
    counted: int | None  # 1 for the first counted day, None where the day does not count
    why: str  # "start" | "counted" | "weekend" | "holiday" | "worked" | "half" | "paused" | "moved" | "due"
    reason: str = ""  # name of the holiday, of the pause, of the decision
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A second limit beside the first: the earlier of the two is the due date (complaints: 7 and 10 days)."""

    days: int
    unit: Unit
    source: Source


@dataclass(frozen=True, slots=True)
class Due:
    """One legal due date, with all that is needed to explain it again.

    `days`, `unit` and `source` are those of the limit that governs; `other` is the one that would have been later.
    """

    on: date
    days: int  # the whole period, extensions included, in `unit`
    unit: Unit
    start: date  # the day on which the clock started; not counted (Civil Code 2015, Art. 147)
    source: Source
    pack: str  # "<code>@<valid-from>#<hash>" of the law pack it was computed under
    provisional: bool = False  # a year without a signed calendar decision was touched
    at: datetime | None = None  # for clocks of hours (certified copies)
    extensions: int = 0
    pauses: tuple[Pause, ...] = ()
    other: Limit | None = None
    received: datetime | None = None  # when a clock of hours started, for its explanation
    extension_source: Source | None = None

    @property
    def local(self) -> bool:
        """The ward's own promise, not the law."""
        return self.source.kind == "local"


@dataclass(frozen=True, slots=True)
class ClockView:
    """How a clock stands today. `left` is negative when late; `words` name the unit."""

    state: str  # ok | soon | late | hold | done | none
    left: int
    unit: Unit
    words: str
    words_en: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The answer to «when does this clock run out?», with its reasons in both languages."""

    spec: ClockSpec
    due: Due
    steps: tuple[Step, ...]
    sentences: tuple[str, ...]
    sentences_en: tuple[str, ...]
