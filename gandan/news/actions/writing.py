"""Writing an article: each saving is a revision; restoring one is another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.news.actions.checking import check_may_write, cleaned, free_slug, locked_article, related_codes
from gandan.news.actions.finding import put_into_search
from gandan.news.models import Article, Newsroom, Revision
from gandan.news.policies import may_lead
from gandan.news.types import Section, State, Writing


def write(
    unit: str,
    writing: Writing,
    actor: Actor,
    *,
    related: Sequence[str] = (),
    comments_open: bool | None = None,
    reform: int | None = None,
    at: datetime | None = None,
) -> int:
    """A new draft of a unit (code); returns its id."""
    place = directory.the_unit(unit)
    check_may_write(actor, place.path)
    told, codes, now = cleaned(writing), related_codes(list(related)), at or clock.now()
    room = Newsroom.objects.filter(unit=place.id).first()
    opened = (room.comments if room else True) if comments_open is None else comments_open
    row = Article(
        unit_id=place.id,
        section=told.section,
        slug=free_slug(told.title, Article),
        title=told.title,
        lead=told.lead,
        body=told.body,
        comments_open=opened,
        related=codes,
        reform_id=reform,
        created_by=actor.code,
        changed_at=now,
    )
    try:
        with transaction.atomic():
            row.save()
            _revise(row, actor, _("Bản đầu"), now)
            _note("write", row, place.code, actor, now)
    except IntegrityError as error:
        raise Conflict(_("Vừa có bài cùng tên. Gửi lại một lần nữa.")) from error
    return row.pk


def rewrite(
    id: int,
    writing: Writing,
    actor: Actor,
    *,
    seen: int,
    related: Sequence[str] | None = None,
    comments_open: bool | None = None,
    note: str = "",
) -> None:
    """Saves a new revision; who publishes for this unit may change what is already public, others send it again."""
    told = cleaned(writing)
    codes = related_codes(list(related)) if related is not None else None
    with transaction.atomic():
        row = locked_article(id, actor, seen)
        _check_public_change(row, actor)
        row.title, row.lead, row.body, row.section = told.title, told.lead, told.body, told.section
        row.related = codes if codes is not None else row.related
        row.comments_open = row.comments_open if comments_open is None else comments_open
        _save(row, actor, note)


def restore(id: int, number: int, actor: Actor, *, seen: int) -> None:
    """Makes an old revision the newest one again; nothing is lost."""
    with transaction.atomic():
        row = locked_article(id, actor, seen)
        _check_public_change(row, actor)
        old = Revision.objects.filter(article=row, number=number).first()
        if old is None:
            raise NotFound(_("Không có bản này."))
        row.title, row.lead, row.body, row.section = old.title, old.lead, old.body, old.section
        _save(row, actor, _("Lấy lại bản %(number)s") % {"number": number})


def pin(id: int, actor: Actor, *, on: bool) -> None:
    """Pinned articles lead the list and the home page."""
    with transaction.atomic():
        row = locked_article(id, actor)
        if row.pinned != on:
            row.pinned, row.changed_at = on, clock.now()
            row.save(update_fields=["pinned", "changed_at"])
            _note("pin" if on else "unpin", row, row.unit.code, actor, row.changed_at)


def set_newsroom(unit: str, actor: Actor, *, review: bool, comments: bool) -> None:
    """Whether somebody else looks before an article appears: who leads the unit says so."""
    place = directory.the_unit(unit)
    if not may_lead(actor, place.path):
        raise NotAllowed(_("Người lãnh đạo đơn vị quyết định việc này."))
    with transaction.atomic():
        Newsroom.objects.update_or_create(unit_id=place.id, defaults={"review": review, "comments": comments})
        audit.record(
            actor=actor.code,
            verb="set-newsroom",
            object=f"newsroom:{place.code}",
            unit=place.code,
            payload={"review": review, "comments": comments},
        )


def _check_public_change(row: Article, actor: Actor) -> None:
    room = Newsroom.objects.filter(unit=row.unit_id).first()
    if room and room.review and row.state in (State.PUBLISHED, State.SCHEDULED) and not may_lead(actor, row.unit.path):
        raise NotAllowed(_("Bài đã được duyệt. Người duyệt bài sửa, hoặc trả bài lại trước."))


def _save(row: Article, actor: Actor, note: str) -> None:
    row.version, row.changed_at = row.version + 1, clock.now()
    row.save()
    _revise(row, actor, note, row.changed_at)
    _note("rewrite", row, row.unit.code, actor, row.changed_at)
    if row.state == State.PUBLISHED:
        put_into_search(row)


def _revise(row: Article, actor: Actor, note: str, at: datetime) -> None:
    Revision.objects.create(
        article=row,
        number=row.version,
        section=Section(row.section),
        title=row.title,
        lead=row.lead,
        body=row.body,
        note=note[:200],
        by=actor.code,
        by_name=actor.name,
        at=at,
    )


def _note(verb: str, row: Article, unit: str, actor: Actor, at: datetime) -> None:
    payload = {"version": row.version, "title": row.title, "section": row.section}
    audit.record(actor=actor.code, verb=verb, object=f"article:{row.pk}", unit=unit, payload=payload, at=at)
