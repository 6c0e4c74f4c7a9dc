"""The receipt is lost: a code that is sent to the contact in the case opens it; and how its sender wants to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gandan.cases import queries
from gandan.cases.actions.one_time import send_one_time, try_one_time
from gandan.cases.actions.told import choose_told
from gandan.cases.forms import looking
from gandan.cases.forms.going import see_other
from gandan.cases.forms.receipts import PinForm
from gandan.cases.forms.told import ToldForm, WayForm
from gandan.cases.public import confirmation, denounce, showing
from gandan.core import throttle
from gandan.core.types import Refused
from gandan.directory.types import Actor

ASKED, ASKED_WINDOW = 5, 3600  # codes asked for from one address
ASKED_A_CASE = 4  # and for one case, wherever they come from: nobody's mailbox is filled by others


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_time(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a code; the answer is the same whether the case has such a contact or not."""
    if looking.tries_many_codes(request):
        return see_other("cases:case", code)  # which says so
    if queries.is_sealed(code):
        return denounce.neutral(request, code)
    with looking.looking_up(request):
        code = queries.public_view(code).code
    form = WayForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, code, form, status=422 if form.is_bound else 200)
    caller = throttle.caller(request)
    if throttle.wait("one-time", caller, most=ASKED) or throttle.wait("one-time-case", code, most=ASKED_A_CASE):
        form.add_error(None, _("Đã xin mã nhiều lần. Chờ một giờ, hoặc gọi hay đến quầy."))
        return _page(request, code, form, status=429)
    throttle.count("one-time", caller, seconds=ASKED_WINDOW)
    throttle.count("one-time-case", code, seconds=ASKED_WINDOW)
    send_one_time(code, form.way)
    return _page(request, code, form, PinForm(), sent=True)


@never_cache
@require_POST
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """The code that came: five tries in ten minutes, and the limits of the confirmation number besides."""
    if looking.tries_many_codes(request):
        return see_other("cases:case", code)
    if queries.is_sealed(code):
        return denounce.neutral(request, code)
    with looking.looking_up(request):
        code = queries.public_view(code).code
    form = PinForm(request.POST)
    if confirmation.seconds_to_wait(request, code):
        form.add_error("pin", _("Sai nhiều lần. Chờ 15 phút rồi thử lại."))
        return _page(request, code, WayForm(), form, status=429)
    if form.is_valid():
        if try_one_time(code, form.cleaned_data["pin"]):
            confirmation.confirm(request, code)
            return see_other("cases:case", code)
        confirmation.count_wrong(request, code)
        form.add_error("pin", _("Mã không đúng hoặc đã hết hạn. Xem lại thư hay tin nhắn, hoặc xin mã mới."))
    return _page(request, code, WayForm(), form, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, code: str) -> HttpResponse:
    """How the sender is told from now on; with the confirmation number only."""
    if not confirmation.is_confirmed(request, code):
        return see_other("cases:case", code, fragment="xac-nhan")
    form = ToldForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            choose_told(code, form.way, Actor.resident(), **form.given())
        except Refused as refusal:
            for name, message in refusal.errors.items():
                form.add_error(name if name in form.fields else None, message)
        else:
            messages.success(request, _("Đã ghi nhận. Từ nay bạn được báo theo cách này."))
            return see_other("cases:case", code)
    context = {"form": form, "code": code, "crumbs": showing.crumbs(code), "door": 4}
    return render(request, "cases/public/told.html", context, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest,
    code: str,
    form: WayForm,
    entry: PinForm | None = None,
    *,
    sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "entry": entry, "sent": sent, "code": code, "crumbs": showing.crumbs(code), "door": 4}
    return render(request, "cases/public/one_time.html", context, status=status)
