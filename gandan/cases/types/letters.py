"""Official letters at the desk: those of a case, what may be written now, and one being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from gandan.documents.types import Fact, LetterTemplate, LetterView
from gandan.law.types import Choice


@dataclass(frozen=True, slots=True)
class LetterSection:
    """«Văn bản» on the page of a case."""

    letters: tuple[LetterView, ...]
    offers: tuple[Choice, ...]  # kinds that this person may write in this state
    may_write: bool
    numbers: dict[str, str] = field(default_factory=dict)  # by action: of the letter that the step records


@dataclass(frozen=True, slots=True)
class Composing:
    """A letter being written: what is known, what is asked, who can sign."""

    code: str
    unit: str  # code
    unit_name: str
    place: str  # «Sài Gòn»
    subject: str  # empty where the case is sealed
    template: LetterTemplate
    known: dict[str, str]  # every fact that the records hold, the draft's own over them
    shown: tuple[tuple[Fact, str], ...]  # taken from the records, as the letter will say them
    asked: tuple[tuple[Fact, bool], ...]  # to be written or bettered; with whether always needed
    signers: tuple[Choice, ...]  # empty: nobody is to be chosen
    signer: str  # proposed
    sealed: bool
    seen: int
    draft: int | None = None
