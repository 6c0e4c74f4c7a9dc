"""What happens to a meeting after it was announced: changed words, another time, cancelled, held."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.clock import VIETNAM, day_of
from gandan.core.text import one_line
from gandan.core.types import Conflict, Refused
from gandan.directory.types import Actor
from gandan.events import rules
from gandan.events.actions.announcing import act_of
from gandan.events.actions.checking import (
    checked,
    locked,
    need_insider,
    proof,
    prove_move,
    prove_offline,
    prove_online,
    reason_of,
    said_moment,
)
from gandan.events.actions.finding import findable
from gandan.events.models import Meeting
from gandan.events.types import SCOPE, Announcement, Audience, Kind, State
from gandan.search import actions as search

WORDS = ("title", "topics", "place", "presides", "how_to_join", "online_link", "lat", "lon", "ends_at", "audience")


def edit(slug: str, given: Announcement, actor: Actor, *, seen: int | None) -> None:
    """Change the words of a meeting. Its day and hour only change by moving it, with a reason that people read."""
    now = clock.now()
    told = checked(given, now)
    with transaction.atomic():
        row = locked(slug, actor, seen)
        if row.state == State.CANCELLED:
            raise Conflict(_("Buổi này đã hủy. Đăng một buổi mới."))
        if given.starts_at != row.starts_at:
            raise Refused(starts_at=_("Đổi ngày giờ bằng «Dời buổi này», có ghi lý do cho người dân."))
        shown, online = row.audience, bool(row.online_link)
        for name in WORDS:
            setattr(row, name, told[name])
        if row.audience != shown:
            need_insider(actor, row.unit.path, Audience(row.audience))
            _show_anew(row, now)
        elif row.online_link and not online:
            prove_online(row, now)
        elif online and not row.online_link:
            prove_offline(row, now)
        _save(row, "edit", actor, now)


def _show_anew(row: Meeting, now: datetime) -> None:
    """Those outside learn of it only now, whenever it was told inside: its notice counts from here."""
    if row.audience == Audience.PUBLIC:
        row.posted_at = now
    row.moved_at = row.moved_given = None
    proof(row)


def move(
    slug: str, starts_at: datetime, ends_at: datetime | None, place: str, reason: str, actor: Actor, *, seen: int | None
) -> None:
    """Put a meeting on another time or at another place; where it was and why stays with it."""
    now, why, where = clock.now(), reason_of(reason), one_line(place)
    with transaction.atomic():
        row = locked(slug, actor, seen)
        _need_open(row, now)
        if starts_at <= now:
            raise Refused(starts_at=_("Chọn một lúc chưa tới."))
        if starts_at == row.starts_at and (not where or where == row.place):
            raise Refused(starts_at=_("Ngày giờ và nơi vẫn như cũ. Chọn ngày khác, giờ khác hoặc nơi khác."))
        told = checked(replace(_as_given(row), starts_at=starts_at, ends_at=ends_at, place=where or row.place), now)
        was, row.reason, row.state = row.starts_at, why, State.MOVED
        row.starts_at, row.ends_at, row.place = starts_at, ends_at, str(told["place"])
        if starts_at != was:
            row.moved_from = row.moved_from or was
        if day_of(starts_at) != day_of(was):
            prove_move(row, now)
        _save(row, "move", actor, now, reason=why, was=said_moment(was) if starts_at != was else "")


def cancel(slug: str, reason: str, actor: Actor, *, seen: int | None) -> None:
    """Call a meeting off; its page stays and says why."""
    now, why = clock.now(), reason_of(reason)
    with transaction.atomic():
        row = locked(slug, actor, seen)
        _need_open(row, now)
        row.state, row.reason = State.CANCELLED, why
        _save(row, "cancel", actor, now, reason=why)


def mark_held(slug: str, actor: Actor, *, seen: int | None) -> None:
    """Say that a meeting took place."""
    now = clock.now()
    with transaction.atomic():
        row = locked(slug, actor, seen)
        if row.state not in rules.OPEN_STATES:
            raise Conflict(_("Buổi này đã hủy hoặc đã ghi là diễn ra."))
        if row.starts_at > now:
            raise Conflict(_("Buổi này chưa tới, chưa ghi là đã diễn ra được."))
        row.state = State.HELD
        _save(row, "hold", actor, now)


def _need_open(row: Meeting, now: datetime) -> None:
    if row.state not in rules.OPEN_STATES:
        raise Conflict(_("Buổi này đã hủy hoặc đã diễn ra."))
    if rules.is_past(row.starts_at.astimezone(VIETNAM), row.ends_at, now):
        raise Conflict(_("Buổi này đã qua. Ghi là đã diễn ra, hoặc đăng một buổi mới."))


def _as_given(row: Meeting) -> Announcement:
    return Announcement(
        kind=Kind(row.kind), title=row.title, starts_at=row.starts_at, ends_at=row.ends_at, place=row.place,
        presides=row.presides, topics=row.topics, how_to_join=row.how_to_join, online_link=row.online_link,
        lat=row.lat, lon=row.lon, audience=Audience(row.audience),
    )  # fmt: skip


def _save(row: Meeting, verb: str, actor: Actor, now: datetime, **more: str) -> None:
    row.version, row.changed_at = row.version + 1, now
    row.save()
    if row.audience == Audience.PUBLIC:
        search.put_many(findable([row], row.unit.code, now))
    else:
        search.remove(SCOPE, row.slug)
    audit.record_many([act_of(verb, row, row.unit.code, actor, at=now, **more)])
