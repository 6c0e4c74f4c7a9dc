"""Letters about what is new: asked for, confirmed, ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gandan.core import throttle
from gandan.core.types import Refused
from gandan.directory.types import UnitView
from gandan.disclosures import actions, queries
from gandan.disclosures.forms import SubscribeForm
from gandan.disclosures.public.pages import DOOR, crumbs, index_href, unit_asked

MOST, WINDOW = 5, 3600  # letters to confirm, from one address


@csrf_exempt  # the form stands on pages that all readers share; nobody is signed in for it, and the letter asks again
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    of = unit_asked((request.POST.get("unit") or request.GET.get("don-vi") or "")[:40])
    initial = {"unit": of.code, "item": request.GET.get("muc", "")}
    form = SubscribeForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, of, 422 if form.is_bound else 200)
    caller = throttle.caller(request)
    if throttle.wait("disclosures", caller, most=MOST):
        form.add_error(None, _("Máy này vừa đăng ký nhiều lần. Chờ một giờ rồi thử lại."))
        return _page(request, form, of, 429)
    try:
        actions.subscribe(form.cleaned_data["unit"], form.cleaned_data["item"], form.cleaned_data["email"])
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, form, of, 422)
    throttle.count("disclosures", caller, seconds=WINDOW)
    return _said(request, _("Mở hộp thư để xác nhận"),
                 _("Chúng tôi vừa gửi một liên kết. Chưa bấm vào đó thì bạn không nhận thư nào khác."))  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A press of a button: programs that open links in letters confirm nothing."""
    if request.method != "POST":
        return render(
            request, "disclosures/public/confirm.html", {"unit_of": queries.subscription_unit(token), "door": DOOR}
        )
    name = actions.confirm(token)
    return _said(request, _("Đã đăng ký"), _("Khi %(unit)s công khai nội dung mới, bạn nhận thư.") % {"unit": name})


@csrf_exempt  # programs of mail press it for their reader (RFC 8058); the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        context = {"unit_of": queries.subscription_unit(token), "door": DOOR, "ending": True}
        return render(request, "disclosures/public/confirm.html", context)
    actions.unsubscribe(token)
    return _said(request, _("Đã ngừng gửi thư"), _("Địa chỉ của bạn đã được xóa."))


def _page(request: HttpRequest, form: SubscribeForm, of: UnitView, status: int) -> HttpResponse:
    trail = crumbs((_("Nội dung công khai"), index_href(of)), (_("Nhận thư"), ""))
    context = {"form": form, "of": of, "crumbs": trail, "door": DOOR}
    return render(request, "disclosures/public/subscribe.html", context, status=status)


def _said(request: HttpRequest, heading: str, text: str) -> HttpResponse:
    return render(request, "ui/message.html", {"heading": heading, "text": text, "door": DOOR})
