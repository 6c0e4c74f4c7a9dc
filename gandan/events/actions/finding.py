"""What search knows of a meeting: those that are to come stand above those that are over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from gandan.core.clock import VIETNAM
from gandan.core.text import one_line
from gandan.events import rules
from gandan.events.models import Meeting
from gandan.events.queries.naming import KINDS
from gandan.events.types import SCOPE, Audience, Kind, State
from gandan.search.types import Findable
from gandan.ui.rules import day_date

TO_COME, OVER = 200, -400
ALSO = {
    Kind.CITIZEN_RECEPTION: ("lịch tiếp dân", "lịch gặp dân", "gặp lãnh đạo", "gặp chủ tịch phường"),
    Kind.DIALOGUE_CONFERENCE: ("đối thoại với người dân", "gặp lãnh đạo", "lịch gặp dân"),
}


def findable(rows: Iterable[Meeting], unit: str, now: datetime) -> Iterator[Findable]:
    """Those for everybody; what is announced inside is never indexed. In Vietnamese, as all that is searched."""
    with override("vi"):
        for row in rows:
            if row.audience == Audience.PUBLIC:
                yield _findable(row, unit, now)


def _findable(row: Meeting, unit: str, now: datetime) -> Findable:
    starts, kind = row.starts_at.astimezone(VIETNAM), Kind(row.kind)
    cancelled = row.state == State.CANCELLED
    over = row.state == State.HELD or rules.is_past(starts, row.ends_at, now)
    when = f"{starts:%H:%M}, {day_date(starts.date(), 'vi')}/{starts:%Y}"
    said = ". ".join(part for part in (_("Đã hủy") if cancelled else "", row.reason if cancelled else when) if part)
    title = _("Đã hủy: %(title)s") % {"title": row.title} if cancelled else row.title
    return Findable(
        SCOPE,
        row.slug,
        title,
        f"/lich/{row.slug}/",
        one_line(f"{said}. {row.place}")[:300],
        f"{KINDS[kind]}\n{row.topics}\n{row.place}\n{row.presides}",
        unit,
        OVER if over or cancelled else TO_COME,
        ALSO.get(kind, ()),
    )
