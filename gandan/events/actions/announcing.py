"""Announcing one meeting; one that is over is written down as held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.audit.types import Act
from gandan.core import clock
from gandan.core.clock import VIETNAM, day_of
from gandan.core.types import Conflict
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.events import rules
from gandan.events.actions.checking import checked, need_announcer, proof, request_of, said_moment
from gandan.events.actions.finding import findable
from gandan.events.models import Meeting
from gandan.events.types import Announcement, State
from gandan.search import actions as search


def announce(given: Announcement, actor: Actor, unit: str, *, key: str = "", at: datetime | None = None) -> str:
    """Post a meeting of a unit (code); returns its slug. The same key and meeting give the same one again.

    `at` is when it was posted, where that was not now: for what is taken over and for the sample authority.
    """
    place = directory.the_unit(unit)
    need_announcer(actor, place, given)
    now = at or clock.now()
    row = Meeting(**checked(given, now), unit_id=place.id, posted_at=now, changed_at=now, created_by=actor.code)
    row.key, row.request = key[:80] or None, request_of(place.id, given)
    known = _known(row)
    if known:
        return known
    row.slug = free_slugs(row.title, [day_of(row.starts_at)])[0]
    row.state = state_at(row, now)
    proof(row)
    try:
        with transaction.atomic():
            row.save()
            search.put_many(findable([row], place.code, now))
            audit.record_many([act_of("announce", row, place.code, actor, at=now, first=True)])
    except IntegrityError as error:
        known = _known(row)
        if known:
            return known
        raise Conflict(_("Vừa có buổi cùng tên. Gửi lại một lần nữa.")) from error
    return row.slug


def state_at(row: Meeting, now: datetime) -> State:
    """One that is over when it is written down was held."""
    over = rules.is_past(row.starts_at.astimezone(VIETNAM), row.ends_at, now)
    return State.HELD if over else State.ANNOUNCED


def _known(row: Meeting) -> str:
    """The slug that the key already led to; Conflict where that was another meeting."""
    first = Meeting.objects.filter(key=row.key).first() if row.key else None
    if first is None:
        return ""
    if first.request != row.request:
        raise Conflict(_("Mẫu này đã gửi một lần với buổi khác. Mở lại mẫu mới rồi gửi."))
    return first.slug


def free_slugs(title: str, days: Iterable[date]) -> list[str]:
    """An address for each day; with a number where it is taken. Two at once: the table refuses the second."""
    wanted = [rules.slug_of(title, day) for day in days]
    common = wanted[0][: -len("-dd-mm-yyyy")]
    taken = set(Meeting.objects.filter(slug__startswith=common).values_list("slug", flat=True))
    found = []
    for slug in wanted:
        free = next(each for each in _numbered(slug, len(taken) + 2) if each not in taken)
        taken.add(free)
        found.append(free)
    return found


def _numbered(slug: str, most: int) -> Iterable[str]:
    yield slug
    for number in range(2, most + 1):
        yield f"{slug}-{number}"


def act_of(
    verb: str, row: Meeting, unit: str, actor: Actor, *, at: datetime | None = None, first: bool = False, **more: str
) -> Act:
    """What the log keeps: the meeting as it stands after the act, the reason, who acted by post."""
    payload = {
        "title": row.title, "kind": str(row.kind), "state": str(row.state), "version": row.version,
        "starts_at": said_moment(row.starts_at), "ends_at": said_moment(row.ends_at), "place": row.place,
        "by": actor.grants[0].title if actor.grants else "", **more,
    }  # fmt: skip
    return Act(actor.code, verb, f"meeting:{row.slug}", unit, payload, at=at, first=first)
