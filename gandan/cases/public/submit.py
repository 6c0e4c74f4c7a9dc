"""`/gui-don/`: a resident sends something. One page in three parts; works with HTML alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gandan.cases import actions, queries
from gandan.cases.forms.going import see_other
from gandan.cases.forms.public import SubmissionForm
from gandan.cases.public import confirmation
from gandan.cases.queries import promises
from gandan.cases.types import IntakeType
from gandan.core import throttle
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.documents import queries as documents

MOST, WINDOW = 20, 600  # per address; many phones share one
SHOWN_AT = {  # the engine's fields as they stand in the form
    "subject": "content",
    "place": "address",
    "party.name": "name",
    "party.phone": "contact",
    "party.email": "contact",
    "party.anonymous": "sender",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    unit = _unit(request)
    if unit is None:
        return render(request, "cases/public/no_unit.html", status=404)
    intake = _intake(request, unit.code)
    if request.method == "POST":
        return _take(request, unit, intake)
    return _page(request, unit, intake, SubmissionForm(intake))


def _take(request: HttpRequest, unit: UnitView, intake: IntakeType) -> HttpResponse:
    caller = throttle.caller(request)
    form = SubmissionForm(intake, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, unit, intake, form, status=422)
    if throttle.wait("submit", caller, most=MOST):
        form.add_error(None, _("Máy này vừa gửi nhiều lần. Chờ mười phút rồi bấm Gửi; nội dung vẫn còn ở đây."))
        return _page(request, unit, intake, form, status=429)
    try:
        receipt = actions.submit(form.submission(unit.code), Actor.resident())
    except Conflict as conflict:
        form.renew_key()
        _say(form, conflict)
        return _page(request, unit, intake, form, status=409)
    except Refused as refusal:
        _say(form, refusal)
        form.there = _there(form, refusal)
        return _page(request, unit, intake, form, status=422)
    throttle.count("submit", caller, seconds=WINDOW)
    confirmation.confirm(request, receipt.code)
    return see_other("cases:receipt", receipt.code)


def _page(request: HttpRequest, unit: UnitView, intake: IntakeType, form: Any, status: int = 200) -> HttpResponse:
    sought = request.GET.get("tim", "")[:80]
    context = {
        "form": form,
        "intake": intake,
        "intakes": _offered(unit.code),
        "sealed": [intake for intake in queries.intake_types(unit.code) if intake.sealed],
        "to": unit,
        "sought": sought,
        "searching": "tim" in request.GET,
        "matches": directory.search_units(sought, 8) if sought else [],
        "promises": promises.if_sent_now(intake.code),
        "limits": documents.limits(),
        "own_fields": [form[spec.code] for spec in intake.fields],
        "steps": [_("Việc gì"), _("Ở đâu") if intake.place != "none" else _("Giấy tờ kèm theo"), _("Người gửi")],
        "boundary": reverse("portal:boundary", args=[unit.code]),
        "crumbs": [(_("Trang chủ"), "/"), (_("Gửi phản ánh"), "")],
    }
    return render(request, "cases/public/submit.html", context, status=status)


def _unit(request: HttpRequest) -> UnitView | None:
    """The unit that was chosen, else the one this installation serves."""
    code = request.POST.get("unit") or request.GET.get("don-vi") or ""
    if not code:
        return directory.installation().unit
    try:
        return directory.the_unit(code)
    except NotFound:
        return None


def _intake(request: HttpRequest, unit: str) -> IntakeType:
    """What is sent: the type that was chosen, else the first one that asks for a place (a field report)."""
    offered = _offered(unit)
    wanted = request.POST.get("type") or request.GET.get("loai") or ""
    chosen = [intake for intake in offered if intake.code == wanted]
    placed = [intake for intake in offered if intake.place == "required"]
    return (chosen or placed or offered)[0]


def _offered(unit: str) -> list[IntakeType]:
    """What can be sent here. What must be sealed whole goes another way, which the page says."""
    return [intake for intake in queries.intake_types(unit) if not intake.sealed]


def _there(form: SubmissionForm, refusal: Refused) -> UnitView | None:
    """The unit in which the pin lies, where it was set outside the chosen one."""
    place = form.submission("").place
    return directory.unit_at(place) if place and "place" in refusal.errors else None


def _say(form: SubmissionForm, refusal: Refused) -> None:
    """What the engine refused, at the field where a resident can mend it."""
    for name, message in refusal.errors.items():
        field = SHOWN_AT.get(name, name.removeprefix("answers."))
        form.add_error(field if field in form.fields else None, message)
