"""Withdrawn, by all or by some of a group; terminated by decision and sent; cases that began under the older law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from gandan.cases import actions, queries
from gandan.cases.models import Case, Clock
from gandan.cases.queries.records import verify_records
from gandan.cases.types import Channel, InboxFilter, PartyInput, Tab
from gandan.core import clock
from gandan.core.types import Conflict, Refused
from gandan.directory.types import Actor
from gandan.law.types import Role
from tests.cases import make, sealed
from tests.cases.test_complaint import verifying
from tests.cases.test_letters import issue, words
from tests.directory import make as directory

TERMINATE = "quyet-dinh-dinh-chi"


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Go to a day, «2026-06-15»: nine o'clock there."""

    def go(day: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: make.moment(f"{day} 09:00"))

    return go


def state(code: str) -> tuple[str, bool]:
    case = Case.objects.get(code=code)
    return case.state, case.open


def runs(code: str, clock_code: str) -> tuple[date, date | None]:
    found = Clock.objects.get(case__code=code, code=clock_code)
    return found.due_on, found.met_on


def a_group() -> str:
    neighbour = PartyInput(name="Ông Bảy (mẫu)", phone="0900000007")
    return make.sent(make.a_complaint(people=6, representatives=(neighbour,))).code


def test_a_decision_to_terminate_waits_in_the_queue_until_it_is_sent(ward: make.Ward, on: Any) -> None:
    on("2026-11-18")
    code = verifying(ward)
    on("2026-11-20")
    make.do(code, "terminate", ward.leader, reason="Tòa án đã thụ lý.", document_number="3/QĐ-UBND")
    assert state(code) == ("terminated", True)
    assert runs(code, "send-termination") == (date(2026, 11, 26), None), "three working days; Tuesday 24 is off"
    with pytest.raises(Conflict):
        make.do(code, "archive", ward.officer, document_number="HS-1/2026")
    on("2026-11-27")
    (row,) = queries.inbox(ward.officer, InboxFilter(tab=Tab.LATE)).rows
    assert (row.code, row.clock.state) == (code, "late")
    make.do(code, "send_termination", ward.officer, on="2026-11-27")
    assert runs(code, "send-termination")[1] == date(2026, 11, 27)
    make.do(code, "archive", ward.officer, document_number="HS-1/2026")
    assert state(code) == ("archived", False)
    assert not list(verify_records())


def test_withdrawn_after_acceptance_it_ends_by_a_decision_that_is_sent(ward: make.Ward) -> None:
    code = verifying(ward)
    make.do(code, "withdraw_accepted", Actor.resident(), reason="Hai nhà đã thỏa thuận.")
    assert state(code) == ("to_terminate", True)
    assert queries.inbox(ward.leader, InboxFilter(tab=Tab.APPROVAL)).rows[0].code == code
    letter = issue(
        code, TERMINATE, ward.officer, reason="Người khiếu nại đã rút đơn.", executor="Văn phòng",
        sender_address="số 18 hẻm 12 đường Mẫu",
    )  # fmt: skip
    assert "Đình chỉ giải quyết khiếu nại lần đầu" in words(code, letter)
    make.do(code, "terminate_withdrawn", ward.leader, reason="Đã rút đơn.", document_number=letter.symbol)
    assert runs(code, "resolve")[1] == clock.today()
    make.do(code, "send_termination", ward.officer, on=clock.today().isoformat())
    assert state(code) == ("termination_sent", False)


def test_some_of_a_group_withdraw_and_it_goes_on_for_the_others(ward: make.Ward) -> None:
    code, today = a_group(), clock.today().isoformat()
    with pytest.raises(Refused, match="một người không rút thay người khác"):
        make.do(code, "withdraw", Actor.resident(), reason="Tôi thôi.")
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    make.do(code, "assign", ward.leader)
    due = runs(code, "resolve")[0]
    make.do(code, "withdraw_part", ward.officer, who="Ông Bảy (mẫu), theo đơn rút ngày hôm nay", on=today)
    assert state(code) == ("verifying", True)
    assert runs(code, "resolve") == (due, None)
    assert "Ông Bảy" not in str(queries.public_view(code))
    with pytest.raises(Refused, match="một người không rút thay người khác"):
        make.do(code, "withdraw_accepted", Actor.resident(), reason="Tôi thôi.")
    make.do(code, "withdraw_accepted", ward.officer, reason="Cả sáu người đã rút.")
    assert state(code) == ("to_terminate", True)


def test_one_alone_withdraws_whole(ward: make.Ward) -> None:
    code = verifying(ward)
    with pytest.raises(Refused, match="chỉ có một người"):
        make.do(code, "withdraw_part", ward.officer, who="Bà Hai (mẫu)", on=clock.today().isoformat())


