"""`/ban-lam-viec/thu-tuc/`: which procedures lack our words; edit with a reason; hide; common questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.core.types import NotAllowed, Refused
from gandan.procedures import actions, queries
from gandan.procedures.forms import GuidanceForm, QuestionForm, refuse
from gandan.procedures.policies import may_edit_procedures, may_look_over
from gandan.ui import caching

Door = Callable[..., HttpResponse]
MOST = 300


def for_editors(door: Door) -> Door:
    @wraps(door)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_edit_procedures(request.actor):  # type: ignore[attr-defined]
            raise NotAllowed(_("Trang này dành cho biên tập viên và quản trị viên."))
        return door(request, *args, **kwargs)

    return opened


@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    """Leaders look; editors go on to a procedure, with words that people looked for in vain (`them`) to add there."""
    if not may_look_over(request.actor):  # type: ignore[attr-defined]
        raise NotAllowed(_("Trang này dành cho biên tập viên, quản trị viên và lãnh đạo."))
    q, only, adding = request.GET.get("q", "")[:80].strip(), request.GET.get("loc", ""), _adding(request)
    rows = queries.desk_rows(q, only)
    names = [("", _("Tất cả")), ("thieu", _("Thiếu hướng dẫn")), ("an", _("Đang ẩn"))]
    tabs = [
        {"label": name, "href": f"?{urlencode({'loc': key, 'them': adding})}", "current": key == only}
        for key, name in names
    ]
    context = {
        "rows": rows[:MOST], "count": len(rows), "sought": q, "only": only, "tabs": tabs, "adding": adding,
        "edits": may_edit_procedures(request.actor), "lacking": sum(row.lacking and not row.hidden for row in rows),
    }  # fmt: skip
    return TemplateResponse(request, "procedures/desk_procedures.html", context)


def _adding(request: HttpRequest) -> str:
    return " ".join(request.GET.get("them", "").split())[:120]


@require_http_methods(["GET", "POST"])
@for_editors
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, code)
    form = GuidanceForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            actions.edit(code, form.guidance(), asked["intake"], seen=asked["seen"], reason=asked["reason"],
                         actor=request.actor)  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _done(request, code, _("Đã ghi bản mới."))
    return _page(request, code, form=form)


@require_POST
@for_editors
def hide(request: HttpRequest, code: str) -> HttpResponse:
    hidden = request.POST.get("hidden") == "1"
    actions.set_hidden(code, hidden, actor=request.actor)
    return _done(request, code, _("Đã ẩn khỏi trang công khai.") if hidden else _("Đã hiện lại."))


@require_POST
@for_editors
def ask(request: HttpRequest, code: str) -> HttpResponse:
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            actions.add_question(code, **form.cleaned_data, actor=request.actor)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return _done(request, code, _("Đã đăng câu hỏi."))
    return _page(request, code, asking=form)


@require_POST
@for_editors
def question(request: HttpRequest, code: str, question: int) -> HttpResponse:
    what = request.POST.get("what", "")
    if what == "up":
        actions.place_question(code, question, actor=request.actor)
    elif what == "edit":
        told = (request.POST.get("question", ""), request.POST.get("answer", "")[:4000])
        actions.edit_question(code, question, *told, actor=request.actor)
    else:
        actions.show_question(code, question, what == "show", actor=request.actor)
    return _done(request, code, _("Đã ghi."))


def _page(request: HttpRequest, code: str, **forms: object) -> HttpResponse:
    view, answers = queries.service(code, hidden=True), queries.answers_about(code)
    taken = next((each for each in answers if each.key == request.GET.get("tu")), None)
    asking = QuestionForm(initial={"question": taken.question, "answer": taken.answer} if taken else None)
    given = {"form": GuidanceForm.of(view, _adding(request)), "asking": asking} | forms
    wrong = any(form.errors for form in given.values())  # type: ignore[attr-defined]
    context = {"view": view, "versions": queries.versions(code), "answers": answers, **given}
    return TemplateResponse(request, "procedures/desk_procedure.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, code: str, words: str) -> HttpResponse:
    caching.forget()
    messages.success(request, words)
    response = redirect("procedures:desk_procedure", code=code)
    response.status_code = 303
    return response
