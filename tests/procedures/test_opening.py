"""When a place is open: as people write hours, and by the calendar of the law."""

from datetime import date, datetime, time

import pytest

from gandan.law import queries as law
from gandan.procedures.rules import read_spans, standing, week_rows, written_spans
from gandan.procedures.types import Opening

OFFICE = tuple(Opening(day, a, b) for day in range(5) for a, b in ((time(7, 30), time(11, 30)), (time(13), time(17))))
SATURDAY = (Opening(5, time(7, 30), time(11, 30)),)
EVENING = (Opening(1, time(17), time(19), late=True),)
WEEK = OFFICE + SATURDAY + EVENING


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("7:30-11:30, 13:00-17:00", "7:30–11:30, 13:00–17:00"),
        ("13h đến 17h; 7h30 – 11h30", "7:30–11:30, 13:00–17:00"),
        ("7 - 11 và 13.30-17", "7:00–11:00, 13:30–17:00"),
        ("", ""),
        (" Nghỉ. ", ""),
    ],
)
def test_hours_as_people_write_them(written, kept):
    assert written_spans(read_spans(written)) == kept


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("sáng", "Không hiểu"),
        ("11:30-7:30", "giờ đóng phải sau giờ mở"),
        ("7:30-25:00", "Không có 25:00"),
        ("7:30-7:75", "Không có 7:75"),
        ("7:00-12:00, 11:00-17:00", "chồng lên nhau"),
        ("<b>7-8</b>", "Không hiểu"),
    ],
)
def test_hours_that_cannot_be(written, why):
    with pytest.raises(ValueError, match=why):
        read_spans(written)


def test_days_with_the_same_hours_stand_together():
    rows = [(row.first, row.last, written_spans(row.spans)) for row in week_rows(WEEK, late=False)]
    assert rows == [(0, 4, "7:30–11:30, 13:00–17:00"), (5, 5, "7:30–11:30")]
    assert [(row.first, row.last) for row in week_rows(WEEK, late=True)] == [(1, 1)]


@pytest.mark.parametrize(
    ("at", "opened", "told"),
    [
        (datetime(2026, 11, 23, 9), True, time(11, 30)),  # a Monday
        (datetime(2026, 11, 23, 11, 30), False, datetime(2026, 11, 23, 13)),  # the minute it closes
        (datetime(2026, 12, 1, 18), True, time(19)),  # a Tuesday evening
        (datetime(2026, 11, 27, 17, 30), False, datetime(2026, 11, 28, 7, 30)),  # Friday evening: Saturday is open
        (datetime(2026, 11, 28, 12), False, datetime(2026, 11, 30, 7, 30)),
        (datetime(2026, 2, 16, 9), False, datetime(2026, 2, 23, 7, 30)),  # Tết: the whole week is off
        (datetime(2026, 1, 10, 14), True, time(17)),  # a Saturday worked for a Friday: office hours
    ],
)
def test_open_now_by_the_calendar_of_the_law(at, opened, told):
    found = standing(WEEK, law.calendar(), at)
    assert found.open is opened
    assert (found.until if opened else found.next) == told


def test_a_day_off_says_why_and_no_hours_say_nothing():
    assert standing(WEEK, law.calendar(), datetime(2026, 2, 17, 9)).holiday
    nothing = standing((), law.calendar(), datetime(2026, 11, 23, 9))
    assert (nothing.open, nothing.next, nothing.holiday) == (False, None, "")
    assert standing(WEEK, None, datetime(2026, 2, 17, 9)).open, "without a calendar the week alone counts"
    assert law.calendar().days[date(2026, 1, 10)].kind.value == "worked"
