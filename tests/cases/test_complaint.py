"""A complaint from receipt to archive: dialogue in time, one extension, decision sent, carried out; second instance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from gandan.cases import queries
from gandan.cases.models import Case, Clock, Link
from gandan.cases.queries.records import verify_records
from gandan.cases.types import InboxFilter, LinkKind, Tab
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, Refused
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.rules import is_working_day
from tests.cases import make
from tests.directory import make as directory


@pytest.fixture
def ward(db: None, plain_weeks: None) -> make.Ward:
    return make.a_ward_at_work()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    real, gone = timezone.now, [0]

    def move(days: int) -> None:
        gone[0] += days
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=gone[0]))

    return move


def day(after: int, *, working: bool = True) -> str:
    found = clock.today() + timedelta(days=after)
    while is_working_day(law.calendar(), found) is not working:
        found += timedelta(days=1)
    return found.isoformat()


def verifying(ward: make.Ward) -> str:
    code = make.sent(make.a_complaint()).code
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    make.do(code, "assign", ward.leader)
    return code


INVITED = {"hour": "08:30", "place": "Phòng tiếp công dân", "chair": "Phó Chủ tịch"}


def decided_and_sent(ward: make.Ward) -> str:
    code = verifying(ward)
    make.do(code, "decide", ward.leader, text="Giữ nguyên.", document_number="9/QĐ-UBND", result="rejected")
    make.do(code, "send_decision", ward.officer, on=clock.today().isoformat())
    return code


def test_from_receipt_to_archive(ward: make.Ward, later: Any) -> None:
    code = verifying(ward)
    before = Clock.objects.get(code="resolve").due_on
    make.do(code, "record_complex", ward.leader, reason="Phải xác minh ở hai nơi.")
    make.do(code, "extend", ward.leader, reason="Vụ việc phức tạp.")
    assert Clock.objects.get(code="resolve").due_on >= before + timedelta(days=14)
    with pytest.raises((Refused, Conflict)):
        make.do(code, "extend", ward.leader, reason="Lần nữa.")
    on = day(5)
    make.do(code, "invite_dialogue", ward.officer, on=on, **INVITED)
    later((timezone.datetime.fromisoformat(on).date() - clock.today()).days)
    make.do(code, "hold_dialogue", ward.officer, on=on, text="Hai bên thống nhất đo lại.", attendants="Ông A, bà B")
    make.do(code, "decide", ward.leader, text="Đúng một phần.", document_number="9/QĐ-UBND", result="partly_upheld")
    make.do(code, "send_decision", ward.officer, on=clock.today().isoformat())
    case = Case.objects.get()
    assert (case.state, case.on_time, case.open) == ("sent", True, False)
    make.do(code, "follow_execution", ward.officer, who="Phòng Kinh tế", until=day(20))
    case.refresh_from_db()
    assert (case.open, case.due_clock, case.due_on.isoformat()) == (True, "execution", day(20))
    make.do(code, "execute", ward.officer, text="Đã đo lại, trả phần thu sai.")
    make.do(code, "archive", ward.officer, document_number="HS-12/2026")
    assert Case.objects.get().state == "archived"
    assert queries.public_view(code).milestones[-1].state == "done"
    assert not list(verify_records())


@pytest.mark.parametrize("on", ["soon", "day off", "gone"])
def test_an_invitation_is_in_time_and_for_a_day_when_the_office_opens(ward: make.Ward, on: str) -> None:
    code = verifying(ward)
    wrong = {"soon": day(1), "day off": day(9, working=False), "gone": "2020-01-06"}[on]
    with pytest.raises(Refused) as refused:
        make.do(code, "invite_dialogue", ward.officer, on=wrong, **INVITED)
    assert list(refused.value.errors) == ["on"]
    assert ("ngày nghỉ" if on == "day off" else "báo trước ít nhất 5 ngày") in refused.value.errors["on"]


def test_minutes_follow_an_invitation(ward: make.Ward) -> None:
    code, today = verifying(ward), clock.today().isoformat()
    with pytest.raises(Refused) as refused:
        make.do(code, "hold_dialogue", ward.officer, on=today, text="Đã gặp.")
    assert list(refused.value.errors) == ["waiver"]
    make.do(code, "invite_dialogue", ward.officer, on=day(5), **INVITED)
    with pytest.raises(Refused) as refused:
        make.do(code, "hold_dialogue", ward.officer, on=today, text="Đã gặp.")
    assert list(refused.value.errors) == ["on"]
    with pytest.raises(Refused) as refused:
        make.do(code, "hold_dialogue", ward.officer, on=day(5), text="Chưa gặp.", waiver="x")
    assert "chưa đến" in refused.value.errors["on"]
    make.do(code, "hold_dialogue", ward.officer, on=today, text="Đã gặp.", waiver="Hai bên xin đối thoại sớm.")


def test_a_refusal_names_its_ground(ward: make.Ward) -> None:
    code = make.sent(make.a_complaint()).code
    with pytest.raises(Refused) as refused:
        make.do(code, "refuse", ward.leader, reason="Không thụ lý.")
    assert list(refused.value.errors) == ["ground"]
    make.do(code, "refuse", ward.leader, ground="court", reason="Tòa án đang giải quyết.")
    assert queries.confirmed_view(code).answer.form[0].value == "Tòa án đã thụ lý hoặc đã giải quyết"


def test_a_suspended_complaint_stands_still_and_its_decision_is_sent_in_three_days(ward: make.Ward, later: Any) -> None:
    code = verifying(ward)
    due = Clock.objects.get(code="resolve").due_on
    make.do(code, "suspend", ward.leader, reason="Chờ giám định.")
    assert "send_suspension" in {each.code for each in queries.case_view(code, ward.officer).actions}
    make.do(code, "send_suspension", ward.officer, on=clock.today().isoformat())
    assert Clock.objects.get(code="send-suspension").met_on == clock.today()
    assert "send_suspension" not in {each.code for each in queries.case_view(code, ward.officer).actions}
    later(10)
    make.do(code, "resume", ward.leader, reason="Có kết quả giám định.")
    assert Clock.objects.get(code="resolve").due_on >= due + timedelta(days=9)


def test_the_decision_to_resume_has_days_of_its_own(ward: make.Ward, later: Any) -> None:
    code, today = verifying(ward), clock.today().isoformat()
    offered = {each.code for each in queries.case_view(code, ward.officer).actions}
    for sends, first in (("send_suspension", "Tạm đình chỉ giải quyết"), ("send_resumption", "Tiếp tục giải quyết")):
        assert sends not in offered
        with pytest.raises(Refused, match=f"Làm «{first}» trước"):
            make.do(code, sends, ward.officer, on=today)
    make.do(code, "suspend", ward.leader, reason="Chờ giám định.")
    make.do(code, "resume", ward.leader, reason="Có kết quả giám định.")
    make.do(code, "send_suspension", ward.officer, on=today)  # entered late
    found = dict(Clock.objects.filter(code__startswith="send-").values_list("code", "met_on"))
    assert found == {"send-suspension": clock.today(), "send-resumption": None}
    make.do(code, "suspend", ward.leader, reason="Chờ giám định lại.")
    assert Clock.objects.get(code="send-suspension", round=2).met_on is None
    later(1)
    make.do(code, "send_resumption", ward.officer, on=clock.today().isoformat())
    assert Clock.objects.get(code="send-resumption").met_on == clock.today()


def test_a_second_complaint_opens_a_case_at_the_body_above(ward: make.Ward) -> None:
    code = decided_and_sent(ward)
    make.do(code, "second_complaint", Actor.resident(), text="Tôi không đồng ý vì chưa đo lại.")
    first, second = Case.objects.order_by("id")
    assert (second.type, second.unit.code, second.state) == ("complaint-second", "79", "received")
    assert second.answers["act"] == first.answers["act"]
    assert Link.objects.get(kind=LinkKind.FOLLOWS_FROM).other == first
    assert {each.code for each in Clock.objects.filter(case=second)} == {"accept"}
    shown = [value.value for entry in queries.confirmed_view(code).entries for value in entry.form]
    assert second.code in shown, "its sender reads the new code under the old one"
    with pytest.raises((Refused, Conflict)):
        make.do(code, "second_complaint", Actor.resident(), text="Lần nữa.")
    above = directory.an_actor(make.Role.LEADER, second.unit, "ct")
    make.do(second.code, "accept", above, text="Thụ lý lần hai.")
    assert (Clock.objects.get(case=second, code="resolve").due_days) == 45
    make.do(second.code, "assign", above)
    with pytest.raises(Conflict):
        make.do(second.code, "decide", above, text="x", document_number="1", result="kept")
    assert not list(verify_records())


def test_after_thirty_days_it_is_too_late(ward: make.Ward, later: Any) -> None:
    code = decided_and_sent(ward)
    later(40)
    blocked = {each.code: each.blocked for each in queries.confirmed_view(code).actions}
    assert "Đã hết thời hạn" in blocked["second_complaint"]
    with pytest.raises(Refused, match="Đã hết thời hạn"):
        make.do(code, "second_complaint", Actor.resident(), text="Tôi vừa về nước.")
    assert Case.objects.count() == 1


def test_forged_steps_write_nothing(ward: make.Ward) -> None:
    code = make.sent(make.a_complaint()).code
    for action in ("decide", "execute", "archive", "second_complaint", "hold_dialogue", "follow_execution", "retype"):
        with pytest.raises((Refused, Conflict, NotAllowed)):
            make.do(code, action, ward.leader, text="x")
    assert Case.objects.get().last_number == 1


def test_a_decision_that_was_not_sent_in_time_is_late_in_the_queue(ward: make.Ward, later: Any) -> None:
    code = verifying(ward)
    make.do(code, "decide", ward.leader, text="Giữ nguyên.", document_number="9/QĐ-UBND", result="rejected")
    later(10)
    (row,) = queries.inbox(ward.officer, InboxFilter(tab=Tab.LATE)).rows
    assert (row.code, row.clock.state) == (code, "late")
