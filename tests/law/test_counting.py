"""What must hold for every clock, whatever the dates; and the edges of the calendar."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gandan.law import rules
from gandan.law.types import (
    CalendarYear,
    DayKind,
    Due,
    Extension,
    Hours,
    LawError,
    NotExtendable,
    OutsideCalendar,
    Pause,
    Unit,
)
from tests.law.make import LAW, calendar, clock, day, naive_due

starts = st.dates(date(2019, 1, 1), date(2027, 8, 31))
lengths = st.integers(1, 60)
units = st.sampled_from(Unit)


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        since = draw(st.dates(date(2019, 1, 2), date(2027, 9, 15)))
        found.append(Pause(since, since + timedelta(days=draw(st.integers(0, 12))), "chờ"))
    return tuple(found)


@st.composite
def near_pauses(draw: st.DrawFn, start: date) -> tuple[Pause, ...]:
    """Pauses that are likely to touch a clock that starts on `start`."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        since = start + timedelta(days=draw(st.integers(-3, 40)))
        found.append(Pause(since, since + timedelta(days=draw(st.integers(0, 9))), "chờ"))
    return tuple(found)


@given(starts, lengths, units, pauses())
def test_a_due_date_agrees_with_counting_on_fingers(start, days, unit, standing):
    found, _ = rules.recount(calendar(), start=start, days=days, unit=unit, pauses=standing)
    assert found == naive_due(start, days, unit, standing)


@given(st.data(), starts, lengths, units)
def test_near_pauses_agree_with_counting_on_fingers(data, start, days, unit):
    standing = data.draw(near_pauses(start))
    found, _ = rules.recount(calendar(), start=start, days=days, unit=unit, pauses=standing)
    assert found == naive_due(start, days, unit, standing)


@given(starts, st.integers(1, 40), lengths, units, pauses())
def test_a_later_start_never_ends_earlier(start, later, days, unit, standing):
    assume(start + timedelta(days=later) <= date(2027, 8, 31))
    first, _ = rules.recount(calendar(), start=start, days=days, unit=unit, pauses=standing)
    second, _ = rules.recount(calendar(), start=start + timedelta(days=later), days=days, unit=unit, pauses=standing)
    assert first <= second


@given(starts, st.integers(1, 59), units, pauses())
def test_more_days_never_end_earlier(start, days, unit, standing):
    shorter, _ = rules.recount(calendar(), start=start, days=days, unit=unit, pauses=standing)
    longer, _ = rules.recount(calendar(), start=start, days=days + 1, unit=unit, pauses=standing)
    assert shorter <= longer
    if unit is Unit.WORKING:
        assert shorter < longer


@given(starts, lengths, units, pauses())
def test_no_period_ends_on_a_day_off(start, days, unit, standing):
    found, _ = rules.recount(calendar(), start=start, days=days, unit=unit, pauses=standing)
    assert rules.is_working_day(calendar(), found)


@given(st.data(), starts, lengths)
def test_pause_and_resume_keep_the_number_of_working_days(data, start, days):
    """However often a clock stood still, exactly `days` working days ran."""
    standing = data.draw(near_pauses(start))
    found, _ = rules.recount(calendar(), start=start, days=days, unit=Unit.WORKING, pauses=standing)
    ran = 0
    on = start
    while on < found:
        on += timedelta(days=1)
        stood = any(each.since <= on <= each.until for each in standing)
        ran += rules.is_working_day(calendar(), on) and not stood
    assert ran == days


@given(st.data(), starts, lengths, units)
def test_the_explanation_agrees_with_the_date(data, start, days, unit):
    standing = data.draw(near_pauses(start))
    due = rules.due(calendar(), clock(days, unit, pauses=True), start, pauses=standing)
    steps = rules.explain(calendar(), due)
    assert steps[0].on == start
    assert steps[-1].on == due.on
    assert [step.why for step in steps].count("due") == 1
    assert [step.counted for step in steps if step.counted] == list(range(1, days + 1))
    assert all(after.on - before.on == timedelta(days=1) for before, after in pairwise(steps))
    assert not any("Lịch đã đổi" in sentence for sentence in rules.explain_text(calendar(), due))


@given(starts, starts)
def test_working_days_between_two_dates_are_those_one_meets(a, b):
    low, high = min(a, b), max(a, b)
    assume((high - low).days < 500)
    met = sum(rules.is_working_day(calendar(), low + timedelta(days=n + 1)) for n in range((high - low).days))
    assert rules.working_days_between(calendar(), low, high) == met
    assert rules.working_days_between(calendar(), high, low) == -met


@given(starts)
def test_the_next_working_day_is_one_and_none_lies_between(start):
    found = rules.next_working_day(calendar(), start)
    assert found > start
    assert rules.working_days_between(calendar(), start, found) == 1
    assert rules.is_working_day(calendar(), found)


def test_a_date_outside_the_calendar_is_refused_with_its_name_and_what_to_do():
    with pytest.raises(
        OutsideCalendar, match=r"thứ Bảy 01/01/2028 .*01/01/2019 đến 31/12/2027.*gandan import calendar"
    ):
        rules.due(calendar(), clock(5), date(2028, 1, 1))
    with pytest.raises(OutsideCalendar, match=r"31/12/2018 .*gandan import calendar"):
        rules.due(calendar(), clock(5), date(2018, 12, 31))


