"""What crosses the engine's border: a submission, its receipt, the views of a case.

Labels come in two languages: `label` is Vietnamese, `label_en` English; a page takes one of them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gandan.core.types import Point
from gandan.directory.types import Actor
from gandan.law.types import Choice, ClockView, Due, FieldSpec, Step, Unit


class Channel(StrEnum):
    WEB = "web"
    API = "api"
    COUNTER = "counter"
    POST = "post"
    PHONE = "phone"
    RECEPTION = "reception"
    EMAIL = "email"
    IMPORT = "import"


class PartyRole(StrEnum):
    PETITIONER = "petitioner"
    REPRESENTATIVE = "representative"
    DENOUNCER = "denouncer"
    APPLICANT = "applicant"


class LinkKind(StrEnum):
    DUPLICATE_OF = "duplicate_of"
    PART_OF = "part_of"
    FOLLOWS_FROM = "follows_from"


class Rating(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class PartyInput:
    """Who sends. `sealed`: encrypted apart from the content, each reading logged."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    anonymous: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """All that a door hands to `actions.submit`, already parsed, not yet validated."""

    type: str
    unit: str  # code of the organisation
    subject: str
    content: str
    key: str  # the client's idempotency key
    field: str = ""
    place: Point | None = None
    address: str = ""
    party: PartyInput = PartyInput(anonymous=True)
    answers: dict[str, Any] = dataclasses.field(default_factory=dict)
    files: tuple[int, ...] = ()  # ids of documents.StoredFile, taken in before
    file_names: tuple[str, ...] = ()
    channel: Channel = Channel.WEB
    language: str = "vi"
    publish: bool = False  # the sender allows content and answer to be public, without name
    received_at: datetime | None = None  # imports and entry at the desk only
    external_number: str = ""
    neighbourhood: str = ""  # code of a khu phố or thôn of the unit


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender holds: enough to follow the case, and to prove that it was received."""

    code: str
    pin: str  # confirmation number: with the code it shows content; derived, never stored
    due_on: date | None
    due_source: str
    entry: int
    hash: str  # hex
    received_at: datetime
    new: bool = True  # False: the same key had been received before


@dataclass(frozen=True, slots=True)
class Possible:
    """An action of the pack as it stands for one person and one case now; `form` is what it asks for."""

    code: str
    label: str
    blocked: str = ""  # why not yet; empty: may be done
    primary: bool = False
    icon: str = ""
    label_en: str = ""
    form: tuple[FieldSpec, ...] = ()
    results: tuple[Choice, ...] = ()  # one of them must be chosen: form["result"]
    public: bool = True  # its entry will be read by the public
    files: bool = False  # takes files
    to: str = ""  # state afterwards, empty where it stays
    to_label: str = ""
    to_label_en: str = ""


# --- writing ---


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One later action of a planned case: done then, by whom, with which form.

    For the action «assign» `person` or `organisation` says to whom.
    """

    action: str
    at: datetime
    actor: Actor
    form: dict[str, Any] = dataclasses.field(default_factory=dict)
    files: tuple[int, ...] = ()
    file_names: tuple[str, ...] = ()
    person: int | None = None
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case with its history, for `actions.submit_many`: the demo and imports. Same rules, dates given.

    `digits`: the seven digits of its code, so that a demo is the same every time; empty: drawn.
    """

    submission: Submission
    steps: tuple[PlannedStep, ...] = ()
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What `actions.perform` did: the entry it wrote."""

    code: str
    action: str
    state: str
    number: int  # of the entry, hence the next `seen`
    entry: int  # of the audit
    hash: str
    new: bool = True  # False: the same key had done it before


@dataclass(frozen=True, slots=True)
class Deed:
    """An action as guards and effects see it: what the case is, what was filled in, what stood there before.

    A guard answers None, or (field, why not). An effect is called with the deed and the actor.
    """

    code: str
    type: str
    unit: str
    action: str
    state: str
    subject: str
    content: str
    field: str
    answers: dict[str, Any]
    publish: bool  # the sender allows content and answer to be public
    form: dict[str, Any]
    text: str
    files: int  # how many came with it
    at: datetime
    evidence: bool  # evidence stands already, since the case was last re-opened
    closed_on: date | None
    reopen_until: date | None


@dataclass(frozen=True, slots=True)
class Assigned:
    """One row of a bulk assignment."""

    code: str
    done: bool
    why: str = ""  # why not


# --- the desk ---


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


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One clock of a case with all that explains it. `view` is how it stands today."""

    code: str
    label: str
    label_en: str
    round: int
    view: ClockView
    due_on: date
    days: int
    unit: Unit
    start: date
    source: str
    local: bool  # the ward's own promise
    provisional: bool
    met_on: date | None
    stopped: bool  # the case ended without it
    paused_since: date | None
    paused_why: str
    extensions: int
    main: bool  # the one the queue is sorted by
    steps: tuple[Step, ...] = ()  # day by day, for the strip
    sentences: tuple[str, ...] = ()
    sentences_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachmentView:
    id: int  # of the attachment
    file: int  # documents.StoredFile
    name: str
    media_type: str
    size: int
    evidence: bool
    public: bool
    entry: int | None  # number of the entry; None: came with the submission
    image: bool


