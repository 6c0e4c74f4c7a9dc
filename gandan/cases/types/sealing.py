"""What is sealed whole: who is barred from it, what an opening shows, what lists say of it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from gandan.cases.types.acting import Possible
from gandan.cases.types.views import CaseClock, FormValue
from gandan.law.types import ClockView


@dataclass(frozen=True, slots=True)
class Bars:
    """Who must never see one case, as keyed marks: a copy of the database tells nobody whom it denounces."""

    salt: bytes
    marks: frozenset[str] = frozenset()

    def mark(self, word: str) -> str:
        return hmac.new(self.salt, word.encode(), hashlib.sha256).hexdigest()[:32]

    def marked(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self.mark, words))

    def bar(self, words: Iterable[str]) -> bool:
        """Whether one of these words is barred."""
        return bool(self.marks) and not self.marks.isdisjoint(self.marked(words))


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file under seal: `id` of its attachment, and the name under which it was sent."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One step with what it says, as an opening shows it."""

    number: int
    at: datetime
    label: str
    label_en: str
    actor_title: str
    text: str
    form: tuple[FormValue, ...]
    files: tuple[SealedFile, ...]


@dataclass(frozen=True, slots=True)
class SealedContent:
    """All that one opening shows, and no more than once. The sender's identity is opened apart."""

    reason: str
    subject: str
    content: str
    field_label: str
    field_label_en: str
    answers: tuple[FormValue, ...]
    address: str
    files: tuple[SealedFile, ...]
    entries: tuple[SealedEntry, ...]


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A line of the desk's own list: code, day, clock, state; nothing else."""

    code: str
    received_on: date
    state_label: str
    state_label_en: str
    open: bool
    clock: ClockView
    clock_label: str
    clock_label_en: str
    due_on: date | None
    due_source: str


@dataclass(frozen=True, slots=True)
class SealedPage:
    rows: tuple[SealedRow, ...]
    older: int | None  # where the next page begins


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One opening, as the auditor reads it: who by post, when, why, which code."""

    code: str
    unit_name: str
    at: datetime
    actor_title: str
    what: str  # content | identity | file | letter | asked | approved
    reason: str


@dataclass(frozen=True, slots=True)
class OpeningPage:
    rows: tuple[OpeningRow, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Consent:
    """How the two-person rule stands for one person: asked, approved until when, or waiting for this one's word."""

    needed: bool  # the rule is on
    mine: bool = False  # I have asked and wait
    until: datetime | None = None  # I may open until then
    others: tuple[tuple[int, str, datetime], ...] = ()  # (entry, post, when) of those who wait for my consent


@dataclass(frozen=True, slots=True)
class OwnSealed:
    """What the sender reads of their own sealed case: how far it is, what they were told, what they may do."""

    code: str
    unit_name: str
    open: bool
    received_on: date
    state_label: str
    state_label_en: str
    clock: CaseClock | None
    told: tuple[tuple[datetime, str], ...]  # what the authority wrote to them
    actions: tuple[Possible, ...]
    seen: int
    openings: tuple[tuple[datetime, str], ...] = ()  # when it was opened, by which post


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file taken in under seal; `digest` is keyed and only ever part of a keyed hash."""

    id: int
    name: str
    digest: str = field(default="", repr=False)
