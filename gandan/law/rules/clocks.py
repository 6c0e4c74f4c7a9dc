"""How a clock stands on a day: in time, soon, late, standing still, done."""

from datetime import date, timedelta

from gandan.law.rules.wording import number_of_days
from gandan.law.types import Calendar, ClockView, Unit

SOON = 3  # working days


def clock_state(
    calendar: Calendar,
    today: date,
    due_on: date | None,
    spec_days: int,
    unit: Unit,
    met_on: date | None = None,
    paused: date | bool | None = None,
    *,
    soon: int = SOON,
) -> ClockView:
    """The state of a clock and its words. `paused` is the day since which it stands still (or just True)."""
    if due_on is None:
        return ClockView("none", 0, unit, "Không có thời hạn", "No time limit")
    if met_on is not None:
        return _done(calendar, met_on, due_on, unit)
    if paused:
        since = today if paused is True else paused
        return _hold(calendar, since - timedelta(days=1), due_on, unit)
    left, counted = _between(calendar, today, due_on, unit)
    if today > due_on:
        return _late(calendar, today, due_on, unit)
    if left == 0:
        return ClockView("soon", 0, counted, "Hạn là hôm nay", "Due today")
    near, _ = _between(calendar, today, due_on, Unit.WORKING)
    state = "soon" if near <= threshold(spec_days, soon) else "ok"
    return ClockView(
        state,
        left,
        counted,
        f"Còn {number_of_days(left, counted)}",
        f"{number_of_days(left, counted, 'en')} left",
    )


def threshold(days: int, soon: int = SOON) -> int:
    """From how many working days before its end a clock is «soon»: a third of it where it is short."""
    return soon if days >= 3 * soon else max(1, days // 3)


def _between(calendar: Calendar, a: date, b: date, unit: Unit) -> tuple[int, Unit]:
    """Days after `a` up to `b`. A list must show even where no calendar is known: then in calendar days."""
    inside = calendar.first <= min(a, b) and max(a, b) <= calendar.last
    if unit is Unit.CALENDAR or not inside:
        return (b - a).days, Unit.CALENDAR
    base = calendar.first.toordinal()
    return calendar.opened[b.toordinal() - base] - calendar.opened[a.toordinal() - base], unit


def _late(calendar: Calendar, today: date, due_on: date, unit: Unit) -> ClockView:
    left, counted = _between(calendar, today, due_on, unit)
    if left == 0:  # due on Friday, looked at on Saturday: no working day has passed, and yet it is late
        left, counted = (due_on - today).days, Unit.CALENDAR
    return ClockView(
        "late",
        left,
        counted,
        f"Quá hạn {number_of_days(-left, counted)}",
        f"{number_of_days(-left, counted, 'en')} late",
    )


def _hold(calendar: Calendar, since: date, due_on: date, unit: Unit) -> ClockView:
    left, counted = _between(calendar, since, due_on, unit)
    return ClockView(
        "hold",
        left,
        counted,
        f"Tạm dừng, khi chạy lại còn {number_of_days(max(0, left), counted)}",
        f"Standing still, {number_of_days(max(0, left), counted, 'en')} left when it runs again",
    )


def _done(calendar: Calendar, met_on: date, due_on: date, unit: Unit) -> ClockView:
    left, counted = _between(calendar, met_on, due_on, unit)
    if met_on > due_on:
        if left == 0:
            left, counted = (due_on - met_on).days, Unit.CALENDAR
        return ClockView(
            "done",
            left,
            counted,
            f"Xong, trễ {number_of_days(-left, counted)}",
            f"Done, {number_of_days(-left, counted, 'en')} late",
        )
    if left == 0:
        return ClockView("done", 0, counted, "Xong đúng hạn", "Done on time")
    return ClockView(
        "done",
        left,
        counted,
        f"Xong trước hạn {number_of_days(left, counted)}",
        f"Done {number_of_days(left, counted, 'en')} early",
    )
