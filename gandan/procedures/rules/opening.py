"""When a place is open: hours as people write them, the week in rows, open now or from when on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from gandan.law.types import Calendar, Day, DayKind
from gandan.procedures.types import HoursRow, Opening, Standing

MONDAY, SATURDAY, NOON = 0, 5, time(12)
AHEAD = 21  # days: longer than any row of days off
_SPAN = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?\s*(?:-|–|—|đến|tới)\s*(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?", re.I)

Span = tuple[time, time]


def read_spans(text: str) -> tuple[Span, ...]:
    """«7:30-11:30, 13h đến 17h» as times; empty is closed. Raises ValueError with what is wrong."""
    told = text.strip().strip(".;,")
    if not told or told.casefold() in ("nghỉ", "đóng cửa", "-"):
        return ()
    parts = [part.strip() for part in re.split(r"[,;+]|\bvà\b", told)]
    spans = sorted(_span(part) for part in parts if part)
    for (_opens, closes), (opens, _closes) in pairwise(spans):
        if opens < closes:
            raise ValueError("Hai khoảng giờ chồng lên nhau.")
    return tuple(spans)


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"Không hiểu «{text[:40]}». Viết như 7:30-11:30, 13:00-17:00; để trống là nghỉ.")
    opens, closes = _time(found[1], found[2]), _time(found[3], found[4])
    if closes <= opens:
        raise ValueError(f"«{text[:40]}»: giờ đóng phải sau giờ mở.")
    return opens, closes


def _time(hour: str, minute: str | None) -> time:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise ValueError(f"Không có {hour}:{minute or '00'} trong ngày.")
    return time(int(hour), int(minute or 0))


def written_spans(spans: Iterable[Span]) -> str:
    return ", ".join(f"{a.hour}:{a:%M}–{b.hour}:{b:%M}" for a, b in spans)


def week_rows(openings: Iterable[Opening], *, late: bool) -> tuple[HoursRow, ...]:
    """The week from Monday on; days in a row with the same hours stand together, days without any are left out."""
    days = {
        n: tuple(sorted((o.opens, o.closes) for o in openings if o.weekday == n and o.late is late)) for n in range(7)
    }
    rows = []
    for spans, group in groupby(range(7), key=lambda n: days[n]):
        numbers = list(group)
        if spans:
            rows.append(HoursRow(numbers[0], numbers[-1], spans))
    return tuple(rows)


def hours_on(openings: Iterable[Opening], calendar: Calendar | None, day: date) -> tuple[Opening, ...]:
    """What is open on this very day: none on a day off, mornings on half a day, a Monday's hours on a make-up day."""
    stated = calendar.days.get(day) if calendar else None
    if calendar and day_off(calendar, day):
        return ()
    openings = tuple(openings)
    own = [each for each in openings if each.weekday == day.weekday()]
    if stated and stated.kind is DayKind.WORKED and day.weekday() >= SATURDAY:
        own = [each for each in openings if each.weekday == MONDAY and not each.late]
    if stated and stated.kind is DayKind.HALF:
        own = [each for each in own if each.opens < NOON and not each.late]
    return tuple(sorted(own, key=lambda each: each.opens))


def day_off(calendar: Calendar, day: date) -> Day | None:
    """The day off that this is or belongs to: a calendar names no weekend, yet one beside a holiday is part of it."""
    stated = calendar.days.get(day)
    if stated or day.weekday() < SATURDAY:
        return stated if stated and stated.kind is DayKind.OFF else None
    saturday = day - timedelta(days=day.weekday() - SATURDAY)
    beside = (calendar.days.get(saturday - timedelta(days=1)), calendar.days.get(saturday + timedelta(days=2)))
    return next((each for each in beside if each and each.kind is DayKind.OFF), None)


def standing(openings: Iterable[Opening], calendar: Calendar | None, at: datetime) -> Standing:
    """At a moment by the wall clock of the place (naive)."""
    openings = tuple(openings)
    now = next((o for o in hours_on(openings, calendar, at.date()) if o.opens <= at.time() < o.closes), None)
    if now:
        return Standing(True, until=now.closes, late=now.late)
    coming = next(_from(openings, calendar, at), None)
    off = day_off(calendar, at.date()) if calendar and openings else None
    why = (off.reason, off.reason_en) if off else ("", "")
    if coming is None:
        return Standing(False, holiday=why[0], holiday_en=why[1])
    day, opening = coming
    opens_at = datetime.combine(day, opening.opens)
    same = day == at.date()
    return Standing(False, next=opens_at, same_day=same, late=opening.late, holiday=why[0], holiday_en=why[1])


def _from(openings: tuple[Opening, ...], calendar: Calendar | None, at: datetime) -> Iterator[tuple[date, Opening]]:
    for ahead in range(AHEAD + 1):
        day = at.date() + timedelta(days=ahead)
        for opening in hours_on(openings, calendar, day):
            if ahead or opening.opens > at.time():
                yield day, opening


def kept_openings(openings: Iterable[Opening]) -> list[list[object]]:
    """As JSON keeps them."""
    return [[o.weekday, f"{o.opens:%H:%M}", f"{o.closes:%H:%M}", o.late] for o in openings]


def openings_of(kept: Iterable[list[object]]) -> tuple[Opening, ...]:
    return tuple(
        Opening(int(str(day)), time.fromisoformat(str(opens)), time.fromisoformat(str(closes)), bool(late))
        for day, opens, closes, late in kept
    )
