"""Pages that stay."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.core.types import NotFound
from gandan.directory.types import Actor
from gandan.news.models import Page, PageRevision
from gandan.news.policies import may_write
from gandan.news.types import PageView, RevisionView, Writing


def page(slug: str) -> PageView:
    row = Page.objects.select_related("unit").filter(slug=slug, shown=True).first()
    if row is None:
        raise NotFound(_("Không có trang này."))
    return _view(row)


def public_pages(path: str = "/") -> list[PageView]:
    rows = Page.objects.filter(shown=True, unit__path__startswith=path).select_related("unit")
    return [_view(row) for row in rows.order_by("title", "pk")[:50]]


def desk_pages(actor: Actor) -> list[PageView]:
    rows = Page.objects.select_related("unit").order_by("title", "pk")[:200]
    return [_view(row) for row in rows if may_write(actor, row.unit.path)]


def page_at(slug: str, actor: Actor) -> PageView:
    """For those who write for its unit."""
    row = Page.objects.select_related("unit").filter(slug=slug).first()
    if row is None or not may_write(actor, row.unit.path):
        raise NotFound(_("Không có trang này."))
    return _view(row)


def page_revisions(slug: str) -> list[RevisionView]:
    """Newest first."""
    return [_revision(row) for row in PageRevision.objects.filter(page__slug=slug).order_by("-number")[:100]]


def page_revision(slug: str, number: int) -> RevisionView:
    row = PageRevision.objects.filter(page__slug=slug, number=number).first()
    if row is None:
        raise NotFound(_("Không có bản này."))
    return _revision(row)


def _revision(row: PageRevision) -> RevisionView:
    return RevisionView(row.number, row.at, row.by_name or row.by, row.note, Writing(row.title, "", row.body))


def _view(row: Page) -> PageView:
    return PageView(row.slug, row.title, row.body, row.shown, row.unit.code, row.changed_at, row.version)
