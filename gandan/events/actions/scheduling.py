"""A schedule: entered once, it becomes its dated meetings, each of which can be moved or cancelled alone."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.clock import VIETNAM
from gandan.core.types import Conflict, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.events import rules
from gandan.events.actions.announcing import act_of, free_slugs, state_at
from gandan.events.actions.checking import checked, need_announcer, proof, request_of
from gandan.events.actions.finding import findable
from gandan.events.models import Meeting, MeetingSchedule
from gandan.events.types import Announcement, Scheduled, Weekly
from gandan.law import queries as law
from gandan.search import actions as search


def schedule(
    given: Announcement, weekly: Weekly, actor: Actor, unit: str, *, key: str = "", at: datetime | None = None
) -> Scheduled:
    """Post the meetings of a week's day until a day; `given` says what they are, its own hours are not read.

    Days off are left out or made up for, and said. The same key gives the same meetings again.
    """
    place = directory.the_unit(unit)
    need_announcer(actor, place, given)
    now = at or clock.now()
    found = rules.occurrences(law.calendar(), weekly)
    request = request_of(place.id, _on(given, weekly, weekly.since), asdict(weekly))
    known = _known(key, request)
    if known is not None:
        return Scheduled(known, found.skipped)
    if weekly.since < now.astimezone(VIETNAM).date() and at is None:
        raise Refused(since=_("Lịch bắt đầu từ hôm nay trở đi."))
    head = _head(given, weekly, place, actor, key, now)
    head.request = request
    rows = [_row(given, weekly, day, place, actor, now) for day in found.days]
    for row, slug in zip(rows, free_slugs(head.title, found.days), strict=True):
        row.slug = slug
    try:
        with transaction.atomic():
            head.save()
            for row in rows:
                row.schedule_id = head.pk
            Meeting.objects.bulk_create(rows)
            search.put_many(findable(rows, place.code, now))
            audit.record_many([act_of("announce", row, place.code, actor, at=now, first=True) for row in rows])
    except IntegrityError as error:
        known = _known(key, request)
        if known is None:
            raise Conflict(_("Vừa có lịch cùng tên. Gửi lại một lần nữa.")) from error
        return Scheduled(known, found.skipped)
    return Scheduled(tuple(row.slug for row in rows), found.skipped)


def _known(key: str, request: str) -> tuple[str, ...] | None:
    """The slugs that the key already led to; Conflict where that was another schedule."""
    first = MeetingSchedule.objects.filter(key=key[:80]).first() if key else None
    if first is None:
        return None
    if first.request != request:
        raise Conflict(_("Mẫu này đã gửi một lần với lịch khác. Mở lại mẫu mới rồi gửi."))
    return tuple(Meeting.objects.filter(schedule=first).order_by("pk").values_list("slug", flat=True))


def _head(
    given: Announcement, weekly: Weekly, unit: UnitView, actor: Actor, key: str, now: datetime
) -> MeetingSchedule:
    told = checked(_on(given, weekly, weekly.since), now)
    return MeetingSchedule(
        unit_id=unit.id,
        kind=given.kind,
        title=told["title"],
        weekday=weekly.weekday,
        starts=weekly.starts,
        ends=weekly.ends,
        since=weekly.since,
        until=weekly.until,
        make_up=weekly.make_up,
        key=key[:80] or None,
        created_by=actor.code,
        created_at=now,
    )


def _row(given: Announcement, weekly: Weekly, day: date, unit: UnitView, actor: Actor, now: datetime) -> Meeting:
    told = checked(_on(given, weekly, day), now)
    row = Meeting(**told, unit_id=unit.id, posted_at=now, changed_at=now, created_by=actor.code)
    row.state = state_at(row, now)
    proof(row)
    return row


def _on(given: Announcement, weekly: Weekly, day: date) -> Announcement:
    ends = _moment(day, weekly.ends) if weekly.ends else None
    return replace(given, starts_at=_moment(day, weekly.starts), ends_at=ends)


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)
