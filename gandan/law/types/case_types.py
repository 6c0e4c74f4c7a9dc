"""A version of a case type: its states, actions, forms, and who may act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from gandan.law.types.clocks import ClockSpec, Since
from gandan.law.types.sources import Source, Unit


class Role(StrEnum):
    """The closed vocabulary of who may act; `system` is the scheduler, never a person."""

    COUNTER_OFFICER = "counter_officer"
    SPECIALIST = "specialist"
    PETITION_OFFICER = "petition_officer"
    LEADER = "leader"
    FRONT_OFFICER = "front_officer"
    MOBILISATION_OFFICER = "mobilisation_officer"
    COMMUNITY_HEAD = "community_head"
    EDITOR = "editor"
    VOLUNTEER = "volunteer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CITIZEN = "citizen"
    SYSTEM = "system"


REMOTE = "remote"  # the answer of a case by which it lies in a remote area though its unit does not


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    label_en: str = ""
    source: Source | None = None  # where a ground of law stands


@dataclass(frozen=True, slots=True)
class Band:
    """How many representatives a group of `since` to `until` people names (Law 42/2013, Art. 29)."""

    since: int
    until: int | None  # None: and more
    least: int
    most: int
    source: Source

    def holds(self, people: int) -> bool:
        return self.since <= people and (self.until is None or people <= self.until)


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """How long before the day in a field of its form an action must be done (invitations)."""

    field: str
    days: int
    unit: Unit
    source: Source


@dataclass(frozen=True, slots=True)
class CarrySpec:
    """What an action filled in that the new case bears as its own: the number of the first decision."""

    field: str  # of the new case
    action: str
    value: str  # of that action's form


@dataclass(frozen=True, slots=True)
class FollowSpec:
    """A new case that an action opens at the body above: the second instance. `since`: the action its days run from."""

    type: str
    days: int
    since: str
    source: Source
    carries: CarrySpec | None = None
    remote_days: int = 0  # from a remote area; 0: no longer than from elsewhere


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form. Kinds: text, longtext, choice, date, integer, yes_no, files."""

    code: str
    label: str
    label_en: str
    kind: str
    required: bool = False
    sealed: bool = False
    hint: str = ""
    max_length: int = 0
    choices: tuple[Choice, ...] = ()
    hint_en: str = ""


@dataclass(frozen=True, slots=True)
class StateSpec:
    code: str
    label: str
    label_en: str
    clock: str = "runs"  # runs | pauses | stops
    public: bool = True
    end: bool = False
    milestone: str = ""  # which point of the public progress line it lights


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What may be done in some states by some roles. `to` None keeps the state."""

    code: str
    label: str
    label_en: str
    frm: tuple[str, ...]
    to: str | None
    roles: tuple[str, ...]
    past: str = ""  # what the timeline says afterwards: «Đã trả lời»
    past_en: str = ""
    form: tuple[FieldSpec, ...] = ()
    guard: str = ""  # name of a Python hook checked at load
    effects: tuple[str, ...] = ()
    public: bool = True  # its entry shows on the public timeline
    primary: bool = False
    icon: str = ""
    extends: str = ""  # code of the clock it extends
    result: bool = False  # asks for one of the results of the case type
    limit: int = 0  # how often in the life of a case; 0: as often as the state allows
    after: str = ""  # code of the action it follows: offered once for each time that was done
    notice: NoticeSpec | None = None
    follow: FollowSpec | None = None
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class CaseType:
    """One version of a case type: the pack that a running case keeps."""

    code: str
    valid_from: date
    valid_to: date | None
    hash: str
    label: str
    label_en: str
    group: str  # petition | task | dossier …: what a register counts together
    initial: str
    states: dict[str, StateSpec]
    actions: dict[str, ActionSpec]
    clocks: dict[str, ClockSpec]
    fields: tuple[FieldSpec, ...]
    milestones: tuple[Choice, ...]
    results: tuple[Choice, ...]
    sources: tuple[Source, ...]
    intake: str = "public"  # public | desk | closed
    anonymous: bool = False
    sealed: bool = False  # sealed whole: denunciations
    place: str = "none"  # none | optional | required
    evidence: bool = False  # to resolve needs a photograph or a document number
    reopen_days: int = 0
    reopen_source: Source | None = None
    retention_years: int | None = None
    retention_source: Source | None = None
    retention_then: str = "anonymise"  # anonymise | erase
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """«code@valid-from#hash», stored with every case."""
        return f"{self.code}@{self.valid_from.isoformat()}#{self.hash[:12]}"


@dataclass(frozen=True, slots=True)
class Wish:
    """A case type as people would say what they want, and the words that lean to it (no law: it only suggests)."""

    type: str
    icon: str
    say: str
    say_en: str
    means: str
    means_en: str
    gets: str
    gets_en: str
    cues: tuple[str, ...]  # each counts for much
    hints: tuple[str, ...]  # each counts for little
