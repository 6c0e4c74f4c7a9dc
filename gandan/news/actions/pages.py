"""Pages that stay: about the unit, how to reach it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.news import rules
from gandan.news.actions.checking import check_may_write, free_slug, required, within
from gandan.news.models import Page
from gandan.news.policies import may_write
from gandan.news.types import MAX_BODY


def save_page(
    unit: str, title: str, body: str, actor: Actor, *, slug: str = "", shown: bool = True, at: datetime | None = None
) -> str:
    """A new page of a unit, or with `slug` the one that is there; returns its address' last part."""
    place = directory.the_unit(unit)
    check_may_write(actor, place.path)
    told, now = required(title, "title", 160), at or clock.now()
    rich = within(rules.from_plain(within(body, "body", MAX_BODY)), "body", MAX_BODY)
    with transaction.atomic():
        if slug:
            row = Page.objects.select_for_update(of=("self",)).select_related("unit").filter(slug=slug).first()
            if row is None or not may_write(actor, row.unit.path):
                raise NotFound(_("Không có trang này."))
        else:
            row = Page(unit_id=place.id, slug=free_slug(told[:50], Page)[:60])
        row.title, row.body, row.shown, row.changed_at = told, rich, shown, now
        row.save()
        payload = {"title": told, "body": rich, "shown": shown}
        audit.record(
            actor=actor.code, verb="save-page", object=f"page:{row.slug}", unit=row.unit.code, payload=payload, at=now
        )
    return row.slug
