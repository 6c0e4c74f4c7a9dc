"""A procedure and its parts as values (CPSV-AP: public service, evidence, cost, channel, output); public answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

QUESTION = "question"  # the scope under which search finds answers
PROCEDURE = "procedure"  # and procedures
POINT = "point"  # and places where papers are taken in


class Way(StrEnum):
    """Channel: how papers are handed in."""

    ONLINE = "online"
    POST = "post"
    COUNTER = "counter"


class Time(StrEnum):
    """The unit of a time limit."""

    WORKING = "working"
    CALENDAR = "calendar"
    HOURS = "hours"
    MONTHS = "months"


class FeeKind(StrEnum):
    """Cost: none, so much, by the province's own rate, or not said."""

    FREE = "free"
    AMOUNT = "amount"
    LOCAL = "local"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fee:
    kind: FeeKind
    amount: int = 0
    currency: str = "VND"
    per: str = ""  # «trang», «tờ khai»
    note: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    way: Way
    number: int | None  # of the time limit; None: not said, or not readable
    unit: Time | None
    fee: Fee
    note: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One paper to bring; `None` where the source's number cannot be read."""

    name: str
    originals: int | None = None
    copies: int | None = None
    form: str = ""  # the file of its form
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Papers of one case («nếu ủy quyền …»); the empty case is for everybody."""

    case: str
    papers: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the competent body decided, in structure; the text it was read from is kept beside it."""

    code: str
    name: str
    field: str = ""
    level: str = ""
    audience: str = ""
    body: str = ""
    decision: str = ""
    link: str = ""
    steps: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    groups: tuple[Group, ...] = ()
    outputs: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """Our own words around the facts: a short name, what people call it, what goes wrong at the counter."""

    short: str = ""
    lead: str = ""
    said: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()  # the checklist in plain words; without it the papers of the facts are the list
    mistakes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()  # who does what, in short; without it those of the facts are shown
    conditions: str = ""
    source: str = ""  # what the words were drawn from; empty once the desk wrote its own
    as_of: str = ""
    confidence: str = ""  # law.types.Confidence

    @property
    def lacking(self) -> bool:
        return not (self.bring and self.mistakes)


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a record that could not be read into structure: kept as text, never guessed."""

    part: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    code: str
    name: str
    official: str
    field: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    code: str
    name: str
    field: str
    hidden: bool
    lacking: bool
    questions: int
    versions: int
    changed_on: date


@dataclass(frozen=True, slots=True)
class VersionView:
    number: int
    valid_from: date
    reason: str
    by: str  # the officer's name; empty where the house itself wrote it
    changes: tuple[tuple[str, str, str], ...] = ()  # what, before, after
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CommonQuestion:
    id: int
    question: str
    answer: str
    published: bool


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One procedure as its page shows it."""

    facts: Facts
    guidance: Guidance
    intake: str
    hidden: bool
    version: int
    valid_from: date
    source: str
    source_on: date | None
    questions: tuple[CommonQuestion, ...] = ()
    raw: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.guidance.short or self.facts.name


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line of the checklist; `had`: ticked, where the address says so."""

    number: int
    words: str
    had: bool = False


@dataclass(frozen=True, slots=True)
class LifeEvent:
    code: str
    label: str
    label_en: str
    icon: str
    procedures: tuple[str, ...]


class PointKind(StrEnum):
    """Channel: what sort of place takes papers in or helps with them."""

    OFFICE = "office"  # the one-stop office
    BRANCH = "branch"  # another counter of it
    POLICE = "police"
    POST = "post"
    VOLUNTEER = "volunteer"  # help with forms and phones, nothing is decided there


@dataclass(frozen=True, slots=True)
class Opening:
    """A time in which a place is open on a weekday (0 is Monday); `late`: out of office hours, for some things only."""

    weekday: int
    opens: time
    closes: time
    late: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a place is open at a moment: until when, else from when on; neither where no hours are known."""

    open: bool
    until: time | None = None
    next: datetime | None = None
    same_day: bool = False  # of `next`
    late: bool = False
    holiday: str = ""  # why the day is off, where the calendar says so
    holiday_en: str = ""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Weekdays in a row that have the same hours."""

    first: int
    last: int
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """A service point as it is kept."""

    id: int
    kind: PointKind
    unit: str  # its code
    unit_name: str
    name: str
    address: str
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    note: str = ""
    openings: tuple[Opening, ...] = ()
    late_for: tuple[str, ...] = ()  # codes served out of office hours
    accessible: bool | None = None  # None: nobody has looked
    fields: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    hidden: bool = False
    sample: bool = False
    number: int = 0  # counts the changes

    @property
    def serves_all(self) -> bool:
        return not (self.fields or self.procedures)


@dataclass(frozen=True, slots=True)
class PointShown:
    """A service point as a page shows it now."""

    view: PointView
    kind: str  # in words
    standing: Standing
    week: tuple[tuple[str, str], ...]  # «Thứ Hai – thứ Sáu», «7:30–11:30, 13:00–17:00»
    late: tuple[tuple[str, str], ...] = ()
    late_for: tuple[tuple[str, str], ...] = ()  # code and name of what is done out of hours


@dataclass(frozen=True, slots=True)
class CopyFee:
    """A fee by pages: dear for the first ones, cheaper from then on, never above a most for one copy."""

    procedure: str
    first: int
    first_pages: int
    further: int
    most: int
    source: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    key: str
    unit: str
    procedure: str  # its name, where one was named
    question: str
    answer: str
    answered_on: date
