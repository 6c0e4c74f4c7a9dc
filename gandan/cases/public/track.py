"""`/tra-cuu/`: follow a case by its code; with the confirmation number read it and answer back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gandan.cases import actions, queries
from gandan.cases.forms import looking
from gandan.cases.forms.desk import ActionForm
from gandan.cases.forms.going import see_other
from gandan.cases.forms.receipts import CodeForm, PinForm
from gandan.cases.public import confirmation, denounce, showing
from gandan.cases.queries import published
from gandan.cases.queries.letters import letters_for_sender
from gandan.core import codes
from gandan.core.types import Conflict, NotFound, Refused
from gandan.directory.types import Actor
from gandan.documents import queries as documents

DOOR = 4  # dân kiểm tra


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The form for a code; a code that can be one leads to its page."""
    form = CodeForm(request.GET) if "ma" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return see_other("cases:case", form.cleaned_data["ma"])
    return _asking(request, form, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, code: str) -> HttpResponse:
    """State for everybody who has the code; POST of the confirmation number opens the content."""
    proper = codes.read_code(code)
    if proper is None:
        form = CodeForm({"ma": code})
        return _asking(request, form, status=404)
    if proper != code:
        return see_other("cases:case", proper)
    if looking.tries_many_codes(request):
        return _asking(request, _told(code, _("Bạn vừa thử nhiều mã. Chờ mười phút rồi thử lại.")), status=429)
    if queries.is_sealed(code):
        return denounce.neutral(request, code)
    typed = request.POST.get("pin") if request.method == "POST" else request.GET.get("xac-nhan")
    try:
        with looking.looking_up(request):
            return _page(request, code) if typed is None else _confirm(request, code, typed)
    except NotFound:
        return _asking(request, _told(code, _("Không có vụ việc mang mã này. Xem lại mã trên biên nhận.")), status=404)


def _confirm(request: HttpRequest, code: str, typed: str) -> HttpResponse:
    """Right: the session may read it, and the address becomes clean. Wrong: counted, and said how often."""
    queries.public_view(code)  # a code nobody has is not found, whatever the number
    form = PinForm({"pin": typed})
    if seconds := confirmation.seconds_to_wait(request, code):
        form.add_error("pin", _too_often(seconds))
        return _page(request, code, pin=form, status=429)
    if form.is_valid():
        if confirmation.try_pin(request, code, form.cleaned_data["pin"]):
            return see_other("cases:case", code)
        form.add_error("pin", _("Mã xác nhận không đúng. Xem sáu chữ số trên biên nhận."))
    return _page(request, code, pin=form, status=422)


def _too_often(seconds: int) -> str:
    minutes = -(-seconds // 60)
    words = ngettext("Sai nhiều lần. Chờ %d phút rồi thử lại.", "Sai nhiều lần. Chờ %d phút rồi thử lại.", minutes)
    return words % minutes


@never_cache
@require_http_methods(["POST", "GET", "HEAD"])
def act(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """What a sender may do: rate, ask to re-open, add what was asked for, withdraw."""
    if request.method != "POST" or not confirmation.is_confirmed(request, code):
        return see_other("cases:case", code, fragment="xac-nhan")
    view = queries.confirmed_view(code)
    possible = next((each for each in view.actions if each.code == action and not each.blocked), None)
    if possible is None:
        messages.warning(request, _("Việc này không còn làm được. Tình trạng mới nhất ở dưới đây."))
        return see_other("cases:case", code)
    form = ActionForm(possible, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, code, acting=form, status=422)
    try:
        actions.perform(code, action, Actor.resident(), **form.done())
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, code, acting=form, status=409 if isinstance(refusal, Conflict) else 422)
    messages.success(request, _("Đã ghi nhận. Nơi xử lý nhận được ngay."))
    return see_other("cases:case", code)


def _page(
    request: HttpRequest, code: str, *, pin: PinForm | None = None, acting: ActionForm | None = None, status: int = 200
) -> HttpResponse:
    """Two pages at one address: the state alone, or all of it for who has shown the number."""
    if confirmation.is_confirmed(request, code):
        context = showing.of_sender(queries.confirmed_view(code), acting)
        context["letters"] = letters_for_sender(code)
        context["qr"] = documents.qr_image(request.build_absolute_uri(reverse("cases:case", args=[code])))
    else:
        context = showing.of_published(queries.public_view(code), published.published_view(code))
        context |= {"pin": pin or PinForm(), "form_errors": bool(pin)}
    return render(request, "cases/public/case.html", {"door": DOOR, **context}, status=status)


def _asking(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {"door": DOOR, "form": form, "crumbs": showing.crumbs()}
    return render(request, "cases/public/track.html", context, status=status)


def _told(code: str, message: str) -> CodeForm:
    """The form with what was typed and why it led nowhere."""
    form = CodeForm({"ma": code})
    form.add_error("ma", message)
    return form
