"""How early the law wants a meeting posted, and which days of the next week the office is closed."""

from __future__ import annotations

from datetime import date

from gandan.core import clock
from gandan.events import rules
from gandan.events.types import DayOff, Kind, Notice, Occurrences, Weekly
from gandan.law import queries as law
from gandan.law.types import LawError

COMING_DAYS = 8  # today and the week after it


def notice_of(kind: Kind, posted: date, day: date, *, online: bool = False) -> Notice | None:
    """What the law in force on the day of posting asks of a meeting of this kind, and what is given. The stricter one
    where it is online too; None where the law asks for nothing, or is not known for that day.
    """
    wanted = [each.get(kind) for each in (rules.NOTICES, rules.ONLINE_NOTICES if online else {})]
    found = [_notice(*each, posted, day) for each in wanted if each]
    known = [each for each in found if each]
    return min(known, key=lambda each: (each.on_time, each.post_by or date.max)) if known else None


def online_notice_of(kind: Kind, posted: date, day: date) -> Notice | None:
    """What the law asks of its being online alone, where that is told on `posted`."""
    wanted = rules.ONLINE_NOTICES.get(kind)
    return _notice(*wanted, posted, day) if wanted else None


def test_by(kind: Kind, day: date) -> tuple[date, str] | None:
    """The last office day for the technical test of a meeting online, with its law."""
    wanted = rules.TESTS.get(kind)
    found = _notice(*wanted, clock.today(), day) if wanted else None
    return (rules.office_day(law.calendar(), found.post_by), found.source) if found and found.post_by else None


def preview(weekly: Weekly) -> Occurrences:
    """The days that a schedule would have, before anything is saved."""
    return rules.occurrences(law.calendar(), weekly)


def closed_days(since: date | None = None) -> tuple[DayOff, ...]:
    """Weekdays off and Saturdays with office hours, in the coming week."""
    return rules.days_off(law.calendar(), since or clock.today(), COMING_DAYS)


def closed_on(day: date) -> DayOff | None:
    """Why the office is closed on a day; None where it is open."""
    try:
        reason, reason_en = rules.why_closed(law.calendar(), day)
    except LawError:
        return None
    return DayOff(day, reason, reason_en) if reason else None


def _notice(pack_code: str, clock_code: str, posted: date, day: date) -> Notice | None:
    try:
        spec, pack = law.clock(pack_code, clock_code, posted)
        return rules.notice(law.calendar(), spec, pack, posted, day)
    except LawError:
        return None
