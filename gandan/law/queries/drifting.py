"""Where the signed calendar and the PyPI package `holidays` differ: a hint to look, never a source.

The package misses official swaps (Fri 2 Jan 2026 off for Sat 10 Jan) and learns late, so it only warns, and only
where it is installed (development).
"""

from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gandan.law.rules.calendars import is_working_day
from gandan.law.rules.wording import long_date
from gandan.law.types import Calendar


def drift(calendar: Calendar) -> list[str]:
    """Weekdays that one of the two takes as off and the other does not; empty without the package."""
    if find_spec("holidays") is None:
        return []
    years = range(calendar.first.year, calendar.last.year + 1)
    theirs: dict[date, Any] = import_module("holidays").country_holidays("VN", years=years)
    found = []
    for day, name in sorted(theirs.items()):
        if day.weekday() < 5 and calendar.first <= day <= calendar.last and is_working_day(calendar, day):
            found.append(f"{long_date(day)}: thư viện nghỉ ({name}), lịch làm việc")
    for day, stated in sorted(calendar.days.items()):
        if day >= calendar.first and day.weekday() < 5 and day not in theirs:
            found.append(f"{long_date(day)}: lịch nghỉ ({stated.reason}), thư viện làm việc")
    return found
