"""`/so-lieu/vu-viec/`: the cases behind each public figure, one by one, late ones too."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.cases.queries import figures
from gandan.cases.types import Records
from gandan.core import clock
from gandan.core.text import whole_number
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.portal.public.crumbs import crumbs
from gandan.ui.caching import public_page

FIRST = date(2000, 1, 1)


@require_safe
@public_page
def records(request: HttpRequest) -> HttpResponse:
    unit, first, wanted = _unit(request), _month(request), _wanted(request)
    page = figures.records(unit.path, first, wanted, after=_after(request))
    common = {"don-vi": unit.code, "thang": f"{first:%Y-%m}"}
    context = {
        "of": unit,
        "first": first,
        "wanted": wanted,
        "page": page,
        "tabs": [_tab(each, label, wanted, common) for each, label in _labels()],
        "older": _address(common, loai=wanted, sau=page.next) if page.next else "",
        "newest": _address(common, loai=wanted) if "sau" in request.GET else "",
        "crumbs": crumbs((_("Từng vụ việc"), "")),
        "door": 5,
    }
    return render(request, "portal/records.html", context)


def _labels() -> list[tuple[Records, str]]:
    return [
        (Records.RECEIVED, _("Đã nhận")),
        (Records.ANSWERED, _("Đã trả lời")),
        (Records.ON_TIME, _("Đúng hạn")),
        (Records.LATE_ANSWER, _("Trả lời trễ")),
        (Records.OVERDUE, _("Đang quá hạn")),
    ]


def _tab(each: Records, label: str, wanted: Records, common: dict[str, str]) -> dict[str, object]:
    return {"label": label, "href": _address(common, loai=each), "current": each is wanted}


def _address(common: dict[str, str], **more: object) -> str:
    return "?" + urlencode(common | {key: str(value) for key, value in more.items()})


def _unit(request: HttpRequest) -> UnitView:
    code = request.GET.get("don-vi", "")
    unit = directory.the_unit(code) if code else directory.installation().unit
    if unit is None:
        raise NotFound(_("Trang chưa được gắn với xã, phường nào."))
    return unit


def _month(request: HttpRequest) -> date:
    """The month that is asked for; nonsense and the future give this one."""
    this = clock.today().replace(day=1)
    try:
        asked = date.fromisoformat(f"{request.GET.get('thang', '')}-01")
    except ValueError:
        return this
    return asked if FIRST <= asked <= this else this


def _wanted(request: HttpRequest) -> Records:
    try:
        return Records(request.GET.get("loai", ""))
    except ValueError:
        return Records.RECEIVED


def _after(request: HttpRequest) -> int | None:
    return whole_number(request.GET.get("sau", ""), 18)
