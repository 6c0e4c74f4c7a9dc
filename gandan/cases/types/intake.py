"""What is handed in, what its sender gets, and what may be sent."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gandan.core.types import Point
from gandan.law.types import Choice, Due, FieldSpec, Step


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


class Told(StrEnum):
    """How a sender wants to hear of it. Not said: by e-mail, where they left an address."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"  # an officer calls
    CODE = "code"  # not at all: they look themselves


@dataclass(frozen=True, slots=True)
class PartyInput:
    """Who sends. `sealed`: encrypted apart from the content, each reading logged."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    anonymous: bool = False
    sealed: bool = False
    told_by: Told = Told.EMAIL


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
    enclosed: tuple[str, ...] = ()  # keyed digests of files that were taken in under seal: the same again is the same
    channel: Channel = Channel.WEB
    language: str = "vi"
    publish: bool = False  # the sender allows content and answer to be public, without name
    received_at: datetime | None = None  # imports and entry at the desk only
    external_number: str = ""
    neighbourhood: str = ""  # code of a khu phố or thôn of the unit
    people: int = 1  # how many send it together; then `party` is their first representative
    representatives: tuple[PartyInput, ...] = ()  # the others that the group has named


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
    together: bool = False  # several people may send it, by representatives


@dataclass(frozen=True, slots=True)
class Promise:
    """One clock that would start if something were sent today: until when, and why."""

    label: str
    label_en: str
    due: Due
    steps: tuple[Step, ...]
    sentences: tuple[str, ...]
    sentences_en: tuple[str, ...]
