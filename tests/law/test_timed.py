"""`Timed` in a real table: stored, explained again, paused and resumed, recomputed by the ten thousand."""

import datetime
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import isolate_apps

from gandan.law import rules
from gandan.law.models import Timed, recompute
from gandan.law.types import Calendar, CalendarYear, Day, DayKind, Hours, LawError, Unit
from tests.law.make import LAW, calendar, clock, day

START = date(2026, 11, 2)

with isolate_apps("gandan.law"):

    class Alarm(Timed):
        class Meta:
            app_label = "law"
            db_table = "test_law_alarm"


@pytest.fixture(scope="module", autouse=True)
def _table(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Alarm)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Alarm)


def alarm(days: int = 10, unit: Unit = Unit.WORKING, start: date = START, **more: object) -> Alarm:
    found = Alarm()
    found.set_due(rules.due(calendar(), clock(days, unit, pauses=True, **more), start, pack="mẫu@2026-01-01#0"))
    return found


def with_day(*days: Day) -> Calendar:
    """The shipped calendar with some days changed, as an imported decision would."""
    years = []
    for year in calendar().years:
        own = {each.on: each for each in year.days} | {each.on: each for each in days if each.on.year == year.year}
        years.append(CalendarYear(year.year, year.signed, tuple(own.values())))
    return rules.build_calendar(years)


@pytest.mark.django_db
def test_a_stored_date_explains_itself_again():
    made = alarm()
    made.save()
    found = Alarm.objects.get(pk=made.pk)
    due = found.due()
    assert (due.on, due.days, due.unit, due.start) == (date(2026, 11, 16), 10, Unit.WORKING, START)
    assert str(due.source) == "Điều 1 Luật mẫu"
    assert due.pack == "mẫu@2026-01-01#0"
    assert rules.explain(calendar(), due)[-1].on == due.on
    assert found.view(calendar(), date(2026, 11, 12)).words == "Còn 2 ngày làm việc"


@pytest.mark.django_db
def test_pause_and_resume_move_the_date_by_what_stood_still():
    made = alarm()
    made.pause(date(2026, 11, 4), "chờ người gửi bổ sung")
    made.save()
    found = Alarm.objects.get(pk=made.pk)
    assert found.paused_since == date(2026, 11, 4)
    assert found.due_on == date(2026, 11, 16)
    assert found.view(calendar(), date(2026, 11, 30)).state == "hold"
    with pytest.raises(LawError, match="đang tạm dừng từ ngày 04/11/2026"):
        found.pause(date(2026, 11, 5))
    found.resume(date(2026, 11, 9), calendar())
    found.save()
    found.refresh_from_db()
    assert found.paused_since is None
    assert found.due_on == date(2026, 11, 19)  # 4, 5 and 6 November did not count; 7 and 8 would not have
    assert [(each.since, each.until) for each in found.ended_pauses()] == [(date(2026, 11, 4), date(2026, 11, 8))]
    assert "chờ người gửi bổ sung" in " ".join(rules.explain_text(calendar(), found.due()))


def test_a_pause_that_ends_the_same_day_changes_nothing():
    made = alarm()
    made.pause(date(2026, 11, 4))
    made.resume(date(2026, 11, 4), calendar())
    assert made.due_on == date(2026, 11, 16)
    assert made.pauses == []


def test_a_clock_can_stand_still_more_than_once():
    made = alarm()
    for since, until in ((4, 6), (9, 11)):
        made.pause(date(2026, 11, since))
        made.resume(date(2026, 11, until), calendar())
    assert made.due_on == date(2026, 11, 20)  # four working days more


def test_what_cannot_be_paused_or_resumed_says_so():
    made = alarm()
    with pytest.raises(LawError, match="không tạm dừng"):
        made.resume(date(2026, 11, 4), calendar())
    made.pause(date(2026, 11, 4))
    with pytest.raises(LawError, match="không thể trước ngày tạm dừng"):
        made.resume(date(2026, 11, 3), calendar())
    met = alarm()
    met.met_on = date(2026, 11, 5)
    with pytest.raises(LawError, match="đã xong"):
        met.pause(date(2026, 11, 6))


def test_a_new_date_keeps_the_pause_that_lasts():
    made = alarm()
    made.pause(date(2026, 11, 4), "chờ")
    longer = clock(20, pauses=True)
    made.set_due(rules.due(calendar(), longer, START, pauses=made.ended_pauses()))
    assert made.paused_since == date(2026, 11, 4)
    made.resume(date(2026, 11, 6), calendar())
    expected, _ = rules.recount(calendar(), start=START, days=20, unit=Unit.WORKING, pauses=made.ended_pauses())
    assert made.due_on == expected


