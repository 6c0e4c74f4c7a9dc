"""Rules without a database: days of a schedule, how early something is posted, days off, addresses, links."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gandan.core.clock import VIETNAM
from gandan.core.types import Refused
from gandan.events import rules
from gandan.events.types import Kind, Weekly
from gandan.law import queries as law
from gandan.law.rules import is_working_day, working_days_between
from tests.events.make import at, thursdays

CALENDAR = law.calendar()


def test_a_day_off_is_made_up_for_and_said():
    found = rules.occurrences(CALENDAR, thursdays(weekday=1, until=date(2026, 12, 1)))  # Tuesdays, 24 Nov is off
    assert found.days == (date(2026, 11, 17), date(2026, 11, 25), date(2026, 12, 1))
    assert [(each.on, each.instead) for each in found.skipped] == [(date(2026, 11, 24), date(2026, 11, 25))]
    assert "Văn hóa" in found.skipped[0].reason
    left_out = rules.occurrences(CALENDAR, thursdays(weekday=1, until=date(2026, 12, 1), make_up=False))
    assert left_out.days == (date(2026, 11, 17), date(2026, 12, 1))
    assert left_out.skipped[0].instead is None


def test_a_long_holiday_is_made_up_for_once_only():
    tet = Weekly(weekday=3, starts=time(8), since=date(2026, 2, 9), until=date(2026, 2, 28))
    found = rules.occurrences(CALENDAR, tet)
    assert found.days == (date(2026, 2, 12), date(2026, 2, 23), date(2026, 2, 26))  # Thu 19 Feb → Mon 23 Feb
    worked = Weekly(weekday=5, starts=time(8), since=date(2026, 8, 22), until=date(2026, 8, 29))
    assert rules.occurrences(CALENDAR, worked).days == (date(2026, 8, 22), date(2026, 9, 3))  # a make-up Saturday


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2026, 11, 20), date(2026, 11, 24), "không có buổi nào"),
        (date(2026, 1, 1), date(2027, 6, 1), "một năm"),
        (date(2027, 12, 1), date(2028, 2, 1), "Lịch nghỉ mới biết"),
        (date(2026, 11, 16), date(9999, 12, 31), "một năm"),
        (date(9999, 12, 28), date(9999, 12, 31), "Lịch nghỉ mới biết"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(since, until, said):
    with pytest.raises(Refused, match=said):
        rules.occurrences(CALENDAR, thursdays(since=since, until=until))


def test_a_schedule_of_days_off_only_is_refused_with_what_to_do():
    saturdays = thursdays(weekday=5, until=date(2026, 12, 31), make_up=False)
    with pytest.raises(Refused) as refused:
        rules.occurrences(CALENDAR, saturdays)
    assert list(refused.value.errors) == ["weekday"]
    assert "ngày làm việc kế tiếp" in str(refused.value.errors["weekday"])


@settings(max_examples=80, deadline=None)
@given(
    weekday=st.integers(0, 6),
    since=st.dates(date(2019, 1, 1), date(2027, 6, 1)),
    weeks=st.integers(1, 26),
    make_up=st.booleans(),
)
def test_never_on_a_day_off_and_every_week_is_accounted_for(weekday, since, weeks, make_up):
    weekly = Weekly(weekday, time(8), since, since + timedelta(weeks=weeks), make_up=make_up)
    wanted = [day for day in _all(weekly) if day.weekday() == weekday]
    if not make_up and not any(is_working_day(CALENDAR, day) for day in wanted):
        with pytest.raises(Refused):
            rules.occurrences(CALENDAR, weekly)
        return
    found = rules.occurrences(CALENDAR, weekly)
    made_up = [each.instead for each in found.skipped if each.instead]
    assert all(is_working_day(CALENDAR, day) for day in found.days)
    assert list(found.days) == sorted(set(found.days))
    assert {each.on for each in found.skipped} == {day for day in wanted if not is_working_day(CALENDAR, day)}
    assert len(found.days) == len(wanted) - len(found.skipped) + len(made_up)
    assert make_up or not made_up
    assert all(each.reason for each in found.skipped)


def _all(weekly: Weekly) -> list[date]:
    return [weekly.since + timedelta(days=n) for n in range((weekly.until - weekly.since).days + 1)]


def test_five_working_days_before_a_reception():
    spec, pack = law.clock("reception", "schedule", date(2026, 11, 16))
    early = rules.notice(CALENDAR, spec, pack, date(2026, 11, 18), date(2026, 11, 26))
    assert (early.given, early.on_time, early.days) == (5, True, spec.days)
    assert early.post_by == date(2026, 11, 18)
    assert "42/2013" in early.source
    late = rules.notice(CALENDAR, spec, pack, date(2026, 11, 20), date(2026, 11, 26))
    assert (late.given, late.on_time) == (3, False)
    assert rules.notice(CALENDAR, spec, pack, date(2026, 11, 20), date(2031, 1, 2)) is None


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_the_last_day_to_post_is_early_enough_and_the_next_is_not(day):
    spec, _pack = law.clock("reception", "schedule", date(2026, 11, 16))
    last = rules.latest_before(CALENDAR, spec, day)
    assert working_days_between(CALENDAR, last, day) >= spec.days
    assert working_days_between(CALENDAR, last + timedelta(days=1), day) < spec.days


def test_seven_days_before_a_dialogue_count_days_off_too():
    spec, pack = law.clock("dialogue", "notice", date(2026, 12, 3))
    found = rules.notice(CALENDAR, spec, pack, date(2026, 12, 6), date(2026, 12, 13))  # from a Sunday to a Sunday
    assert (found.given, found.on_time, found.post_by) == (7, True, date(2026, 12, 6))


def test_days_off_of_a_week_and_saturdays_with_hours():
    found = rules.days_off(CALENDAR, date(2026, 11, 23), 8)
    assert [(each.on, each.worked) for each in found] == [(date(2026, 11, 24), False)]
    assert found[0].reason == "Ngày Văn hóa Việt Nam"
    assert [each.worked for each in rules.days_off(CALENDAR, date(2026, 8, 20), 7)] == [True]
    assert rules.days_off(CALENDAR, date(2026, 11, 9), 7) == ()


@pytest.mark.parametrize(
    "link",
    [
        "http://hop.example.vn/1",
        "javascript:alert(1)",
        "https://a@b.vn",
        "https://hop",
        "hop.vn",
        "https://[",
        "ftp://x.vn",
    ],
)
def test_only_plain_https_addresses_are_links(link):
    assert rules.host_of(link) == ""


def test_an_address_says_what_and_when():
    assert rules.host_of("https://hop.example.vn/phong/1?k=2") == "hop.example.vn"
    assert rules.slug_of("Chủ tịch UBND phường tiếp công dân", date(2026, 11, 26)) == (
        "chu-tich-ubnd-phuong-tiep-cong-dan-26-11-2026"
    )
    assert rules.slug_of("?!", date(2026, 1, 2)) == "buoi-gap-02-01-2026"


def test_a_meeting_without_an_end_is_over_with_its_day():
    evening = at(26, 18)
    assert not rules.is_past(evening, None, at(26, 23))
    assert rules.is_past(evening, None, at(27, 0))
    assert rules.is_past(evening, at(26, 20), at(26, 20))
    assert not rules.is_past(evening, at(26, 20), datetime(2026, 11, 26, 12, 59, tzinfo=VIETNAM))


def test_every_law_that_is_named_is_in_the_packs():
    for wanted in (rules.NOTICES, rules.ONLINE_NOTICES, rules.TESTS):
        for kind, (pack, clock) in wanted.items():
            assert law.clock(pack, clock, date(2026, 11, 16))[0].days > 0, Kind(kind)
