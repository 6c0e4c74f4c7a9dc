"""What the sample authority is planned from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter could be about, invented."""

    type: str
    field: str
    subject: str
    content: str
    answers: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of a way: done by whom, how many working days after the one before (`on`: on the day of the meeting)."""

    action: str
    by: str  # username; empty: the sender
    after: int = 0
    on: str = ""
    person: str = ""
    form: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """How far some letters have come, how old they are, and which letter the ward has written."""

    name: str
    type: str
    times: int
    age: tuple[int, int]  # working days
    steps: tuple[WayStep, ...] = ()
    letter: str = ""
    facts: dict[str, str] = dataclasses.field(default_factory=dict)
    field: str = ""  # of the matters that it may be about; empty: all of its type
    unit: str = ""  # to which they were sent; empty: the ward
    writer: str = "lanhdao"  # who writes the letter
    then: dict[str, Any] = dataclasses.field(default_factory=dict)  # the step that names its number, as a form


@dataclass(frozen=True, slots=True)
class Letters:
    report: str  # the type of a report from the street
    matters: tuple[Matter, ...]
    ways: tuple[Way, ...]
