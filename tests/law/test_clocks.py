"""How a clock stands on a day, and the words for it."""

from datetime import date

import pytest

from gandan.law import rules
from gandan.law.types import Unit
from tests.law.make import calendar

DUE = date(2026, 11, 25)  # Wednesday; Tuesday 24 is a holiday


def view(today, days=10, due=DUE, unit=Unit.WORKING, **more):
    return rules.clock_state(calendar(), today, due, days, unit, **more)


@pytest.mark.parametrize(
    ("today", "state", "left", "words"),
    [
        (date(2026, 11, 18), "ok", 4, "Còn 4 ngày làm việc"),
        (date(2026, 11, 19), "soon", 3, "Còn 3 ngày làm việc"),
        (date(2026, 11, 23), "soon", 1, "Còn 1 ngày làm việc"),
        (date(2026, 11, 25), "soon", 0, "Hạn là hôm nay"),
        (date(2026, 11, 26), "late", -1, "Quá hạn 1 ngày làm việc"),
        (date(2026, 12, 1), "late", -4, "Quá hạn 4 ngày làm việc"),
    ],
)
def test_a_long_clock_is_soon_three_working_days_before(today, state, left, words):
    found = view(today)
    assert (found.state, found.left, found.words) == (state, left, words)


@pytest.mark.parametrize(("days", "soon"), [(1, 1), (3, 1), (5, 1), (6, 2), (8, 2), (9, 3), (30, 3)])
def test_a_short_clock_is_soon_in_its_last_third(days, soon):
    assert rules.clocks.threshold(days) == soon


def test_a_clock_in_calendar_days_says_so():
    found = view(date(2026, 11, 20), days=30, unit=Unit.CALENDAR)
    assert (found.left, found.words, found.words_en) == (5, "Còn 5 ngày", "5 calendar days left")
    assert found.state == "soon"  # 23 and 25 November are the only working days left


def test_late_over_a_weekend_counts_calendar_days():
    found = view(date(2026, 11, 28), due=date(2026, 11, 27))
    assert (found.state, found.left, found.unit, found.words) == ("late", -1, Unit.CALENDAR, "Quá hạn 1 ngày")


def test_a_met_clock_says_how_early_or_late():
    assert view(date(2026, 12, 9), met_on=date(2026, 11, 20)).words == "Xong trước hạn 2 ngày làm việc"
    assert view(date(2026, 12, 9), met_on=DUE).words == "Xong đúng hạn"
    late = view(date(2026, 12, 9), met_on=date(2026, 11, 27))
    assert (late.state, late.left, late.words) == ("done", -2, "Xong, trễ 2 ngày làm việc")


def test_a_paused_clock_keeps_what_was_left():
    found = view(date(2026, 12, 9), paused=date(2026, 11, 20))
    assert (found.state, found.left) == ("hold", 3)  # 20, 23, 25 November are still to come
    assert "còn 3 ngày làm việc" in found.words


def test_no_due_date_is_no_clock():
    assert view(DUE, due=None).state == "none"


def test_a_list_still_shows_when_the_calendar_has_ended():
    found = view(date(2028, 3, 1), due=date(2027, 12, 30))
    assert (found.state, found.left, found.unit) == ("late", -62, Unit.CALENDAR)
