"""`/ban-lam-viec/trong-co-quan/`: what an agency discloses to its own people (Law 10/2022, Art. 46)."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core.types import NotFound
from gandan.disclosures import policies, queries, rules
from gandan.disclosures.desk.overview import year_asked
from gandan.disclosures.forms.papers import sent, shown
from gandan.disclosures.types import PublicationView, State
from gandan.law import queries as law


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    year, pack = year_asked(request), law.obligations("agency")
    context = {"matrices": queries.inside(request.actor, year), "year": year, "pack": pack}
    return render(request, "disclosures/desk/inside.html", context)


@csp_replace({"object-src": [SELF], "frame-src": [SELF]})  # its own files of PDF, read in the page
@require_safe
def publication(request: HttpRequest, code: str) -> HttpResponse:
    found = _found(request, code)
    charts = [(table, rules.chart(table)) for table in found.tables]
    withdrawn = found.state is State.WITHDRAWN
    context = {"it": found, "charts": charts, "withdrawn": withdrawn, "inside": True}
    return render(request, "disclosures/desk/inside_publication.html", context)


@require_safe
def file(request: HttpRequest, code: str, file: int) -> HttpResponseBase:
    one = next((each for each in _found(request, code).files if each.id == file), None)
    if one is None:
        raise NotFound(_("Không có tệp này."))
    return sent(one, keep="tai-ve" in request.GET)


@require_safe
def photo(request: HttpRequest, code: str, posting: int) -> HttpResponse:
    _found(request, code)
    return shown(*queries.posting_photo(code, posting, public=False), whole="lon" in request.GET)


def _found(request: HttpRequest, code: str) -> PublicationView:
    """Who does not work there learns not even that it exists."""
    found = queries.of_code(code, public=False)
    known = found.state in (State.PUBLISHED, State.WITHDRAWN)
    if not known or not policies.may_read_inside(request.actor, queries.agency_paths(found.unit)):
        raise NotFound(_("Không có nội dung công khai mang mã này."))
    return found
