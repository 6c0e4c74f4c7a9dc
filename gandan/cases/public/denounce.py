"""`/gui-don/to-cao/`: a denunciation is sent, and followed by its sender; no session, no draft, no word of it in a page
that somebody else could open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from gandan.cases import actions, queries
from gandan.cases.forms import looking
from gandan.cases.forms.apart import apart
from gandan.cases.forms.denounce import DenounceForm, FollowForm
from gandan.cases.forms.desk import ActionForm
from gandan.cases.forms.going import see_other
from gandan.cases.public import confirmation, showing
from gandan.cases.queries import papers
from gandan.cases.queries import sealed as sealed_queries
from gandan.cases.types import IntakeType, Receipt
from gandan.core import codes, throttle
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.documents import queries as documents

MOST, WINDOW = 20, 600  # the same count as for every other sending: nothing shows which of them this was


@require_http_methods(["GET", "HEAD", "POST"])
@apart
def denounce(request: HttpRequest) -> HttpResponse:
    unit, intake = _unit(request), _intake()
    if unit is None or intake is None:
        return render(request, "cases/public/no_unit.html", status=404)
    if request.method == "POST":
        return _take(request, unit, intake)
    return _page(request, unit, DenounceForm(intake))


@sensitive_variables()
def _take(request: HttpRequest, unit: UnitView, intake: IntakeType) -> HttpResponse:
    caller = throttle.caller(request)
    form = DenounceForm(intake, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, unit, form, status=422)
    if throttle.wait("submit", caller, most=MOST):
        form.add_error(None, _("Máy này vừa gửi nhiều lần. Chờ mười phút rồi gửi lại."))
        return _page(request, unit, form, status=429)
    try:
        receipt = actions.submit(form.submission(unit.code), Actor.resident())
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, unit, form, status=409 if isinstance(refusal, Conflict) else 422)
    throttle.count("submit", caller, seconds=WINDOW)
    return _receipt(request, receipt)


@require_POST
@apart
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """The paper, for who shows code and number."""
    form, code = _shown(request)
    if form.errors:
        return _neutral(request, code, form)
    body = documents.pdf("bien-nhan", papers.sealed_receipt_values(queries.receipt(code)))
    headers = {"Content-Disposition": f'attachment; filename="bien-nhan-{code}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@apart
def follow(request: HttpRequest) -> HttpResponse:
    """How far it is, what the sender was told, what they may do: by code and number at every look."""
    if request.method != "POST":
        return see_other("cases:track")
    form, code = _shown(request)
    if form.errors:
        return _neutral(request, code, form)
    return _own(request, code, *_done(request, code))


def neutral(request: HttpRequest, code: str) -> HttpResponse:
    """What the code alone shows, at the address of every code."""
    form = FollowForm(initial={"code": code, "pin": request.GET.get("xac-nhan", "")[:6]})
    return _neutral(request, code, form, status=200)


def _done(request: HttpRequest, code: str) -> tuple[ActionForm | None, str, int]:
    """Do what was asked for, if anything: the form where something is wrong, what was done, the status."""
    wanted = request.POST.get("do", "")
    possible = next((each for each in sealed_queries.own(code).actions if each.code == wanted), None)
    if possible is None:
        return None, "", 200
    form = ActionForm(possible, request.POST, request.FILES)
    if not form.is_valid():
        return form, "", 422
    try:
        actions.perform(code, wanted, Actor.resident(), **form.done())
    except Refused as refusal:
        form.refuse(refusal)
        return form, "", 409 if isinstance(refusal, Conflict) else 422
    return None, _("Đã ghi nhận. Nơi xử lý nhận được ngay."), 200


def _shown(request: HttpRequest) -> tuple[FollowForm, str]:
    """Code and number as they were sent, counted where they are wrong."""
    form = FollowForm(request.POST)
    code = codes.read_code(request.POST.get("code", "")) or ""
    if looking.tries_many_codes(request):
        raise NotFound(_("Bạn vừa thử nhiều mã. Chờ mười phút rồi thử lại."))
    if not code or not queries.is_sealed(code):
        with looking.looking_up(request):
            raise NotFound(_("Không có vụ việc mang mã này. Xem lại mã trên biên nhận."))
    if seconds := confirmation.seconds_to_wait(request, code):
        minutes = -(-seconds // 60)
        words = ngettext("Sai nhiều lần. Chờ %d phút rồi thử lại.", "Sai nhiều lần. Chờ %d phút rồi thử lại.", minutes)
        form.add_error("pin", words % minutes)
    elif form.is_valid() and not confirmation.is_right(request, code, form.cleaned_data["pin"]):
        form.add_error("pin", _("Mã xác nhận không đúng. Xem sáu chữ số trên biên nhận."))
    return form, code


def _receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    context = {
        "receipt": receipt,
        "spoken": codes.spoken(receipt.code),
        "qr": documents.qr_image(request.build_absolute_uri(reverse("cases:case", args=[receipt.code]))),
        "crumbs": [(_("Trang chủ"), "/"), (_("Biên nhận"), "")],
    }
    return render(request, "cases/public/denounce_receipt.html", context)


def _neutral(request: HttpRequest, code: str, form: FollowForm, status: int = 422) -> HttpResponse:
    context = {"view": queries.public_view(code), "form": form, "crumbs": showing.crumbs(code)}
    return render(request, "cases/public/sealed.html", context, status=status)


def _own(request: HttpRequest, code: str, acting: ActionForm | None, done: str, status: int) -> HttpResponse:
    mine = sealed_queries.own(code)
    wrong = acting.possible.code if acting else ""
    replies = [acting if acting and each.code == wrong else showing.reply(each, mine.seen) for each in mine.actions]
    context = {
        "mine": mine,
        "replies": replies,
        "acting": wrong,
        "done": done,
        "pin": request.POST.get("pin", ""),
        "crumbs": showing.crumbs(code),
    }
    return render(request, "cases/public/sealed_own.html", context, status=status)


def _page(request: HttpRequest, unit: UnitView, form: DenounceForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "to": unit,
        "limits": documents.limits(),
        "crumbs": [(_("Trang chủ"), "/"), (_("Gửi đơn"), reverse("cases:submit")), (_("Tố cáo"), "")],
    }
    return render(request, "cases/public/denounce.html", context, status=status)


def _unit(request: HttpRequest) -> UnitView | None:
    """The unit that was chosen, else the one this installation serves."""
    code = request.POST.get("unit") or request.GET.get("don-vi") or ""
    if not code:
        return directory.installation().unit
    try:
        return directory.the_unit(code)
    except NotFound:
        return None


def _intake() -> IntakeType | None:
    """The type that is sealed whole and open to residents."""
    return next((intake for intake in queries.intake_types() if intake.sealed), None)
