"""When a unit ends, what it had not yet disclosed goes to its heir; when the calendar changes, clocks are recounted."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.audit.types import Act
from gandan.directory.types import Actor, OpenWork, UnitView
from gandan.disclosures.models import DisclosureClock, Publication
from gandan.disclosures.types import State
from gandan.law import queries as law
from gandan.law.models import recompute

WAITING = (State.DRAFT.value, State.AWAITING.value)


@dataclass(slots=True)
class Recounted:
    clocks: int = 0


def open_work(old: UnitView) -> OpenWork:
    rows = Publication.objects.filter(unit=old.id, state__in=WAITING)
    return OpenWork(_("Nội dung chờ công khai"), rows.count(), tuple(rows.values_list("code", flat=True)[:3]))


def move_open_work(old: UnitView, new: UnitView, actor: Actor) -> int:
    """Inside the transaction that ends the unit. What is public stays where it was published."""
    rows = Publication.objects.filter(unit=old.id, state__in=WAITING)
    codes = list(rows.values_list("code", flat=True))
    rows.update(unit_id=new.id)
    payload = {"from": old.code, "to": new.code}
    audit.record_many([Act(actor.code, "move", f"disclosure:{code}", new.code, payload) for code in codes])
    return len(codes)


def recompute_dates() -> Recounted:
    return Recounted(len(recompute(DisclosureClock.objects.open(), law.calendar())))
