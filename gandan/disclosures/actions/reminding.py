"""Each morning: what must be public soon, what was planned for now, what hung long enough, the list of a quarter that
is over, links that nobody confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.disclosures import rules
from gandan.disclosures.models import (
    DisclosureClock,
    DisclosureRule,
    Obligation,
    Posting,
    Publication,
    Subscription,
)
from gandan.disclosures.policies import WRITERS
from gandan.disclosures.types import State
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.notifications import actions as notifications

WAITING = (State.DRAFT.value, State.AWAITING.value)
UNCONFIRMED_DAYS = 7
AT_ONCE = 500


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
        told += _remind_of_ends(list(_ended(today)), receivers)
        told += _remind_of_lists(rules.quarter_before(today), receivers)
        old = clock.now() - timedelta(days=UNCONFIRMED_DAYS)
        Subscription.objects.filter(confirmed_at=None, asked_at__lt=old).delete()
    return told


def _remind_of_plan(lines: list[Obligation], receivers: _Receivers) -> int:
    done = set(
        Publication.objects.filter(unit__in={line.unit_id for line in lines}).values_list("unit", "year", "set", "item")
    )
    persons = directory.accounts_of(line.person_id for line in lines if line.person_id)
    told = 0
    for line in lines:
        if (line.unit_id, line.year, line.set, line.item) not in done:
            item = law.obligations(line.set).items[line.item]
            said = _("Kế hoạch công khai ngày %(day)s: %(item)s") % {
                "day": f"{line.planned_on:%d/%m}", "item": item.label
            }  # fmt: skip
            own = persons.get(line.person_id or 0)
            who = [own] if own else receivers[line.unit_id]
            link = f"/ban-lam-viec/cong-khai/moi/?{urlencode({'muc': line.item, 'bo': line.set})}"
            told += notifications.notify(who, "disclosure", said, link) and 1
    Obligation.objects.filter(pk__in=[line.pk for line in lines]).update(reminded_on=clock.today())
    return told


def _ended(today: date) -> QuerySet[Posting]:
    """On boards for all the days of the law, and nobody was told yet."""
    rows = Posting.objects.select_related("publication").filter(
        until__lt=today, taken_down_on=None, reminded_on=None, publication__state=State.PUBLISHED, form="board"
    )
    return rows.order_by("pk")[:AT_ONCE]


def _remind_of_ends(rows: list[Posting], receivers: _Receivers) -> int:
    told = 0
    for row in rows:
        said = _("Đã đủ ngày niêm yết, có thể gỡ: %(title)s") % {"title": row.publication.title}
        link = f"/ban-lam-viec/cong-khai/{row.publication.code}/"
        told += notifications.notify(receivers[row.publication.unit_id], "disclosure", said, link) and 1
    Posting.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=clock.today())
    return told


def _remind_of_lists(over: tuple[int, int], receivers: _Receivers) -> int:
    """The list of the quarter that is over is ready to print and to post (Art. 13.2), once for each unit."""
    year, quarter = over
    since, mark = date(year, 3 * quarter - 2, 1), f"{year}-{quarter}"
    until = date(year + (quarter == 4), (3 * quarter) % 12 + 1, 1)
    published = Publication.objects.filter(state=State.PUBLISHED, audience="public", version__gt=0)
    units = set(
        published.filter(clock__met_on__gte=since, clock__met_on__lt=until).values_list("unit", flat=True)
    ) - set(DisclosureRule.objects.filter(list_told=mark).values_list("unit", flat=True))
    for unit in sorted(units):
        DisclosureRule.objects.update_or_create(unit_id=unit, defaults={"list_told": mark})
        link = f"/cong-khai/danh-muc/{directory.unit(unit).code}/{mark}.pdf"
        said = _("Danh mục công khai quý %(quarter)s năm %(year)s đã sẵn sàng để in và niêm yết.")
        notifications.notify(receivers[unit], "disclosure", said % {"quarter": quarter, "year": year}, link)
    return len(units)


class _Receivers(defaultdict[int, list[int]]):
    """Accounts by unit, asked for once each."""

    def __missing__(self, unit: int) -> list[int]:
        self[unit] = directory.accounts_with(unit, WRITERS)
        return self[unit]
