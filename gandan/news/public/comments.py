"""A reader comments, or reports a comment. Nothing but the words is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gandan.core import throttle
from gandan.core.types import Refused
from gandan.news import actions, queries
from gandan.news.forms import CommentForm, ReportForm, opened_now
from gandan.news.public.crumbs import DOOR, crumbs

MOST, WINDOW = 5, 600  # comments and reports from one address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, slug: str) -> HttpResponse:
    view = queries.article(slug)
    form = CommentForm(request.POST or None, initial={"opened": opened_now()})
    status = 200
    if request.method == "POST":
        status = _try(request, form, lambda: actions.say(slug, form.cleaned_data["text"], form.cleaned_data["name"]))
        if status == 303:
            messages.success(
                request, _("Đã nhận ý kiến. Người của đơn vị xem trước khi hiện, thường trong một ngày làm việc.")
            )
            return _back(slug)
    trail = crumbs((_("Tin tức"), "news:list"), (_("Gửi ý kiến"), ""))
    context = {"article": view, "form": form, "opened": opened_now(), "crumbs": trail, "door": DOOR}
    return render(request, "news/say.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment: int) -> HttpResponse:
    view = queries.comment(comment)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _try(request, form, lambda: actions.report_comment(comment, form.cleaned_data["why"]))
        if status == 303:
            messages.success(request, _("Cảm ơn bạn. Người của đơn vị sẽ xem lại ý kiến đó."))
            return _back(view.article_slug)
    trail = crumbs((_("Tin tức"), "news:list"), (_("Báo ý kiến"), ""))
    context = {"comment": view, "form": form, "crumbs": trail, "door": DOOR}
    return render(request, "news/report.html", context, status=status)


def _try(request: HttpRequest, form: CommentForm | ReportForm, act: Callable[[], object]) -> int:
    """303 where it was done, else the status of the form with its words."""
    caller = throttle.caller(request)
    if throttle.wait("comment", caller, most=MOST):
        form.add_error(None, _("Máy này vừa gửi nhiều lần. Chờ mười phút rồi bấm Gửi; chữ của bạn vẫn còn ở đây."))
        return 429
    if not form.is_valid():
        return 422
    throttle.count("comment", caller, seconds=WINDOW)
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return 422
    return 303


def _back(slug: str) -> HttpResponse:
    response = redirect("news:article", slug=slug)
    response.status_code = 303
    return response
