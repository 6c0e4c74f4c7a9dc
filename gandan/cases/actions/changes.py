"""Somebody else was faster: what they did, so that the one who comes second knows what to look at."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.cases.models import Entry
from gandan.core.clock import VIETNAM
from gandan.core.types import Conflict
from gandan.law import queries as law

TOLD = 3


def conflict(code: str, seen: int) -> Conflict:
    """The Conflict to raise: «Vừa có thay đổi: 09:12 Phân công (Phó Chủ tịch) …»."""
    entries = Entry.objects.filter(case__code=code, number__gt=seen).select_related("case").order_by("number")
    lines = [_line(entry) for entry in entries[:TOLD]]
    if not lines:
        return Conflict(_("Trang này không còn mới. Tải lại rồi làm lại."))
    return Conflict(_("Vừa có thay đổi: %(what)s. Xem lại rồi làm tiếp.") % {"what": "; ".join(lines)})


def moved_on() -> str:
    """What one row of many says when somebody was faster."""
    return _("Vừa có người khác cập nhật. Tải lại rồi làm lại.")


def _line(entry: Entry) -> str:
    spec = law.case_type_version(entry.case.version).actions.get(entry.action)
    label = spec.past if spec else _("cập nhật hồ sơ")
    who = f" ({entry.actor_title})" if entry.actor_title else ""
    at = entry.at.astimezone(VIETNAM)
    return f"{label}{who}, {at:%H:%M %d/%m}"
