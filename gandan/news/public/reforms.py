"""`/cai-cach/`: what the authority does differently, since when, for whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.news import queries
from gandan.news.public.crumbs import DOOR, crumbs
from gandan.ui.caching import public_page


@require_safe
@public_page
def listed(request: HttpRequest) -> HttpResponse:
    context = {"reforms": queries.public_reforms(), "crumbs": crumbs((_("Sổ cải cách"), "")), "door": DOOR}
    return render(request, "news/reforms.html", context)


@require_safe
@public_page
def reform(request: HttpRequest, slug: str) -> HttpResponse:
    view = queries.reform(slug)
    trail = crumbs((_("Sổ cải cách"), "news:reforms"), (view.title, ""))
    return render(
        request, "news/reform.html", {"reform": view, "told_names": queries.TOLD, "crumbs": trail, "door": DOOR}
    )
