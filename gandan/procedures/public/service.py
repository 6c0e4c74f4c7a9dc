"""`/thu-tuc/<code>/`: what to bring, how long, how much, where; for a phone, for the printer, for machines."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.documents import queries as documents
from gandan.procedures import queries
from gandan.procedures.forms import CopiesForm
from gandan.procedures.public.channels import channels
from gandan.procedures.rules import copy_fee
from gandan.procedures.types import QUESTION, CopyFee, ListItem, PointShown, ServiceView
from gandan.ui.caching import public_page


@require_safe
@public_page
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    view = queries.service(code)
    context = shown(request, view) | priced(request, code) | {"answers": queries.answers_about(code)}
    return render(request, "procedures/procedure.html", context, status=422 if context["wrong"] else 200)


def shown(request: HttpRequest, view: ServiceView) -> dict[str, Any]:
    """All that page and sheet say; the sheet leaves some of it out."""
    unit = directory.installation().unit
    address = request.build_absolute_uri(reverse("procedures:procedure", args=[view.facts.code]))
    counted = queries.due_if_filed(view.facts, clock.now())
    points = queries.points_for(view.facts, unit.code if unit else "", clock.now())
    return {
        "view": view,
        "checklist": ticked(request, view),
        "hours": queries.hours_if_filed(view.facts),
        "forms": queries.forms_to_fill(view.facts),
        "points": points,
        "counted": counted[0] if counted else None,
        "by_law": bool(counted and counted[1]),
        "point": directory.unit_detail(unit.code) if unit and not points else None,
        "unit_name": unit.name if unit else "",
        "address": address,
        "qr": documents.qr_image(address),
        "ask": _ask(view),
        "json_ld": json_ld(view, address, unit.name if unit else "", points),
        "crumbs": [(_("Trang chủ"), "/"), (_("Thủ tục"), reverse("procedures:procedures")), (view.name, "")],
    }


def ticked(request: HttpRequest, view: ServiceView) -> tuple[ListItem, ...]:
    """The checklist with what the address says is there already: ticks of another version are not believed."""
    had = set(request.GET.getlist("co")[:99]) if request.GET.get("ban-danh-sach") == str(view.version) else set()
    return tuple(ListItem(n, words, str(n) in had) for n, words in enumerate(queries.checklist(view), 1))


def priced(request: HttpRequest, code: str) -> dict[str, Any]:
    """The fee by pages, where the procedure has one."""
    rule: CopyFee | None = queries.copy_fees().get(code)
    asked = "trang" in request.GET
    form = CopiesForm(request.GET if asked else None, initial={"trang": 2, "ban": 1}) if rule else None
    right = bool(form and asked and form.is_valid())
    price = copy_fee(rule, form.cleaned_data["trang"], form.cleaned_data["ban"]) if rule and form and right else None
    return {"price_rule": rule, "price_form": form, "price": price, "wrong": bool(form and form.errors)}


def _ask(view: ServiceView) -> str:
    """The form for questions, with this procedure in it; empty where nothing is sent here."""
    try:
        form = reverse("cases:submit")
    except NoReverseMatch:
        return ""
    asked = {"loai": QUESTION, "procedure": f"{view.facts.code} {view.name}"[:200]}
    return f"{form}?{urlencode(asked)}"


def json_ld(view: ServiceView, address: str, unit: str, points: tuple[PointShown, ...] = ()) -> SafeString:
    """For search engines (schema.org). A script that is only read: `<` is written so that it cannot end."""
    told = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": view.name,
        "alternateName": view.facts.name,
        "identifier": view.facts.code,
        "serviceType": view.facts.field,
        "url": address,
        "provider": {"@type": "GovernmentOrganization", "name": unit or view.facts.body},
        "serviceOutput": [{"@type": "Thing", "name": name} for name in view.facts.outputs],
        "isBasedOn": list(view.facts.basis),
        "availableChannel": channels(view.facts, points),
    }
    written = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written))
