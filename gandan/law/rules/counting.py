"""Due dates, counted as the Civil Code 2015 says in Articles 147 and 148."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gandan.law.rules.calendars import beyond, index_of, is_working_day, next_working_day
from gandan.law.types import Calendar, ClockSpec, Due, Hours, LawError, Limit, NotExtendable, Pause, Unit

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Spans = list[tuple[int, int]]


def due(
    calendar: Calendar,
    spec: ClockSpec,
    start: date | datetime,
    *,
    extensions: int = 0,
    pauses: Iterable[Pause] = (),
    pack: str = "",
) -> Due:
    """When the clock `spec` runs out that started on `start` (not counted itself, Art. 147.2).

    Raises OutsideCalendar, NotExtendable, and LawError where the clock runs from a later day only. Pauses are heeded
    only by a clock that the law lets stand still; one that still lasts does not move the date until it ends.
    """
    days = spec.days + extended_by(spec, extensions)
    begun, received = _day_of(start)
    if spec.since and begun < spec.since.on:
        raise LawError(f"Thời hạn «{spec.label}» chỉ có từ ngày {spec.since.on:%d/%m/%Y} ({spec.since.source}).")
    standing = tuple(pauses) if spec.pauses else ()
    if spec.hours:
        begun, days = _by_the_hour(calendar, spec.hours, begun, received, days)
    first = Limit(days, spec.unit, spec.source)
    second = None
    if spec.outer_days is not None and spec.outer_source is not None:
        second = Limit(spec.outer_days, Unit.CALENDAR, spec.outer_source)
    on, provisional, governing, other = recount_earliest(calendar, begun, first, second, standing)
    return Due(
        on=on,
        days=governing.days,
        unit=governing.unit,
        start=begun,
        source=governing.source,
        pack=pack,
        provisional=provisional,
        at=datetime.combine(on, spec.hours.closes, VIETNAM) if spec.hours else None,
        extensions=extensions,
        pauses=standing,
        other=other,
        received=received if spec.hours else None,
        extension_source=spec.extension.source if extensions and spec.extension else None,
    )


def due_chosen(calendar: Calendar, spec: ClockSpec, start: date, on: date, *, pack: str = "") -> Due:
    """The due date that a person has chosen (a task), moved to the next working day where it falls on a day off.

    Kept as calendar days, so that a changed calendar does not carry the chosen date along.
    """
    days = max(0, (on - start).days)
    moved, provisional = recount(calendar, start=start, days=days, unit=Unit.CALENDAR)
    return Due(moved, days, Unit.CALENDAR, start, spec.source, pack, provisional)


def recount(
    calendar: Calendar, *, start: date, days: int, unit: Unit, pauses: Iterable[Pause] = ()
) -> tuple[date, bool]:
    """The last day of a period of `days` after `start`, and whether it touches an undecided year.

    A period never ends on a day off: in calendar days it then ends with the next working day (Art. 148.5).
    """
    index_of(calendar, start)
    spans = _spans(pauses, start)
    ordinal = start.toordinal()
    if unit is Unit.WORKING and days > 0:
        end = _working_end(calendar, ordinal, days, spans)
    else:
        end = _calendar_end(ordinal, days, spans)
        end = _next_open(calendar, end, spans)
    on = date.fromordinal(end)
    counted_from = min(date.fromordinal(ordinal + 1), on)
    return on, _touches(calendar, counted_from, on)


def recount_earliest(
    calendar: Calendar, start: date, first: Limit, second: Limit | None, pauses: Iterable[Pause] = ()
) -> tuple[date, bool, Limit, Limit | None]:
    """The earlier of two limits: its date, provisional or not, the limit that governs and the other one."""
    on, provisional = recount(calendar, start=start, days=first.days, unit=first.unit, pauses=pauses)
    if second is None:
        return on, provisional, first, None
    outer, touched = recount(calendar, start=start, days=second.days, unit=second.unit, pauses=pauses)
    if outer < on:
        return outer, touched, second, first
    return on, provisional, first, second


def extended_by(spec: ClockSpec, extensions: int) -> int:
    """The days that `extensions` add; raises NotExtendable beyond what the article allows."""
    allowed = spec.extension.times if spec.extension else 0
    if not 0 <= extensions <= allowed:
        law = spec.extension.source if spec.extension else spec.source
        raise NotExtendable(
            f"Thời hạn «{spec.label}» được gia hạn nhiều nhất {allowed} lần ({law}); bạn yêu cầu {extensions} lần."
            if allowed
            else f"Thời hạn «{spec.label}» không được gia hạn ({law})."
        )
    return spec.extension.days * extensions if spec.extension else 0


def _day_of(start: date | datetime) -> tuple[date, datetime | None]:
    """The day in Việt Nam; a moment without zone is taken as local."""
    if not isinstance(start, datetime):
        return start, None
    local = start.astimezone(VIETNAM) if start.tzinfo else start.replace(tzinfo=VIETNAM)
    return local.date(), local


def _by_the_hour(calendar: Calendar, hours: Hours, day: date, received: datetime | None, days: int) -> tuple[date, int]:
    """Received on a day off: as if when the office opens again. After the cut-off: one working day more."""
    if not is_working_day(calendar, day):
        return next_working_day(calendar, day), days
    late = received is not None and received.time() > hours.cutoff
    return day, days + late


def _spans(pauses: Iterable[Pause], start: date) -> Spans:
    """The ended pauses after the start, as merged ordinals in order."""
    after = start.toordinal() + 1
    found = sorted(
        (max(pause.since.toordinal(), after), pause.until.toordinal()) for pause in pauses if pause.until is not None
    )
    merged: Spans = []
    for since, until in found:
        if until < since:
            continue
        if merged and since <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _working_end(calendar: Calendar, start: int, days: int, spans: Spans) -> int:
    base = calendar.first.toordinal()
    last = len(calendar.worked) - 1
    needed = calendar.worked[start - base] + 2 * days
    for since, until in spans:
        if since > _unit(calendar, needed):
            break
        needed += calendar.worked[min(until - base, last)] - calendar.worked[since - 1 - base]
    return _unit(calendar, needed)


def _calendar_end(start: int, days: int, spans: Spans) -> int:
    end = start + days
    for since, until in spans:
        if since > end:
            break
        end += until - since + 1
    return end


def _next_open(calendar: Calendar, end: int, spans: Spans) -> int:
    """`end` itself if the office opens then, else the next working day that is not paused."""
    base = calendar.first.toordinal()
    while True:
        if end > calendar.last.toordinal():
            raise beyond(calendar)
        index = end - base
        before = calendar.worked[index - 1] if index else 0
        if calendar.worked[index] == before:
            end = _unit(calendar, before + 1)
        standing = next((until for since, until in spans if since <= end <= until), None)
        if standing is None:
            return end
        end = standing + 1


def _unit(calendar: Calendar, number: int) -> int:
    """The day that holds the `number`-th half day of work since the calendar began."""
    if number > len(calendar.units):
        raise beyond(calendar)
    return calendar.units[number - 1]


def _touches(calendar: Calendar, since: date, until: date) -> bool:
    return bool(calendar.provisional) and not calendar.provisional.isdisjoint(range(since.year, until.year + 1))
