"""What is sealed whole at the desk: its own list, a page without words, openings one by one, and who reads of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.cases import actions, queries
from gandan.cases.actions import barring, sealing
from gandan.cases.desk import showing
from gandan.cases.forms.apart import apart
from gandan.cases.forms.denounce import PaperForm
from gandan.cases.forms.going import see_other
from gandan.cases.forms.sealed import BarForm, RerouteForm, WhyForm
from gandan.cases.policies import audited_paths
from gandan.cases.queries import sealed as sealed_queries
from gandan.cases.types import CaseView
from gandan.core.text import whole_number
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import UnitView
from gandan.documents import queries as documents

Deed = Callable[[str], Any]


@require_GET
def sealed_list(request: HttpRequest) -> HttpResponse:
    if not sealed_queries.handles_sealed(request.actor):
        raise NotAllowed(_("Đơn niêm phong chỉ dành cho cán bộ tiếp dân và lãnh đạo của đơn vị giải quyết."))
    page = sealed_queries.sealed_list(request.actor, whole_number(request.GET.get("truoc", "")))
    return TemplateResponse(request, "cases/desk/sealed_list.html", {"page": page})


@require_GET
def openings(request: HttpRequest) -> HttpResponse:
    if not audited_paths(request.actor):
        raise NotAllowed(_("Nhật ký mở niêm phong chỉ dành cho người kiểm tra, giám sát."))
    page = sealed_queries.openings(request.actor, whole_number(request.GET.get("truoc", "")))
    return TemplateResponse(request, "cases/desk/openings.html", {"page": page})


@require_POST
@sensitive_post_parameters()
@sensitive_variables("content")
def open_content(request: HttpRequest, code: str) -> HttpResponse:
    form = WhyForm(request.POST, name="mo")
    view = queries.case_view(code, request.actor)
    if not form.is_valid():
        return page(request, view, why=form, status=422)
    content = sealing.open_content(code, request.actor, form.cleaned_data["reason"])
    return page(request, queries.case_view(code, request.actor), content=content)


@require_POST
@sensitive_post_parameters()
@sensitive_variables("content", "name")
def open_file(request: HttpRequest, code: str, attachment: int) -> HttpResponse:
    content, name = sealing.open_file(code, attachment, request.actor, request.POST.get("reason", ""))
    return HttpResponse(content, headers=documents.headers_of(documents.kind_of(content), name))


@require_POST
@sensitive_post_parameters()
def ask_identity(request: HttpRequest, code: str) -> HttpResponse:
    sealing.ask_identity(code, request.actor, request.POST.get("reason", ""))
    messages.success(request, _("Đã ghi đề nghị. Một người khác có quyền mở niêm phong phải đồng ý."))
    return see_other("cases:desk_case", code, fragment="danh-tinh")


@require_POST
@sensitive_post_parameters()
def approve_identity(request: HttpRequest, code: str, asked: int) -> HttpResponse:
    sealing.approve_identity(code, request.actor, asked, request.POST.get("reason", ""))
    messages.success(request, _("Đã đồng ý. Người đề nghị mở được một lần."))
    return see_other("cases:desk_case", code, fragment="danh-tinh")


@require_POST
@sensitive_post_parameters()
def bar_person(request: HttpRequest, code: str) -> HttpResponse:
    view = queries.case_view(code, request.actor)
    form = BarForm(sealed_queries.people_of(view.unit_path), request.POST)
    return _moved(request, view, form, "barring", lambda reason: barring.bar_person(
        code, request.actor, form.cleaned_data["person"], reason
    ))  # fmt: skip


@require_POST
@sensitive_post_parameters()
def reroute(request: HttpRequest, code: str) -> HttpResponse:
    view = queries.case_view(code, request.actor)
    form = RerouteForm(sealed_queries.places_of(view.unit_path), request.POST)
    return _moved(request, view, form, "move", lambda reason: barring.reroute(
        code, request.actor, form.cleaned_data["to"], reason
    ))  # fmt: skip


def page(request: HttpRequest, view: CaseView, *, status: int = 200, **more: object) -> HttpResponse:
    """The page of a case sealed whole; `content` is there for this one answer and never again."""
    own = {
        "why": WhyForm(name="mo"),
        "barring": BarForm(sealed_queries.people_of(view.unit_path)),
        "move": RerouteForm(sealed_queries.places_of(view.unit_path)),
        "items": [_("Nội dung"), _("Người bị tố cáo"), _("Tệp và tên tệp")],
    }
    context = (
        showing.page(view, request.actor) | own | {name: value for name, value in more.items() if value is not None}
    )
    request.rail = reverse("cases:sealed_list")  # type: ignore[attr-defined]  # where the rail shows it to belong
    response = TemplateResponse(request, "cases/desk/sealed.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def _moved(request: HttpRequest, view: CaseView, form: WhyForm, name: str, deed: Deed) -> HttpResponse:
    """Do it, then to the case while it is still to be seen, else to the list."""
    if not form.is_valid():
        return page(request, view, status=422, **{name: form})
    try:
        seen = deed(form.cleaned_data["reason"])
    except (NotAllowed, NotFound, Conflict):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return page(request, queries.case_view(view.code, request.actor), status=422, **{name: form})
    messages.success(request, _("Đã ghi."))
    return see_other("cases:desk_case", view.code) if seen else see_other("cases:sealed_list")


@require_http_methods(["GET", "HEAD", "POST"])
@apart
def enter(request: HttpRequest) -> HttpResponse:
    """A denunciation that came on paper, by phone or in person."""
    units = sealed_queries.own_units(request.actor)
    intake = next((each for each in queries.intake_types() if each.sealed), None)
    if not units or intake is None:
        raise NotAllowed(_("Đơn niêm phong chỉ dành cho cán bộ tiếp dân và lãnh đạo của đơn vị giải quyết."))
    wanted = request.POST.get("unit") or request.GET.get("don-vi") or ""
    unit = next((each for each in units if each.code == wanted), units[0])
    if request.method != "POST":
        return _entering(request, unit, units, PaperForm(intake))
    form = PaperForm(intake, request.POST, request.FILES)
    if not form.is_valid():
        return _entering(request, unit, units, form, status=422)
    try:
        receipt = actions.submit(form.submission(unit.code), request.actor)
    except Refused as refusal:
        form.refuse(refusal)
        return _entering(request, unit, units, form, status=409 if isinstance(refusal, Conflict) else 422)
    context = {"receipt": receipt, "seen": sealed_queries.is_seen(receipt.code, request.actor)}
    return TemplateResponse(request, "cases/desk/sealed_entered.html", context)


def _entering(
    request: HttpRequest, unit: UnitView, units: list[UnitView], form: PaperForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "unit_in": unit, "units": units, "limits": documents.limits()}
    return TemplateResponse(request, "cases/desk/sealed_enter.html", context, status=status)
