"""Builders of this room's tests: the shipped law without overlays, and clocks of any length."""

from datetime import date, timedelta
from functools import cache

from gandan.law.queries.loading import Law, load
from gandan.law.types import Calendar, ClockSpec, Confidence, Day, DayKind, Pause, Source, Unit

LAW = Source("Luật mẫu", "1", confidence=Confidence.LOW)


@cache
def shipped() -> Law:
    return load(None)


def calendar() -> Calendar:
    found = shipped().calendar
    assert found is not None
    return found


def clock(days: int, unit: Unit = Unit.WORKING, **more: object) -> ClockSpec:
    return ClockSpec("answer", "Trả lời", "Answer", "received", ("answer",), days, unit, LAW, **more)  # type: ignore[arg-type]


def day(on: date, kind: DayKind, reason: str = "mẫu") -> Day:
    return Day(on, kind, reason, "quyết định mẫu")


def naive_due(start: date, days: int, unit: Unit, pauses: tuple[Pause, ...] = ()) -> date:
    """Counted on the fingers, from the days in the files and nothing else of `rules`."""
    stated = {each.on: each.kind for year in calendar().years for each in year.days}

    def works(on: date) -> bool:
        return stated[on] is DayKind.WORKED if on in stated else on.weekday() < 5

    def paused(on: date) -> bool:
        return any(each.until and each.since <= on <= each.until for each in pauses)

    on, counted = start, 0
    while counted < days:
        on += timedelta(days=1)
        if not paused(on) and (unit is Unit.CALENDAR or works(on)):
            counted += 1
    while not works(on) or (paused(on) and on > start):
        on += timedelta(days=1)
    return on
