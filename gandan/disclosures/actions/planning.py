"""The yearly plan (Art. 14) and a unit's own way of publishing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import NotAllowed, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.disclosures import policies
from gandan.disclosures.models import DisclosureRule, Obligation
from gandan.disclosures.types import PlanView
from gandan.law import queries as law


def plan(unit: str, year: int, lines: Iterable[PlanView], actor: Actor, set: str = "commune") -> int:
    """Write the plan of a year, all lines at once; what stood there is replaced. Returns how many lines."""
    found, pack, lines = _allowed(unit, actor), law.obligations(set), list(lines)
    if not 2000 <= year <= clock.today().year + 1:
        raise Refused(year=_("Chỉ lập kế hoạch đến năm sau."))
    rows = []
    for line in lines:
        if line.item not in pack.items or any(form not in pack.forms for form in line.forms):
            raise Refused(item=_("Chọn một nội dung trong danh mục."))
        if line.planned_on and line.planned_on.year != year:
            raise Refused(**{f"{line.item}-planned_on": _("Ngày này không thuộc năm %(year)s.") % {"year": year}})
        rows.append(
            Obligation(
                unit_id=found.id, year=year, set=set, item=line.item, forms=list(line.forms), person_id=line.person,
                planned_on=line.planned_on, nothing_arose=line.nothing_arose, note=one_line(line.note)[:300],
            )
        )  # fmt: skip
    with transaction.atomic():
        Obligation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["unit", "year", "set", "item"],
            update_fields=["forms", "planned_on", "person", "nothing_arose", "note"],
        )
        payload = {"year": year, "set": set, "items": [row.item for row in rows]}
        audit.record(
            actor=actor.code,
            verb="plan",
            object=f"disclosure-plan:{found.code}:{year}",
            unit=found.code,
            payload=payload,
        )
    return len(rows)


def set_approval(unit: str, approval: bool, actor: Actor) -> None:
    """Whether a leader of the unit approves before anything is public."""
    found = directory.the_unit(unit)
    if not policies.may_approve(actor, found.path):
        raise NotAllowed(_("Chỉ lãnh đạo đơn vị đổi được cách duyệt."))
    with transaction.atomic():
        DisclosureRule.objects.update_or_create(unit_id=found.id, defaults={"approval": approval})
        payload = {"approval": approval}
        audit.record(
            actor=actor.code, verb="set_approval", object=f"disclosure-rule:{unit}", unit=unit, payload=payload
        )


def _allowed(unit: str, actor: Actor) -> UnitView:
    found = directory.the_unit(unit)
    if not policies.may_write(actor, found.path):
        raise NotAllowed(_("Vai của bạn không công khai được cho đơn vị này."))
    return found
