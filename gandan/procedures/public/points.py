"""`/thu-tuc/noi-nop/`: every place where papers are taken in, open now or from when on; `?don-vi=`: whose first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.procedures import queries
from gandan.ui.caching import public_page


@require_safe
@public_page
def points(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("don-vi", "")
    unit = directory.the_unit(asked) if asked else directory.installation().unit
    context = {
        "points": queries.all_points(unit.code if unit else "", clock.now()),
        "home": directory.unit_detail(unit.code) if unit else None,
        "crumbs": [(_("Trang chủ"), "/"), (_("Thủ tục"), reverse("procedures:procedures")), (_("Nơi nộp"), "")],
    }
    return render(request, "procedures/points.html", context)