def test_a_case_keeps_the_days_it_began_with_and_the_new_rules_reach_it_where_the_law_says_so(
    ward: make.Ward, on: Any
) -> None:
    on("2026-06-15")
    code = make.sent(make.a_complaint()).code
    assert runs(code, "accept")[0] == date(2026, 6, 25), "ten days, as before July 2026"
    on("2026-06-22")
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    make.do(code, "assign", ward.leader)
    offered = {each.code for each in queries.case_view(code, ward.leader).actions}
    assert "terminate" in offered
    assert not offered & {"suspend", "withdraw_part"}
    with pytest.raises(Refused, match=r"«Tạm đình chỉ giải quyết» chỉ có từ ngày 01/07/2026 \(Khoản 1 Điều 22"):
        make.do(code, "suspend", ward.leader, reason="Nằm viện.")
    on("2026-07-06")
    assert Case.objects.get(code=code).version.startswith("complaint@2012-07-01#")
    make.do(code, "suspend", ward.leader, reason="Nằm viện.")
    assert runs(code, "send-suspension")[0] == date(2026, 7, 9)
    on("2026-07-15")
    make.do(code, "resume", ward.leader, reason="Ra viện.")
    assert runs(code, "resolve")[0] == date(2026, 7, 31), "nine days stood still"
    make.do(code, "terminate", ward.leader, reason="Đã rút.")
    assert runs(code, "send-termination")[0] == date(2026, 7, 20)
    assert not list(verify_records())


def test_terminated_before_july_2026_it_is_sent_without_days_of_its_own(ward: make.Ward, on: Any) -> None:
    on("2026-06-15")
    code = verifying(ward)
    make.do(code, "terminate", ward.leader, reason="Đã rút.")
    assert state(code) == ("terminated", True)
    assert not Clock.objects.filter(code="send-termination").exists()
    make.do(code, "send_termination", ward.officer, on="2026-06-16")
    assert state(code) == ("termination_sent", False)


def test_a_second_complaint_of_the_older_law_needs_its_dialogue_from_july_on(ward: make.Ward, on: Any) -> None:
    on("2026-06-15")
    above = directory.an_actor(Role.LEADER, ward.unit, "ct")
    codes = []
    for _each in range(2):
        answers = {"act": "Quyết định số 12/QĐ-UBND", "wanted": "Hủy quyết định"}
        given = make.a_complaint(type="complaint-second", answers=answers, channel=Channel.COUNTER)
        codes.append(actions.submit(given, ward.officer).code)
        make.do(codes[-1], "accept", above, text="Thụ lý lần hai.")
        make.do(codes[-1], "assign", above)
    decided = {"text": "Giữ nguyên.", "document_number": "9/QĐ-UBND", "result": "kept"}
    make.do(codes[0], "decide", above, **decided)
    on("2026-07-02")
    with pytest.raises(Refused, match=r"Từ ngày 01/07/2026 phải làm «Ghi biên bản đối thoại» trước"):
        make.do(codes[1], "decide", above, **decided)
    make.do(codes[1], "hold_dialogue", above, on="2026-07-02", text="Đã gặp.", waiver="Hai bên xin gặp ngay.")
    make.do(codes[1], "decide", above, **decided)


def test_a_denouncer_who_withdraws_does_not_end_it(ward: make.Ward, on: Any) -> None:
    on("2026-11-02")
    code = sealed.denounced().code
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    make.do(code, "start_verifying", ward.leader, text="Tổ xác minh.")
    due = runs(code, "resolve")[0]
    make.do(code, "withdraw_part", ward.officer, text="Rút nội dung thứ hai.", on="2026-11-03")
    assert Case.objects.get().state == "verifying"
    make.do(code, "withdraw_accepted", Actor.resident(), reason="Tôi không muốn nữa.")
    assert (Case.objects.get().state, *runs(code, "resolve")) == ("withdrawal", due, None)
    make.do(code, "continue_anyway", ward.leader, reason="Có dấu hiệu bị ép rút.")
    assert Case.objects.get().state == "verifying"
    make.do(code, "withdraw_accepted", ward.officer, reason="Người tố cáo đến rút, có biên bản.")
    on("2026-11-19")
    make.do(code, "terminate_withdrawn", ward.leader, reason="Không có dấu hiệu vi phạm.")
    assert runs(code, "send-termination") == (date(2026, 11, 27), None), "five working days; Tuesday 24 is off"
    make.do(code, "send_termination", ward.officer, to_sender="Đã đình chỉ.", on="2026-11-19")
    assert Case.objects.get().state == "termination_sent"
    assert not list(verify_records())


def test_withdrawn_before_it_was_accepted_a_denunciation_may_still_be_taken_on(ward: make.Ward) -> None:
    code = sealed.denounced().code
    make.do(code, "withdraw", Actor.resident())
    make.do(code, "accept", ward.leader, text="Có dấu hiệu vi phạm (khoản 3 Điều 33).")
    assert Case.objects.get().state == "accepted"
    assert Clock.objects.get(code="resolve").due_on >= clock.today() + timedelta(days=30)
