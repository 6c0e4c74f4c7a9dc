"""`/cong-khai/`: the contents of the law by year, one content over the years, one publication whole."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.disclosures import queries, rules
from gandan.disclosures.forms import SubscribeForm
from gandan.disclosures.forms.desk import said
from gandan.disclosures.types import Standing, State
from gandan.law import queries as law
from gandan.law.types import ClockSpec, ObligationItem
from gandan.ui.caching import public_page

DOOR = 1  # dân biết
SHOWN = {"xong": (Standing.DONE, Standing.ENDING), "cho": (Standing.DUE,), "cham": (Standing.LATE,),
         "thieu": (Standing.MISSING, Standing.NOTHING)}  # fmt: skip
ASK, REQUEST = "question", "information"  # groups of case types, as their packs say


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What the law says one may know, and how far the unit is."""
    unit = unit_asked(request.GET.get("don-vi", ""))
    year = _year(request.GET.get("nam", ""))
    found, wanted = queries.matrix(unit, year), request.GET.get("tinh-trang", "")
    rows = [row for row in found.rows if wanted not in SHOWN or row.standing in SHOWN[wanted]]
    figures = {name: found.figure(*standings) for name, standings in SHOWN.items()}
    context = {
        "of": unit, "matrix": found, "rows": rows, "figures": figures, "years": queries.years(unit), "year": year,
        "wanted": wanted, "quarter": _quarter(year), "request_href": ask_href(unit, REQUEST), "door": DOOR,
        "subscribe": SubscribeForm(initial={"unit": unit.code}), "clock": _clock(), "law": law.obligations("commune"),
        "crumbs": crumbs((_("Nội dung công khai"), "")),
        "silent": not any(figures[name] for name in ("xong", "cho", "cham")) and not directory.staffed(unit.path),
    }  # fmt: skip
    return render(request, "disclosures/public/index.html", context)


@require_safe
@public_page
def item(request: HttpRequest, unit: str, item: str) -> HttpResponse:
    """One content: what it is in plain words, everything that was published of it, or that nothing was yet."""
    of = directory.the_unit(unit)
    spec, found, waiting = queries.in_item(of, item)
    context = {
        "of": of, "item": spec, "found": found, "waiting": waiting, "door": DOOR, "forms": _forms(spec.forms),
        "clock": _clock(),
        "request_href": ask_href(of, REQUEST, _("Tôi cần thông tin: %(item)s.") % {"item": said(spec)}),
        "subscribe": SubscribeForm(initial={"unit": of.code, "item": item}),
        "crumbs": crumbs((_("Nội dung công khai"), index_href(of)), (short(spec), "")),
    }  # fmt: skip
    return render(request, "disclosures/public/item.html", context)


@csp_replace({"object-src": [SELF], "frame-src": [SELF]})  # its own files of PDF, read in the page
@require_safe
@public_page
def publication(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.of_code(code)
    of = directory.the_unit(found.unit)
    about = _("Tôi hỏi về nội dung công khai «%(title)s» (mã %(code)s): ") % {"title": found.title, "code": code}
    item_href = reverse("disclosures:item", args=[of.code, found.item.code])
    context = {
        "it": found, "of": of, "door": DOOR, "ask_href": ask_href(of, ASK, about), "item_href": item_href,
        "charts": [(table, rules.chart(table)) for table in found.tables], "withdrawn": found.state is State.WITHDRAWN,
        "crumbs": crumbs((_("Nội dung công khai"), index_href(of)), (short(found.item), item_href), (found.title, "")),
        "subscribe": SubscribeForm(initial={"unit": of.code, "item": found.item.code}),
    }  # fmt: skip
    return render(request, "disclosures/public/publication.html", context)


@require_safe
@public_page
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What stood there once, and what that version changed."""
    found, text = queries.version_of(code, number)
    here = reverse("disclosures:publication", args=[code])
    context = {
        "it": found, "text": text, "of": directory.the_unit(found.unit), "door": DOOR,
        "crumbs": crumbs((_("Nội dung công khai"), index_href(directory.the_unit(found.unit))), (found.title, here),
                         (_("Bản %(n)d") % {"n": number}, "")),
    }  # fmt: skip
    return render(request, "disclosures/public/version.html", context)


def unit_asked(code: str) -> UnitView:
    """The unit of the address, else the one this installation belongs to."""
    if code:
        return directory.the_unit(code)
    own = directory.installation().unit
    if own is None:
        raise NotFound(_("Chưa có đơn vị nào. Chọn xã, phường trước."))
    return own


def index_href(unit: UnitView) -> str:
    return f"{reverse('disclosures:index')}?{urlencode({'don-vi': unit.code})}"


def ask_href(unit: UnitView, kind: str, words: str = "") -> str:
    """The form to ask, with what it is about already written."""
    wanted = next((each.code for each in law.case_types() if each.group == kind), "")
    query = {"don-vi": unit.code, "loai": wanted} | ({"noi-dung": words} if words else {})
    return f"{reverse('cases:submit')}?{urlencode(query)}"


def short(item: ObligationItem) -> str:
    """The first words of a content: «Ngân sách», for where there is little room."""
    return re.split(r"[:;,(]", said(item), maxsplit=1)[0].strip()


def crumbs(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Trang chủ"), "/"), *steps]


def _clock() -> ClockSpec:
    return law.clock("disclosure", "publish", clock.today())[0]


def _forms(codes: tuple[str, ...]) -> list[Any]:
    known = law.obligations("commune").forms
    return [known[code] for code in codes]


def _year(typed: str) -> int:
    today = clock.today().year
    return int(typed) if typed.isdecimal() and 2000 <= int(typed[:6]) <= today else today


def _quarter(year: int) -> int:
    today = clock.today()
    return (today.month + 2) // 3 if year == today.year else 4
