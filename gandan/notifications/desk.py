"""The room's desk doors: one's own notices, and the delivery log for those who answer for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flashes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gandan.core.types import NotAllowed
from gandan.notifications import actions, queries
from gandan.notifications.forms import LogForm, PageForm
from gandan.notifications.policies import may_read_log, may_resend
from gandan.notifications.types import MessagePage, State


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices; a POST marks all of them read."""
    account = request.user.pk
    if request.method == "POST":
        actions.mark_read(account)
        return _see_other("notifications:notices")
    page = queries.notice_page(account, PageForm(request.GET).before())
    older = f"?truoc={page.older}" if page.older else ""
    return render(request, "notifications/notices.html", {"notices": page.rows, "older": older})


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    if not may_read_log(request.actor):
        raise NotAllowed(_("Chỉ người quản trị và kiểm tra viên xem nhật ký gửi tin."))
    form = LogForm(request.GET)
    state = form.state()
    page = queries.log_page(request.actor, state, form.before())
    context = {
        "rows": page.rows,
        "tabs": _tabs(page, state),
        "older": f"?trang_thai={state or ''}&truoc={page.older}" if page.older else "",
        "may_resend": may_resend(request.actor, None),
    }
    return render(request, "notifications/messages.html", context)


@require_POST
def resend(request: HttpRequest, message_id: int) -> HttpResponse:
    actions.retry(message_id, request.actor)
    flashes.success(request, _("Đã xếp hàng gửi lại."))
    return _see_other("notifications:messages")


def _tabs(page: MessagePage, now: State | None) -> list[dict[str, Any]]:
    words = {
        None: _("Tất cả"),
        State.FAILED: _("Không gửi được"),
        State.UNSURE: _("Chưa rõ đã đến"),
        State.QUEUED: _("Đang chờ"),
    }
    return [
        {
            "label": label,
            "href": f"?trang_thai={state}" if state else "?",
            "count": page.counts.get(state) if state else None,
            "late": state in {State.FAILED, State.UNSURE} and bool(page.counts.get(state)),
            "current": state == now,
        }
        for state, label in words.items()
    ]


def _see_other(name: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(name))
    response.status_code = 303
    return response
