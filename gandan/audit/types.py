"""What crosses the audit's border: an act to record, what was recorded, entries and checkpoints as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """One act to record: who did what to which object, in which unit, and its payload."""

    actor: str
    verb: str
    object: str
    unit: str
    payload: Mapping[str, Any]
    at: datetime | None = None  # now, if not said
    first: bool = False  # the object is new: its chain need not be looked for


@dataclass(frozen=True, slots=True)
class Recorded:
    """The entry that an act became; `hash` is hex and goes on the receipt."""

    entry: int
    hash: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as pages show it; `payload` is None once erased (then `erased_rule` says why)."""

    id: int
    at: datetime
    actor: str
    verb: str
    object: str
    unit: str
    number: int
    hash: str
    leaf: int | None
    payload: dict[str, Any] | None
    erased_rule: str = ""


@dataclass(frozen=True, slots=True)
class CheckpointView:
    """A signed root of the tree; `note` is the text that outsiders keep and check."""

    size: int
    root: str
    at: datetime
    public_key: str
    signature: str
    note: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is recorded, how much of it a signed checkpoint covers."""

    entries: int
    covered: int
    checkpoints: int
