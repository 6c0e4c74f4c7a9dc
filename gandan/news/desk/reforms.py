"""`/ban-lam-viec/cai-cach/`: the register of reforms, who knows of each, who still has to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.news import actions, queries
from gandan.news.desk.guards import done, for_writers, see
from gandan.news.forms import BriefingForm, ReformForm, StepForm, ToldForm
from gandan.news.types import ReformView


@require_GET
@for_writers
def listed(request: HttpRequest) -> HttpResponse:
    context = {"reforms": queries.desk_reforms(request.actor), "states": queries.STATES}
    return TemplateResponse(request, "news/desk/reforms.html", context)


@require_http_methods(["GET", "POST"])
@for_writers
def add(request: HttpRequest) -> HttpResponse:
    form, made = ReformForm(request.POST or None), []  # type: ignore[var-annotated]
    unit = queries.units_to_write_for(request.actor)[0].code
    if request.method == "POST" and done(
        form, lambda: made.append(actions.save_reform(unit, form.reform(), request.actor))
    ):
        messages.success(request, _("Đã ghi vào sổ. Kiểm lại rồi đăng."))
        return see("news:edit_reform", reform=made[0])
    return TemplateResponse(request, "news/desk/add_reform.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_writers
def edit(request: HttpRequest, reform: int) -> HttpResponse:
    view = queries.reform_at(reform, request.actor)
    if request.method == "GET":
        return _page(request, view)
    form = ReformForm(request.POST)
    if done(form, lambda: actions.save_reform(view.unit, form.reform(), request.actor, id=reform)):
        messages.success(request, _("Đã lưu."))
        return see("news:edit_reform", reform=reform)
    return _page(request, view, 422, form=form)


def _page(request: HttpRequest, view: ReformView, status: int = 200, **forms: object) -> HttpResponse:
    officers = queries.officers(view)
    context = {
        "reform": view,
        "state_name": queries.STATES[view.state],
        "told_names": queries.TOLD,
        "form": ReformForm.of(view),
        "briefed": [each for each in officers if each.on],
        "missing": [each for each in officers if not each.on],
        "brief_form": BriefingForm(officers),
        "told_form": ToldForm(auto_id="told-%s"),
        "withdraw_form": StepForm(auto_id="withdraw-%s"),
        **forms,
    }
    return TemplateResponse(request, "news/desk/reform.html", context, status=status)


@require_POST
@for_writers
def publish(request: HttpRequest, reform: int) -> HttpResponse:
    article = actions.publish_reform(reform, request.actor, with_article=request.POST.get("tin") == "1")
    if article:
        messages.success(request, _("Đã đăng. Bản nháp tin về thay đổi này đã có sẵn, sửa rồi đăng."))
        return see("news:edit", article=article)
    messages.success(request, _("Đã đăng."))
    return see("news:edit_reform", reform=reform)


@require_POST
@for_writers
def withdraw(request: HttpRequest, reform: int) -> HttpResponse:
    view, form = queries.reform_at(reform, request.actor), StepForm(request.POST, auto_id="withdraw-%s")
    if done(form, lambda: actions.withdraw_reform(reform, request.actor, form.cleaned_data["reason"])):
        messages.success(request, _("Đã gỡ."))
        return see("news:edit_reform", reform=reform)
    return _page(request, view, 422, withdraw_form=form)


@require_POST
@for_writers
def brief(request: HttpRequest, reform: int) -> HttpResponse:
    view = queries.reform_at(reform, request.actor)
    form = BriefingForm(queries.officers(view), request.POST)
    if done(form, lambda: actions.brief(reform, form.cleaned_data["people"], request.actor, form.cleaned_data["on"])):
        messages.success(request, _("Đã ghi người được phổ biến."))
        return see("news:edit_reform", reform=reform)
    return _page(request, view, 422, brief_form=form)


@require_POST
@for_writers
def told(request: HttpRequest, reform: int) -> HttpResponse:
    view, form = queries.reform_at(reform, request.actor), ToldForm(request.POST, auto_id="told-%s")
    if done(form, lambda: actions.note_told(reform, request.actor, **form.told())):
        messages.success(request, _("Đã ghi cách thông tin."))
        return see("news:edit_reform", reform=reform)
    return _page(request, view, 422, told_form=form)
