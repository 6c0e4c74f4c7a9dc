"""When a unit ends, the meetings it had announced go to its heir; what is over stays where it was."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.audit.types import Act
from gandan.core import clock
from gandan.directory.types import Actor, OpenWork, UnitView
from gandan.events.actions.finding import findable
from gandan.events.models import Meeting, MeetingQuerySet
from gandan.events.rules import OPEN_STATES
from gandan.search import actions as search


def open_work(old: UnitView) -> OpenWork:
    rows = _ahead(old)
    return OpenWork(_("Buổi gặp đã đăng, chưa tới"), rows.count(), tuple(rows.values_list("title", flat=True)[:3]))


def move_open_work(old: UnitView, new: UnitView, actor: Actor) -> int:
    """Inside the transaction that ends the unit."""
    rows = list(_ahead(old))
    now = clock.now()
    Meeting.objects.filter(pk__in=[row.pk for row in rows]).update(unit_id=new.id, changed_at=now)
    search.put_many(findable(rows, new.code, now))
    payload = {"from": old.code, "to": new.code}
    audit.record_many([Act(actor.code, "hand-over", f"meeting:{row.slug}", new.code, payload) for row in rows])
    return len(rows)


def _ahead(unit: UnitView) -> MeetingQuerySet:
    rows = Meeting.objects.filter(unit=unit.id, state__in=OPEN_STATES, starts_at__gte=clock.now())
    return rows.order_by("starts_at", "pk")
