"""What the clock and the calendar bring about: new dates, reminders, lateness, the end of what waits for nobody."""

from __future__ import annotations

import dataclasses
import time
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from gandan.audit import actions as audit_actions
from gandan.audit import queries as audit
from gandan.cases import actions, tasks
from gandan.cases.actions import notices
from gandan.cases.models import Case, Clock, Entry, Link
from gandan.cases.queries.records import verify_records
from gandan.core import clock, hooks
from gandan.directory.models import Organisation, Person
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.rules import build_calendar, is_working_day
from gandan.law.types import Calendar, Day, DayKind, Role
from gandan.notifications.models import Message, Notice
from tests.cases import make


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    real = timezone.now

    def move(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))

    return move


def with_holiday(on: date) -> Calendar:
    """The calendar with one more day off."""
    holiday = Day(on, DayKind.OFF, "Ngày nghỉ bù", "Quyết định mẫu")
    years = [
        dataclasses.replace(year, days=(*year.days, holiday)) if year.year == on.year else year
        for year in law.calendar().years
    ]
    return build_calendar(years)


def a_working_day_ahead() -> date:
    day = clock.today() + timedelta(days=1)
    while not is_working_day(law.calendar(), day):
        day += timedelta(days=1)
    return day


def test_a_new_day_off_moves_open_dates_and_says_so(ward: make.Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    code, idle = make.sent().code, make.answered(ward).code
    person = ward.accounts[Role.SPECIALIST].person_id
    actions.assign([code], ward.officer, person=person)
    before, untouched = Case.objects.get(code=code), Case.objects.get(code=idle)
    Notice.objects.all().delete()
    changed = with_holiday(a_working_day_ahead())
    monkeypatch.setattr(law, "calendar", lambda: changed)
    done = actions.recompute_dates()
    after = Case.objects.get(code=code)
    assert (done.clocks, done.cases, done.told) == (1, 1, 1)
    assert after.due_on > before.due_on
    assert after.queue_on == after.due_on == Clock.objects.get(case=after).due_on
    entry = Entry.objects.get(action="recompute")
    assert entry.clocks[0]["was"] == before.due_on.isoformat()
    assert entry.clocks[0]["due_on"] == after.due_on.isoformat()
    assert audit.entries(f"case:{code}")[-1].payload["entry"]["clocks"] == entry.clocks
    assert Case.objects.get(code=idle).last_number == untouched.last_number
    assert Notice.objects.get().account_id == ward.accounts[Role.SPECIALIST].pk
    assert notices.tell_moved([after.pk]) == 1
    assert "hạn mới" in Message.objects.latest("id").subject
    assert actions.recompute_dates() == type(done)()
    assert list(verify_records()) == []


def test_who_looked_before_the_dates_moved_is_told(ward: make.Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    from gandan.core.types import Conflict

    code = make.sent().code
    changed = with_holiday(a_working_day_ahead())
    monkeypatch.setattr(law, "calendar", lambda: changed)
    actions.recompute_dates()
    with pytest.raises(Conflict):
        actions.perform(code, "start_verification", ward.officer, seen=1, form={})
    make.do(code, "start_verification", ward.officer)


def many_open(number: int) -> None:
    """Cases as `submit` writes them, multiplied in bulk: rows, clocks, entries, audit."""
    template = Case.objects.get()
    clock_row, entry = Clock.objects.get(), Entry.objects.get()
    for start in range(0, number, 5000):
        cases = []
        for i in range(start, min(start + 5000, number)):
            row = Case(**{f.attname: getattr(template, f.attname) for f in Case._meta.fields if f.name != "id"})
            row.code = f"XX26-{i:08d}"
            cases.append(row)
        Case.objects.bulk_create(cases, batch_size=500)
        clocks, entries = [], []
        for row in cases:
            copy = Clock(**{f.attname: getattr(clock_row, f.attname) for f in Clock._meta.fields if f.name != "id"})
            copy.case_id = row.pk
            clocks.append(copy)
            line = Entry(**{f.attname: getattr(entry, f.attname) for f in Entry._meta.fields if f.name != "id"})
            line.case_id, line.key = row.pk, None
            line.audit = -row.pk
            entries.append(line)
        Clock.objects.bulk_create(clocks, batch_size=500)
        Entry.objects.bulk_create(entries, batch_size=500)


@pytest.mark.parametrize("number", [2_000, pytest.param(50_000, marks=pytest.mark.audit)])
def test_open_clocks_are_counted_again_by_the_thousand(
    ward: make.Ward, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    make.sent()
    many_open(number)
    changed = with_holiday(a_working_day_ahead())
    monkeypatch.setattr(law, "calendar", lambda: changed)
    started = time.process_time()
    done = actions.recompute_dates()
    took = time.process_time() - started
    assert done.cases == number + 1
    assert not Case.objects.exclude(queue_on=Clock.objects.first().due_on).exists()
    assert Entry.objects.filter(action="recompute").count() == number + 1
    # Of this process; fifty thousand in seconds, on a slow machine half a minute.
    assert took < number * 0.0006 + 1, f"{took:.1f} s"


def test_what_is_due_is_told_once_to_who_has_it(ward: make.Ward, later: Any) -> None:
    code, loose = make.sent().code, make.sent().code
    actions.assign([code], ward.officer, person=ward.accounts[Role.SPECIALIST].person_id)
    Notice.objects.all().delete()
    assert tasks.remind.call() == 0
    due = Case.objects.get(code=code).due_on
    later((due - clock.today()).days)
    assert tasks.remind.call() == 3  # who has the one; counter and petition officer for the other
    assert tasks.remind.call() == 0
    notice = Notice.objects.get(account=ward.accounts[Role.SPECIALIST])
    assert "1 việc đến hạn hôm nay" in notice.text
    assert loose


def test_what_runs_out_is_marked_once_and_the_leader_told(ward: make.Ward, later: Any) -> None:
    make.sent()
    later(20)
    assert tasks.mark_late.call() == 1
    assert tasks.mark_late.call() == 0
    assert Clock.objects.get().marked_late_on == clock.today()
    assert Notice.objects.filter(account=ward.accounts[Role.LEADER], kind="late").count() == 1


def test_a_clock_that_stands_still_is_not_late(ward: make.Ward, later: Any) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    make.do(code, "request_information", ward.officer, text="Ở đâu?")
    later(30)
    assert tasks.mark_late.call() == 0


def test_an_answer_that_nobody_doubts_is_closed_after_its_window(ward: make.Ward, later: Any) -> None:
    code = make.answered(ward).code
    assert tasks.close_answered.call() == 0
    later(40)
    assert tasks.close_answered.call() == 1
    case = Case.objects.get(code=code)
    assert (case.state, Entry.objects.latest("id").actor) == ("closed", "system:close")


def test_the_hooks_are_there() -> None:
    for kind in ("open_work", "move_open_work", "recompute_dates", "erase_person", "verify_records"):
        assert "cases" in hooks.names(kind)


def test_nothing_is_found_where_nothing_was_touched(ward: make.Ward) -> None:
    code = make.answered(ward, files=(make.a_file(),)).code
    make.do(code, "reopen", Actor.resident(), reason="Lại tắt.")
    make.sent(make.a_complaint())
    assert list(verify_records()) == []


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda code: Entry.objects.filter(number=3).update(text="Chưa làm gì."), "cases_entry"),
        (
            lambda code: Entry.objects.filter(number=2).update(at=datetime(2020, 1, 1, tzinfo=clock.VIETNAM)),
            "cases_entry",
        ),
        (lambda code: Entry.objects.filter(number=2).delete(), "cases_entry"),
        (lambda code: Case.objects.update(content="Nội dung khác."), "cases_case"),
        (lambda code: Case.objects.update(state="closed"), "cases_case"),
        (lambda code: Case.objects.update(on_time=False), "cases_case"),
        (lambda code: Case.objects.update(answered_on=date(2026, 1, 5)), "cases_case"),
        (lambda code: Case.objects.update(received_on=date(2026, 1, 5)), "cases_case"),
        (lambda code: Case.objects.update(due_on=date(2027, 1, 4)), "cases_case"),
        (lambda code: Case.objects.update(queue_on=date(2027, 1, 4)), "cases_case"),
        (lambda code: Case.objects.update(unit=Organisation.objects.get(code="26740-kp3")), "cases_case"),
        (lambda code: Case.objects.update(assigned_to=Person.objects.latest("id")), "cases_case"),
        (lambda code: Clock.objects.update(due_on=date(2027, 1, 4)), "cases_clock"),
        (lambda code: Clock.objects.update(met_on=date(2026, 1, 5)), "cases_clock"),
        (lambda code: Clock.objects.update(stopped=True), "cases_clock"),
        (lambda code: Clock.objects.update(extensions=2), "cases_clock"),
        (lambda code: Clock.objects.all().delete(), "cases_clock"),
        (lambda code: Case.objects.get().parties.update(name="Tên khác"), "cases_party"),
        (lambda code: Case.objects.get().attachments.update(name="khac.pdf"), "cases_attachment"),
        (lambda code: Case.objects.get().attachments.all().delete(), "cases_attachment"),
    ],
)
def test_a_tampered_row_is_named(ward: make.Ward, tamper: Any, named: str) -> None:
    code = make.answered(ward, files=(make.a_file(),)).code
    tamper(code)
    found = list(verify_records())
    assert any(named in each.record and code in each.record for each in found), found


