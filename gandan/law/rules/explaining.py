"""Why a due date is what it is: every day of the count, and the sentences a resident reads.

The walk goes day by day and shares nothing with the look-ups in `counting`, so that each checks the other.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from gandan.law.rules.calendars import beyond, index_of, weight_of
from gandan.law.rules.wording import long_date, number_of_days, short_date, weekday
from gandan.law.types import Calendar, DayKind, Due, Pause, Step, Unit

FIRST_DAY = {"vi": "Điều 147 Bộ luật Dân sự 2015", "en": "Civil Code 2015, Article 147"}
LAST_DAY = {"vi": "khoản 5 Điều 148 Bộ luật Dân sự 2015", "en": "Civil Code 2015, Article 148.5"}
COUNTED = ("counted", "worked", "half", "moved", "due")


def explain(calendar: Calendar, due: Due) -> tuple[Step, ...]:
    """Each day from the start to the due date: counted as which, or why not."""
    index_of(calendar, due.start)
    steps = [Step(due.start, None, "start")]
    walk = _working_walk if due.unit is Unit.WORKING and due.days > 0 else _calendar_walk
    walk(calendar, due, steps)
    return tuple(steps)


def explain_text(calendar: Calendar, due: Due, language: str = "vi") -> tuple[str, ...]:
    """The same in sentences, `vi` or `en`."""
    steps = explain(calendar, due)
    english = language == "en"
    sentences = [
        _start_sentence(due, english),
        *_skipped_sentences(steps, english),
        *_worked_sentences(steps, english),
        *_pause_sentences(due, english),
        *_moved_sentences(due, steps, english),
        *_extension_sentences(due, english),
        _due_sentence(due, english),
        *_other_sentences(due, english),
        *_warnings(due, steps, english),
    ]
    return tuple(sentences)


def _working_walk(calendar: Calendar, due: Due, steps: list[Step]) -> None:
    done = 0  # in half days
    day = due.start
    while done < 2 * due.days:
        day = _tomorrow(calendar, day)
        pause = _pause_on(due.pauses, day)
        weight = weight_of(day, calendar.days)
        if pause or not weight:
            steps.append(_idle(calendar, day, pause))
            continue
        before, done = done, done + weight
        number = done // 2 if done // 2 > before // 2 else None
        why = "due" if done >= 2 * due.days else _kind_of(calendar, day)
        steps.append(Step(day, number, why, *_stated(calendar, day)))


def _calendar_walk(calendar: Calendar, due: Due, steps: list[Step]) -> None:
    day, number = due.start, 0
    while number < due.days:
        day = _tomorrow(calendar, day)
        pause = _pause_on(due.pauses, day)
        if pause:
            steps.append(_idle(calendar, day, pause))
            continue
        number += 1
        steps.append(Step(day, number, "counted", *_stated(calendar, day)))
    if weight_of(day, calendar.days):
        if number:
            steps[-1] = Step(day, number, "due", *_stated(calendar, day))
        else:
            steps.append(Step(day, None, "due"))
        return
    if number:
        steps[-1] = Step(day, number, "moved", *_rest(calendar, day))
    while True:
        day = _tomorrow(calendar, day)
        pause = _pause_on(due.pauses, day)
        if not pause and weight_of(day, calendar.days):
            steps.append(Step(day, None, "due", *_stated(calendar, day)))
            return
        steps.append(_idle(calendar, day, pause))


def _tomorrow(calendar: Calendar, day: date) -> date:
    if day >= calendar.last:
        raise beyond(calendar)
    return day + timedelta(days=1)


def _pause_on(pauses: Iterable[Pause], day: date) -> Pause | None:
    return next((each for each in pauses if each.until and each.since <= day <= each.until), None)


def _idle(calendar: Calendar, day: date, pause: Pause | None) -> Step:
    if pause:
        return Step(day, None, "paused", pause.reason, pause.reason)
    return Step(day, None, "holiday" if day in calendar.days else "weekend", *_rest(calendar, day))


def _rest(calendar: Calendar, day: date) -> tuple[str, str]:
    return _stated(calendar, day) if day in calendar.days else (weekday(day), weekday(day, "en"))


def _stated(calendar: Calendar, day: date) -> tuple[str, str]:
    stated = calendar.days.get(day)
    return (stated.reason, stated.reason_en or stated.reason) if stated else ("", "")


def _kind_of(calendar: Calendar, day: date) -> str:
    stated = calendar.days.get(day)
    if stated is None:
        return "counted"
    return "half" if stated.kind is DayKind.HALF else "worked"


def _start_sentence(due: Due, english: bool) -> str:
    if due.received:
        moment = f"{due.received:%H:%M} {long_date(due.received.date(), 'en' if english else 'vi')}"
        return f"Received at {moment}." if english else f"Nhận lúc {moment}."
    if due.at:
        if english:
            return f"Counts from {long_date(due.start, 'en')}; no hour given, so as received before the cut-off."
        return f"Tính từ {long_date(due.start)}; không ghi giờ nên tính như nhận trước giờ chốt."
    if english:
        return f"Starts on {long_date(due.start, 'en')}; that day is not counted ({FIRST_DAY['en']})."
    return f"Bắt đầu từ {long_date(due.start)}; ngày này không tính ({FIRST_DAY['vi']})."


def _skipped_sentences(steps: tuple[Step, ...], english: bool) -> list[str]:
    weekends = [step for step in steps if step.why == "weekend"]
    holidays = [step for step in steps if step.why == "holiday"]
    found = []
    if weekends:
        number = len(weekends)
        found.append(
            f"Skips {number} Saturday{'s' if number > 1 else ''} or Sunday{'s' if number > 1 else ''}."
            if english
            else f"Bỏ qua {number} ngày thứ Bảy, Chủ nhật."
        )
    if holidays:
        named = groupby(holidays, key=lambda step: step.reason_en if english else step.reason)
        names = "; ".join(f"{name} ({_span(list(group))})" for name, group in named)
        number = len(holidays)
        found.append(
            f"Skips {number} public holiday{'s' if number > 1 else ''}: {names}."
            if english
            else f"Bỏ qua {number} ngày nghỉ: {names}."
        )
    return found


def _worked_sentences(steps: tuple[Step, ...], english: bool) -> list[str]:
    found = []
    for step in steps:
        if step.on.weekday() >= 5 and step.counted and step.reason and step.why in ("worked", "due", "half"):
            found.append(
                f"Counts {long_date(step.on, 'en')}: {step.reason_en}."
                if english
                else f"Tính cả {long_date(step.on)}: {step.reason}."
            )
    return found


def _pause_sentences(due: Due, english: bool) -> list[str]:
    found = []
    for pause in due.pauses:
        if pause.until is None or pause.until <= due.start or pause.since > due.on:
            continue
        span = f"{short_date(pause.since)} đến {short_date(pause.until)}"
        why = f": {pause.reason}" if pause.reason else ""
        if english:
            span = f"{short_date(pause.since)} to {short_date(pause.until)}"
            found.append(f"The clock stood still from {span}{why}.")
        else:
            found.append(f"Không tính thời gian tạm dừng từ {span}{why}.")
    return found


def _moved_sentences(due: Due, steps: tuple[Step, ...], english: bool) -> list[str]:
    moved = next((step for step in steps if step.why == "moved"), None)
    if moved is None:
        return []
    last = steps[-1].on
    if english:
        return [
            f"Day {moved.counted} is {long_date(moved.on, 'en')}, a day off, so the period ends with the next "
            f"working day, {long_date(last, 'en')} ({LAST_DAY['en']})."
        ]
    return [
        f"Ngày thứ {moved.counted} là {long_date(moved.on)}, ngày nghỉ, nên hạn dời sang ngày làm việc kế tiếp, "
        f"{long_date(last)} ({LAST_DAY['vi']})."
    ]


def _extension_sentences(due: Due, english: bool) -> list[str]:
    if not due.extensions:
        return []
    law = f" ({due.extension_source})" if due.extension_source else ""
    times = "once" if due.extensions == 1 else f"{due.extensions} times"
    return [f"Extended {times}{law}." if english else f"Đã gia hạn {due.extensions} lần{law}."]


def _due_sentence(due: Due, english: bool) -> str:
    if due.at:
        hour = f"{due.at:%H:%M} {long_date(due.on, 'en' if english else 'vi')}"
        return f"Due by {hour}. Basis: {due.source}." if english else f"Hạn: {hour}. Căn cứ: {due.source}."
    period = number_of_days(due.days, due.unit, "en" if english else "vi")
    if english:
        kind = "The ward's own promise" if due.local else "Basis"
        return f"Due on {long_date(due.on, 'en')}, after {period}. {kind}: {due.source}."
    kind = "Cam kết tại chỗ" if due.local else "Căn cứ"
    return f"Hạn: {long_date(due.on)}, sau {period}. {kind}: {due.source}."


def _other_sentences(due: Due, english: bool) -> list[str]:
    if due.other is None:
        return []
    other = number_of_days(due.other.days, due.other.unit, "en" if english else "vi")
    if english:
        return [f"The other limit, {other} ({due.other.source}), would not end earlier."]
    return [f"Giới hạn còn lại, {other} ({due.other.source}), không đến sớm hơn."]


def _warnings(due: Due, steps: tuple[Step, ...], english: bool) -> list[str]:
    found = []
    if due.provisional:
        year = due.on.year
        found.append(
            f"Provisional: not every day off of {year} has been decided yet."
            if english
            else f"Tạm tính: lịch nghỉ năm {year} chưa được quyết định đủ."
        )
    if steps[-1].on != due.on:
        found.append(
            f"The calendar has changed since: counted today the date would be {short_date(steps[-1].on)}."
            if english
            else f"Lịch đã đổi sau khi tính hạn này: tính lại hôm nay sẽ là {short_date(steps[-1].on)}."
        )
    return found


def _span(steps: list[Step]) -> str:
    first, last = steps[0].on, steps[-1].on
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"
