"""`/tin-tuc/`: what is going on, by section; one article; pages that stay."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.news import queries
from gandan.news.public.crumbs import DOOR, crumbs
from gandan.news.rules import excerpt
from gandan.news.types import Section
from gandan.ui.caching import public_page


def section_asked(request: HttpRequest) -> Section | None:
    try:
        return Section(request.GET["muc"]) if request.GET.get("muc") else None
    except ValueError:
        raise NotFound(_("Không có chuyên mục này.")) from None


@require_safe
@public_page
def listed(request: HttpRequest) -> HttpResponse:
    section = section_asked(request)
    code = request.GET.get("don-vi", "")[:40]
    unit = directory.the_unit(code) if code else None
    page = queries.public_articles(unit.path if unit else "/", section, request.GET.get("truoc", ""))
    context = {
        "page": page,
        "of": unit,
        "section": section,
        "section_name": queries.SECTIONS[section] if section else "",
        "sections": queries.SECTIONS.items(),
        "pages": queries.public_pages(),
        "crumbs": crumbs((_("Tin tức"), "")),
        "door": DOOR,
    }
    return render(request, "news/list.html", context)


@require_safe
@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    view = queries.article(slug)
    context = {
        "article": view,
        "section_name": queries.SECTIONS[view.row.section],
        "said": view.row.lead or excerpt(view.body),
        "base": settings.BASE_URL,
        "crumbs": crumbs((_("Tin tức"), "news:list"), (view.row.title, "")),
        "door": DOOR,
    }
    return render(request, "news/article.html", context)


@require_safe
@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    view = queries.page(slug)
    return render(request, "news/page.html", {"page": view, "crumbs": crumbs((view.title, "")), "door": DOOR})
