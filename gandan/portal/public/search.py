"""`/tim-kiem/`: one box for everything that can be found; a code leads straight to its case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import codes
from gandan.directory import queries as directory
from gandan.disclosures.types import SCOPE as DISCLOSURE
from gandan.news.types import SCOPE as ARTICLE
from gandan.portal.public.crumbs import crumbs
from gandan.procedures.types import PROCEDURE, QUESTION
from gandan.search import queries as found
from gandan.ui.caching import public_page

SCOPES = (PROCEDURE, QUESTION, DISCLOSURE, ARTICLE, directory.UNIT_SCOPE)  # what people look for first stands first
MOST, UNITS = 20, 10


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    sought = " ".join(request.GET.get("q", "").split())[:120]
    code = codes.read_code(sought)
    if code:
        return redirect("cases:case", code)
    hits = found.search(sought, limit=MOST) if sought else []
    context = {
        "sought": sought,
        "results": [hit for hit in hits if hit.scope != directory.UNIT_SCOPE],  # units stand below, with more
        "matches": directory.search_units(sought, UNITS) if sought else [],
        "crumbs": crumbs((_("Tìm kiếm"), "")),
    }
    return render(request, "portal/search.html", context)
