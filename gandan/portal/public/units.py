"""`/don-vi/`: every commune, ward and province, those of the past too."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.cases.queries import figures
from gandan.core import clock
from gandan.core.kept import kept
from gandan.core.text import alphabetical
from gandan.directory import queries as directory
from gandan.directory.types import Kind, UnitView
from gandan.disclosures import queries as disclosures
from gandan.news import queries as news
from gandan.portal.public.crumbs import crumbs
from gandan.ui.caching import public_page

FOUND = 30
PLACES = (
    Kind.PROVINCE,
    Kind.CITY,
    Kind.DISTRICT,
    Kind.WARD,
    Kind.COMMUNE,
    Kind.TOWNSHIP,
    Kind.SPECIAL_ZONE,
    Kind.NEIGHBOURHOOD,
)


@require_safe
@public_page
def units(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:80]
    context = {
        "sought": sought,
        "matches": directory.search_units(sought, FOUND) if sought else [],
        "provinces": _provinces(clock.today()),
        "crumbs": crumbs((_("Xã, phường"), "")),
        "door": 1,
    }
    return render(request, "portal/units.html", context)


@kept
def _provinces(_today: date) -> list[UnitView]:
    return directory.provinces()


@require_safe
@public_page
def unit(request: HttpRequest, code: str) -> HttpResponse:
    told = _of_unit(code, clock.today())
    trail = crumbs((_("Xã, phường"), "portal:units"), (told["detail"].view.name, ""))
    return render(request, "portal/unit.html", {**told, "crumbs": trail, "door": 1})


@kept
def _of_unit(code: str, today: date) -> dict[str, Any]:
    detail = directory.unit_detail(code)
    path, ended = detail.view.path, detail.valid_to is not None and detail.valid_to < today
    return {
        "detail": detail,
        "ended": ended,
        "staffed": (staffed := not ended and directory.staffed(path)),
        "disclosed": next((year for year in disclosures.years(detail.view) if staffed or year < today.year), None),
        "below": _places_in(path) if not ended else [],
        "figures": figures.month(path, today),
        "answers": figures.published_answers(path, 3),
        "news": news.latest(path, 3),
    }


def _places_in(path: str) -> list[UnitView]:
    """What lies directly in a unit, as one looks for it: the wards of a province without their neighbourhoods."""
    found = directory.units_below(path, PLACES)
    nearest = min((view.path.count("/") for view in found), default=0)
    return sorted(
        (view for view in found if view.path.count("/") == nearest), key=lambda view: alphabetical(view.short_name)
    )


@require_safe
def boundary(request: HttpRequest, code: str) -> HttpResponse:
    """The boundary of a unit and its neighbours, for maps."""
    shape = directory.boundary_geojson(code)
    return JsonResponse(shape, content_type="application/geo+json", headers={"Cache-Control": "public, max-age=86400"})
