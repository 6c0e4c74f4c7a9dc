"""Machines ask when the authority meets its people."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from gandan.directory import queries as directory
from gandan.events import queries
from gandan.events.types import Kind, MeetingView

router = Router(tags=["meetings"])


class MeetingOut(Schema):
    """`state`: announced, moved, cancelled or held; `moved_from` and `reason` where it was moved or cancelled."""

    code: str
    kind: str
    title: str
    url: str
    unit: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    presides: str
    topics: str
    online_link: str
    state: str
    reason: str
    moved_from: datetime | None
    posted_at: datetime
    on_time: bool | None


@router.get("/meetings", response=list[MeetingOut], summary="Meetings of a unit: to come, or over")
def meetings(
    request: HttpRequest,
    response: HttpResponse,
    unit: str = Query(..., max_length=40),
    kind: Kind | None = None,
    past: bool = False,
) -> list[MeetingOut]:
    response["Cache-Control"] = "public, max-age=300"
    path = directory.the_unit(unit).path
    rows = queries.past(path, kind, size=100).rows if past else queries.upcoming(path, kind, 100)
    return [_shown(each) for each in rows]


def _shown(each: MeetingView) -> MeetingOut:
    return MeetingOut(
        code=each.slug, kind=each.kind.value, title=each.title, url=f"{settings.BASE_URL}/lich/{each.slug}/",
        unit=each.unit, starts_at=each.starts_at, ends_at=each.ends_at, place=each.place, presides=each.presides,
        topics=each.topics, online_link=each.online_link, state=each.state.value, reason=each.reason,
        moved_from=each.moved_from, posted_at=each.posted_at, on_time=each.on_time,
    )  # fmt: skip