@pytest.mark.parametrize("unit", list(Unit))
def test_a_period_that_runs_past_the_calendar_is_refused(unit):
    with pytest.raises(OutsideCalendar, match=r"31/12/2027.*Nhập lịch năm 2028"):
        rules.due(calendar(), clock(20, unit), date(2027, 12, 20))


def test_the_last_working_day_of_the_calendar_can_be_a_due_date():
    assert rules.due(calendar(), clock(1), date(2027, 12, 30)).on == date(2027, 12, 31)


def test_a_gap_between_two_years_is_refused():
    years = [each for each in calendar().years if each.year != 2024]
    with pytest.raises(LawError, match="Thiếu lịch làm việc năm 2024"):
        rules.build_calendar(years)


def test_half_days_count_half():
    """Saturday 3 and 10 October 2026 half days: two of them make one day."""
    october = [day(date(2026, 10, 3), DayKind.HALF), day(date(2026, 10, 10), DayKind.HALF)]
    halves = rules.build_calendar([CalendarYear(2026, True, tuple(october))])
    due = rules.due(halves, clock(2), date(2026, 10, 1))
    assert due.on == date(2026, 10, 5)  # Friday 1, Saturday ½, Monday 2
    steps = {step.on: step for step in rules.explain(halves, due)}
    assert steps[date(2026, 10, 3)].counted is None
    assert steps[date(2026, 10, 3)].why == "half"
    assert steps[date(2026, 10, 5)].counted == 2
    assert rules.due(halves, clock(6), date(2026, 10, 2)).on == date(2026, 10, 10)  # ½ + 5 + ½
    assert rules.is_working_day(halves, date(2026, 10, 3))


def test_extensions_stay_within_what_the_article_allows():
    spec = clock(10, extension=Extension(5, 2, LAW))
    start = date(2026, 11, 2)
    assert rules.due(calendar(), spec, start, extensions=2).on == rules.due(calendar(), clock(20), start).on
    for number in (3, -1):
        with pytest.raises(NotExtendable, match="nhiều nhất 2 lần"):
            rules.due(calendar(), spec, start, extensions=number)


def test_a_pause_that_still_lasts_does_not_move_the_date_yet():
    lasting = (Pause(date(2026, 11, 4), None, "chờ"),)
    spec = clock(5, pauses=True)
    assert rules.due(calendar(), spec, date(2026, 11, 2), pauses=lasting).on == date(2026, 11, 9)


def test_a_moment_is_taken_at_the_hour_of_viet_nam():
    """08:30 UTC is 15:30 in Hà Nội: after the cut-off."""
    spec = clock(0, hours=Hours(time(15), time(17), LAW, LAW))
    due = rules.due(calendar(), spec, datetime(2026, 2, 13, 8, 30, tzinfo=ZoneInfo("UTC")))
    assert due.on == date(2026, 2, 23)
    assert due.at == datetime(2026, 2, 23, 17, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert "15:30 thứ Sáu 13/02/2026" in rules.explain_text(calendar(), due)[0]


def test_of_two_limits_the_earlier_governs_and_the_other_is_named():
    spec = clock(7, outer_days=10, outer_source=LAW)
    due = rules.due(calendar(), spec, date(2026, 8, 27))
    assert (due.on, due.days, due.unit) == (date(2026, 9, 7), 10, Unit.CALENDAR)
    assert due.other is not None
    assert (due.other.days, due.other.unit) == (7, Unit.WORKING)
    assert any("7 ngày làm việc" in sentence for sentence in rules.explain_text(calendar(), due))


def test_a_chosen_date_stays_unless_it_is_a_day_off():
    start = date(2026, 11, 2)
    assert rules.due_chosen(calendar(), clock(10), start, date(2026, 11, 20)).on == date(2026, 11, 20)
    moved = rules.due_chosen(calendar(), clock(10), start, date(2026, 11, 24))
    assert moved.on == date(2026, 11, 25)
    assert moved.unit is Unit.CALENDAR


def test_the_sentences_name_holidays_pauses_moves_and_promises_in_both_languages():
    spec = clock(30, Unit.CALENDAR, pauses=True)
    due = rules.due(
        calendar(), spec, date(2026, 2, 10), pauses=(Pause(date(2026, 2, 24), date(2026, 2, 26), "giám định"),)
    )
    vietnamese = " ".join(rules.explain_text(calendar(), due))
    assert "tạm dừng từ 24/02/2026 đến 26/02/2026: giám định" in vietnamese
    assert "Ngày thứ 30 là Chủ nhật 15/03/2026" in vietnamese
    assert "Hạn: thứ Hai 16/03/2026, sau 30 ngày." in vietnamese
    working = rules.due(calendar(), clock(10), date(2026, 2, 10))
    assert "Tết Bính Ngọ (16/02/2026 – 20/02/2026)" in " ".join(rules.explain_text(calendar(), working))
    english = " ".join(rules.explain_text(calendar(), working, "en"))
    assert "Due on Tuesday 03/03/2026, after 10 working days." in english
    assert "Lunar New Year (Bính Ngọ)" in english


def test_a_stored_date_that_the_calendar_no_longer_gives_is_said_so():
    due = Due(date(2026, 11, 24), 5, Unit.WORKING, date(2026, 11, 17), LAW, "")
    assert any("tính lại hôm nay sẽ là 25/11/2026" in each for each in rules.explain_text(calendar(), due))
