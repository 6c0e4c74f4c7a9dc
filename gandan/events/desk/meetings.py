"""`/ban-lam-viec/lich/`: what is announced; one meeting, moved, cancelled, held; what was done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gandan.core.text import whole_number
from gandan.core.types import NotAllowed
from gandan.events import actions, policies, queries
from gandan.events.desk.guards import done, see
from gandan.events.forms import MoveForm, ReasonForm
from gandan.events.types import MeetingView

OPEN = ("announced", "moved")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    if not policies.may_see_desk(request.actor):
        raise NotAllowed(_("Trang này dành cho cán bộ của đơn vị."))
    tab = request.GET.get("muc", "")
    tab = tab if tab in ("da-qua", "da-huy") else ""
    context = {
        "page": queries.desk_meetings(request.actor, tab, before=request.GET.get("truoc", "")[:80]),
        "tab": tab, "tabs": _tabs(tab), "announces": policies.announces(request.actor), "closed": queries.closed_days(),
    }  # fmt: skip
    return render(request, "events/desk/list.html", context)


@require_safe
def desk_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, queries.meeting_at(slug, request.actor))


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    found, form = queries.meeting_at(slug, request.actor), MoveForm(request.POST, auto_id="doi_%s")
    if done(form, lambda: actions.move(
        slug, form.starts_at, form.ends_at, form.cleaned_data["place"], form.cleaned_data["reason"], request.actor,
        seen=form.cleaned_data["seen"] or 0,
    )):  # fmt: skip
        messages.success(request, _("Đã dời. Trang công khai ghi rõ dời từ lúc nào và vì sao."))
        return see("events:desk_meeting", slug)
    return _page(request, found, move_form=form, status=422)


@require_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    found, form = queries.meeting_at(slug, request.actor), ReasonForm(request.POST, auto_id="huy_%s")
    if done(form, lambda: actions.cancel(
        slug, form.cleaned_data["reason"], request.actor, seen=form.cleaned_data["seen"] or 0
    )):  # fmt: skip
        messages.success(request, _("Đã hủy. Trang công khai còn đó, ghi lý do."))
        return see("events:desk_meeting", slug)
    return _page(request, found, cancel_form=form, status=422)


@require_POST
def hold(request: HttpRequest, slug: str) -> HttpResponse:
    actions.mark_held(slug, request.actor, seen=whole_number(request.POST.get("seen", "")) or 0)
    messages.success(request, _("Đã ghi là đã diễn ra."))
    return see("events:desk_meeting", slug)


def _page(request: HttpRequest, found: MeetingView, status: int = 200, **forms: Any) -> HttpResponse:
    test = queries.test_by(found.kind, found.day) if found.online_link and not found.past else None
    context = {
        "it": found, "kind_name": queries.KINDS[found.kind], "history": queries.history(found.slug),
        "may": policies.may_announce(request.actor, found.path, found.kind), "open": found.state.value in OPEN,
        "others": len(queries.of_schedule(found.schedule, request.actor)) - 1 if found.schedule else 0,
        "move_form": MoveForm.of(found), "cancel_form": ReasonForm.of(found), "test": test, **forms,
    }  # fmt: skip
    return render(request, "events/desk/meeting.html", context, status=status)


def _tabs(current: str) -> list[dict[str, Any]]:
    labels = {"": _("Sắp tới"), "da-qua": _("Đã qua"), "da-huy": _("Đã hủy")}
    return [
        {"label": label, "href": f"?muc={tab}" if tab else "?", "current": tab == current}
        for tab, label in labels.items()
    ]
