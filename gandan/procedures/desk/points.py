"""`/ban-lam-viec/thu-tuc/noi-nop/`: places where papers are taken in, their hours, hidden and shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.directory.types import Ability
from gandan.procedures import actions, queries
from gandan.procedures.desk.editing import for_editors
from gandan.procedures.forms import PointForm, refuse
from gandan.ui import caching


@require_GET
@for_editors
def points(request: HttpRequest) -> HttpResponse:
    rows = queries.desk_points(request.actor)  # type: ignore[attr-defined]
    return TemplateResponse(request, "procedures/desk_points.html", {"rows": rows, "kinds": queries.KINDS})


@require_http_methods(["GET", "POST"])
@for_editors
def point(request: HttpRequest, id: int = 0) -> HttpResponse:
    view = queries.point(id, request.actor) if id else None  # type: ignore[attr-defined]
    if request.method != "POST":
        form = PointForm.of(view, **_choices(request)) if view else PointForm(**_choices(request))
        return _page(request, form, view)
    form = PointForm(request.POST, **_choices(request))
    if form.is_valid():
        try:
            kept = form.point(id, sample=bool(view and view.sample))
            actions.keep_point(kept, actor=request.actor, seen=form.cleaned_data["seen"] or 0)  # type: ignore[attr-defined]
        except Refused as refusal:
            refuse(form, refusal)
        else:
            return _done(request, _("Đã ghi nơi nộp."))
    return _page(request, form, view)


@require_POST
@for_editors
def hide(request: HttpRequest, id: int) -> HttpResponse:
    hidden = request.POST.get("hidden") == "1"
    actions.set_point_hidden(id, hidden, actor=request.actor)  # type: ignore[attr-defined]
    return _done(request, _("Đã ẩn khỏi trang công khai.") if hidden else _("Đã hiện lại."))


def _choices(request: HttpRequest) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "units": directory.units_for(actor, Ability.EDIT_PAGES),
        "fields": [name for name, _count in queries.fields()],
    }


def _page(request: HttpRequest, form: PointForm, view: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return TemplateResponse(request, "procedures/desk_point.html", {"form": form, "view": view}, status=status)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    caching.forget()
    messages.success(request, words)
    response = redirect("procedures:desk_points")
    response.status_code = 303
    return response
