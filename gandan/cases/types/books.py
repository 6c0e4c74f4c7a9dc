"""Books of a unit: the reception book, the register of petitions, the book of issued letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Book(StrEnum):
    """Their names are their addresses."""

    RECEPTION = "tiep-cong-dan"
    PETITIONS = "don-thu"
    LETTERS = "van-ban"


@dataclass(frozen=True, slots=True)
class BookWanted:
    """Which book, of which unit, from when until when."""

    book: Book
    unit: str  # code
    unit_name: str
    unit_path: str
    since: date
    until: date
    type: str = ""  # code of a case type; empty: the kinds that this book holds


@dataclass(frozen=True, slots=True)
class Step:
    """What a book needs of one entry."""

    action: str
    on: date
    text: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class BookCase:
    """A case as the books write it down. Of a sealed one they use number, date and kind only."""

    code: str
    received_on: date
    kind: str
    sealed: bool
    channel: str = ""
    sender: str = ""
    identity: str = ""
    people: int = 1
    subject: str = ""
    field: str = ""
    settled_by: str = ""
    due_on: date | None = None
    state: str = ""
    answered_on: date | None = None
    result: str = ""
    letters: tuple[str, ...] = ()  # «Thông báo số 12/TB-UBND»
    steps: tuple[Step, ...] = ()
