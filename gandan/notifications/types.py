"""What people are told, and how far a message has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Event(StrEnum):
    """What happened to something a person sent; each has its letter in `templates/notifications/`."""

    RECEIVED = "received"
    ANSWERED = "answered"
    INFORMATION_REQUESTED = "information_requested"
    FORWARDED = "forwarded"
    REOPENED = "reopened"
    EXTENDED = "extended"
    UNIT_MOVED = "unit_moved"
    DUE_CHANGED = "due_changed"  # the working calendar changed
    JOINED = "joined"  # linked to an earlier one about the same thing
    UPDATED = "updated"  # any other step the sender should know of


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"  # it may have left, nobody can say: a person decides whether to send it again


RETRIABLE = frozenset({State.FAILED, State.UNSURE})


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. Everything is shown as text; what is empty is left out.

    `pin` stands in the receipt only. For a sealed thing set `sealed`: the letter then says no more than that
    something changed, and the delivery log does not say about what.
    """

    code: str
    link: str  # absolute
    unit_name: str
    pin: str = ""
    kind: str = ""  # «Phản ánh hiện trường», in the letter's language
    due: date | None = None
    due_source: str = ""
    text: str = ""  # the answer, the question, the reason
    other: str = ""  # forwarded to, moved to, joined with
    until: date | None = None  # rate or re-open until, answer a question until
    sealed: bool = False
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeView:
    id: int
    kind: str
    text: str
    link: str
    created_at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    rows: tuple[NoticeView, ...]
    older: int | None  # id to ask for what came before


@dataclass(frozen=True, slots=True)
class MessageView:
    """A row of the delivery log. The address is shown in part, the words never."""

    id: int
    address: str
    subject: str
    about: str
    unit_name: str
    state: State
    attempts: int
    error: str
    created_at: datetime
    tried_at: datetime | None
    due_at: datetime | None

    @property
    def retriable(self) -> bool:
        return self.state in RETRIABLE


@dataclass(frozen=True, slots=True)
class MessagePage:
    rows: tuple[MessageView, ...]
    older: int | None
    counts: dict[State, int]
