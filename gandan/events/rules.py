"""Pure rules: the days of a schedule, how early a meeting was posted, which days the office is closed, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from gandan.core.text import fold
from gandan.core.types import Refused
from gandan.events.types import MOST_WEEKS, DayOff, Kind, Notice, Occurrences, Skipped, State, Weekly
from gandan.law.rules import is_working_day, next_working_day, working_days_between
from gandan.law.types import Calendar, ClockSpec, DayKind, OutsideCalendar, Unit

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
SATURDAY = 5
# The law that says how early each kind is posted: code of the pack, code of its clock.
NOTICES: dict[Kind, tuple[str, str]] = {
    Kind.CITIZEN_RECEPTION: ("reception", "schedule"),
    Kind.DIALOGUE_CONFERENCE: ("dialogue", "notice"),
}
ONLINE_NOTICES: dict[Kind, tuple[str, str]] = {Kind.CITIZEN_RECEPTION: ("online-reception", "notice")}
TESTS: dict[Kind, tuple[str, str]] = {Kind.CITIZEN_RECEPTION: ("online-reception", "test")}
OPEN_STATES = (State.ANNOUNCED, State.MOVED)


def occurrences(calendar: Calendar, weekly: Weekly) -> Occurrences:
    """The working days of a schedule. A day off is left out, or made up for on the next working day where nothing of
    the same schedule is yet; each is said. Refused where there would be none or too many.
    """
    if (weekly.until - weekly.since) >= (MOST_WEEKS + 1) * WEEK:
        raise Refused(until="Một lịch dài nhất một năm. Chọn ngày cuối gần hơn.")
    if weekly.since > calendar.last:
        raise Refused(since=f"Lịch nghỉ mới biết đến hết năm {calendar.last.year}. Chọn ngày đầu sớm hơn.")
    wanted = list(_weekdays(weekly))
    if not wanted:
        raise Refused(until="Từ ngày này đến ngày kia không có buổi nào. Chọn ngày cuối xa hơn.")
    if len(wanted) > MOST_WEEKS:
        raise Refused(until="Một lịch dài nhất một năm. Chọn ngày cuối gần hơn.")
    if not (calendar.first <= wanted[0] and wanted[-1] <= calendar.last):
        raise Refused(until=f"Lịch nghỉ mới biết đến hết năm {calendar.last.year}. Chọn ngày cuối gần hơn.")
    days = [day for day in wanted if is_working_day(calendar, day)]
    taken, skipped = set(days), []
    for day in wanted:
        if day not in taken:
            instead = _instead(calendar, day, taken) if weekly.make_up else None
            reason, reason_en = why_closed(calendar, day)
            skipped.append(Skipped(day, reason, reason_en, instead))
            taken |= {instead} if instead else set()
    if not taken:
        raise Refused(
            weekday="Mọi ngày của lịch này cơ quan đều nghỉ. Chọn thứ khác, hoặc chọn gặp vào ngày làm việc kế tiếp."
        )
    provisional = any(day.year in calendar.provisional for day in taken)
    return Occurrences(tuple(sorted(taken)), tuple(skipped), provisional)


def _weekdays(weekly: Weekly) -> Iterator[date]:
    day = weekly.since + timedelta(days=(weekly.weekday - weekly.since.weekday()) % 7)
    while day <= weekly.until:
        yield day
        day += WEEK


def _instead(calendar: Calendar, day: date, taken: set[date]) -> date | None:
    """The next working day, as communes do; none where the schedule has a meeting then anyway."""
    try:
        found = next_working_day(calendar, day)
    except OutsideCalendar:
        return None
    return None if found in taken else found


def why_closed(calendar: Calendar, day: date) -> tuple[str, str]:
    """Why the office is closed on a day, in two languages; empty where it is open."""
    if not calendar.first <= day <= calendar.last or is_working_day(calendar, day):
        return "", ""
    stated = calendar.days.get(day)
    return (stated.reason, stated.reason_en) if stated else ("cuối tuần", "weekend")


def days_off(calendar: Calendar, since: date, days: int) -> tuple[DayOff, ...]:
    """What is not as its weekday says in the days from `since` on: weekdays off, Saturdays with office hours."""
    ahead = (since + timedelta(days=number) for number in range(days))
    stated = [calendar.days[day] for day in ahead if day in calendar.days]
    return tuple(
        DayOff(each.on, each.reason, each.reason_en, worked=each.kind is DayKind.WORKED)
        for each in stated
        if (each.kind is DayKind.OFF) == (each.on.weekday() < SATURDAY)
    )


def notice(calendar: Calendar, spec: ClockSpec, pack: str, posted: date, day: date) -> Notice | None:
    """How early a meeting of `day` is posted on `posted`, against what the law asks; None outside the calendar.

    The day of posting is not counted (Civil Code 2015, Art. 147.2); days of the calendar are counted plainly, because
    what must be over before a day does not end later for being a day off.
    """
    if not (calendar.first <= posted and day <= calendar.last):
        return None
    given = max(0, _between(calendar, spec.unit, posted, day))
    return Notice(
        days=spec.days,
        unit=spec.unit.value,
        given=given,
        on_time=given >= spec.days,
        source=str(spec.source),
        pack=pack,
        post_by=latest_before(calendar, spec, day),
    )


def latest_before(calendar: Calendar, spec: ClockSpec, day: date) -> date | None:
    """The last day that lies early enough before `day`."""
    found = day
    while found >= calendar.first:
        if _between(calendar, spec.unit, found, day) >= spec.days:
            return found
        found -= DAY
    return None


def office_day(calendar: Calendar, day: date) -> date:
    """The day itself where the office is open, else the last one before it on which it is."""
    while day > calendar.first and not is_working_day(calendar, day):
        day -= DAY
    return day


def _between(calendar: Calendar, unit: Unit, a: date, b: date) -> int:
    if unit is Unit.WORKING:
        return working_days_between(calendar, a, b)
    return (b - a).days


def host_of(link: str) -> str:
    """The host of an https address; empty for what is none, or would hide where it leads."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return ""
    safe = parts.scheme == "https" and "@" not in parts.netloc and "." in host
    return host if safe and re.fullmatch(r"[a-z0-9.-]+", host) else ""


def slug_of(title: str, day: date) -> str:
    """«tiep-cong-dan-26-11-2026»: said easily, and it stays where it is when the meeting moves."""
    words = re.sub(r"[^0-9a-z]+", "-", fold(title)).strip("-")[:60].strip("-")
    return f"{words or 'buoi-gap'}-{day:%d-%m-%Y}"


def is_past(starts_at: datetime, ends_at: datetime | None, now: datetime) -> bool:
    """Over; one whose end nobody said counts as over with its day."""
    if ends_at is not None:
        return ends_at <= now
    return starts_at.date() < now.astimezone(starts_at.tzinfo).date()
