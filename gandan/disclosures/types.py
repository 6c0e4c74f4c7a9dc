"""What is published, how it was posted, and how an obligation stands: the values that cross the room's border."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from gandan.law.types import ClockView, FormSpec, ObligationItem

SCOPE = "disclosure"  # under which search finds them
MAX_TABLES = 5
MAX_ROWS = 500
MAX_COLUMNS = 12
MAX_CELL = 300


class State(StrEnum):
    DRAFT = "draft"
    AWAITING = "awaiting"  # approval, where the unit wants it
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """How one content stands in one year."""

    DONE = "done"
    ENDING = "ending"  # still posted, for a few days more
    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    NOTHING = "nothing"  # nothing arose that had to be disclosed


@dataclass(frozen=True, slots=True)
class ToPublish:
    """How many contents of one list a unit has still to make public, and the clock that ends first."""

    unit: str
    unit_name: str
    set: str
    number: int
    late: int
    first: date | None
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is shown: its first row is the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, value as written, its share of the longest; and what it is held against."""

    label: str
    value: str
    share: float
    number: Decimal
    against: str = ""
    against_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one column of numbers; of two, where both count the same, such as what was planned and what was spent."""

    bars: tuple[Bar, ...] = ()
    of: str = ""  # the head of the column
    against: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer writes; files by id and name."""

    item: str
    title: str
    summary: str
    decision_on: date
    decision_number: str = ""
    period: str = ""
    tables: tuple[Table, ...] = ()
    files: tuple[tuple[int, str], ...] = ()
    set: str = "commune"
    shut: bool = False  # a correction: files left out are not read in old versions either


@dataclass(frozen=True, slots=True)
class Proof:
    """One posting as it is entered: which form, where and by whom, since when, with what to show for it."""

    form: str
    since: date
    until: date | None = None
    place: str = ""
    who: str = ""
    times: str = ""
    receivers: str = ""
    link: str = ""
    photo: int | None = None
    photo_name: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    id: int
    name: str
    size: int
    picture: bool
    pdf: bool


@dataclass(frozen=True, slots=True)
class PostingView:
    id: int
    form: FormSpec
    since: date
    until: date | None
    place: str
    who: str
    times: str
    receivers: str
    link: str
    photo: int | None
    photo_name: str
    days: int  # so far or in all
    wanted: int  # days that the law asks for; 0: none, or permanently
    permanent: bool
    over: bool
    taken_down_on: date | None = None
    may_end_from: date | None = None  # the first day on which it may be taken down; None: it hangs nowhere, or for good


@dataclass(frozen=True, slots=True)
class VersionView:
    number: int
    at: datetime
    changed: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    mark: str  # "+" new, "-" gone
    text: str


@dataclass(frozen=True, slots=True)
class VersionText:
    """What a publication said in one version, and what it changed of the one before."""

    view: VersionView
    summary: str
    tables: tuple[Table, ...]
    changes: tuple[Change, ...]
    until: datetime | None  # when the next one took its place; None: it stands
    files: tuple[FileView, ...] = ()
    shut: int = 0  # files that are not read any more


@dataclass(frozen=True, slots=True)
class PublicationView:
    """A publication as pages show it; of a withdrawn one only title and reason are public."""

    code: str
    set: str
    unit: str
    unit_name: str
    item: ObligationItem
    title: str
    summary: str
    period: str
    decision_number: str
    decision_on: date
    audience: str
    state: State
    version: int
    year: int
    published_on: date | None
    withdrawn_reason: str
    late_reason: str
    clock: ClockView | None
    due_on: date | None
    due_source: str
    used_days: int  # working days from the decision to the publication
    first_at: datetime | None = None
    updated_at: datetime | None = None
    tables: tuple[Table, ...] = ()
    files: tuple[FileView, ...] = ()
    postings: tuple[PostingView, ...] = ()
    versions: tuple[VersionView, ...] = ()
    missing_forms: tuple[FormSpec, ...] = ()  # that the law asks for and nobody has proved yet


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One content in one year: how it stands, what was published, what was planned."""

    item: ObligationItem
    standing: Standing
    publications: tuple[PublicationView, ...]
    latest: PublicationView | None
    plan: PlanView | None
    forms: tuple[FormSpec, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    item: str
    forms: tuple[str, ...]
    planned_on: date | None
    person: int | None
    person_name: str
    nothing_arose: bool
    note: str


@dataclass(frozen=True, slots=True)
class Matrix:
    unit: str
    unit_name: str
    year: int
    rows: tuple[ItemRow, ...]
    counts: dict[Standing, int] = field(default_factory=dict)
    source: str = ""
    claimed: bool = True  # before the law of these contents nothing is said to be missing

    def figure(self, *standings: Standing) -> int:
        return sum(self.counts.get(each, 0) for each in standings)
