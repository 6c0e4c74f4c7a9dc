"""The working calendar changed: open clocks are counted again, cases follow, old → new is entered, people are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.audit.types import Act
from gandan.cases.actions import notices
from gandan.cases.actions.drafting import settle_dates
from gandan.cases.models import Case, Clock, Entry
from gandan.cases.queries.records import PREFIX, entry_told
from gandan.cases.rules import NEVER, What
from gandan.core import clock, rows
from gandan.directory import queries as directory
from gandan.law import queries as law
from gandan.law.models import Moved, recompute
from gandan.law.types import Calendar

ACTION = "recompute"
ACTOR = "system:recompute"
LOT = 2000  # clocks in one transaction: others write in between

DATES = ("due_on", "due_clock", "due_source", "due_local", "queue_on")


@dataclass(slots=True)
class Recomputed:
    """What a changed calendar did."""

    clocks: int = 0
    cases: int = 0
    told: int = 0


@dataclass(slots=True)
class Time:
    """What settling dates needs of a clock; tens of thousands of full rows would take the time."""

    pk: int
    code: str
    round: int
    due_on: date
    due_source: str
    due_local: bool
    met_on: date | None
    stopped: bool
    paused_since: date | None


@dataclass(slots=True)
class Row:
    """The same of a case."""

    pk: int
    code: str
    version: str
    unit_id: int
    state: str
    open: bool
    last_number: int
    assigned_to_id: int | None
    due_on: date | None = None
    due_clock: str = ""
    due_source: str = ""
    due_local: bool = False
    queue_on: date = NEVER
    answered_on: date | None = None
    on_time: bool | None = None
    clocks: list[Time] = field(default_factory=list)


def recompute_dates() -> Recomputed:
    """Count every open clock again under the calendar as it now stands. Repeating it changes nothing more."""
    calendar, done = law.calendar(), Recomputed()
    moved_of: dict[int, int] = defaultdict(int)  # by the person the case is with
    last = 0
    while True:
        ids = list(_open().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:LOT])
        if not ids:
            break
        last = ids[-1]
        with transaction.atomic():
            moved = recompute(_open().filter(pk__gt=ids[0] - 1, pk__lte=last), calendar)
            if moved:
                cases = _follow(moved, calendar)
                done.clocks += len(moved)
                done.cases += len(cases)
                for case in cases:
                    if case.assigned_to_id:
                        moved_of[case.assigned_to_id] += 1
                notices.tell_moved_later([case.pk for case in cases])
    done.told = _tell(moved_of)
    return done


def _open() -> Any:
    return Clock.objects.filter(met_on=None, stopped=False)


def _follow(moved: Sequence[Moved], calendar: Calendar) -> list[Row]:
    """Bring the cases of moved clocks to their new dates, and enter what moved. Returns those cases."""
    old = {pk: before for pk, before, _after in moved}
    cases = _cases(set(Clock.objects.filter(pk__in=old).values_list("case_id", flat=True)))
    for row in Clock.objects.filter(case__in=cases).values_list("case_id", *Time.__slots__):
        cases[row[0]].clocks.append(Time(*row[1:]))
    for case in cases.values():
        settle_dates(case, law.case_type_version(case.version), case.clocks)
        case.last_number += 1
    found = list(cases.values())
    _save(found)
    _enter(found, old, clock.now())
    return found


def _cases(ids: set[int]) -> dict[int, Row]:
    """Locked until the transaction ends: nobody acts on a date that is about to move."""
    locked = Case.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    found = locked.values_list("pk", "code", "version", "unit_id", "state", "open", "last_number", "assigned_to_id")
    return {row[0]: Row(*row) for row in found}


def _save(cases: Iterable[Row]) -> None:
    """Cases with one new date are written by one statement: a changed day moves thousands to the same dates."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for case in cases:
        groups[tuple(getattr(case, name) for name in DATES)].append(case.pk)
    for values, ids in groups.items():
        columns = dict(zip(DATES, values, strict=True))
        Case.objects.filter(pk__in=ids).update(last_number=F("last_number") + 1, **columns)


def _enter(cases: Sequence[Row], old: dict[Any, date], at: datetime) -> None:
    units = directory.units({case.unit_id for case in cases})
    entries = [_entry(case, old, at) for case in cases]
    recorded = audit.record_many(
        Act(ACTOR, ACTION, f"{PREFIX}{case.code}", units[case.unit_id].code, {"entry": entry_told(entry), "files": []})
        for case, entry in zip(cases, entries, strict=True)
    )
    for entry, told in zip(entries, recorded, strict=True):
        entry.audit, entry.hash = told.entry, told.hash
    rows.insert(entries)


def _entry(case: Row, old: dict[Any, date], at: datetime) -> Entry:
    lines = [
        {
            "code": row.code,
            "round": row.round,
            "what": What.MOVED.value,
            "due_on": row.due_on.isoformat(),
            "was": old[row.pk].isoformat(),
            "source": row.due_source,
        }
        for row in case.clocks
        if row.pk in old
    ]
    return Entry(
        case_id=case.pk,
        number=case.last_number,
        at=at,
        action=ACTION,
        actor=ACTOR,
        state_from=case.state,
        state_to=case.state,
        public=True,
        form={},
        clocks=lines,
    )


def _tell(moved_of: dict[int, int]) -> int:
    """One line a person, however many of their cases moved."""
    accounts = directory.accounts_of(moved_of)
    with transaction.atomic():
        for person, account in accounts.items():
            text = _("Lịch nghỉ đổi: %(n)d việc của bạn có hạn mới.") % {"n": moved_of[person]}
            notices.tell_officers([account], "recomputed", text)
    return len(accounts)
