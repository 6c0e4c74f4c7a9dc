"""The lines under an account's bell."""

from __future__ import annotations

from gandan.notifications.models import Notice
from gandan.notifications.types import NoticePage, NoticeView

MOST_COUNTED = 100  # «99+»: nobody reads a larger number


def unread(account: int) -> int:
    """How many notices this account has not read, up to 100. One query."""
    return Notice.objects.filter(account=account, read_at=None).order_by()[:MOST_COUNTED].count()


def latest(account: int, limit: int = 6) -> list[NoticeView]:
    """The newest notices. One query."""
    return [_view(row) for row in Notice.objects.filter(account=account)[:limit]]


def notice_page(account: int, before: int | None = None, size: int = 30) -> NoticePage:
    """A page of notices, newest first, by key. One query."""
    rows = Notice.objects.filter(account=account)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: size + 1])
    return NoticePage(tuple(map(_view, found[:size])), found[size - 1].pk if len(found) > size else None)


def _view(row: Notice) -> NoticeView:
    return NoticeView(row.pk, row.kind, row.text, row.link, row.created_at, row.read_at is not None)
