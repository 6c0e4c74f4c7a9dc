"""One case as its page shows it: to the desk, to who has the code, to its sender."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime

from gandan.cases.types.acting import Possible
from gandan.cases.types.intake import Channel, LinkKind, PartyRole, Rating, Receipt, Told
from gandan.cases.types.queue import Offered
from gandan.core.types import Point
from gandan.law.types import ClockView, Role, Step, Unit


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
    told_by: Told = Told.EMAIL


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
    """Perhaps the same thing, and why: of 100 points, words in common, metres where both have a place, days apart."""

    code: str
    subject: str
    metres: int | None
    received_on: date
    score: int
    words: tuple[str, ...]
    days: int


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
    offered: Offered | None = None  # whom it can be given to; None: not by this person, or not now
    may_open_seal: bool = False
    may_read_openings: bool = False
    evidence: bool = False  # a piece of proof stands already
    people: int = 1  # how many sent it together
    draft: dict[str, str] = dataclasses.field(default_factory=dict)  # what was last put before the leader, by field
    roles: frozenset[Role] = frozenset()  # what this actor is for this case
    sealed: bool = False  # whole: its words are nowhere on this page


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
    withdrawn: bool = False  # ended by the sender: nobody answered
    awaited: bool = False  # stands still until the sender replies


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
    related: tuple[Receipt, ...] = ()  # of what was split off, and of the case above that followed: the same sender
