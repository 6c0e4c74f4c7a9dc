"""«Nhập đơn»: a letter that came to the counter, by post, by phone or at reception becomes a case in a minute."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gandan.cases import actions, queries
from gandan.cases.forms.entry import EntryForm
from gandan.cases.forms.going import see_other
from gandan.cases.forms.kept import kept_files
from gandan.cases.forms.pack import said
from gandan.cases.queries import before, papers, similar
from gandan.cases.queries.intake import entry_types
from gandan.cases.types import Before, Channel, IntakeType, SimilarView
from gandan.core.codes import spoken
from gandan.core.types import Conflict, NotAllowed, Refused
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.documents import queries as documents


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    unit, offered = _unit(request), _offered()
    unsent = request.unsent.take(reverse("cases:enter")) if request.method != "POST" else QueryDict()
    wanted = request.POST.get("type") or unsent.get("type") or request.GET.get("loai") or ""
    intake = next((each for each in offered if each.code == wanted), offered[0])
    near = directory.neighbourhoods(unit.path)
    if request.method != "POST":
        return _page(request, intake, _begun(request, intake, unit, near, unsent))
    if request.POST.get("look"):
        return _looked(request, intake, unit, near)
    form = EntryForm(intake, unit, near, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, intake, form, status=422)
    found = _found(request, form)
    if found:
        return _page(request, intake, form, found=found, status=409)
    return _save(request, intake, form)


def _begun(
    request: HttpRequest, intake: IntakeType, unit: UnitView, near: list[UnitView], unsent: QueryDict
) -> EntryForm:
    """A new form, or what was being written when the session ran out."""
    channel = request.GET.get("nhan") or Channel.COUNTER.value
    form = EntryForm(intake, unit, near, initial={"channel": channel, **unsent.dict()})
    form.kept = kept_files(unsent.getlist("kept"))
    if unsent and not request.POST:
        messages.info(request, _("Phiên đăng nhập đã hết nên chưa gửi được. Lời bạn viết còn ở dưới; xem lại rồi gửi."))
    return form


def _looked(request: HttpRequest, intake: IntakeType, unit: UnitView, near: list[UnitView]) -> HttpResponse:
    """While a letter is being written down: what stands open that may be the same. Nothing is checked, nothing kept."""
    form = _begun(request, intake, unit, near, request.POST)
    said = " ".join(request.POST.get(name, "") for name in ("subject", "content", "address"))
    place = next((each.id for each in near if each.code == request.POST.get("neighbourhood")), None)
    return _page(request, intake, form, alike=similar.alike(unit.id, intake.code, said, place))


def _save(request: HttpRequest, intake: IntakeType, form: EntryForm) -> HttpResponse:
    try:
        receipt = actions.submit(form.submission(), request.actor)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, intake, form, status=409 if isinstance(refusal, Conflict) else 422)
    return see_other("cases:entered", receipt.code)


def _found(request: HttpRequest, form: EntryForm) -> tuple[Before, ...]:
    """What was sent before, once: who has seen it and presses again means a new letter."""
    if request.POST.get("anyway"):
        return ()
    given = form.submission()
    return before.sent_before(form.unit, given.party, given.subject, given.content)


@require_safe
def entered(request: HttpRequest, code: str) -> HttpResponse:
    """What its sender takes home: the code, the confirmation number, the day by which they are answered."""
    case = before.entered_by(code, request.actor)
    receipt = queries.receipt(case.code)
    context = {
        "case": case,
        "receipt": receipt,
        "spoken": spoken(case.code),
        "next": f"?loai={case.type}&nhan={case.channel}",
        "letter": "bien-nhan-don",
    }
    return render(request, "cases/desk/entered.html", context)


@require_safe
def entered_pdf(request: HttpRequest, code: str) -> HttpResponse:
    case = before.entered_by(code, request.actor)
    body = documents.pdf("bien-nhan", papers.receipt_values(case.code))
    name = f'inline; filename="bien-nhan-{case.code}.pdf"'
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": name})


def _unit(request: HttpRequest) -> UnitView:
    units = before.entry_units(request.actor)
    wanted = request.POST.get("unit") or request.GET.get("don-vi") or ""
    return next((each for each in units if each.code == wanted), units[0])


def _offered() -> list[IntakeType]:
    """First what may or may not be about a place, as most of what comes to a counter."""
    return sorted(entry_types(), key=lambda each: each.place != "optional")


def _page(
    request: HttpRequest, intake: IntakeType, form: EntryForm, *, found: tuple[Before, ...] = (),
    alike: tuple[SimilarView, ...] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "intake": intake,
        "unit_in": form.unit,
        "found": found,
        "alike": alike,
        "tabs": [
            {"label": said(each), "href": f"?loai={each.code}&don-vi={form.unit.code}", "current": same}
            for each in _offered()
            for same in [each.code == intake.code]
        ],
        "own_fields": [form[spec.code] for spec in intake.fields],
        "limits": documents.limits(),
        "title": _("Nhập đơn"),
    }
    return render(request, "cases/desk/enter.html", context, status=status)
