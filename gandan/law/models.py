"""`Timed`: how every legal clock of the house is stored, whichever room it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from gandan.law.rules import clock_state, recount_earliest
from gandan.law.rules.counting import VIETNAM
from gandan.law.types import Calendar, ClockView, Confidence, Due, LawError, Limit, OutsideCalendar, Pause, Source, Unit

CHUNK = 5_000  # keys in one UPDATE; SQLite takes 32,766 variables

Moved = tuple[Any, date, date]  # primary key, old date, new date


class TimedQuerySet(models.QuerySet):
    def open(self) -> TimedQuerySet:
        """Clocks not met yet, standing still or not."""
        return self.filter(met_on__isnull=True)

    def running(self) -> TimedQuerySet:
        """Open clocks that do not stand still."""
        return self.open().filter(paused_since__isnull=True)

    def late_on(self, day: date) -> TimedQuerySet:
        return self.running().filter(due_on__lt=day)


class Timed(models.Model):
    """A clock: when it started, when it is due and by which law, its pauses, and when it was met.

    The methods change the row in memory; who calls them saves it, in the transaction of the action.
    """

    starts_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField()
    due_unit = models.CharField(max_length=8, choices=[(unit.value, unit.value) for unit in Unit])
    due_source = models.CharField(max_length=300)
    due_local = models.BooleanField(default=False)  # the ward's own promise, not the law
    due_pack = models.CharField(max_length=80, blank=True)
    due_other = models.JSONField(null=True, blank=True)  # the second limit: days, unit, source, local
    provisional = models.BooleanField(default=False)
    extensions = models.PositiveSmallIntegerField(default=0)
    pauses = models.JSONField(default=list, blank=True)  # [{since, until, reason}], ISO dates, inclusive
    paused_since = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)

    objects = TimedQuerySet.as_manager()

    class Meta:
        abstract = True

    def set_due(self, due: Due) -> None:
        """Take over a computed date; a pause that lasts right now stays."""
        lasting = [each for each in self.pauses if not each["until"]]
        self.starts_on = due.start
        self.due_on = due.on
        self.due_at = due.at
        self.due_days = due.days
        self.due_unit = due.unit.value
        self.due_source = str(due.source)
        self.due_local = due.local
        self.due_pack = due.pack
        self.due_other = _limit_json(due.other)
        self.provisional = due.provisional
        self.extensions = due.extensions
        self.pauses = [_pause_json(each) for each in due.pauses if each.until] + lasting

    def due(self) -> Due:
        """The stored date with all that is needed to explain it again."""
        return Due(
            on=self.due_on,
            days=self.due_days,
            unit=Unit(self.due_unit),
            start=self.starts_on,
            source=_source(self.due_source, self.due_local),
            pack=self.due_pack,
            provisional=self.provisional,
            at=self.due_at.astimezone(VIETNAM) if self.due_at else None,
            extensions=self.extensions,
            pauses=self.ended_pauses(),
            other=_limit(self.due_other),
        )

    def ended_pauses(self) -> tuple[Pause, ...]:
        return _ended(self.pauses)

    def view(self, calendar: Calendar, today: date) -> ClockView:
        """How the clock stands today, with its words."""
        return clock_state(
            calendar, today, self.due_on, self.due_days, Unit(self.due_unit), self.met_on, self.paused_since
        )

    def pause(self, on: date, reason: str = "") -> None:
        """Stand still from `on`, which is not counted any more."""
        if self.met_on:
            raise LawError("Thời hạn này đã xong, không tạm dừng được nữa.")
        if self.paused_since:
            raise LawError(f"Thời hạn này đang tạm dừng từ ngày {self.paused_since:%d/%m/%Y}.")
        self.paused_since = on
        self.pauses = [*self.pauses, _pause_json(Pause(on, None, reason))]

    def resume(self, on: date, calendar: Calendar) -> None:
        """Run again from `on`, which is counted; the date moves by the days that stood still."""
        if not self.paused_since:
            raise LawError("Thời hạn này không tạm dừng.")
        if on < self.paused_since:
            raise LawError(f"Ngày chạy lại không thể trước ngày tạm dừng {self.paused_since:%d/%m/%Y}.")
        until = on - timedelta(days=1)
        lasting = next(each for each in self.pauses if not each["until"])
        ended = [each for each in self.pauses if each["until"]]
        if until >= self.paused_since:
            ended.append({**lasting, "until": until.isoformat()})
        moved = _recounted(_Row.of(self), calendar, _ended(ended))
        self.pauses, self.paused_since = ended, None
        for name, value in moved.items():
            setattr(self, name, value)


def recompute(queryset: models.QuerySet, calendar: Calendar) -> list[Moved]:
    """Count the clocks of `queryset` again under a changed calendar; returns those whose date moved.

    Rows that share start, period and pauses are counted once, and rows with one new date are written by one
    UPDATE. A pause that lasts right now stays; a clock whose years the calendar does not know keeps its date.
    """
    known: dict[tuple[Any, ...], dict[str, Any] | None] = {}
    targets: dict[str, tuple[dict[str, Any], list[Any]]] = {}
    moved: list[Moved] = []
    for row in _rows(queryset):
        key = row.key()
        if key not in known:
            known[key] = _recounted_or_none(row, calendar)
        new = known[key]
        if new is None or (new["due_on"] == row.due_on and new["provisional"] == row.provisional):
            continue
        targets.setdefault(repr(new), (new, []))[1].append(row.pk)
        if new["due_on"] != row.due_on:
            moved.append((row.pk, row.due_on, new["due_on"]))
    table = queryset.model._base_manager.using(queryset.db)
    for values, keys in targets.values():
        for start in range(0, len(keys), CHUNK):
            table.filter(pk__in=keys[start : start + CHUNK]).update(**values)
    return moved


@dataclass(slots=True)
class _Row:
    """What a recount needs of a stored clock."""

    pk: Any
    starts_on: date
    due_on: date
    due_at: datetime | None
    due_days: int
    due_unit: str
    due_source: str
    due_local: bool
    due_other: dict[str, Any] | None
    pauses: list[dict[str, Any]]
    provisional: bool

    @classmethod
    def of(cls, timed: Timed) -> _Row:
        return cls(*(getattr(timed, name) for name in cls.__slots__))

    def key(self) -> tuple[Any, ...]:
        hour = self.due_at.astimezone(VIETNAM).time() if self.due_at else None
        more = json.dumps([self.pauses, self.due_other]) if self.pauses or self.due_other else ""
        return (self.starts_on, self.due_days, self.due_unit, self.due_source, self.due_local, hour, more)


def _rows(queryset: models.QuerySet) -> Iterator[_Row]:
    for values in queryset.order_by().values_list(*_Row.__slots__).iterator(chunk_size=5_000):
        yield _Row(*values)


def _recounted_or_none(row: _Row, calendar: Calendar) -> dict[str, Any] | None:
    try:
        return _recounted(row, calendar, _ended(row.pauses))
    except OutsideCalendar:
        return None


def _recounted(row: _Row, calendar: Calendar, pauses: Iterable[Pause]) -> dict[str, Any]:
    """The fields of the date, counted again from what is stored."""
    stored = Limit(row.due_days, Unit(row.due_unit), _source(row.due_source, row.due_local))
    on, provisional, governing, other = recount_earliest(calendar, row.starts_on, stored, _limit(row.due_other), pauses)
    fields: dict[str, Any] = {"due_on": on, "provisional": provisional}
    if governing is not stored:
        fields |= {
            "due_days": governing.days,
            "due_unit": governing.unit.value,
            "due_source": str(governing.source),
            "due_local": governing.source.kind == "local",
            "due_other": _limit_json(other),
        }
    if row.due_at:
        fields["due_at"] = datetime.combine(on, row.due_at.astimezone(VIETNAM).time(), VIETNAM)
    return fields


def _ended(pauses: Iterable[dict[str, Any]]) -> tuple[Pause, ...]:
    return tuple(
        Pause(date.fromisoformat(each["since"]), date.fromisoformat(each["until"]), each.get("reason", ""))
        for each in pauses
        if each["until"]
    )


def _pause_json(pause: Pause) -> dict[str, Any]:
    until = pause.until.isoformat() if pause.until else None
    return {"since": pause.since.isoformat(), "until": until, "reason": pause.reason}


def _source(text: str, local: bool) -> Source:
    return Source(document=text, confidence=Confidence.LOW, kind="local" if local else "law")


def _limit_json(limit: Limit | None) -> dict[str, Any] | None:
    if limit is None:
        return None
    local = limit.source.kind == "local"
    return {"days": limit.days, "unit": limit.unit.value, "source": str(limit.source), "local": local}


def _limit(stored: dict[str, Any] | None) -> Limit | None:
    if stored is None:
        return None
    return Limit(stored["days"], Unit(stored["unit"]), _source(stored["source"], stored["local"]))
