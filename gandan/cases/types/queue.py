"""The desk's queue: what it is asked, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gandan.law.types import Choice, ClockView


class Tab(StrEnum):
    """The saved views that everybody has."""

    MINE = "mine"
    LATE = "late"
    SOON = "soon"  # due within three working days
    UNASSIGNED = "unassigned"
    PAUSED = "paused"
    APPROVAL = "approval"  # waits for a leader
    ALL = "all"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    tab: Tab = Tab.ALL
    type: str = ""  # code of a case type
    field: str = ""
    neighbourhood: str = ""  # code of the organisation
    text: str = ""  # a code, or words
    unit: str = ""  # code of one unit of those the actor sees


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the queue: the row after (or, `back`, before) which a page starts. Written «2026-11-23.45»."""

    queue_on: date
    id: int
    back: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.back else ''}{self.queue_on.isoformat()}.{self.id}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """The cursor in an address; None for none and for nonsense (then the first page is shown)."""
        back = text.startswith("-")
        day, _, number = text.removeprefix("-").partition(".")
        if not (number.isascii() and number.isdigit() and len(number) <= 18):
            return None
        try:
            return cls(date.fromisoformat(day), int(number), back)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows, counted no further than `cap`."""

    number: int
    capped: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.capped else str(self.number)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the inbox. A sealed case shows neither subject nor place."""

    code: str
    type: str
    type_label: str
    type_label_en: str
    subject: str
    field_label: str
    field_label_en: str
    state: str
    state_label: str
    state_label_en: str
    unit: str
    unit_name: str
    neighbourhood: str  # name
    received_on: date
    due_on: date | None
    due_source: str
    due_local: bool
    clock: ClockView
    clock_label: str
    clock_label_en: str
    paused: bool
    assignee: str  # name, for colleagues only
    assignee_unit: str
    mine: bool
    sealed: bool
    reopened: bool
    seen: int  # last entry: goes into `perform(seen=…)`


@dataclass(frozen=True, slots=True)
class Before:
    """A letter that was sent before: by the same sender, or in nearly the same words."""

    code: str
    subject: str
    type_label: str
    type_label_en: str
    state_label: str
    state_label_en: str
    received_on: date
    open: bool
    by_sender: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """One of those who sent the same: how they learn of the answer."""

    code: str
    subject: str
    received_on: date
    name: str  # empty: sealed, or none was left
    phone: str
    by_email: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """Whom a case can be given to; codes are «o:7» for bodies, «p:12» for people. `me`: oneself, if among them."""

    bodies: tuple[Choice, ...] = ()
    people: tuple[Choice, ...] = ()
    me: str = ""


@dataclass(frozen=True, slots=True)
class Morning:
    """The beginning of the queue as the first page of the day shows it."""

    tab: Tab
    rows: tuple[QueueRow, ...]
    counts: dict[Tab, Count]


@dataclass(frozen=True, slots=True)
class InboxPage:
    filter: InboxFilter
    rows: tuple[QueueRow, ...]
    counts: dict[Tab, Count]
    next: Cursor | None  # None: this is the last page
    previous: Cursor | None
    types: tuple[Choice, ...]  # what the filters offer
    fields: tuple[Choice, ...]
    neighbourhoods: tuple[Choice, ...]
    units: tuple[Choice, ...]  # more than one: the actor sees several
    offered: Offered | None = None  # None: the actor gives no work
