"""The delivery log: what left the house, and how it fared."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from gandan.directory.types import Actor
from gandan.notifications import rules
from gandan.notifications.models import Message
from gandan.notifications.policies import log_paths
from gandan.notifications.types import MessagePage, MessageView, State

MOST_COUNTED = 1000


def log_page(actor: Actor, state: State | None = None, before: int | None = None, size: int = 50) -> MessagePage:
    """A page of the log of the units whose log this person may read, newest first. Four queries at most."""
    visible = _visible(log_paths(actor))
    rows = visible.filter(state=state) if state else visible
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("unit").defer("body")[: size + 1])
    older = found[size - 1].pk if len(found) > size else None
    # Only what asks for attention is counted, and not without end.
    counts = {s: _capped(visible.filter(state=s)) for s in (State.QUEUED, State.FAILED, State.UNSURE)}
    return MessagePage(tuple(map(_view, found[:size])), older, counts)


def unsent(actor: Actor) -> int:
    """Messages that did not leave in the units whose log this person reads, counted up to a bound. One query."""
    paths = log_paths(actor)
    return _capped(_visible(paths).filter(state=State.FAILED)) if paths else 0


def messages_about(about: str) -> list[MessageView]:
    """What was sent about one thing, newest first. The caller has asked whether it may be seen."""
    return [_view(row) for row in Message.objects.filter(about=about).select_related("unit").defer("body")]


def _visible(paths: Sequence[str]) -> QuerySet[Message]:
    if not paths:
        return Message.objects.none()
    wanted = Q(unit=None)
    for path in paths:
        wanted |= Q(unit__path__startswith=path)
    return Message.objects.filter(wanted)


def _capped(rows: QuerySet[Message]) -> int:
    return rows.order_by()[:MOST_COUNTED].count()


def _view(row: Message) -> MessageView:
    return MessageView(
        id=row.pk,
        address=rules.masked(row.address),
        subject=row.subject,
        about=row.about,
        unit_name=row.unit.name if row.unit else "",
        state=State(row.state),
        attempts=row.attempts,
        error=row.error,
        created_at=row.created_at,
        tried_at=row.tried_at,
        due_at=row.due_at,
    )
