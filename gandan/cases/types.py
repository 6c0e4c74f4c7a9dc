"""What crosses the engine's border: a submission, its receipt, the views of a case."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gandan.core.types import Point


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
    """An action of the pack as it stands for one person and one case now."""

    code: str
    label: str
    blocked: str = ""  # why not yet; empty: may be done
    primary: bool = False
    icon: str = ""
