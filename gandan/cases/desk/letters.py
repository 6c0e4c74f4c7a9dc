"""Official letters at the desk: written from what the case says, previewed, numbered, cancelled, fetched."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.cases import actions
from gandan.cases.forms.going import see_other
from gandan.cases.forms.letters import CancelForm, LetterForm, OpenForm
from gandan.cases.queries import letters as queries
from gandan.core import clock
from gandan.core.text import whole_number
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.documents import queries as documents
from gandan.documents.types import LetterView, MediaType

KINDS = {"pdf": MediaType.PDF, "docx": MediaType.DOCX}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def compose(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The form, filled in from the case; POST previews, keeps a draft or issues, by the button pressed."""
    draft = whole_number(request.POST.get("nhap", "") or request.GET.get("nhap", ""))
    wanted = queries.composing(code, kind, request.actor, draft)
    if request.method != "POST":
        return _form(request, LetterForm(wanted))
    form = LetterForm(wanted, request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        return DEEDS.get(request.POST.get("do", ""), _issue)(request, form)
    except (NotAllowed, NotFound):
        raise
    except Conflict as changed:
        return _form(request, form, alert=str(changed), status=409)
    except Refused as refusal:
        form.refuse(refusal)
        return _form(request, form, status=422)


@require_GET
def letter(request: HttpRequest, code: str, letter_id: int) -> HttpResponse:
    found, may_cancel = queries.letter_of(code, letter_id, request.actor)
    return _letter(request, code, found, may_cancel)


@require_GET
def letter_file(request: HttpRequest, code: str, letter_id: int, kind: str) -> HttpResponse:
    content, found = queries.letter_file(code, letter_id, request.actor, kind)
    return _file(content, found, kind)


@require_POST
@sensitive_variables("content")
def open_letter(request: HttpRequest, code: str, letter_id: int) -> HttpResponse:
    form = OpenForm(request.POST)
    kind = request.POST.get("kind") if request.POST.get("kind") in KINDS else "pdf"
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        content, found = actions.open_letter(code, letter_id, request.actor, reason, kind)
    except (NotAllowed, NotFound, Conflict):
        raise
    except Refused as refusal:
        form.add_error("reason", refusal.errors.get("reason", str(refusal)))
        shown, may_cancel = queries.letter_of(code, letter_id, request.actor)
        return _letter(request, code, shown, may_cancel, seal=form, status=422)
    return _file(content, found, kind)


@require_POST
def cancel(request: HttpRequest, code: str, letter_id: int) -> HttpResponse:
    form = CancelForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        done = actions.cancel_letter(code, letter_id, request.actor, reason)
    except (NotAllowed, NotFound, Conflict):
        raise
    except Refused as refusal:
        form.add_error("reason", refusal.errors.get("reason", str(refusal)))
        found, may_cancel = queries.letter_of(code, letter_id, request.actor)
        return _letter(request, code, found, may_cancel, cancel_form=form, status=422)
    messages.success(request, _("Đã hủy %(what)s. Số vẫn ở trong sổ.") % {"what": done.name})
    return see_other("cases:letter", code, letter_id)


@require_POST
def drop(request: HttpRequest, code: str, letter_id: int) -> HttpResponse:
    actions.drop_draft(code, letter_id, request.actor)
    messages.success(request, _("Đã xóa bản nháp."))
    return see_other("cases:desk_case", code, fragment="van-ban")


def _preview(request: HttpRequest, form: LetterForm) -> HttpResponse:
    content = queries.preview(form.wanted, form.values(), form.chosen(), request.actor, clock.today())
    headers = {"Content-Disposition": 'inline; filename="xem-truoc.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=str(MediaType.PDF), headers=headers)


def _keep(request: HttpRequest, form: LetterForm) -> HttpResponse:
    wanted = form.wanted
    kept = {"facts": form.values(), "signer": form.chosen(), "draft": wanted.draft}
    actions.save_draft(wanted.code, wanted.template.code, request.actor, **kept)
    messages.success(request, _("Đã lưu nháp."))
    return see_other("cases:desk_case", wanted.code, fragment="van-ban")


def _issue(request: HttpRequest, form: LetterForm) -> HttpResponse:
    wanted = form.wanted
    done = actions.issue_letter(
        wanted.code,
        wanted.template.code,
        request.actor,
        facts=form.values(),
        signer=form.chosen(),
        seen=form.cleaned_data["seen"],
        draft=wanted.draft,
        key=form.cleaned_data["key"],
    )
    messages.success(request, _("Đã ban hành %(what)s.") % {"what": done.name})
    return see_other("cases:letter", wanted.code, done.id)


DEEDS = {"preview": _preview, "draft": _keep, "issue": _issue}


def _form(request: HttpRequest, form: LetterForm, *, alert: str = "", status: int = 200) -> HttpResponse:
    if alert:
        form.data = form.data.copy()
        form.data["seen"] = str(form.wanted.seen)  # having been told, they may send it again
    context = {"form": form, "wanted": form.wanted, "alert": alert}
    return TemplateResponse(request, "cases/desk/letter_form.html", context, status=status)


def _letter(
    request: HttpRequest,
    code: str,
    found: LetterView,
    may_cancel: bool,
    *,
    cancel_form: CancelForm | None = None,
    seal: OpenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "code": code,
        "letter": found,
        "cancel": (cancel_form or CancelForm()) if may_cancel else None,
        "seal": (seal or OpenForm()) if found.sealed else None,
    }
    return TemplateResponse(request, "cases/desk/letter.html", context, status=status)


def _file(content: bytes, found: LetterView, kind: str) -> HttpResponse:
    return HttpResponse(content, headers=documents.headers_of(KINDS[kind], f"{found.file_name}.{kind}"))
