"""Working days: which days the office opens, and how many lie between two dates."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from gandan.law.rules.wording import long_date, short_date
from gandan.law.types import Calendar, CalendarYear, Day, DayKind, LawError, OutsideCalendar

SATURDAY = 5
WEIGHTS = {DayKind.OFF: 0, DayKind.HALF: 1, DayKind.WORKED: 2}  # in half days


def build_calendar(years: Iterable[CalendarYear]) -> Calendar:
    """Lay out years that follow each other without a gap; raises LawError where one is missing."""
    ordered = tuple(sorted(years, key=lambda each: each.year))
    if not ordered:
        raise LawError("Chưa có lịch làm việc nào. Nhập lịch bằng lệnh: gandan import calendar")
    for before, after in pairwise(ordered):
        if after.year != before.year + 1:
            raise LawError(
                f"Thiếu lịch làm việc năm {before.year + 1}. Nhập lịch năm đó bằng lệnh: gandan import calendar"
            )
    first, last = date(ordered[0].year, 1, 1), date(ordered[-1].year, 12, 31)
    days = {day.on: day for year in ordered for day in year.days}
    units: list[int] = []
    worked: list[int] = []
    opened: list[int] = []
    open_days = 0
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        weight = weight_of(date.fromordinal(ordinal), days)
        units.extend([ordinal] * weight)
        open_days += weight > 0
        worked.append(len(units))
        opened.append(open_days)
    return Calendar(
        first=first,
        last=last,
        years=ordered,
        days=days,
        units=tuple(units),
        worked=tuple(worked),
        opened=tuple(opened),
        provisional=frozenset(year.year for year in ordered if not year.signed),
    )


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether the office opens on `day`; a half day is one."""
    index = index_of(calendar, day)
    return calendar.opened[index] > (calendar.opened[index - 1] if index else 0)


def next_working_day(calendar: Calendar, day: date) -> date:
    """The first working day after `day`."""
    worked = calendar.worked[index_of(calendar, day)]
    if worked >= len(calendar.units):
        raise beyond(calendar)
    return date.fromordinal(calendar.units[worked])


def working_days_between(calendar: Calendar, a: date, b: date) -> int:
    """How many working days lie after `a` up to and with `b`; negative where `b` is earlier."""
    return calendar.opened[index_of(calendar, b)] - calendar.opened[index_of(calendar, a)]


def index_of(calendar: Calendar, day: date) -> int:
    """The place of `day` in the calendar's rows; raises OutsideCalendar."""
    if not calendar.first <= day <= calendar.last:
        raise OutsideCalendar(
            f"Ngày {long_date(day)} nằm ngoài lịch làm việc đã có "
            f"({short_date(calendar.first)} đến {short_date(calendar.last)}). {_what_to_do(day, calendar)}"
        )
    return day.toordinal() - calendar.first.toordinal()


def beyond(calendar: Calendar) -> OutsideCalendar:
    """The refusal for a period that runs past the last year known."""
    year = calendar.last.year + 1
    return OutsideCalendar(
        f"Hạn rơi vào sau ngày {long_date(calendar.last)}, khi chưa có lịch làm việc. "
        f"Nhập lịch năm {year} bằng lệnh: gandan import calendar"
    )


def weight_of(day: date, days: dict[date, Day]) -> int:
    """Half days worked on `day`: 0, 1 or 2."""
    stated = days.get(day)
    if stated is not None:
        return WEIGHTS[stated.kind]
    return 0 if day.weekday() >= SATURDAY else 2


def _what_to_do(day: date, calendar: Calendar) -> str:
    if day < calendar.first:
        return "Kiểm tra lại ngày; nếu đúng, nhập lịch của năm đó bằng lệnh: gandan import calendar"
    return f"Nhập lịch năm {day.year} bằng lệnh: gandan import calendar"
