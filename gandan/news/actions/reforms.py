"""The register of reforms: written, published with an article about it, told to officers and residents."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.news.actions.checking import check_may_write, free_slug, required, within
from gandan.news.actions.writing import write
from gandan.news.models import Briefing, Newsroom, Reform, Telling
from gandan.news.policies import may_publish, may_write
from gandan.news.types import NewReform, Section, State, Told, Writing


def save_reform(unit: str, new: NewReform, actor: Actor, *, id: int | None = None, at: datetime | None = None) -> int:
    """A new entry of the register, or with `id` the one that is there; returns its id."""
    place = directory.the_unit(unit)
    check_may_write(actor, place.path)
    words = {
        "title": required(new.title, "title", 200),
        "since": new.since,
        "for_whom": required(new.for_whom, "for_whom", 300),
        "before": required(new.before, "before", 4000, lines=True),
        "after": required(new.after, "after", 4000, lines=True),
        "basis": within(one_line(new.basis), "basis", 300),
    }
    with transaction.atomic():
        if id is None:
            slug = free_slug(str(words["title"]), Reform)
            row = Reform(unit_id=place.id, slug=slug, created_by=actor.code)
        else:
            row = _locked(id, actor)
        for name, value in words.items():
            setattr(row, name, value)
        row.changed_at = at or clock.now()
        row.save()
        _note("save-reform", row, actor, row.changed_at, **{**words, "since": new.since.isoformat()})
    return row.pk


def publish_reform(id: int, actor: Actor, *, with_article: bool = False, at: datetime | None = None) -> int | None:
    """Everybody reads it. `with_article`: a draft about it is written too; returns its id."""
    with transaction.atomic():
        row = _locked(id, actor)
        room = Newsroom.objects.filter(unit=row.unit_id).first()
        if not may_publish(actor, row.unit.path, review=bool(room and room.review)):
            raise NotAllowed(_("Đơn vị này cần người lãnh đạo duyệt trước khi đăng."))
        if row.state == State.PUBLISHED:
            raise Conflict(_("Mục này đã được đăng."))
        row.state, row.changed_at = State.PUBLISHED, at or clock.now()
        row.save()
        _note("publish-reform", row, actor, row.changed_at)
        if not with_article or row.articles.exists():
            return None
        return write(row.unit.code, _about(row), actor, reform=row.pk, at=at)


def withdraw_reform(id: int, actor: Actor, reason: str) -> None:
    why = required(reason, "reason", 300)
    with transaction.atomic():
        row = _locked(id, actor)
        if row.state != State.PUBLISHED:
            raise Conflict(_("Mục này chưa được đăng."))
        row.state, row.changed_at = State.WITHDRAWN, clock.now()
        row.save()
        _note("withdraw-reform", row, actor, row.changed_at, reason=why)


def brief(id: int, people: Iterable[int], actor: Actor, on: date | None = None) -> int:
    """These officers of the unit now know it; returns how many are new."""
    day, wanted = on or clock.today(), set(people)
    if day > clock.today():
        raise Refused(on=_("Ngày phổ biến không thể ở sau hôm nay."))
    with transaction.atomic():
        row = _locked(id, actor)
        here = {holder.person for holder in directory.people_below([row.unit.path])}
        if not wanted <= here:
            raise Refused(people=_("Có người không làm việc ở đơn vị này. Tải lại trang."))
        known = set(Briefing.objects.filter(reform=row).values_list("person", flat=True))
        new = sorted(wanted - known)
        Briefing.objects.bulk_create(Briefing(reform=row, person_id=each, on=day, by=actor.code) for each in new)
        if new:
            _note("brief", row, actor, clock.now(), people=len(new), on=day.isoformat())
    return len(new)


def note_told(
    id: int, actor: Actor, *, how: Told, audience: str, on: date | None = None, reached: int | None = None
) -> None:
    """Residents were told in this way, on this day; how many were reached where somebody counted."""
    who, day = required(audience, "audience", 200), on or clock.today()
    if day > clock.today():
        raise Refused(on=_("Ngày thông tin không thể ở sau hôm nay."))
    if reached is not None and not 0 < reached < 10_000_000:
        raise Refused(reached=_("Số người phải là số dương."))
    with transaction.atomic():
        row = _locked(id, actor)
        Telling.objects.create(reform=row, how=how, audience=who, on=day, reached=reached)
        _note("told", row, actor, clock.now(), how=str(how), audience=who, on=day.isoformat(), reached=reached)


def _locked(id: int, actor: Actor) -> Reform:
    row = Reform.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=id).first()
    if row is None or not may_write(actor, row.unit.path):
        raise NotFound(_("Không có mục này trong sổ cải cách."))
    return row


def _about(row: Reform) -> Writing:
    """A first draft, in the words of the register."""
    since = row.since.strftime("%d/%m/%Y")
    parts = [
        f"<p>{html.escape(_('Từ ngày %(day)s, dành cho: %(whom)s.') % {'day': since, 'whom': row.for_whom})}</p>",
        f"<h2>{_('Trước đây')}</h2><p>{html.escape(row.before)}</p>",
        f"<h2>{_('Bây giờ')}</h2><p>{html.escape(row.after)}</p>",
    ]
    return Writing(row.title, "", "".join(parts), Section.REFORM)


def _note(verb: str, row: Reform, actor: Actor, at: datetime, **payload: object) -> None:
    audit.record(actor=actor.code, verb=verb, object=f"reform:{row.pk}", unit=row.unit.code, payload=payload, at=at)