@dataclass(frozen=True, slots=True)
class FormValue:
    """One answer of a form as people read it."""

    code: str
    label: str
    label_en: str
    value: str
    value_en: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    number: int
    at: datetime
    action: str
    label: str  # «Đã trả lời»
    label_en: str
    actor_title: str  # role or post, never a name
    state_to: str
    state_label: str
    state_label_en: str
    public: bool
    text: str
    form: tuple[FormValue, ...]
    attachments: tuple[AttachmentView, ...]
    icon: str
    audit: int
    hash: str


@dataclass(frozen=True, slots=True)
class PartyView:
    """Who sent it. Of a sealed party only that there is one."""

    id: int
    role: PartyRole
    anonymous: bool
    sealed: bool
    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class SealOpening:
    at: datetime
    actor_title: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkView:
    kind: LinkKind
    code: str
    subject: str
    state_label: str
    state_label_en: str
    incoming: bool  # the other one points here


@dataclass(frozen=True, slots=True)
class SimilarView:
    """Perhaps the same thing: near and lately."""

    code: str
    subject: str
    metres: int
    received_on: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point of the public progress line."""

    code: str
    label: str
    label_en: str
    state: str  # done | now | todo
    on: date | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """The desk's page of one case."""

    code: str
    type: str
    type_label: str
    type_label_en: str
    version: str
    group: str
    unit: str
    unit_name: str
    unit_path: str
    state: str
    state_label: str
    state_label_en: str
    open: bool
    subject: str
    content: str
    field: str
    field_label: str
    field_label_en: str
    channel: Channel
    received_at: datetime
    due_on: date | None
    due_source: str
    due_local: bool
    paused: bool
    closed_at: datetime | None
    result_label: str
    result_label_en: str
    place: Point | None
    address: str
    neighbourhood: str
    answers: tuple[FormValue, ...]
    publish: bool
    assignee: str
    assignee_unit: str
    mine: bool
    rating: Rating | None
    reopened: int
    seen: int
    external_number: str
    clocks: tuple[CaseClock, ...]
    entries: tuple[EntryView, ...]
    parties: tuple[PartyView, ...]
    openings: tuple[SealOpening, ...]
    attachments: tuple[AttachmentView, ...]  # of the submission
    links: tuple[LinkView, ...]
    similar: tuple[SimilarView, ...]
    milestones: tuple[Milestone, ...]
    actions: tuple[Possible, ...]  # «assign» is not among them: it has a form of its own
    may_assign: bool = False
    may_open_seal: bool = False


# --- the public ---


@dataclass(frozen=True, slots=True)
class PublicView:
    """What the code alone opens: where the case stands and until when, never what it is about."""

    code: str
    type: str
    type_label: str
    type_label_en: str
    unit: str
    unit_name: str
    state: str
    state_label: str
    state_label_en: str
    open: bool
    received_on: date
    due_on: date | None
    due_source: str
    due_local: bool
    paused: bool
    closed_on: date | None
    answered_on: date | None
    on_time: bool | None
    reopened: bool
    clock: CaseClock | None  # the one that counts now, else the last one
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The public answer as it stands."""

    text: str
    at: datetime
    actor_title: str
    result_label: str
    result_label_en: str
    form: tuple[FormValue, ...]
    attachments: tuple[AttachmentView, ...]


@dataclass(frozen=True, slots=True)
class ConfirmedView:
    """What code and confirmation number open: the sender's own case."""

    public: PublicView
    subject: str
    content: str
    field_label: str
    field_label_en: str
    place: Point | None
    address: str
    answer: Answer | None
    entries: tuple[EntryView, ...]  # public ones only
    attachments: tuple[AttachmentView, ...]  # those they sent
    openings: tuple[SealOpening, ...]
    duplicates: int  # how many others reported the same
    rating: Rating | None
    reopen_until: date | None
    actions: tuple[Possible, ...]  # what a citizen may do now
    seen: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class IntakeType:
    """A case type that a resident may choose today, with what its form asks for."""

    code: str
    label: str
    label_en: str
    fields: tuple[FieldSpec, ...]
    areas: tuple[Choice, ...]  # «lĩnh vực»
    place: str  # none | optional | required
    anonymous: bool
    sealed: bool
    promise: tuple[str, ...]  # «Trả lời trong 10 ngày làm việc (Điều 28 …)»
    promise_en: tuple[str, ...]


# --- what everybody may see ---


@dataclass(frozen=True, slots=True)
class Promise:
    """One clock that would start if something were sent today: until when, and why."""

    label: str
    label_en: str
    due: Due
    steps: tuple[Step, ...]
    sentences: tuple[str, ...]
    sentences_en: tuple[str, ...]


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
