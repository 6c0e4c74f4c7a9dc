"""For machines: an Atom feed (RFC 4287) and the map of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse

from gandan.core.clock import VIETNAM
from gandan.disclosures import queries as disclosures
from gandan.events import queries as events
from gandan.news.models import Article, Page, Reform
from gandan.news.queries.naming import SECTIONS
from gandan.news.types import Section, State
from gandan.procedures import queries as procedures

ENTRIES = 30
DAY_ONE = datetime(2025, 7, 1, tzinfo=VIETNAM)  # of the wards of today
LISTED = 5000
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def atom(path: str, title: str, self_link: str, section: Section | None = None) -> str:
    """The newest articles below a unit, whole: readers need not come to the page."""
    rows = Article.objects.public().below(path).select_related("unit")
    if section:
        rows = rows.filter(section=section)
    found = list(rows.order_by("-published_at", "-pk")[:ENTRIES])
    updated = max((row.changed_at for row in found), default=DAY_ONE)  # an empty feed has not changed
    home = settings.BASE_URL + reverse("news:list")
    entries = "".join(_entry(row) for row in found)
    return (
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">'
        f"<title>{escape(title)}</title><id>{escape(settings.BASE_URL + self_link)}</id>"
        f"<updated>{_moment(updated)}</updated><generator>Gần Dân</generator>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(settings.BASE_URL + self_link)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>{entries}</feed>\n'
    )


def _entry(row: Article) -> str:
    address = settings.BASE_URL + reverse("news:article", args=[row.slug])
    assert row.published_at is not None  # noqa: S101 - a constraint of the table
    return (
        f"<entry><title>{escape(row.title)}</title><id>{escape(address)}</id>"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>'
        f"<published>{_moment(row.published_at)}</published><updated>{_moment(row.changed_at)}</updated>"
        f"<author><name>{escape(row.unit.name)}</name></author>"
        f"<category term={quoteattr(row.section)} label={quoteattr(str(SECTIONS[Section(row.section)]))}/>"
        f"<summary>{escape(row.lead)}</summary>"
        f'<content type="html">{escape(row.body)}</content></entry>'
    )


def sitemap(fixed: list[str], others: Iterable[tuple[str, datetime | None]] = ()) -> str:
    """Every page that everybody may read and that does not change by itself: `fixed` addresses, then what is kept here
    and in other rooms.
    """
    kept = (
        ("news:page", Page.objects.filter(shown=True)),
        ("news:article", Article.objects.public()),
        ("news:reform", Reform.objects.filter(state=State.PUBLISHED)),
    )
    told = [_url(address, None) for address in fixed] + [_url(address, at) for address, at in others]
    for name, rows in kept:
        some = rows.order_by("-pk").values_list("slug", "changed_at")[:LISTED]
        told += [_url(reverse(name, args=[slug]), at) for slug, at in some]
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(told)}</urlset>\n'


def kept_elsewhere() -> list[tuple[str, datetime | None]]:
    """Pages of the rooms below: procedures that are shown, what was disclosed, meetings."""
    known: list[tuple[str, datetime | None]] = [
        (reverse("procedures:procedure", args=[code]), None) for code in procedures.codes()[:LISTED]
    ]
    known += [(reverse("disclosures:publication", args=[code]), at) for code, at in disclosures.changed_at(LISTED)]
    return known + [(reverse("events:meeting", args=[slug]), at) for slug, at in events.changed_at(LISTED)]


def _url(address: str, at: datetime | None) -> str:
    changed = f"<lastmod>{_moment(at)}</lastmod>" if at else ""
    return f"<url><loc>{escape(settings.BASE_URL + address)}</loc>{changed}</url>"


def _moment(at: datetime) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="seconds")