@pytest.mark.django_db
def test_the_querysets_know_open_running_and_late():
    for change in ({}, {"met_on": date(2026, 11, 16)}, {"paused_since": date(2026, 11, 5)}):
        made = alarm()
        for name, value in change.items():
            setattr(made, name, value)
        made.save()
    assert Alarm.objects.open().count() == 2
    assert Alarm.objects.running().count() == 1
    assert Alarm.objects.late_on(date(2026, 11, 17)).count() == 1
    assert Alarm.objects.late_on(date(2026, 11, 16)).count() == 0


@pytest.mark.django_db
def test_a_changed_calendar_moves_open_clocks_and_keeps_pauses():
    plain, stopped, met, elsewhere = alarm(), alarm(), alarm(), alarm(start=date(2026, 12, 1))
    stopped.pause(date(2026, 11, 9), "chờ")
    met.met_on = date(2026, 11, 10)
    for each in (plain, stopped, met, elsewhere):
        each.save()
    changed = with_day(day(date(2026, 11, 13), DayKind.OFF, "nghỉ bão"))
    moved = recompute(Alarm.objects.open(), changed)
    assert sorted(moved) == [
        (plain.pk, date(2026, 11, 16), date(2026, 11, 17)),
        (stopped.pk, date(2026, 11, 16), date(2026, 11, 17)),
    ]
    stopped.refresh_from_db()
    assert stopped.paused_since == date(2026, 11, 9)
    assert stopped.pauses[0]["until"] is None
    met.refresh_from_db()
    assert met.due_on == date(2026, 11, 16)
    assert recompute(Alarm.objects.open(), changed) == []


@pytest.mark.django_db
def test_a_signed_year_makes_a_date_final_without_moving_it():
    made = alarm(start=date(2026, 12, 24))
    made.save()
    assert made.provisional
    signed = rules.build_calendar([CalendarYear(each.year, True, each.days) for each in calendar().years])
    assert recompute(Alarm.objects.open(), signed) == []
    made.refresh_from_db()
    assert made.provisional is False


@pytest.mark.django_db
def test_of_two_limits_the_other_can_come_to_govern():
    """27 August 2026: 10 days govern because of National Day; were those days worked, 7 working days would."""
    made = alarm(7, start=date(2026, 8, 27), outer_days=10, outer_source=LAW)
    made.save()
    assert (made.due_on, made.due_days, made.due_unit) == (date(2026, 9, 7), 10, "calendar")
    years = [
        CalendarYear(each.year, each.signed, tuple(day for day in each.days if day.on.month not in (8, 9)))
        for each in calendar().years
    ]
    recompute(Alarm.objects.open(), rules.build_calendar(years))
    made.refresh_from_db()
    assert (made.due_on, made.due_days, made.due_unit) == (date(2026, 9, 7), 10, "calendar")  # Monday both
    made = alarm(6, start=date(2026, 8, 27), outer_days=10, outer_source=LAW)
    made.save()
    recompute(Alarm.objects.filter(pk=made.pk), rules.build_calendar(years))
    made.refresh_from_db()
    assert (made.due_on, made.due_days, made.due_unit) == (date(2026, 9, 4), 6, "working")
    assert made.due_other == {"days": 10, "unit": "calendar", "source": "Điều 1 Luật mẫu", "local": False}


@pytest.mark.django_db
def test_the_hour_of_a_certified_copy_moves_with_its_day():
    made = Alarm()
    hours = Hours(datetime.time(15), datetime.time(17), LAW, LAW)
    made.set_due(rules.due(calendar(), clock(1, hours=hours), date(2026, 11, 12)))
    made.save()
    recompute(Alarm.objects.open(), with_day(day(date(2026, 11, 13), DayKind.OFF)))
    made.refresh_from_db()
    assert made.due_on == date(2026, 11, 16)
    assert made.due().at.isoformat() == "2026-11-16T17:00:00+07:00"


@pytest.mark.django_db
def test_fifty_thousand_open_clocks_are_recomputed_in_seconds():
    first = date(2026, 1, 5)
    rows = []
    for number in range(50_000):
        made = alarm((5, 7, 10)[number % 3], start=first + timedelta(days=number % 300))
        if number % 100 == 0:
            made.pauses = [{"since": "2026-03-03", "until": "2026-03-04", "reason": "chờ"}]
        rows.append(made)
    Alarm.objects.bulk_create(rows, batch_size=2_000)
    recompute(Alarm.objects.open(), calendar())  # settle the rows whose pause was put in by hand
    changed = with_day(day(date(2026, 6, 15), DayKind.OFF, "nghỉ bão"))
    began = time.process_time()  # of this process alone: others may want the processor too
    moved = recompute(Alarm.objects.open(), changed)
    took = time.process_time() - began
    assert 1_000 < len(moved) < 10_000
    assert all(old < new for _, old, new in moved)
    assert took < 15, f"{took:.1f} s"
