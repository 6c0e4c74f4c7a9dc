"""Every write of the engine: one verb, one transaction, one audit entry a case, notices on commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gandan.cases.types import Assigned, Done, PartyInput, PlannedCase, Receipt, Submission
from gandan.core.types import ImportReport
from gandan.directory.types import Actor


def submit(submission: Submission, actor: Actor) -> Receipt:
    """Take in a case. Raises Refused (at the field), Conflict (same key, other request)."""
    raise NotImplementedError


def perform(
    code: str,
    action: str,
    actor: Actor,
    *,
    seen: int,
    form: Mapping[str, Any],
    files: Sequence[int] = (),
    file_names: Sequence[str] = (),
    key: str = "",
) -> Done:
    """Do one action of the pack; `seen` is the last entry its user saw.

    Raises Refused, Conflict, NotAllowed, NotFound.
    """
    raise NotImplementedError


def assign(
    codes: Iterable[str],
    actor: Actor,
    *,
    organisation: int | None = None,
    person: int | None = None,
    note: str = "",
    seen: Mapping[str, int] | None = None,
) -> list[Assigned]:
    """Give cases to a person or a unit: one transaction, one answer a row."""
    raise NotImplementedError


def open_seal(code: str, actor: Actor, reason: str) -> PartyInput:
    """Read a sealed identity; the reading is an entry and audited."""
    raise NotImplementedError


def submit_many(plans: Sequence[PlannedCase], actor: Actor) -> list[Receipt]:
    """Take in cases with their history, in bulk, by the same rules."""
    raise NotImplementedError


def import_petitions(path: Path, *, dry_run: bool = False, actor: Actor | None = None) -> ImportReport:
    """Petitions of a register (CSV, XLSX)."""
    raise NotImplementedError


def save_view(actor: Actor, name: str, query: str) -> None:
    """Keep a filter of the inbox under a name."""
    raise NotImplementedError


def remove_view(actor: Actor, name: str) -> None:
    raise NotImplementedError
