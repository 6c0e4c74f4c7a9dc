"""What holds for every door: who is at it, and how a refusal is said."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from gandan.config.unsent import Unsent
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.queries import actor_of
from gandan.directory.types import Actor

DESK, ACCOUNT, API = "/ban-lam-viec/", "/tai-khoan/", "/api/"
log = logging.getLogger(__name__)
STATUS = ((NotFound, 404), (NotAllowed, 403), (Conflict, 409), (Refused, 422))


def actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if request.user.is_authenticated else Actor.resident()


class Doors:
    """`request.actor` for every door; the desk only for people who are signed in, and like one's account never from a
    cache.

    `request.unsent` gives back what was being written when a session ran out.
    A refusal that a door does not turn into a form's errors becomes a page with its words and its status.
    An address with a character that no text holds (and PostgreSQL refuses) is answered with 400 before any door.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor(request))  # type: ignore[attr-defined]
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _unreadable(request)
        if not request.path.startswith(DESK):
            response = self.get_response(request)
            if request.path.startswith(ACCOUNT):  # keys of second factors, spare codes, devices: on a shared computer
                add_never_cache_headers(response)
            return response
        request.unsent = Unsent(request)  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return _sign_in(request)
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        for kind, status in STATUS:
            if isinstance(error, kind):
                context = {"heading": _heading(status), "text": str(error)}
                page = "desk/refused.html" if request.path.startswith(DESK) else "ui/message.html"
                return TemplateResponse(request, page, context, status=status).render()
        if isinstance(error, DataError):
            log.error("the database refused a value at %s", request.path, exc_info=error)
            return _unreadable(request)
        return None


def _unreadable(request: HttpRequest) -> HttpResponse:
    """Nothing that a person types: also the net under a value that a form let through and no column can hold."""
    text = _("Địa chỉ hoặc nội dung gửi có ký tự không đọc được.")
    if request.path.startswith(API):
        return JsonResponse({"errors": [{"field": "", "message": text}]}, status=400)
    return render(request, "ui/message.html", {"heading": _heading(400), "text": text}, status=400)


def _sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back. Who was just sending something is told that it was not sent."""
    if request.method == "POST":
        kept = _is_ours(request) and request.unsent.keep()  # type: ignore[attr-defined]
        messages.warning(request, _told(kept))
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form came from our own page: another site shall not put words into an officer's form."""
    return CsrfViewMiddleware(lambda _request: HttpResponse()).process_view(request, None, (), {}) is None


def _told(kept: bool) -> str:
    if kept:
        return _("Phiên đăng nhập đã hết, chưa gửi được. Đăng nhập lại: lời bạn viết được giữ trong một giờ.")
    return _("Phiên đăng nhập đã hết, chưa có gì được gửi. Đăng nhập rồi làm lại.")


def _heading(status: int) -> str:
    return {
        404: _("Không tìm thấy"),
        403: _("Bạn chưa được phép làm việc này"),
        409: _("Việc này vừa thay đổi"),
    }.get(status, _("Chưa làm được"))
