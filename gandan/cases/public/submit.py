"""`/gui-don/`: a resident sends something, in three short steps that need nothing but HTML.

Nothing is kept here between the steps: each page sends along what the ones before it asked for, and the last one is
checked whole. `to` (or, under a button that says something else, `then`) is the step that is wanted next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gandan.cases import actions, queries
from gandan.cases.forms.going import see_other
from gandan.cases.forms.public import SubmissionForm
from gandan.cases.forms.wishes import WishForm, offers
from gandan.cases.public import confirmation, joining
from gandan.cases.queries import promises
from gandan.cases.types import IntakeType
from gandan.core import throttle
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitMatch, UnitView
from gandan.documents import queries as documents

MOST, WINDOW = 20, 600  # per address; many phones share one
SHOWN_AT = {  # the engine's fields as they stand in the form
    "subject": "content",
    "place": "address",
    "party.name": "name",
    "party.phone": "contact",
    "party.email": "contact",
    "party.anonymous": "sender",
} | {f"representatives.{n}.{field}": f"{shown}_{n + 2}" for n in range(4) for field, shown in
     (("name", "name"), ("phone", "contact"), ("email", "contact"))}  # fmt: skip
BEGUN = 500  # characters that a link may write into the form
ASKING, MATTER, WHO, SEND = "1", "2", "3", "send"
NOT_KEPT = ("csrfmiddlewaretoken", "to", "then", "type", "unit", "switch", "say", "content", "seen_near", "seen_units")


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    unit = _unit(request)
    if unit is None:
        return render(request, "cases/public/no_unit.html", status=404)
    offered = _offered(unit.code)
    wanted = request.POST.get("switch") or request.POST.get("type") or request.GET.get("loai") or ""
    intake = next((each for each in offered if each.code == wanted), None)
    step = _step(request)
    if intake is None or step == ASKING:
        return _asking(request, unit, wanted)
    if step == MATTER:
        return _matter(request, unit, intake)
    return _go_on(request, unit, intake) if step == WHO else _take(request, unit, intake)


def _step(request: HttpRequest) -> str:
    """Which step is wanted: another kind, or another unit, begins with the matter again."""
    if request.method != "POST":
        return MATTER if request.GET.get("loai") else ASKING
    if request.POST.get("switch"):
        return MATTER
    return request.POST.get("to") or request.POST.get("then") or SEND


def _asking(request: HttpRequest, unit: UnitView, wanted: str) -> HttpResponse:
    """Step 1. What was written leans to a kind; which one it is, the sender says."""
    posted = request.method == "POST"
    found = offers(queries.intake_types(unit.code), _sealed_door())
    form = WishForm(found, request.POST if posted else None)
    sealed = next((each for each in found if each.intake.code == wanted and each.intake.sealed), None)
    if posted and sealed and sealed.href and request.POST.get("to") != ASKING:
        return see_other(SEALED_DOOR)  # without a word of what was written
    missing = posted and request.POST.get("to") != ASKING and not form.leaning()
    if missing:
        form.add_error("type", _("Chọn một loại ở dưới, hoặc viết rõ hơn bạn cần gì."))
    context = {"form": form, "offers": found, "lean": form.lean(), "said": form.said(), "wanted": wanted}
    context["staffed"] = directory.staffed(unit.path)
    context["written"] = [(name, value) for name in request.POST if name not in NOT_KEPT
                          for value in request.POST.getlist(name)][:60]  # fmt: skip
    return _drawn(request, unit, "asking", context, 422 if missing else 200)


def _matter(request: HttpRequest, unit: UnitView, intake: IntakeType) -> HttpResponse:
    """Step 2, with what was written before; nothing is complained of until it is sent on."""
    if request.method != "POST":
        begun = {"content": request.GET.get("noi-dung", "")[:BEGUN]}  # a page that asks about itself
        begun |= {spec.code: request.GET[spec.code][:200] for spec in intake.fields if spec.code in request.GET}
        return _page(request, unit, intake, SubmissionForm(intake, initial=begun), MATTER)
    form = SubmissionForm(intake, _filled(request, intake), request.FILES, upto=0)
    form.full_clean()
    form.forgive()
    return _page(request, unit, intake, form, MATTER)


def _go_on(request: HttpRequest, unit: UnitView, intake: IntakeType) -> HttpResponse:
    """From the matter to who sends it, once the matter is right and its neighbours have been seen."""
    form = SubmissionForm(intake, _filled(request, intake), request.FILES, upto=2)
    if not form.is_valid():
        return _page(request, unit, intake, form, MATTER, status=422)
    point = form.point()
    if point and directory.beside(unit.code, point) is False:
        form.add_error("address", _("Điểm này không nằm ở %(unit)s.") % {"unit": unit.name})
        form.there = directory.unit_at(point)
        return _page(request, unit, intake, form, MATTER, status=422)
    elsewhere = [] if point else _elsewhere(unit, form)
    if elsewhere and request.POST.get("seen_units") != _mark_of(elsewhere):
        return _page(request, unit, intake, form, MATTER, elsewhere=elsewhere)
    near = joining.near(unit, intake, form)
    if near and request.POST.get("seen_near") != joining.mark_of(near):
        return _page(request, unit, intake, form, MATTER, near=near)
    form.forgive()
    return _page(request, unit, intake, form, WHO)


def _elsewhere(unit: UnitView, form: SubmissionForm) -> list[UnitMatch]:
    """The units that the address names, if not the one that was chosen. It may be a street: said once, never forced."""
    found = directory.units_of_address(form.cleaned_data.get("address", ""), unit)
    return [] if unit.code in {match.view.code for match in found} else found


def _mark_of(matches: Sequence[UnitMatch]) -> str:
    return " ".join(match.view.code for match in matches)


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
        form.there = directory.unit_at(form.point()) if form.point() and "place" in refusal.errors else None
        return _page(request, unit, intake, form, status=422)
    throttle.count("submit", caller, seconds=WINDOW)
    confirmation.confirm(request, receipt.code)
    return see_other("cases:receipt", receipt.code)


def _page(
    request: HttpRequest, unit: UnitView, intake: IntakeType, form: SubmissionForm, step: str = "", *,
    near: joining.Nearby = (), elsewhere: Sequence[UnitMatch] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Step 2 or 3; where something is wrong, the first step that it can be mended in."""
    number, lean = int(step or form.step), form.lean()
    context = {
        "form": form,
        "intake": intake,
        "step": number,
        "carried": form.carried(number),
        "lean": lean,
        "lean_sealed": bool(lean) and lean[0].type not in {each.code for each in _offered(unit.code)},
        "near": near,
        "near_mark": joining.mark_of(near),
        "elsewhere": elsewhere,
        "units_mark": _mark_of(elsewhere) or request.POST.get("seen_units", ""),
        "sealed_door": _sealed_door(),
        "promises": promises.if_sent_now(intake.code),
        "limits": documents.limits(),
        "own_fields": [form[spec.code] for spec in intake.fields],
        "boundary": reverse("portal:boundary", args=[unit.code]),
    }
    return _drawn(request, unit, "matter" if number == 2 else "who", context, status)


