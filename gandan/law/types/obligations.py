"""What must be disclosed, in which forms, for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gandan.law.types.sources import Source


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A lawful way to disclose, and what proves it: automatic, place, times, receivers, meeting or link."""

    code: str
    label: str
    label_en: str
    proof: str
    icon: str
    source: Source


@dataclass(frozen=True, slots=True)
class Posted:
    """How long something stays posted or is read out: so many consecutive days, or permanently kept current."""

    days: int
    permanent: bool
    source: Source


@dataclass(frozen=True, slots=True)
class ObligationItem:
    """One content that must be disclosed; `plain` says in everyday words what one may know."""

    code: str
    number: int
    label: str
    label_en: str
    plain: str
    plain_en: str
    forms: tuple[str, ...]  # those that the law asks for
    source: Source
    posting: Posted | None = None  # None: another law says how long
    radio: Posted | None = None


@dataclass(frozen=True, slots=True)
class ObligationSet:
    """What a kind of body must disclose, to whom, in which forms; `clock` names the clock set of «publish»."""

    code: str
    valid_from: date
    valid_to: date | None
    hash: str
    label: str
    label_en: str
    audience: str  # public | inside
    clock: str
    forms: dict[str, FormSpec]
    items: dict[str, ObligationItem]
    list_months: int = 0  # how often the list of what was disclosed is renewed
    list_source: Source | None = None
    plan_source: Source | None = None  # of the yearly plan

    @property
    def version(self) -> str:
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash[:12]}"
