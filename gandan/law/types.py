"""What law is made of here: sources, clocks, due dates and case types, all frozen and free of Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from gandan.core.types import Refused


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


class Role(StrEnum):
    """The closed vocabulary of who may act; `system` is the scheduler, never a person."""

    COUNTER_OFFICER = "counter_officer"
    SPECIALIST = "specialist"
    PETITION_OFFICER = "petition_officer"
    LEADER = "leader"
    FRONT_OFFICER = "front_officer"
    MOBILISATION_OFFICER = "mobilisation_officer"
    COMMUNITY_HEAD = "community_head"
    EDITOR = "editor"
    VOLUNTEER = "volunteer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CITIZEN = "citizen"
    SYSTEM = "system"


REMOTE = "remote"  # the answer of a case by which it lies in a remote area though its unit does not


class LawError(Refused):
    """Something the law or its packs do not allow; the message is Vietnamese and says what to do."""


class OutsideCalendar(LawError):
    """A date for which no working calendar is known."""


class NotExtendable(LawError):
    """More extensions than the article allows."""


class UnknownPack(LawError):
    """No such case type, clock or version, or none in force on that day."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands: «Điều 28 Luật Tiếp công dân số 42/2013/QH13»."""

    document: str
    article: str = ""
    clause: str = ""
    confidence: Confidence = Confidence.LOW
    kind: str = "law"  # law | local: the ward's own promise («Cam kết tại chỗ»)
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
    """One legal due date, with all that is needed to explain it again (DESIGN.md 4).

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
class Hours:
    """A clock of one day: what comes after `cutoff` counts as of the next working day; handed over by `closes`."""

    cutoff: time
    closes: time
    source: Source  # of the cut-off
    closes_source: Source  # of the hour of closing, the office's own


@dataclass(frozen=True, slots=True)
class Since:
    """A rule that reaches running cases on a day (transitional provisions): what bears it holds from then on only.

    With `after`: held before too, and from that day on only once that action was done.
    """

    on: date
    source: Source
    after: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a clock may be extended and how often."""

    days: int
    times: int
    source: Source
    requires: str = ""  # code of an action that must have been recorded first, e.g. "record_complex"


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
class Choice:
    code: str
    label: str
    label_en: str = ""
    source: Source | None = None  # where a ground of law stands


@dataclass(frozen=True, slots=True)
class Band:
    """How many representatives a group of `since` to `until` people names (Law 42/2013, Art. 29)."""

    since: int
    until: int | None  # None: and more
    least: int
    most: int
    source: Source

    def holds(self, people: int) -> bool:
        return self.since <= people and (self.until is None or people <= self.until)


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """How long before the day in a field of its form an action must be done (invitations)."""

    field: str
    days: int
    unit: Unit
    source: Source


@dataclass(frozen=True, slots=True)
class FollowSpec:
    """A new case that an action opens at the body above: the second instance. `since`: the action its days run from."""

    type: str
    days: int
    since: str
    source: Source
    carries: CarrySpec | None = None
    remote_days: int = 0  # from a remote area; 0: no longer than from elsewhere


@dataclass(frozen=True, slots=True)
class CarrySpec:
    """What an action filled in that the new case bears as its own: the number of the first decision."""

    field: str  # of the new case
    action: str
    value: str  # of that action's form


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
    hint_en: str = ""


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
    after: str = ""  # code of the action it follows: not offered before that was done
    notice: NoticeSpec | None = None
    follow: FollowSpec | None = None
    since: Since | None = None


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
    reopen_source: Source | None = None
    retention_years: int | None = None
    retention_source: Source | None = None
    retention_then: str = "anonymise"  # anonymise | erase
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """«code@valid-from#hash», stored with every case."""
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash[:12]}"


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


@dataclass(frozen=True, slots=True)
class Deadline:
    """The answer to «when does this clock run out?», with its reasons in both languages."""

    spec: ClockSpec
    due: Due
    steps: tuple[Step, ...]
    sentences: tuple[str, ...]
    sentences_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A case type as people would say what they want, and the words that lean to it (no law: it only suggests)."""

    type: str
    icon: str
    say: str
    say_en: str
    means: str
    means_en: str
    gets: str
    gets_en: str
    cues: tuple[str, ...]  # each counts for much
    hints: tuple[str, ...]  # each counts for little


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a pack: which file, which field, what to do."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.message}" if self.field else f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A lawful way to disclose, and what proves it: automatic, place, times, receivers, meeting or link."""

    code: str
    label: str
    label_en: str
    proof: str
    icon: str
    source: Source


@dataclass(frozen=True, slots=True)
class Posted:
    """How long something stays posted or is read out: so many consecutive days, or permanently kept current."""

    days: int
    permanent: bool
    source: Source


@dataclass(frozen=True, slots=True)
class ObligationItem:
    """One content that must be disclosed; `plain` says in everyday words what one may know."""

    code: str
    number: int
    label: str
    label_en: str
    plain: str
    plain_en: str
    forms: tuple[str, ...]  # those that the law asks for
    source: Source
    posting: Posted | None = None  # None: another law says how long
    radio: Posted | None = None


@dataclass(frozen=True, slots=True)
class ObligationSet:
    """What a kind of body must disclose, to whom, in which forms; `clock` names the clock set of «publish»."""

    code: str
    valid_from: date
    valid_to: date | None
    hash: str
    label: str
    label_en: str
    audience: str  # public | inside
    clock: str
    forms: dict[str, FormSpec]
    items: dict[str, ObligationItem]
    list_months: int = 0  # how often the list of what was disclosed is renewed
    list_source: Source | None = None
    plan_source: Source | None = None  # of the yearly plan

    @property
    def version(self) -> str:
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash[:12]}"
