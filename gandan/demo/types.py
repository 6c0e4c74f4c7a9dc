"""What the sample authority is planned from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """How a sample case stands today."""

    NEW = "new"
    WORKING = "working"
    TODAY = "today"  # due today
    TOMORROW = "tomorrow"  # due on the next working day
    LATE = "late"
    PAUSED = "paused"
    APPROVAL = "approval"
    REOPENED = "reopened"
    ANSWERED = "answered"
    RATED = "rated"
    FORWARDED = "forwarded"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Story:
    """Something that could happen in the ward, invented."""

    field: str
    subject: str
    content: str
    who: str  # username of the officer
    answer: str
    note: str = ""
    not_done: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    username: str
    name: str
    title: str
    role: str
    post: str  # code of the body


@dataclass(frozen=True, slots=True)
class PlannedBody:
    code: str
    kind: str
    name: str
    short_name: str = ""
