"""`/ban-lam-viec/cong-khai/`: the obligations of a unit in a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.core.types import NotAllowed
from gandan.directory.types import UnitView
from gandan.disclosures import policies, queries
from gandan.disclosures.types import Standing

SETS = ("commune", "agency")
MOST = 60  # units in the table above
SHOWN = {"xong": (Standing.DONE,), "het-han": (Standing.ENDING,), "cho": (Standing.DUE,), "cham": (Standing.LATE,),
         "thieu": (Standing.MISSING,)}  # fmt: skip


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    units = queries.desk_units(request.actor)
    unit = unit_of(request, units)
    year, chosen = year_asked(request), set_of(request)
    found = queries.matrix(unit, year, chosen)
    wanted = request.GET.get("tinh-trang", "")
    common = f"don-vi={unit.code}&nam={year}&bo={chosen}"
    context = {
        "of": unit, "units": units, "year": year, "years": queries.years(unit), "matrix": found, "set": chosen,
        "rows": [row for row in found.rows if wanted not in SHOWN or row.standing in SHOWN[wanted]],
        "tabs": _tabs(found, wanted, common), "sets": _sets(chosen, unit, year),
        "approval": queries.wants_approval(unit), "may_approve": policies.may_approve(request.actor, unit.path),
        "quarter": (clock.today().month + 2) // 3,
        "others": queries.matrices(units[:MOST], year, chosen) if len(units) > 1 else [],
    }  # fmt: skip
    return render(request, "disclosures/desk/overview.html", context)


def unit_of(request: HttpRequest, units: list[UnitView]) -> UnitView:
    """The unit that was chosen among those this person discloses for."""
    if not units:
        raise NotAllowed(_("Vai của bạn không công khai được cho đơn vị nào."))
    wanted = request.POST.get("don-vi") or request.GET.get("don-vi") or ""
    return next((each for each in units if each.code == wanted), units[0])


def set_of(request: HttpRequest) -> str:
    """For whom: everybody, or the agency's own people."""
    chosen = request.POST.get("bo") or request.GET.get("bo") or ""
    return chosen if chosen in SETS else SETS[0]


def year_asked(request: HttpRequest) -> int:
    typed = request.GET.get("nam", "")
    today = clock.today().year
    return int(typed) if typed.isdecimal() and 2000 <= int(typed[:6]) <= today + 1 else today


def _tabs(found: queries.matrix, wanted: str, common: str) -> list[dict]:  # type: ignore[valid-type]
    labels = {"": _("Tất cả"), "cham": _("Quá hạn"), "cho": _("Chờ công khai"), "het-han": _("Sắp hết hạn niêm yết"),
              "xong": _("Đã công khai"), "thieu": _("Chưa có")}  # fmt: skip
    return [
        {
            "label": label, "href": f"?{common}&tinh-trang={key}", "current": key == wanted,
            "late": key == "cham" and found.figure(*SHOWN[key]) > 0,
            "count": found.figure(*SHOWN[key]) if key else len(found.rows),
        }
        for key, label in labels.items()
    ]  # fmt: skip


def _sets(chosen: str, unit: UnitView, year: int) -> list[dict[str, object]]:
    labels = {"commune": _("Công khai cho dân"), "agency": _("Công khai trong cơ quan")}
    return [
        {"label": labels[each], "href": f"?don-vi={unit.code}&nam={year}&bo={each}", "current": each == chosen}
        for each in SETS
    ]
