"""What law is made of here: sources, clocks, due dates and case types, all frozen and free of Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """How a period is counted. Both units occur, sometimes in one law (DOMAIN.md 0.3)."""

    WORKING = "working"
    CALENDAR = "calendar"


class Confidence(StrEnum):
    VERIFIED = "verified"
    SECONDARY = "secondary"
    LOW = "low"


class DayKind(StrEnum):
    OFF = "off"
    WORKED = "worked"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands: «Điều 28 Luật Tiếp công dân số 42/2013/QH13»."""

    document: str
    article: str = ""
    clause: str = ""
    confidence: Confidence = Confidence.LOW
    kind: str = "law"  # law | local: the ward's own promise («Cam kết phường»)
    note: str = ""

    def __str__(self) -> str:
        parts = []
        if self.clause:
            parts.append(f"khoản {self.clause}")
        if self.article:
            parts.append(f"Điều {self.article}")
        parts.append(self.document)
        text = " ".join(parts)
        return text[:1].upper() + text[1:]


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
    why: str  # "start" | "counted" | "weekend" | "holiday" | "worked" | "paused" | "moved" | "due"
    reason: str = ""  # name of the holiday, of the pause, of the decision


@dataclass(frozen=True, slots=True)
class Due:
    """One legal due date, with all that is needed to explain it again (DESIGN.md 4)."""

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


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a clock may be extended and how often."""

    days: int
    times: int
    source: Source
    requires: str = ""  # code of a fact that must be recorded first, e.g. "complex"


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


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form. Kinds: text, longtext, choice, date, integer, yes_no, files."""

    code: str
    label: str
    label_en: str
    kind: str
    required: bool = False
    sealed: bool = False
    hint: str = ""
    max_length: int = 0
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class StateSpec:
    code: str
    label: str
    label_en: str
    clock: str = "runs"  # runs | pauses | stops
    public: bool = True
    end: bool = False
    milestone: str = ""  # which point of the public progress line it lights


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What may be done in some states by some roles. `to` None keeps the state."""

    code: str
    label: str
    label_en: str
    frm: tuple[str, ...]
    to: str | None
    roles: tuple[str, ...]
    past: str = ""  # what the timeline says afterwards: «Đã trả lời»
    past_en: str = ""
    form: tuple[FieldSpec, ...] = ()
    guard: str = ""  # name of a Python hook checked at load
    effects: tuple[str, ...] = ()
    public: bool = True  # its entry shows on the public timeline
    primary: bool = False
    icon: str = ""
    extends: str = ""  # code of the clock it extends
    result: bool = False  # asks for one of the results of the case type
    limit: int = 0  # how often in the life of a case; 0: as often as the state allows


@dataclass(frozen=True, slots=True)
class CaseType:
    """One version of a case type: the pack that a running case keeps."""

    code: str
    valid_from: date
    valid_to: date | None
    hash: str
    label: str
    label_en: str
    group: str  # petition | task | dossier …: what a register counts together
    initial: str
    states: dict[str, StateSpec]
    actions: dict[str, ActionSpec]
    clocks: dict[str, ClockSpec]
    fields: tuple[FieldSpec, ...]
    milestones: tuple[Choice, ...]
    results: tuple[Choice, ...]
    sources: tuple[Source, ...]
    intake: str = "public"  # public | desk | closed
    anonymous: bool = False
    sealed: bool = False  # sealed whole: denunciations
    place: str = "none"  # none | optional | required
    evidence: bool = False  # to resolve needs a photograph or a document number
    reopen_days: int = 0
    retention_years: int | None = None
    retention_source: Source | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """«code@valid-from#hash», stored with every case."""
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash[:12]}"
