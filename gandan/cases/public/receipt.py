"""The receipt of what was sent: page, PDF, a file for `gandan verify`, and by e-mail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gandan.audit import queries as audit
from gandan.cases import actions, queries
from gandan.cases.forms import pack
from gandan.cases.forms.going import see_other
from gandan.cases.forms.receipts import EmailForm
from gandan.cases.public import confirmation, showing
from gandan.cases.queries import papers
from gandan.core import throttle
from gandan.core.codes import spoken
from gandan.core.types import NotFound
from gandan.directory.types import Actor
from gandan.documents import queries as documents

MOST, WINDOW = 5, 3600  # e-mails from one address

View = Callable[..., HttpResponse]


def confirmed_only(view: View) -> View:
    """A receipt bears the confirmation number: only a session that has shown it gets one."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **rest: int) -> HttpResponse:
        if not confirmation.is_confirmed(request, code):
            return see_other("cases:case", code)
        return view(request, code, **rest)

    return never_cache(guarded)


@require_safe
@confirmed_only
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code, EmailForm())


@require_safe
@confirmed_only
def receipt_pdf(request: HttpRequest, code: str) -> HttpResponse:
    body = documents.pdf("bien-nhan", papers.receipt_values(code))
    return HttpResponse(
        body,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="bien-nhan-{code}.pdf"'},
    )


@require_safe
@confirmed_only
def receipt_file(request: HttpRequest, code: str) -> HttpResponse:
    """What `gandan verify --receipt` reads: the entry, its hash, and the proof once a checkpoint covers it."""
    proof = audit.receipt(queries.receipt(code).hash)
    if proof is None:
        raise NotFound(_("Không tìm thấy biên nhận này trong sổ."))
    return JsonResponse(
        proof,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="bien-nhan-{code}.json"'},
    )


@require_POST
@confirmed_only
def receipt_email(request: HttpRequest, code: str) -> HttpResponse:
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form, status=422)
    caller = throttle.caller(request)
    if throttle.wait("receipt-email", caller, most=MOST):
        form.add_error("email", _("Máy này vừa gửi nhiều thư. Chờ một giờ, hoặc tải biên nhận ở trên."))
        return _page(request, code, form, status=429)
    throttle.count("receipt-email", caller, seconds=WINDOW)
    actions.send_receipt(code, form.cleaned_data["email"], Actor.resident())
    messages.success(request, _("Biên nhận đang được gửi đến %(email)s.") % form.cleaned_data)
    return see_other("cases:receipt", code)


def _page(request: HttpRequest, code: str, form: EmailForm, status: int = 200) -> HttpResponse:
    mine = queries.confirmed_view(code)
    context = showing.of_public(mine.public) | {
        "receipt": mine.receipt,
        "pin": mine.receipt.pin,
        "kind": pack.said(mine.public, "type_label").lower(),
        "spoken": spoken(code),
        "verify": showing.verify_address(),
        "form": form,
        "qr": documents.qr_image(papers.follow_address(mine.receipt)),
    }
    return render(request, "cases/public/receipt.html", context, status=status)
