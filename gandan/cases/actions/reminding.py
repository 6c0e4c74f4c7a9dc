"""What the clock brings about by itself: reminders, marks of lateness, the end of what waits for nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gandan.cases import rules
from gandan.cases.actions import notices, routing
from gandan.cases.actions.acting import perform
from gandan.cases.models import Case, Clock
from gandan.cases.queries.locked import bars_of, is_whole
from gandan.cases.queries.possible import reopen_until
from gandan.core import clock
from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import CaseType, Role

RECEIVERS = (Role.PETITION_OFFICER, Role.COUNTER_OFFICER)  # who is told of work that nobody has yet
LOT = 1000
REST_DAYS = 400  # how far back cases at rest are looked for


def remind() -> int:
    """Tell who has work due today or on the next working day; once a clock. Returns how many people were told."""
    today = clock.today()
    tomorrow = _next_working_day(today)
    due = _running().filter(due_on__gte=today, due_on__lte=tomorrow, reminded_on=None)
    told: dict[int, Counter[bool]] = defaultdict(Counter)  # by account: how many today, how many tomorrow
    for rows in _lots(due):
        for account, numbers in _by_account(rows, lambda row: row.due_on == today).items():
            told[account].update(numbers)
        Clock.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    for account, numbers in told.items():
        notices.tell_officers([account], "due", _due_text(numbers, tomorrow))
    return len(told)


def mark_late() -> int:
    """Mark each clock that ran out, once, and tell who has it and who leads. Returns how many clocks."""
    today, marked = clock.today(), 0
    late: Counter[int] = Counter()
    leaders: Counter[int] = Counter()
    for rows in _lots(_running().filter(due_on__lt=today, marked_late_on=None)):
        for account, numbers in _by_account(rows, lambda row: True).items():
            late[account] += numbers.total()
        leaders.update(row.case.unit_id for row in rows if not is_whole(row.case))
        marked += Clock.objects.filter(pk__in=[row.pk for row in rows]).update(marked_late_on=today)
    for unit, number in leaders.items():
        for account in directory.accounts_with(unit, [Role.LEADER]):
            late[account] = max(late[account], number)
    for account, number in late.items():
        notices.tell_officers([account], "late", _("%(n)d việc vừa quá hạn.") % {"n": number})
    return marked


def close_answered() -> int:
    """End what was answered and may not be re-opened any more, where the pack lets the system do so."""
    today, closed = clock.today(), 0
    for case in _at_rest(today):
        pack = law.case_type_version(case.version)
        action = _ending(pack, case.state)
        until = reopen_until(case, pack)
        if action is None or (until is not None and today <= until):
            continue
        try:
            perform(case.code, action, Actor.system("close"), seen=case.last_number, form={})
        except Refused:
            continue  # somebody was at it just now: tomorrow again
        closed += 1
    return closed


def _running() -> QuerySet[Clock]:
    return Clock.objects.filter(met_on=None, stopped=False, paused_since=None)


def _lots(rows: QuerySet[Clock]) -> Iterable[list[Clock]]:
    """In lots; each lot is changed before the next is read, so that it does not come again."""
    while lot := list(rows.select_related("case").order_by("pk")[:LOT]):
        with transaction.atomic():
            yield lot


def _by_account(rows: Sequence[Clock], key: object) -> dict[int, Counter[bool]]:
    """How many of the rows each account has: whose the case is, else who takes work in."""
    found: dict[int, Counter[bool]] = defaultdict(Counter)
    for row in (each for each in rows if is_whole(each.case)):
        for account in _handlers(row.case):
            found[account][key(row)] += 1  # type: ignore[operator]
    rows = [row for row in rows if not is_whole(row.case)]
    accounts = directory.accounts_of(row.case.assigned_to_id for row in rows if row.case.assigned_to_id)
    receivers = {
        unit: directory.accounts_with(unit, RECEIVERS)
        for unit in {row.case.unit_id for row in rows if row.case.assigned_to_id not in accounts}
    }
    for row in rows:
        own = accounts.get(row.case.assigned_to_id or 0)
        for account in [own] if own else receivers[row.case.unit_id]:
            found[account][key(row)] += 1  # type: ignore[operator]
    return found


def _handlers(case: Case) -> list[int]:
    """Of what is sealed whole nobody else learns, not even by a count."""
    unit = directory.unit(case.unit_id)
    return [each.account for each in routing.handlers(unit, bars_of(case.code, case.bars)) if each.account]


def _due_text(numbers: Counter[bool], tomorrow: date) -> str:
    parts = []
    if numbers[True]:
        parts.append(_("%(n)d việc đến hạn hôm nay") % {"n": numbers[True]})
    if numbers[False]:
        parts.append(_("%(n)d việc đến hạn %(day)s") % {"n": numbers[False], "day": f"{tomorrow:%d/%m}"})
    return ", ".join(parts) + "."


def _next_working_day(today: date) -> date:
    calendar = law.calendar()
    inside = calendar.first <= today < calendar.last - timedelta(days=30)
    return law_rules.next_working_day(calendar, today) if inside else today + timedelta(days=1)


def _at_rest(today: date) -> Iterable[Case]:
    since = clock.now() - timedelta(days=REST_DAYS)
    states = {
        (pack.code, state)
        for pack in law.case_types(today)
        for state in pack.states
        if rules.rests(pack, state) and not pack.states[state].end
    }
    names = {state for _code, state in states}
    rows = Case.objects.filter(open=False, state__in=names, closed_at__gte=since)
    return rows.defer("content", "folded").order_by("pk").iterator(chunk_size=500)


def _ending(pack: CaseType, state: str) -> str | None:
    """The action by which the system ends a case that rests in this state."""
    for spec in pack.actions.values():
        if Role.SYSTEM in spec.roles and state in spec.frm and spec.to and pack.states[spec.to].end:
            return spec.code
    return None
