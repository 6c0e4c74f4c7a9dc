"""The sheet for the counter: one page with the list, the time, the fee and a QR code; the list carried to a phone."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.documents import queries as documents
from gandan.procedures import queries
from gandan.procedures.public.service import shown, ticked
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
    view = context["view"]
    values = {
        "agency": context["unit_name"],
        "name": view.name,
        "official": view.facts.name,
        "code": view.facts.code,
        "checklist": [each.words for each in context["checklist"]],
        "had": [each.had for each in context["checklist"]],
        "mistakes": list(view.guidance.mistakes),
        "due": _until(context),
        "fees": [_said(each.fee) for each in view.facts.channels[:1] if each.fee.amount],
        "where": _where(context),
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


@require_safe
@public_page
def carry(request: HttpRequest, code: str) -> HttpResponse:
    """The list with its ticks as an address: by QR code, or in a message that the reader's own device sends.

    No number and no mail address is asked for, so none is kept.
    """
    view = queries.service(code)
    items = ticked(request, view)
    page = request.build_absolute_uri(reverse("procedures:procedure", args=[code]))
    address = f"{page}?{urlencode([('ban-danh-sach', view.version), *(('co', i.number) for i in items if i.had)])}"
    lines = [view.name, *(f"{'[x]' if each.had else '[ ]'} {each.words}" for each in items), address]
    body = quote("\n".join(lines))
    context = {
        "view": view, "items": items, "address": address, "qr": documents.qr_image(address), "told": "\n".join(lines),
        "mail": f"mailto:?subject={quote(view.name)}&body={body}", "sms": f"sms:?&body={body}",
        "crumbs": [(_("Thủ tục"), reverse("procedures:procedures")), (view.name, page), (_("Gửi sang điện thoại"), "")],
    }  # fmt: skip
    return render(request, "procedures/carry.html", context)


def _where(context: dict[str, Any]) -> list[list[str]]:
    """The first two places, each with address and hours in lines; without any, the unit's own."""
    places = [
        [each.view.name, _line(each.view.address, each.view.phone), *(f"{days}: {hours}" for days, hours in each.week)]
        for each in context["points"][:2]
    ]
    point = context["point"]
    return places or ([[point.view.name, *filter(None, (point.address, point.hours, point.phone))]] if point else [])


def _line(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def _until(context: dict[str, Any]) -> str:
    """«trước 17:00 ngày 23/11/2026» where the law counts by the hour, else «trước hết ngày …»."""
    counted = context["counted"]
    if not counted:
        return ""
    if context["by_law"] and counted.at:
        return f"trước {counted.at:%H:%M} ngày {full_date(counted.on)}"
    return f"trước hết ngày {full_date(counted.on)}"


def _said(fee: Fee) -> str:
    unit = "đ" if fee.currency == "VND" else fee.currency
    return f"{thousands(fee.amount)} {unit}/{fee.per}" if fee.per else f"{thousands(fee.amount)} {unit}"
