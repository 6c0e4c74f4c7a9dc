"""What may be done with a case, and what was done."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gandan.cases.types.intake import Submission
from gandan.directory.types import Actor
from gandan.law.types import Choice, FieldSpec


@dataclass(frozen=True, slots=True)
class Possible:
    """An action of the pack as it stands for one person and one case now; `form` is what it asks for."""

    code: str
    label: str
    blocked: str = ""  # why not yet; empty: may be done
    primary: bool = False
    icon: str = ""
    label_en: str = ""
    form: tuple[FieldSpec, ...] = ()
    results: tuple[Choice, ...] = ()  # one of them must be chosen: form["result"]
    public: bool = True  # its entry will be read by the public
    files: bool = False  # takes files
    to: str = ""  # state afterwards, empty where it stays
    to_label: str = ""
    to_label_en: str = ""
    evidence: bool = False  # needs a piece of proof, unless one stands already
    sealed: bool = False  # what is filled in and its files are locked before they are kept


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One later action of a planned case: done then, by whom, with which form.

    For the action «assign» `person` or `organisation` says to whom.
    """

    action: str
    at: datetime
    actor: Actor
    form: dict[str, Any] = dataclasses.field(default_factory=dict)
    files: tuple[int, ...] = ()
    file_names: tuple[str, ...] = ()
    person: int | None = None
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case with its history, for `actions.submit_many`: the demo and imports. Same rules, dates given.

    `digits`: the seven digits of its code, so that a demo is the same every time; empty: drawn.
    """

    submission: Submission
    steps: tuple[PlannedStep, ...] = ()
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What `actions.perform` did: the entry it wrote."""

    code: str
    action: str
    state: str
    number: int  # of the entry, hence the next `seen`
    entry: int  # of the audit
    hash: str
    new: bool = True  # False: the same key had done it before


@dataclass(frozen=True, slots=True)
class Deed:
    """An action as guards and effects see it: what the case is, what was filled in, what stood there before.

    A guard answers None, or (field, why not). An effect is called with the deed and the actor.
    """

    code: str
    type: str
    unit: str
    action: str
    state: str
    subject: str
    content: str
    field: str
    answers: dict[str, Any]
    publish: bool  # the sender allows content and answer to be public
    form: dict[str, Any]
    text: str
    files: int  # how many came with it
    at: datetime
    evidence: bool  # evidence stands already, since the case was last re-opened
    closed_on: date | None
    reopen_until: date | None
    anonymous: bool = False  # nobody put their name to it
    done: frozenset[str] = frozenset()  # codes of the actions that were done before
    before: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)  # by action: what it last filled in
    people: int = 1  # how many have sent it together
    by_sender: bool = False  # done by the sender, not entered for them


@dataclass(frozen=True, slots=True)
class Part:
    """One further matter of a letter that is split."""

    type: str
    subject: str
    content: str
    field: str = ""
    answers: dict[str, Any] = dataclasses.field(default_factory=dict)
    digits: str = ""  # of its code, so that a demo is the same every time; empty: drawn


@dataclass(frozen=True, slots=True)
class Assigned:
    """One row of what was done to many."""

    code: str
    done: bool
    why: str = ""  # why not
