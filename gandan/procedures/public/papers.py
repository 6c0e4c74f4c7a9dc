"""The sheet for the counter: one page with the list, the time, the fee and a QR code to the full page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.documents import queries as documents
from gandan.procedures import queries
from gandan.procedures.public.service import shown
from gandan.procedures.types import Fee
from gandan.ui.caching import public_page
from gandan.ui.rules import full_date, thousands


@require_safe
@public_page
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "procedures/sheet.html", shown(request, queries.service(code)))


@require_safe
def sheet_pdf(request: HttpRequest, code: str) -> HttpResponse:
    context = shown(request, queries.service(code))
    view, point = context["view"], context["point"]
    values = {
        "agency": point.view.name if point else "",
        "name": view.name,
        "official": view.facts.name,
        "code": view.facts.code,
        "checklist": list(context["checklist"]),
        "mistakes": list(view.guidance.mistakes),
        "due": full_date(context["counted"].on) if context["counted"] else "",
        "fees": [_said(each.fee) for each in view.facts.channels[:1] if each.fee.amount],
        "where": [part for part in (point.address, point.hours, point.phone) if part] if point else [],
        "source": view.source,
        "on": full_date(clock.today()),
        "address": context["address"],
        "qr": context["address"],
    }  # fmt: skip
    return HttpResponse(
        documents.pdf("thu-tuc", values),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="thu-tuc-{code}.pdf"'},
    )


def _said(fee: Fee) -> str:
    unit = "đ" if fee.currency == "VND" else fee.currency
    return f"{thousands(fee.amount)} {unit}/{fee.per}" if fee.per else f"{thousands(fee.amount)} {unit}"
