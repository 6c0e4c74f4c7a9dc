"""Announcing one meeting or a weekly schedule: what the law says of it is shown before anything is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gandan.core import clock
from gandan.core.clock import day_of
from gandan.core.types import NotAllowed
from gandan.directory.types import UnitView
from gandan.events import actions, policies, queries
from gandan.events.desk.guards import done, see
from gandan.events.forms import MeetingForm, WeeklyForm, WordsForm
from gandan.events.types import Kind, Notice, Occurrences


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest) -> HttpResponse:
    kinds, units = _able(request)
    form = MeetingForm(request.POST or None, kinds=kinds, units=units, initial={"day": request.GET.get("ngay")})
    if request.method != "POST":
        return _form(request, form, "announce")
    made: list[str] = []
    if form.is_valid() and not _sure(request):
        late = _late(form)
        if late:
            return _form(request, form, "announce", notice=late)
    if done(form, lambda: made.append(actions.announce(
        form.given(), request.actor, form.cleaned_data["unit"], key=form.cleaned_data["key"]
    ))):  # fmt: skip
        messages.success(request, _("Đã đăng. Người dân thấy ngay trên trang lịch."))
        return see("events:desk_meeting", made[0])
    return _form(request, form, "announce", status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest) -> HttpResponse:
    """Its days are always shown once before they are saved."""
    kinds, units = _able(request)
    form = WeeklyForm(request.POST or None, kinds=kinds, units=units, initial={"since": clock.today()})
    if request.method != "POST":
        return _form(request, form, "schedule")
    made: list[Any] = []
    if not _sure(request):
        if done(form, lambda: made.append(queries.preview(form.weekly()))):
            return _form(request, form, "schedule", days=made[0], notice=_first_late(form, made[0]))
        return _form(request, form, "schedule", status=422)
    if done(form, lambda: made.append(actions.schedule(
        form.given(), form.weekly(), request.actor, form.cleaned_data["unit"], key=form.cleaned_data["key"]
    ))):  # fmt: skip
        number = len(made[0].slugs)
        messages.success(request, ngettext("Đã đăng %(n)d buổi.", "Đã đăng %(n)d buổi.", number) % {"n": number})
        return see("events:desk")
    return _form(request, form, "schedule", status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.meeting_at(slug, request.actor)
    if not policies.may_announce(request.actor, found.path, found.kind):
        raise NotAllowed(_("Vai của bạn không đổi được buổi gặp này."))
    if request.method != "POST":
        return _form(request, MeetingForm.of(found, kinds=(found.kind,)), "edit", it=found)
    form = MeetingForm.of(found, request.POST, kinds=(found.kind,))
    if done(form, lambda: actions.edit(slug, form.given(), request.actor, seen=form.cleaned_data["seen"] or 0)):
        messages.success(request, _("Đã lưu."))
        return see("events:desk_meeting", slug)
    return _form(request, form, "edit", status=422, it=found)


def _able(request: HttpRequest) -> tuple[tuple[Kind, ...], list[UnitView]]:
    """The kinds and units that this person announces for; the action asks again for the pair."""
    units = queries.desk_units(request.actor)
    kinds = {kind for unit in units for kind in policies.kinds_for(request.actor, unit.path)}
    if not kinds:
        raise NotAllowed(_("Vai của bạn không đăng buổi gặp nào."))
    return tuple(kind for kind in Kind if kind in kinds), units


def _sure(request: HttpRequest) -> bool:
    return request.POST.get("sure") == "1"


def _late(form: MeetingForm) -> Notice | None:
    """What the law asks, where a meeting that is still to come is posted too late for it."""
    given = form.given()
    if given.starts_at <= clock.now():
        return None
    found = queries.notice_of(given.kind, clock.today(), day_of(given.starts_at), online=bool(given.online_link))
    return found if found and not found.on_time else None


def _first_late(form: WeeklyForm, days: Occurrences) -> Notice | None:
    given = form.given()
    found = queries.notice_of(given.kind, clock.today(), days.days[0], online=bool(given.online_link))
    return found if found and not found.on_time else None


def _form(request: HttpRequest, form: WordsForm, what: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "what": what, "sure": bool(more.get("notice") or more.get("days")), **more}
    return render(request, "events/desk/form.html", context, status=status)
