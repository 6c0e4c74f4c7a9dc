"""Tables, charts, days of posting and how a content stands: no database."""

from datetime import date

import pytest

from gandan.core.types import Refused
from gandan.disclosures import rules
from gandan.disclosures.types import Standing
from gandan.law import queries as law
from tests.disclosures.make import CSV

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_from_what_offices_paste(mark):
    found = rules.read_table(" Chi ", f"Khoản{mark}Số\r\nGiáo dục{mark}1.200\r\n\r\n")
    assert (found.title, found.head, found.rows) == ("Chi", ("Khoản", "Số"), (("Giáo dục", "1.200"),))


def test_nothing_is_no_table():
    assert rules.read_table("Chi", " \n ") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2,3", "Dòng 2"),
        ("a,b", "ít nhất một dòng"),
        ("a\n1", "1 cột"),
        ("a,b\n" + "1,2\n" * 501, "501 dòng"),
        ("a,b\n1," + "x" * 301, "quá 300"),
        ("a,b\n1,\x00", "không đọc được"),
    ],
)
def test_a_broken_table_says_where(text, said):
    with pytest.raises(Refused, match=said):
        rules.read_table("", text)


def test_what_was_read_can_be_written_and_read_again():
    table = rules.read_table("T", CSV)
    assert rules.read_table("T", rules.written_table(table)) == table


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.234.567", "1234567"), ("1.234,5", "1234.5"), ("12%", "12"), ("-3", "-3"), ("12,5", "12.5")],
)
def test_numbers_as_they_are_written(cell, number):
    assert str(rules.number_of(cell)) == number


@pytest.mark.parametrize("cell", ["", "1.23.4", "mười", "1,2,3", "<b>1</b>"])
def test_what_is_no_number(cell):
    assert rules.number_of(cell) is None


def test_the_chart_leaves_the_sum_out_and_holds_what_was_spent_against_the_plan():
    chart = rules.chart(rules.read_table("", CSV))
    assert (chart.of, chart.against) == ("Thực hiện (triệu đồng)", "Dự toán (triệu đồng)")
    assert [(bar.label, bar.value, bar.share) for bar in chart.bars] == [
        ("Giáo dục", "900", 0.75),
        ("Y tế", "450", 0.375),
    ]
    assert [(bar.against, bar.against_share) for bar in chart.bars] == [("1.200", 1.0), ("800", 0.6667)]


def test_columns_that_count_different_things_are_not_held_against_each_other():
    chart = rules.chart(rules.read_table("", "Hẻm,Số hộ,Kinh phí (triệu đồng)\n12,40,900\n14,20,450"))
    assert (chart.against, [bar.against for bar in chart.bars]) == ("", ["", ""])
    assert [bar.share for bar in chart.bars] == [1.0, 0.5]


def test_what_a_correction_changed_is_found_by_line():
    old, new = (rules.read_table("Chi", CSV), rules.read_table("Chi", CSV.replace("450", "460")))
    changes = rules.differences(rules.lines_of("A", "Một.\nHai.", [old]), rules.lines_of("A", "Một.\nBa.", [new]))
    assert [(each.mark, each.text) for each in changes] == [
        ("-", "Hai."), ("+", "Ba."), ("-", "Y tế · 800 · 450"), ("+", "Y tế · 800 · 460"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "over"), [(date(2026, 1, 2), (2025, 4)), (date(2026, 4, 1), (2026, 1)), (date(2026, 12, 31), (2026, 3))]
)
def test_the_quarter_that_is_over(day, over):
    assert rules.quarter_before(day) == over


@pytest.mark.parametrize("text", ["a,b\nx,chữ\ny,chữ", "a,b\nx,-1\ny,2", "a,b\nx,0\ny,0", "a,b\nx,1"])
def test_no_chart_where_it_would_say_nothing(text):
    assert rules.chart(rules.read_table("", text)).bars == ()


def test_thirty_days_are_counted_from_the_first():
    item = law.obligations("commune").items["budget"]
    until = rules.least_until(item, "board", date(2026, 11, 1))
    assert until == date(2026, 11, 30)
    assert rules.days_posted(date(2026, 11, 1), until, date(2026, 12, 9)) == 30
    assert rules.least_until(item, "radio", date(2026, 11, 1)) is None
    conduct = law.obligations("commune").items["officials_and_conduct"]
    assert rules.rule_of(conduct, "board") == (0, True)


@pytest.mark.parametrize(
    ("states", "ends", "nothing", "expected"),
    [
        ([], [], False, Standing.MISSING),
        ([], [], True, Standing.NOTHING),
        ([("published", None)], [date(2026, 12, 20)], False, Standing.DONE),
        ([("published", None)], [date(2026, 11, 22)], False, Standing.ENDING),
        ([("published", None)], [date(2026, 11, 19)], False, Standing.DONE),
        ([("published", None), ("draft", date(2026, 11, 20))], [], False, Standing.DUE),
        ([("published", None), ("awaiting", date(2026, 11, 19))], [], False, Standing.LATE),
        ([("draft", None)], [], False, Standing.DUE),
    ],
)
def test_how_a_content_stands(states, ends, nothing, expected):
    assert rules.standing(states, TODAY, ends, nothing) is expected
