"""Units as intake needs them, remembered for a moment: a submission should not ask who Phường Sài Gòn is."""

from __future__ import annotations

import threading
import time
from datetime import date

from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.directory.types import UnitView

KEPT = 30  # seconds
MOST = 2000

_known: dict[tuple[str, date | None], tuple[float, UnitView | None]] = {}
_lock = threading.Lock()


def unit_on(code: str, day: date) -> UnitView:
    """The unit that may receive something on this day. Raises Refused at `unit`, naming the successor."""
    past = day < clock.today()
    unit = _find(code, day if past else None)
    if unit is None:
        raise Refused(unit=_("Không có đơn vị mang mã «%(code)s».") % {"code": code[:40]})
    if unit.ended_on and not past:
        raise Refused(unit=_ended(unit))
    return unit


def forget() -> None:
    """After units changed (tests, endings)."""
    with _lock:
        _known.clear()


def _find(code: str, on: date | None) -> UnitView | None:
    now = time.monotonic()
    with _lock:
        kept = _known.get((code, on))
    if kept and kept[0] > now:
        return kept[1]
    found = directory.unit_by_code(code, on) if len(code) <= 40 and code.isprintable() else None
    if found is not None:
        with _lock:
            if len(_known) >= MOST:
                _known.clear()
            _known[code, on] = (now + KEPT, found)
    return found


def _ended(unit: UnitView) -> str:
    """«Đơn vị này đã kết thúc ngày …; nay là …»."""
    last = date.fromisoformat(unit.ended_on)
    heirs = [f"{link.name} ({link.code})" for link in directory.unit_detail(unit.code).successors]
    words = {"unit": unit.name, "day": f"{last:%d/%m/%Y}", "now": ", ".join(heirs)}
    if not heirs:
        return _("%(unit)s đã kết thúc ngày %(day)s.") % words
    return _("%(unit)s đã kết thúc ngày %(day)s; nay là %(now)s. Chọn đơn vị mới rồi gửi lại.") % words
