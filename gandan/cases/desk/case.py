"""The page of a case: its clocks, what may be done now, answer and note apart, the seal."""

from __future__ import annotations

from django.contrib import messages
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET

from gandan.cases import actions, queries
from gandan.cases.desk import sealed, showing
from gandan.cases.forms.desk import ActionForm, AssignForm, SealForm
from gandan.cases.forms.going import see_other
from gandan.cases.forms.pack import said
from gandan.cases.queries.case import was_done
from gandan.cases.types import CaseView
from gandan.core.text import whole_number
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused


@require_GET
def case(request: HttpRequest, code: str) -> HttpResponse:
    view = queries.case_view(code, request.actor)
    asked = request.GET.get("lam", "")
    wanted = asked if slug_re.match(asked) else ""
    unsent = request.unsent.take(reverse("cases:perform", args=[view.code, wanted or "-"]))
    if unsent and showing.possible(view.actions, wanted) is None:
        return _gone(request, view, wanted, unsent)
    if unsent:
        messages.info(request, _("Phiên đăng nhập đã hết nên chưa gửi được. Lời bạn viết còn ở dưới; xem lại rồi gửi."))
    panel = showing.panel(view, wanted, unsent or request.GET)
    return _page(request, view, panel=panel)


def perform(request: HttpRequest, code: str, action: str) -> HttpResponse:
    if request.method != "POST":  # a page with errors was loaded again, or came back from signing in
        return see_other("cases:desk_case", code, query={"lam": action}, fragment=showing.ANCHOR)
    possible = showing.possible(queries.possible_actions(code, request.actor), action)
    if possible is None:
        return _gone(request, queries.case_view(code, request.actor), action, request.POST)
    form = ActionForm(possible, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, queries.case_view(code, request.actor), panel=form, status=422)
    try:
        done = actions.perform(code, action, request.actor, **form.done())
    except Conflict as changed:
        return _changed(request, code, form, str(changed))
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, queries.case_view(code, request.actor), panel=form, status=422)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": said(possible)})
    return see_other("cases:desk_case", done.code)


def assign(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return see_other("cases:desk_case", code)
    form = AssignForm(data=request.POST)
    if not form.is_valid():
        messages.warning(request, form.why_not())
        return see_other("cases:desk_case", code)
    seen = whole_number(request.POST.get("seen", ""))
    known = {code: seen} if seen else {}
    (row,) = actions.assign([code], request.actor, **form.target(), note=form.cleaned_data["note"], seen=known)
    if row.done:
        messages.success(request, _("Đã phân công."))
    else:
        messages.warning(request, row.why)
    return see_other("cases:desk_case", code)


@sensitive_variables("opened")
def open_seal(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return see_other("cases:desk_case", code)
    form = SealForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.case_view(code, request.actor), seal=form, status=422)
    opened = actions.open_seal(code, request.actor, form.cleaned_data["reason"])
    return _page(request, queries.case_view(code, request.actor), opened=opened)


def _changed(request: HttpRequest, code: str, form: ActionForm, why: str) -> HttpResponse:
    """Somebody was faster: say what they did and keep what was written, in the form where it can still be sent."""
    fresh = queries.case_view(code, request.actor)
    if showing.possible(fresh.actions, form.possible.code) is None:
        return _gone(request, fresh, form.possible.code, request.POST)
    changes = showing.since(fresh, form.cleaned_data["seen"])
    form.see(fresh.seen)
    return _page(request, fresh, panel=form, changes=changes, alert="" if changes else why, status=409)


def _gone(request: HttpRequest, view: CaseView, action: str, posted: QueryDict) -> HttpResponse:
    """The step is not there any more, or never was: nothing is written, nothing that was typed is lost."""
    if was_done(view.code, action, posted.get("key", "")):
        return see_other("cases:desk_case", view.code)
    changes = showing.since(view, whole_number(posted.get("seen", "")))
    words = showing.words(view, action, posted)
    alert = "" if changes else _("Bước này không làm được lúc này, hoặc không thuộc vai trò của bạn.")
    return _page(request, view, changes=changes, alert=alert, words=words, status=409)


def _page(request: HttpRequest, view: CaseView, *, status: int = 200, **more: object) -> HttpResponse:
    if view.sealed:
        return sealed.page(request, view, status=status, **more)
    context = showing.page(view, request.actor, **more)
    return TemplateResponse(request, "cases/desk/case.html", context, status=status)