def test_a_case_taken_from_its_officer_or_its_group_is_named(ward: make.Ward) -> None:
    main, twin, given = make.sent().code, make.sent().code, make.sent().code
    assert actions.merge([twin], main, ward.officer)[0].done
    assert actions.assign([given], ward.leader, person=ward.specialist.person)[0].done
    assert list(verify_records()) == []
    Link.objects.all().delete()
    Case.objects.filter(code=given).update(assigned_to=None)
    assert {each.record for each in verify_records()} == {f"cases_link {twin}", f"cases_case {given}"}


def test_a_removed_and_an_added_case_are_named(ward: make.Ward) -> None:
    gone, kept = Case.objects.get(code=make.sent().code), make.sent().code
    copy = Case.objects.get(code=kept)
    for rows in (gone.entries, gone.clocks, gone.parties):
        rows.all().delete()
    gone.delete()
    copy.pk, copy.code = None, "SG26-9999-9999"
    copy.save()
    found = {each.record: each.what for each in verify_records()}
    assert "đã bị xóa" in found[f"cases_case {gone.code}"]
    assert "đã bị thêm" in found["cases_case SG26-9999-9999"]
    assert not any(kept in record for record in found)


def test_an_erased_payload_is_no_finding(ward: make.Ward) -> None:
    code = make.answered(ward).code
    audit_actions.erase(f"case:{code}", "Mẫu: hết thời hạn bảo quản", actor="system:retention")
    assert list(verify_records()) == []


def test_a_person_is_forgotten_and_the_chain_stays(ward: make.Ward) -> None:
    code = make.sent().code
    make.sent(party=dataclasses.replace(make.a_report().party, email="khac@example.vn", phone="0900000000"))
    number = actions.erase_person(Actor.system("retention"), email="BA.HAI@example.vn", rule="Điều 16 (mẫu)")
    assert number == 1
    party = Case.objects.get(code=code).parties.get()
    assert (party.name, party.email, party.phone, party.anonymous) == ("", "", "", True)
    assert list(verify_records()) == []
