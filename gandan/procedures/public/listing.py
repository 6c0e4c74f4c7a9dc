"""`/thu-tuc/`: find a procedure by words, by what happens in a life, by field."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.procedures import queries
from gandan.ui.caching import public_page

MOST = 20


@require_safe
@public_page
def procedures(request: HttpRequest) -> HttpResponse:
    sought = " ".join(request.GET.get("q", "").split())[:120]
    events, fields = queries.life_events(), queries.fields()
    event = next((each for each in events if each.code == request.GET.get("viec")), None)
    field = next((name for name, _n in fields if name == request.GET.get("linh-vuc")), "")
    rows = queries.search_procedures(sought, MOST) if sought else ()
    if not sought:
        rows = queries.of_event(event) if event else queries.of_field(field) if field else ()
    context = {
        "sought": sought, "event": event, "field": field, "rows": rows, "events": events, "fields": fields,
        "chosen": bool(sought or event or field),
        "crumbs": [(_("Trang chủ"), "/"), (_("Thủ tục"), "")],
    }  # fmt: skip
    return render(request, "procedures/procedures.html", context)
