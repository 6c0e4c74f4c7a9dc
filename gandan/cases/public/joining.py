"""«Tôi cũng gặp»: similar open reports while one writes, and joining one instead of sending it again."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gandan.cases.actions.joining import join as join_report
from gandan.cases.forms.going import see_other
from gandan.cases.forms.joining import JoinForm
from gandan.cases.forms.public import SubmissionForm
from gandan.cases.public import confirmation
from gandan.cases.queries import nearby as reports
from gandan.cases.types import IntakeType
from gandan.cases.types.nearby import Nearby
from gandan.core import throttle
from gandan.core.types import Refused
from gandan.directory.types import Actor, UnitView

MOST, WINDOW = 6, 3600  # joined from one address
JOINED = "joined"  # in the session: {code of the main report: own code}


def near(unit: UnitView, intake: IntakeType, form: SubmissionForm) -> tuple[Nearby, ...]:
    """Similar ones, where a kind is about places at all."""
    if intake.place == "none":
        return ()
    words = f"{form.cleaned_data.get('content', '')} {form.cleaned_data.get('address', '')}"
    return reports.nearby(unit.id, intake.code, words, form.point())


def mark_of(found: tuple[Nearby, ...]) -> str:
    """Which ones the sender has been shown: others later are shown again."""
    return hashlib.sha256(" ".join(each.code for each in found).encode()).hexdigest()[:16] if found else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    main = reports.shown(code)
    before = request.session.get(JOINED, {}).get(main.code)
    if before:
        return see_other("cases:case", before)
    form = JoinForm(request.POST if "joining" in request.POST else None)
    if not form.is_bound:
        form.initial["said"] = request.POST.get("content", "")[:2000]
        return _page(request, main, form)
    if not form.is_valid():
        return _page(request, main, form, 422)
    return _join(request, main, form)


def _join(request: HttpRequest, main: Nearby, form: JoinForm) -> HttpResponse:
    caller = throttle.caller(request)
    if throttle.wait("join", caller, most=MOST):
        form.add_error(None, _("Máy này vừa cùng báo nhiều việc. Chờ một giờ rồi thử lại."))
        return _page(request, main, form, 429)
    try:
        receipt = join_report(form.joining(main.code, (get_language() or "vi")[:2]), Actor.resident())
    except Refused as refusal:
        for name, message in refusal.errors.items():
            form.add_error(name if name in form.fields else None, message)
        return _page(request, main, form, 422)
    throttle.count("join", caller, seconds=WINDOW)
    request.session[JOINED] = {**request.session.get(JOINED, {}), main.code: receipt.code}
    confirmation.confirm(request, receipt.code)
    return see_other("cases:receipt", receipt.code)


def _page(request: HttpRequest, main: Nearby, form: JoinForm, status: int = 200) -> HttpResponse:
    crumbs = [(_("Trang chủ"), "/"), (_("Tôi cũng gặp"), "")]
    return render(request, "cases/public/join.html", {"main": main, "form": form, "crumbs": crumbs}, status=status)
