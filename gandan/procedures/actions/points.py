"""Service points: kept by the unit's editors, hidden and shown, each change in the log."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.procedures.models import PublicService, ServicePoint
from gandan.procedures.policies import may_keep_points
from gandan.procedures.queries.points import as_kept, findable_point, open_on, stands_on
from gandan.procedures.rules import kept_openings
from gandan.procedures.types import POINT, PointView
from gandan.search import actions as search

# Where Việt Nam with its islands lies: a slip of the comma would send people abroad.
LATITUDES, LONGITUDES = (7.0, 24.0), (102.0, 118.0)


def keep_point(point: PointView, *, actor: Actor, seen: int = 0) -> int:
    """A new place (`id` 0), or the same one changed; `seen`: its number when it was read. Raises Refused, Conflict."""
    unit = directory.unit_by_code(point.unit)
    if unit is None:
        raise Refused(unit=_("Chọn đơn vị."))
    _allow(actor, unit)
    point = replace(point, name=one_line(point.name), address=one_line(point.address), note=one_line(point.note))
    _check(point)
    with transaction.atomic():
        _check_known(point)
        row = _row(point.id) if point.id else ServicePoint()
        if point.id:
            _allow(actor, directory.unit(row.unit_id))
            if row.number != seen:
                raise Conflict(_("Người khác vừa sửa nơi này. Mở lại trang để xem bản mới."))
        _fill(row, point, unit)
        row.save()
        _find_again(replace(point, id=row.pk, unit_name=unit.name, hidden=row.hidden), unit)
        _note(actor, "procedures.point", row, unit, _told(point))
    return row.pk


def set_point_hidden(id: int, hidden: bool, *, actor: Actor) -> None:
    """Closed for good or for a while; a hidden place stands on no page."""
    with transaction.atomic():
        row = _row(id)
        unit = directory.unit(row.unit_id)
        _allow(actor, unit)
        if row.hidden == hidden:
            return
        row.hidden, row.number = hidden, row.number + 1
        row.save(update_fields=["hidden", "number"])
        _find_again(as_kept(row), unit)
        _note(actor, "procedures.point_hidden" if hidden else "procedures.point_shown", row, unit, {})


def find_points_anew() -> int:
    """Each night: search holds the places in force today, no more. Returns how many."""
    with transaction.atomic():
        found = [findable_point(as_kept(row)) for row in open_on(clock.today())]
        return search.rebuild(POINT, found)[0]


def _check(point: PointView) -> None:
    wrong = {}
    if not point.name or len(point.name) > 200:
        wrong["name"] = _("Ghi tên nơi này, nhiều nhất 200 chữ.")
    if not point.address or len(point.address) > 300:
        wrong["address"] = _("Ghi địa chỉ để người dân tìm tới, nhiều nhất 300 chữ.")
    if (point.lat is None) != (point.lon is None):
        wrong["lat"] = _("Ghi cả vĩ độ và kinh độ, hoặc để trống cả hai.")
    elif point.lat is not None and point.lon is not None and not _in_country(point.lat, point.lon):
        wrong["lat"] = _("Vị trí này nằm ngoài Việt Nam. Vĩ độ khoảng 8 đến 24, kinh độ khoảng 102 đến 118.")
    if point.valid_from and point.valid_to and point.valid_to < point.valid_from:
        wrong["valid_to"] = _("Ngày cuối phải sau ngày đầu.")
    if not point.openings and not point.note:
        wrong["note"] = _("Chưa có giờ nào: ghi giờ mở cửa, hoặc ghi cách hẹn ở phần lưu ý.")
    if wrong:
        raise Refused(**wrong)


def _check_known(point: PointView) -> None:
    named = {*point.procedures, *point.late_for}
    known = set(PublicService.objects.filter(code__in=named).values_list("code", flat=True)) if named else set()
    for name in ("procedures", "late_for"):
        missing = [code for code in getattr(point, name) if code not in known]
        if missing:
            raise Refused(**{name: _("Không có thủ tục mã này: %(codes)s") % {"codes": ", ".join(missing[:5])}})
    same = ServicePoint.objects.filter(unit__code=point.unit, name=point.name).exclude(pk=point.id or None)
    if same.exists():
        raise Refused(name=_("Đơn vị này đã có nơi cùng tên."))


def _in_country(lat: float, lon: float) -> bool:
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]


def _fill(row: ServicePoint, point: PointView, unit: UnitView) -> None:
    row.unit_id = unit.id
    row.kind, row.name, row.address = point.kind.value, point.name, point.address
    row.lat, row.lon, row.phone, row.note = point.lat, point.lon, point.phone[:40], point.note[:400]
    row.openings, row.late_for = kept_openings(point.openings), list(point.late_for)
    row.fields, row.procedures = list(point.fields), list(point.procedures)
    row.accessible, row.valid_from, row.valid_to = point.accessible, point.valid_from, point.valid_to
    row.sample = point.sample
    row.number += 1


def _told(point: PointView) -> dict[str, Any]:
    """What stands there now, for the log: a change shows beside the entry before."""
    told = asdict(point) | {"openings": kept_openings(point.openings)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items() if value}


def _row(id: int) -> ServicePoint:
    row = ServicePoint.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise NotFound(_("Không có nơi này."))
    return row


def _find_again(point: PointView, unit: UnitView) -> None:
    """Search finds what stands open for people today: nothing hidden, over or not begun."""
    if stands_on(clock.today(), point) and not unit.ended_on:
        search.put_many([findable_point(point)])
    else:
        search.remove(POINT, str(point.id))


def _allow(actor: Actor, unit: UnitView) -> None:
    if not may_keep_points(actor, unit.path):
        raise NotAllowed(_("Chỉ biên tập viên, quản trị viên của đơn vị sửa được nơi nộp."))


def _note(actor: Actor, verb: str, row: ServicePoint, unit: UnitView, payload: dict[str, Any]) -> None:
    audit.record(actor=actor.code, verb=verb, object=f"service-point:{row.pk}", unit=unit.code, payload=payload)
