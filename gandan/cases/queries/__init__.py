"""Every read of the engine."""

from __future__ import annotations

from gandan.cases.types import (
    CaseView,
    ConfirmedView,
    Count,
    Cursor,
    InboxFilter,
    InboxPage,
    IntakeType,
    Possible,
    PublicView,
    Receipt,
    Tab,
)
from gandan.directory.types import Actor


def inbox(actor: Actor, wanted: InboxFilter, cursor: Cursor | None = None, size: int = 25) -> InboxPage:
    """One page of the queue, earliest legal clock first, with the counts of the tabs."""
    raise NotImplementedError


def inbox_counts(actor: Actor) -> dict[Tab, Count]:
    raise NotImplementedError


def case_view(code: str, actor: Actor) -> CaseView:
    """The desk's page of a case. Raises NotFound, also for what this actor may not see."""
    raise NotImplementedError


def possible_actions(code: str, actor: Actor) -> tuple[Possible, ...]:
    raise NotImplementedError


def public_view(code: str) -> PublicView:
    """What a code alone opens. Raises NotFound with a hint where the code is mistyped."""
    raise NotImplementedError


def confirmed(code: str, pin: str) -> bool:
    """Whether the confirmation number belongs to the code."""
    raise NotImplementedError


def confirmed_view(code: str) -> ConfirmedView:
    """The sender's own view; the door has asked `confirmed()` before."""
    raise NotImplementedError


def receipt(code: str) -> Receipt:
    """The receipt again: for its page and its PDF, after `confirmed()`."""
    raise NotImplementedError


def intake_types(unit: str = "") -> tuple[IntakeType, ...]:
    """What a resident may send today, by what the law packs open."""
    raise NotImplementedError


def saved_views(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(name, query string) of the actor's own views."""
    raise NotImplementedError