def _drawn(request: HttpRequest, unit: UnitView, name: str, context: dict[str, Any], status: int) -> HttpResponse:
    sought = request.GET.get("tim", "")[:80]
    context |= {
        "to": unit,
        "sought": sought,
        "searching": "tim" in request.GET,
        "matches": directory.search_units(sought, 8) if sought else [],
        "steps": [_("Bạn muốn nói gì"), _("Việc gì, ở đâu"), _("Người gửi")],
        "crumbs": [(_("Trang chủ"), "/"), (_("Gửi đơn"), "")],
    }
    response = render(request, f"cases/public/submit_{name}.html", context, status=status)
    # Kept by this browser only, so that «back» works between steps; asked anew in every other case.
    patch_cache_control(response, private=True, no_cache=True, max_age=0)
    return response


def _filled(request: HttpRequest, intake: IntakeType) -> Any:
    """What was posted, with the words of the first step where the second has none yet, and the usual choices."""
    found = request.POST.copy()
    if not found.get("content") and found.get("say"):
        found["content"] = found["say"]
    for name, usual in SubmissionForm.usual(intake).items():
        found.setdefault(name, usual)
    return found


def _unit(request: HttpRequest) -> UnitView | None:
    """The unit that was chosen, else the one this installation serves."""
    code = request.POST.get("unit") or request.GET.get("don-vi") or ""
    if not code:
        return directory.installation().unit
    try:
        return directory.the_unit(code)
    except NotFound:
        return None


def _offered(unit: str) -> list[IntakeType]:
    """What is sent on these pages. What must be sealed whole goes another way."""
    return [intake for intake in queries.intake_types(unit) if not intake.sealed]


SEALED_DOOR = "cases:denounce"


def _sealed_door() -> str:
    try:
        return reverse(SEALED_DOOR)
    except NoReverseMatch:
        return ""


def _say(form: SubmissionForm, refusal: Refused) -> None:
    """What the engine refused, at the field where a resident can mend it."""
    for name, message in refusal.errors.items():
        field = SHOWN_AT.get(name, name.removeprefix("answers."))
        form.add_error(field if field in form.fields else None, message)
