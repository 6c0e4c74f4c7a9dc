"""One publication at the desk: written, published, corrected, withdrawn, posted with proof."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gandan.core import clock
from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.disclosures import actions, policies, queries
from gandan.disclosures.desk.overview import set_of, unit_of
from gandan.disclosures.forms import CorrectionForm, PostingForm, PublicationForm, see_other
from gandan.disclosures.forms.papers import sent
from gandan.disclosures.types import PublicationView, State
from gandan.documents import queries as documents
from gandan.law import queries as law

HERE = "disclosures:desk_publication"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    unit = unit_of(request, queries.desk_units(request.actor))
    chosen = set_of(request)
    if request.method != "POST":
        form = PublicationForm(set=chosen, initial={"item": request.GET.get("muc", "")})
        return _form(request, form, unit, chosen)
    form = PublicationForm(request.POST, request.FILES, set=chosen)
    if form.is_valid():
        try:
            code = actions.draft(form.draft(), request.actor, unit.code)
            return see_other(HERE, code)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _form(request, form, unit, chosen, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Before it is public its words are changed; afterwards it is corrected, and says so."""
    found, unit = _found(request, code)
    public = found.state is State.PUBLISHED
    kind = CorrectionForm if public else PublicationForm
    if request.method != "POST":
        return _form(request, kind.of(found), unit, "", found)
    form = kind.of(found, request.POST, request.FILES)
    if form.is_valid():
        try:
            if public:
                actions.correct(code, form.draft(), form.cleaned_data["changed"], request.actor)
            else:
                actions.edit(code, form.draft(), request.actor)
            return see_other(HERE, code)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _form(request, form, unit, "", found, status=422)


@require_safe
def desk_publication(request: HttpRequest, code: str) -> HttpResponse:
    found, unit = _found(request, code)
    return _page(request, found, unit, PostingForm(set=found.set))


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    _found(request, code)
    name = f'inline; filename="to-niem-yet-{code}.pdf"'
    body = queries.notice(code, public=False)
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": name})


@require_safe
def file(request: HttpRequest, code: str, file: int) -> HttpResponseBase:
    """A document as readers will get it, before they do."""
    _found(request, code)
    return sent(queries.file_of(code, file, public=False), keep="tai-ve" in request.GET)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    _found(request, code)
    state = actions.publish(code, request.actor)
    waits = state is State.AWAITING
    messages.success(
        request, _("Đã gửi lãnh đạo duyệt.") if waits else _("Đã công khai. In tờ niêm yết, rồi ghi bằng chứng.")
    )
    return see_other(HERE, code)


@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    _found(request, code)
    actions.send_back(code, request.POST.get("reason", ""), request.actor)
    messages.success(request, _("Đã trả lại người soạn."))
    return see_other(HERE, code)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    _found(request, code)
    actions.withdraw(code, request.POST.get("reason", ""), request.actor)
    messages.success(request, _("Đã rút. Trang công khai còn tên và lý do."))
    return see_other(HERE, code)


@require_POST
def shut_file(request: HttpRequest, code: str, file: int) -> HttpResponse:
    _found(request, code)
    actions.shut_file(code, file, request.POST.get("reason", ""), request.actor)
    messages.success(request, _("Đã đóng tệp. Bản cũ chỉ còn ghi là có tệp."))
    return see_other(HERE, code)


@require_POST
def explain(request: HttpRequest, code: str) -> HttpResponse:
    _found(request, code)
    actions.explain_lateness(code, request.POST.get("reason", ""), request.actor)
    messages.success(request, _("Đã ghi lý do chậm."))
    return see_other(HERE, code)


@require_POST
def post(request: HttpRequest, code: str) -> HttpResponse:
    found, unit = _found(request, code)
    form = PostingForm(request.POST, request.FILES, set=found.set)
    if form.is_valid():
        try:
            actions.post(code, form.proof(), request.actor)
            messages.success(request, _("Đã ghi hình thức công khai."))
            return see_other(HERE, code)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
    return _page(request, found, unit, form, status=422)


@require_POST
def end_posting(request: HttpRequest, code: str, posting: int) -> HttpResponse:
    _found(request, code)
    actions.end_posting(code, posting, request.actor)
    messages.success(request, _("Đã ghi ngày gỡ."))
    return see_other(HERE, code)


def _found(request: HttpRequest, code: str) -> tuple[PublicationView, UnitView]:
    found = queries.of_code(code, public=False)
    unit = directory.the_unit(found.unit)
    if not policies.may_write(request.actor, unit.path):
        raise NotFound(_("Không có nội dung công khai mang mã này."))
    return found, unit


def _page(
    request: HttpRequest, found: PublicationView, unit: UnitView, form: PostingForm, status: int = 200
) -> HttpResponse:
    waiting = found.state in (State.DRAFT, State.AWAITING)
    context = {
        "it": found, "of": unit, "form": form, "waiting": waiting, "public": found.state is State.PUBLISHED,
        "asks": queries.wants_approval(unit) and not policies.may_approve(request.actor, unit.path),
        "approves": found.state is State.AWAITING and policies.may_approve(request.actor, unit.path),
        "today": clock.today(), "left": queries.left_files(found.code) if found.version > 1 else (),
    }  # fmt: skip
    return render(request, "disclosures/desk/publication.html", context, status=status)


def _form(
    request: HttpRequest, form: PublicationForm, unit: UnitView, chosen: str,
    found: PublicationView | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form, "of": unit, "set": chosen, "it": found, "limits": documents.limits(),
        "pack": law.obligations(form.set),
    }  # fmt: skip
    return render(request, "disclosures/desk/form.html", context, status=status)
