"""Each morning: what must be public soon, what was planned for now, links that nobody confirmed."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.disclosures.models import DisclosureClock, Obligation, Publication, Subscription
from gandan.disclosures.policies import WRITERS
from gandan.disclosures.types import State
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.notifications import actions as notifications

WAITING = (State.DRAFT.value, State.AWAITING.value)
UNCONFIRMED_DAYS = 7


def remind() -> int:
    """Tell who writes in the unit, once for each clock and each line of the plan. Returns how many lines were told."""
    today = clock.today()
    tomorrow = law_rules.next_working_day(law.calendar(), today)
    clocks = DisclosureClock.objects.filter(
        met_on=None, due_on__lte=tomorrow, reminded_on=None, publication__state__in=WAITING
    ).select_related("publication")
    lines = Obligation.objects.filter(planned_on__lte=tomorrow, year=today.year, reminded_on=None, nothing_arose=False)
    told = 0
    with transaction.atomic():
        receivers = _Receivers()
        for row in list(clocks):
            said = _("Công khai trước hết %(day)s: %(title)s") % {
                "day": f"{row.due_on:%d/%m}", "title": row.publication.title
            }  # fmt: skip
            link = f"/ban-lam-viec/cong-khai/{row.publication.code}/"
            told += notifications.notify(receivers[row.publication.unit_id], "disclosure", said, link) and 1
            DisclosureClock.objects.filter(pk=row.pk).update(reminded_on=today)
        told += _remind_of_plan(list(lines), receivers)
        old = clock.now() - timedelta(days=UNCONFIRMED_DAYS)
        Subscription.objects.filter(confirmed_at=None, asked_at__lt=old).delete()
    return told


def _remind_of_plan(lines: list[Obligation], receivers: _Receivers) -> int:
    done = set(
        Publication.objects.filter(unit__in={line.unit_id for line in lines}).values_list("unit", "year", "item")
    )
    persons = directory.accounts_of(line.person_id for line in lines if line.person_id)
    told = 0
    for line in lines:
        if (line.unit_id, line.year, line.item) not in done:
            item = law.obligations(line.set).items[line.item]
            said = _("Kế hoạch công khai ngày %(day)s: %(item)s") % {
                "day": f"{line.planned_on:%d/%m}", "item": item.label
            }  # fmt: skip
            own = persons.get(line.person_id or 0)
            who = [own] if own else receivers[line.unit_id]
            told += notifications.notify(who, "disclosure", said, "/ban-lam-viec/cong-khai/") and 1
    Obligation.objects.filter(pk__in=[line.pk for line in lines]).update(reminded_on=clock.today())
    return told


class _Receivers(defaultdict[int, list[int]]):
    """Accounts by unit, asked for once each."""

    def __missing__(self, unit: int) -> list[int]:
        self[unit] = directory.accounts_with(unit, WRITERS)
        return self[unit]
