"""Where a number stands, what it counts, and what the law refuses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gandan.core.types import Refused


class Unit(StrEnum):
    """How a period is counted. Both units occur, sometimes in one law."""

    WORKING = "working"
    CALENDAR = "calendar"


class Confidence(StrEnum):
    VERIFIED = "verified"
    SECONDARY = "secondary"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands: «Điều 28 Luật Tiếp công dân số 42/2013/QH13»."""

    document: str
    article: str = ""
    clause: str = ""
    confidence: Confidence = Confidence.LOW
    kind: str = "law"  # law | local: the ward's own promise («Cam kết tại chỗ»)
    note: str = ""

    def __str__(self) -> str:
        parts = []
        if self.clause:
            parts.append(f"khoản {self.clause}")
        if self.article:
            parts.append(f"Điều {self.article}")
        parts.append(self.document)
        text = " ".join(parts)
        return text[:1].upper() + text[1:]


class LawError(Refused):
    """Something the law or its packs do not allow; the message is Vietnamese and says what to do."""


class OutsideCalendar(LawError):
    """A date for which no working calendar is known."""


class NotExtendable(LawError):
    """More extensions than the article allows."""


class UnknownPack(LawError):
    """No such case type, clock or version, or none in force on that day."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a pack: which file, which field, what to do."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.message}" if self.field else f"{self.file}: {self.message}"
