"""How the sample cases are spread around the day on which the demo is built: pure, and the same every time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from gandan.core.types import Point
from gandan.demo.types import Fate
from gandan.law.rules import is_working_day
from gandan.law.types import Calendar

# A morning of a ward: most things are under way or done, a few are late.
SPREAD = (
    (Fate.NEW, 17),
    (Fate.WORKING, 27),
    (Fate.TODAY, 5),
    (Fate.TOMORROW, 11),
    (Fate.LATE, 8),
    (Fate.PAUSED, 9),
    (Fate.APPROVAL, 5),
    (Fate.REOPENED, 6),
    (Fate.ANSWERED, 18),
    (Fate.RATED, 33),
    (Fate.FORWARDED, 5),
    (Fate.REFUSED, 4),
    (Fate.DUPLICATE, 4),
)
OPENS, CLOSES = time(7, 40), time(16, 40)


def fates() -> list[Fate]:
    """About 150 of them, in a fixed order that mixes them."""
    listed = [fate for fate, times in SPREAD for _ in range(times)]
    Random(2026).shuffle(listed)
    return listed


def working_back(calendar: Calendar, day: date, steps: int) -> date:
    """The working day `steps` before `day` (0: the day itself, or the last working day before it)."""
    while not is_working_day(calendar, day):
        day -= timedelta(days=1)
    for _ in range(steps):
        day -= timedelta(days=1)
        while not is_working_day(calendar, day):
            day -= timedelta(days=1)
    return day


def working_on_or_after(calendar: Calendar, day: date) -> date:
    while not is_working_day(calendar, day):
        day += timedelta(days=1)
    return day


class Day:
    """Moments one after the other, in office hours, never after `now`."""

    def __init__(self, calendar: Calendar, rng: Random, now: datetime) -> None:
        self.calendar, self.rng, self.now = calendar, rng, now
        self.last: datetime | None = None

    def at(self, day: date) -> datetime:
        """A moment on a day: after the one before it, before now."""
        minutes = self.rng.randrange((CLOSES.hour - OPENS.hour) * 60)
        moment = datetime.combine(day, OPENS, self.now.tzinfo) + timedelta(minutes=minutes)
        if moment >= self.now:
            moment = self.now - timedelta(minutes=self.rng.randrange(5, 90))
        if self.last is not None and moment <= self.last:
            moment = self.last + (self.now - self.last) / 3
        self.last = moment
        return moment

    def after(self, working_days: int) -> datetime:
        """Some working days after the last moment; today at the latest."""
        if self.last is None:
            raise ValueError("there is no moment yet")
        day, limit = self.last.date(), self.now.date()
        for _ in range(working_days):
            following = day + timedelta(days=1)
            while following <= limit and not is_working_day(self.calendar, following):
                following += timedelta(days=1)
            if following > limit:
                break
            day = following
        return self.at(day)


def scattered(rng: Random, centre: Point, metres: float) -> Point:
    """A place near another one."""
    degrees = metres / 111_000
    return Point(
        round(centre.lat + rng.uniform(-degrees, degrees), 6), round(centre.lon + rng.uniform(-degrees, degrees), 6)
    )
