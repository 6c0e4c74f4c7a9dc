"""Pages that stay: about the unit, how to reach it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.news import rules
from gandan.news.actions.checking import check_may_write, free_slug, required, within
from gandan.news.models import Page, PageRevision
from gandan.news.policies import may_write
from gandan.news.types import MAX_BODY


def save_page(
    unit: str, title: str, body: str, actor: Actor, *, slug: str = "", shown: bool = True, seen: int | None = None,
    note: str = "", at: datetime | None = None,
) -> str:  # fmt: skip
    """A new page of a unit, or with `slug` the one that is there; returns its address' last part.

    Each saving is a revision. Conflict where somebody else saved since version `seen`.
    """
    place = directory.the_unit(unit)
    check_may_write(actor, place.path)
    told, now = required(title, "title", 160), at or clock.now()
    rich = within(rules.from_plain(within(body, "body", MAX_BODY)), "body", MAX_BODY)
    with transaction.atomic():
        if slug:
            row = _locked(slug, actor, seen)
            row.version += 1
        else:
            row = Page(unit_id=place.id, slug=free_slug(told[:50], Page)[:60])
        row.title, row.body, row.shown = told, rich, shown
        _save(row, actor, within(one_line(note), "note", 200) or ("" if slug else _("Bản đầu")), now)
    return row.slug


def restore_page(slug: str, number: int, actor: Actor, *, seen: int) -> None:
    """Makes an old revision the newest one again; nothing is lost."""
    with transaction.atomic():
        row = _locked(slug, actor, seen)
        old = PageRevision.objects.filter(page=row, number=number).first()
        if old is None:
            raise NotFound(_("Không có bản này."))
        row.title, row.body, row.version = old.title, old.body, row.version + 1
        _save(row, actor, _("Lấy lại bản %(number)s") % {"number": number}, clock.now())


def _locked(slug: str, actor: Actor, seen: int | None) -> Page:
    row = Page.objects.select_for_update(of=("self",)).select_related("unit").filter(slug=slug).first()
    if row is None or not may_write(actor, row.unit.path):
        raise NotFound(_("Không có trang này."))
    if seen is not None and row.version != seen:
        raise Conflict(_("Trang này vừa được người khác sửa. Mở lại trang để xem, rồi làm lại."))
    return row


def _save(row: Page, actor: Actor, note: str, now: datetime) -> None:
    row.changed_at = now
    row.save()
    PageRevision.objects.create(
        page=row, number=row.version, title=row.title, body=row.body, note=note, by=actor.code, by_name=actor.name,
        at=now,
    )  # fmt: skip
    payload = {"title": row.title, "body": row.body, "shown": row.shown, "version": row.version}
    audit.record(
        actor=actor.code, verb="save-page", object=f"page:{row.slug}", unit=row.unit.code, payload=payload, at=now
    )
