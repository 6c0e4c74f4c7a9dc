"""The yearly plan of disclosure, and whether somebody approves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gandan.core import clock
from gandan.core.types import NotAllowed, Refused
from gandan.directory import queries as directory
from gandan.disclosures import actions, queries
from gandan.disclosures.desk.overview import set_of, unit_of
from gandan.disclosures.forms import PlanForm, see_other
from gandan.law import queries as law


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    unit = unit_of(request, queries.desk_units(request.actor))
    typed = request.POST.get("nam") or request.GET.get("nam") or ""
    year, chosen = int(typed) if typed.isdecimal() and len(typed) == 4 else clock.today().year, set_of(request)
    people = [(each.person, f"{each.name}, {each.title}") for each in directory.people_of(unit.id)]
    given = request.POST if request.method == "POST" else None
    form = PlanForm(people, queries.plans(unit, year, chosen), given, set=chosen)
    if form.is_bound and form.is_valid():
        try:
            actions.plan(unit.code, year, form.plans(), request.actor, chosen)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã lưu kế hoạch năm %(year)s.") % {"year": year})
            return see_other("disclosures:overview", **{"don-vi": unit.code, "nam": str(year), "bo": chosen})
    pack = law.obligations(chosen)
    source = pack.plan_source or next(iter(pack.items.values())).source
    context = {"form": form, "of": unit, "year": year, "source": source, "set": chosen, "pack": pack}
    return render(request, "disclosures/desk/plan.html", context, status=422 if form.is_bound else 200)


@require_POST
def approval(request: HttpRequest) -> HttpResponse:
    unit = unit_of(request, queries.desk_units(request.actor))
    actions.set_approval(unit.code, request.POST.get("approval") == "1", request.actor)
    messages.success(request, _("Đã đổi cách duyệt."))
    return see_other("disclosures:overview", **{"don-vi": unit.code})
