"""Dates, numbers, sizes and clocks in words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gandan.law.rules import wording
from gandan.law.types import Step
from gandan.ui import rules

MONDAY = date(2026, 11, 23)


def test_dates_as_people_say_them():
    assert rules.day_date(MONDAY) == "thứ Hai 23/11"
    assert rules.long_date(MONDAY) == "thứ Hai 23/11/2026"
    assert rules.full_date(date(2026, 2, 3)) == "03/02/2026"
    assert rules.day_time(datetime(2026, 11, 12, 8, 4)) == "8:04 ngày 12/11"
    assert rules.month_words(MONDAY) == "tháng 11"
    assert rules.weekday(date(2026, 11, 22)) == "Chủ nhật"


def test_dates_in_english():
    assert rules.day_date(MONDAY, "en") == "Monday 23/11"
    assert rules.day_time(datetime(2026, 11, 12, 20, 40), "en-gb") == "20:40, 12/11"
    assert rules.month_words(MONDAY, "en") == "Nov"


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (35565, "35.565", "35,565"),
        (93.2, "93,2", "93.2"),
        (-1200, "-1.200", "-1,200"),
    ],
)
def test_numbers(number, vi, en):
    assert (rules.thousands(number), rules.thousands(number, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("octets", "said"),
    [(0, "0 byte"), (999, "999 byte"), (1000, "1 KB"), (180_400, "180 KB"), (999_600, "1 MB"), (1_800_000, "1,8 MB")],
)
def test_sizes(octets, said):
    assert rules.file_size(octets) == said


@given(st.integers(0, 10**12))
def test_a_size_never_says_a_thousand_of_a_smaller_unit(octets):
    value, unit = rules.file_size(octets, "en").split()
    assert float(value.replace(",", "")) < 1000 or unit == "GB"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Nguyễn Tiếp Dân", "TD"), ("Đỗ An", "ĐA"), ("Hạ tầng", "HT"), ("  ", ""), ("Ân", "Â"), ("Tổ 3", "T")],
)
def test_initials(name, said):
    assert rules.initials(name) == said


@pytest.mark.parametrize(
    ("state", "left", "unit", "vi", "en"),
    [
        ("ok", 6, "working", "Còn 6 ngày làm việc", "6 working days left"),
        ("soon", 1, "calendar", "Còn 1 ngày", "1 day left"),
        ("soon", 0, "working", "Hôm nay", "Today"),
        ("soon", 2, "hours", "Còn 2 giờ", "2 hours left"),
        ("late", -3, "working", "Quá hạn 3 ngày làm việc", "3 working days overdue"),
        ("late", 3, "working", "Quá hạn 3 ngày làm việc", "3 working days overdue"),
        ("late", None, "working", "Quá hạn", "Overdue"),
        ("hold", None, "working", "Tạm dừng", "Paused"),
        ("info", None, "working", "", ""),
    ],
)
def test_clocks_always_name_their_unit(state, left, unit, vi, en):
    assert rules.clock_words(state, left, unit) == vi
    assert rules.clock_words(state, left, unit, "en") == en


def test_the_strip_says_each_day_of_the_law():
    days = [
        Step(date(2026, 11, 27), None, "start"),
        Step(date(2026, 11, 28), None, "weekend", "thứ Bảy", "Saturday"),
        Step(date(2026, 11, 29), None, "holiday", "Nghỉ lễ mẫu", "Sample holiday"),
        Step(date(2026, 11, 30), 1, "counted"),
        Step(date(2026, 12, 1), None, "half", "Nghỉ nửa ngày"),
        Step(date(2026, 12, 2), 2, "moved", "thứ Tư"),
        Step(date(2026, 12, 3), 3, "due"),
    ]
    cells = [rules.day_cell(day) for day in days]
    assert [cell.note for cell in cells] == ["nhận", "nghỉ", "lễ", "1", "½", "2", "hạn"]
    assert [cell.kind for cell in cells] == ["", "off", "off", "", "", "off", "due"]
    assert [cell.title for cell in cells] == ["", "", "Nghỉ lễ mẫu", "", "Nghỉ nửa ngày", "", ""]
    assert cells[4].number == "01/12", "a strip that crosses into a month says so"
    assert cells[3].spoken == "thứ Hai 30/11/2026: ngày thứ"
    assert rules.day_cell(days[2], "en").title == "Sample holiday"


def test_the_day_of_the_answer_and_own_words():
    step = Step(MONDAY, 4, "counted")
    cell = rules.day_cell(step, done=MONDAY, words={"done": "trả lời"})
    assert (cell.note, cell.kind) == ("trả lời", "done")
    assert rules.day_cell(step, done=MONDAY + timedelta(days=1)).kind == ""
    assert rules.day_cell(Step(MONDAY, None, "start"), words={"start": "thụ lý"}).note == "thụ lý"


def test_law_and_pages_name_days_alike():
    """ui and law stand on one floor and cannot share the words; they must not drift apart."""
    for offset in range(14):
        day = MONDAY + timedelta(days=offset)
        for language in ("vi", "en"):
            assert rules.long_date(day, language) == wording.long_date(day, language)


def test_symbols_and_sizes_of_text():
    assert [rules.symbol(name) for name in ("send", "mark", "door-3")] == ["i-send", "mark", "door-3"]
    assert [rules.text_size(value) for value in ("1.3", "9", None, "")] == ["1.3", "1", "1", "1"]
