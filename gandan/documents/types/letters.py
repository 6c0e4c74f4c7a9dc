"""An official letter: its template as data, the facts that fill it, and the row that keeps what was issued."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gandan.law.types import Role, Source


class FactKind(StrEnum):
    TEXT = "text"
    LONGTEXT = "longtext"  # its lines become paragraphs
    DATE = "date"  # ISO
    MOMENT = "moment"  # ISO, to the minute, in Việt Nam's time


@dataclass(frozen=True, slots=True)
class Fact:
    """One named placeholder: what it is called where it is missing, and who says it."""

    code: str
    label: str
    label_en: str
    kind: FactKind = FactKind.TEXT
    fixed: bool = False  # taken from the records, not to be typed over
    neutral: bool = False  # says nothing of who sent a sealed case and what about


class SignerKind(StrEnum):
    COMMITTEE = "committee"  # TM. ỦY BAN NHÂN DÂN
    CHAIRMAN = "chairman"  # in the chairman's own power
    OFFICER = "officer"  # who received it
    PARTIES = "parties"  # minutes: everybody who was there


class LetterState(StrEnum):
    DRAFT = "draft"
    ISSUING = "issuing"  # has its number; its files are being made
    ISSUED = "issued"
    CANCELLED = "cancelled"  # keeps its number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`when`: the fact without which it is left out. `source`: of the periods that it names."""

    text: str
    when: str = ""
    style: str = "body"  # body | heading (bold, at the margin) | title (bold, centred)
    lead: str = ""  # «Điều 1.»
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Notice:
    """At least so many calendar days between the letter and the moment that it announces."""

    fact: str
    days: int
    source: Source


@dataclass(frozen=True, slots=True)
class Offer:
    """For which case type, in which states (none: in all)."""

    type: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A kind of letter as its TOML states it."""

    code: str
    valid_from: date
    hash: str
    label: str
    label_en: str
    title: str  # «Giấy mời»; empty: an official letter (công văn), which has no kind
    about: str
    abbreviation: str  # «GM»
    series: str  # one run of numbers per unit, series and year
    signer: SignerKind
    paragraphs: tuple[Paragraph, ...]
    offers: tuple[Offer, ...]
    roles: tuple[Role, ...]
    sources: tuple[Source, ...]
    to: str = ""
    issuer: str = ""  # a line above the bases: who decides
    office: str = ""  # «VP»: of an official letter's symbol
    position: str = ""  # of an officer who signs
    bases: tuple[Basis, ...] = ()
    recipients: tuple[Paragraph, ...] = ()
    signatories: tuple[str, ...] = ()
    notice: Notice | None = None
    public: bool = True  # its sender may read it, its entry is public
    sealed: bool = False  # may be written about a sealed case
    records: tuple[str, ...] = ()  # the actions whose «số văn bản» its number is

    @property
    def version(self) -> str:
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: name and post as the directory holds them."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class NewLetter:
    """All that a letter needs but its number. `facts` as used, `paper` as it will be printed."""

    about: str  # «case:SG26-…»: whose it is
    unit: str  # code
    place: str  # «Sài Gòn»
    template: LetterTemplate
    facts: dict[str, str]
    paper: dict[str, Any]
    signer: str  # title
    actor: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as pages show it; of a sealed one neither facts nor paper."""

    id: int
    about: str
    unit: str
    template: str  # code
    version: str
    label: str
    label_en: str
    title: str
    state: LetterState
    number: int | None
    symbol: str  # «12/TB-UBND»; empty: not numbered yet
    on: date | None
    signer: str
    public: bool
    sealed: bool
    reason: str  # of its cancelling
    created_by: str
    changed_at: datetime
    pdf: int | None = None  # documents.StoredFile
    docx: int | None = None
    about_text: str = ""  # abstract
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """«Giấy mời số 12/GM-UBND»"""
        kind = self.title or "Công văn"
        return f"{kind} số {self.symbol}" if self.symbol else kind

    @property
    def file_name(self) -> str:
        """Without its ending: «giay-moi 12-GM-UBND»."""
        return f"{self.template} {self.symbol}".replace("/", "-").strip()


@dataclass(frozen=True, slots=True)
class LetterBookRow:
    """One line of the book of issued letters; a cancelled number keeps its line."""

    number: int
    symbol: str
    on: date
    label: str
    about_text: str
    recipients: str
    signer: str
    state: LetterState
    reason: str
    case: str  # code of the case, where it is about one
