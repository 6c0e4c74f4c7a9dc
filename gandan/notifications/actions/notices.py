"""Lines under the bells of officers' desks."""

from __future__ import annotations

from collections.abc import Iterable

from gandan.core import clock
from gandan.core.text import one_line
from gandan.notifications.models import Notice


def notify(accounts: Iterable[int], kind: str, text: str, link: str = "") -> int:
    """Put a line under each of these accounts' bells, in the caller's transaction. One statement."""
    text = one_line(text)
    text = text if len(text) <= 300 else text[:299].rstrip() + "…"
    rows = [Notice(account_id=each, kind=kind, text=text, link=link) for each in sorted(set(accounts))]
    if rows:
        Notice.objects.bulk_create(rows)
    return len(rows)


def mark_read(account: int, notices: Iterable[int] | None = None) -> int:
    """Mark these notices of an account read; all of them where none are named. Others' stay as they are."""
    rows = Notice.objects.filter(account=account, read_at=None)
    if notices is not None:
        rows = rows.filter(pk__in=list(notices))
    return rows.update(read_at=clock.now())
