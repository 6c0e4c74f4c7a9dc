"""Reading: what the desk, the sender and everybody see, in how many queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from gandan.cases import actions, queries
from gandan.cases.models import Case
from gandan.cases.types import Cursor, InboxFilter, PartyInput, Tab
from gandan.core import clock
from gandan.core.types import NotFound, Point
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.rules import is_working_day
from gandan.law.types import Role
from tests.cases import make
from tests.directory import make as directory


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


def codes(page) -> list[str]:
    return [row.code for row in page.rows]


def test_the_desk_page_of_a_long_case_in_few_queries(ward: make.Ward, django_assert_max_num_queries) -> None:
    file = make.a_file()
    code = make.sent(files=(file,), party=PartyInput(name="Kín", email="k@example.vn", sealed=True)).code
    make.sent(place=Point(make.HERE.lat + 0.0005, make.HERE.lon))
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    make.do(code, "start_verification", ward.officer)
    make.do(code, "note", ward.officer, text="Hỏi điện lực.")
    actions.open_seal(code, ward.officer, "Cần gọi điện hỏi lại địa chỉ.")
    with django_assert_max_num_queries(15):
        view = queries.case_view(code, ward.officer)
    assert [entry.label for entry in view.entries][:2] == ["Đã tiếp nhận", "Đã phân công người xử lý"]
    assert view.entries[1].form[0].value == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert view.similar[0].metres in range(50, 61)
    assert view.attachments[0].file == file
    assert [c.view.state for c in view.clocks] == ["ok"]
    assert view.clocks[0].steps
    assert view.clocks[0].local
    assert {p.code for p in view.actions} >= {"answer", "note", "request_information"}
    assert "assign" not in {p.code for p in view.actions}
    assert view.offered
    assert [m.state for m in view.milestones] == ["done", "done", "now", "todo", "todo"]


def test_the_code_alone_tells_the_state_never_the_content(ward: make.Ward, django_assert_max_num_queries) -> None:
    code = make.sent(subject="Chuyện riêng của tôi", content="Không ai được đọc.").code
    make.do(code, "start_verification", ward.officer, text="Nội dung xác minh.")
    with django_assert_max_num_queries(4):
        view = queries.public_view(code)
    assert "riêng" not in repr(view)
    assert "Không ai" not in repr(view)
    assert "Nội dung xác minh" not in repr(view)
    assert (view.state_label, view.due_on) == ("Đang xác minh", Case.objects.get().due_on)
    assert view.clock.steps


@pytest.mark.parametrize("typed", ["sg26 4829 1375", "SG26-0000-0000", "' OR 1=1 --", "", "x" * 5000])
def test_an_unknown_or_mistyped_code_is_not_found(ward: make.Ward, typed: str) -> None:
    with pytest.raises(NotFound):
        queries.public_view(typed)


def test_a_task_is_no_public_matter(ward: make.Ward) -> None:
    due = clock.today() + timedelta(days=30)
    while not is_working_day(law.calendar(), due):
        due += timedelta(days=1)
    task = make.at_counter(type="task", field="", place=None, address="", answers={"due_on": due.isoformat()})
    code = actions.submit(task, ward.leader).code
    with pytest.raises(NotFound):
        queries.public_view(code)
    assert queries.case_view(code, ward.leader).due_on == due


def test_the_sender_reads_answer_and_proof_but_no_note(ward: make.Ward, django_assert_max_num_queries) -> None:
    receipt = make.sent()
    code = receipt.code
    make.do(code, "note", ward.officer, text="Nghi do trộm cắp.")
    actions.assign([code], ward.officer, organisation=ward.department.pk, note="Đi ngay tối nay.")
    make.do(code, "submit_draft", ward.specialist, (make.a_file(),), text="Dự thảo chưa duyệt.")
    make.do(code, "send_back", ward.leader, reason="Ghi rõ ngày.")
    make.do(code, "submit_draft", ward.specialist, (make.a_file(),), text="Đã thay bóng đèn ngày 20/11.")
    make.do(code, "approve", ward.leader, text="Đã thay bóng đèn ngày 20/11.", result="done")
    with django_assert_max_num_queries(9):
        view = queries.confirmed_view(code)
    text = repr(view)
    assert view.answer.text == "Đã thay bóng đèn ngày 20/11."
    assert view.answer.actor_title == "Phó Chủ tịch phụ trách đô thị"
    assert len(view.answer.attachments) >= 1
    assigned = next(entry for entry in view.entries if entry.action == "assign")
    assert [value.value for value in assigned.form] == ["Phòng Kinh tế, Hạ tầng và Đô thị"]  # its name, never its code
    for secret in ("trộm cắp", "Đi ngay tối nay", "Dự thảo chưa duyệt", "Ghi rõ ngày", "Trần Thị Mẫu"):
        assert secret not in text
    assert view.receipt == receipt.__class__(**{f: getattr(receipt, f) for f in receipt.__slots__})
    assert {p.code for p in view.actions if not p.blocked} == {"rate", "reopen"}


def test_a_withdrawn_case_was_not_answered_and_shows_only_what_happened(client, ward: make.Ward) -> None:
    code = make.sent().code
    make.do(code, "withdraw", Actor.resident())
    view = queries.public_view(code)
    assert (view.withdrawn, view.answered_on, view.on_time, view.open) == (True, None, None, False)
    assert [(m.label, m.state) for m in view.milestones] == [("Tiếp nhận", "done"), ("Người gửi đã rút", "done")]
    page = client.get(f"/tra-cuu/{code}/").content.decode()
    assert "Đã trả lời" not in page
    assert "Vì sao hạn là" not in page


def test_a_refused_complaint_was_never_accepted_nor_decided(ward: make.Ward) -> None:
    code = make.sent(make.a_complaint()).code
    make.do(code, "refuse", ward.leader, ground="court", reason="Tòa án đang giải quyết.")
    points = [(m.label, m.state) for m in queries.public_view(code).milestones]
    assert points == [("Nhận đơn", "done"), ("Không thụ lý, có nêu lý do", "done")]


def test_what_everybody_may_read_leaves_out_later_words_of_the_sender(ward: make.Ward) -> None:
    code = make.sent(publish=True).code
    make.do(code, "add_information", Actor.resident(), text="Số điện thoại nhà tôi là 0901 234 567.")
    assert "0901 234 567" in repr(queries.confirmed_view(code).entries)
    assert "0901 234 567" not in repr(queries.confirmed_view(code, everybody=True))


def test_the_confirmation_number_belongs_to_its_code_alone(ward: make.Ward) -> None:
    one, other = make.sent(), make.sent()
    assert queries.confirmed(one.code, one.pin)
    assert queries.confirmed(one.code.lower().replace("-", " "), one.pin)
    assert not queries.confirmed(other.code, one.pin) or one.pin == other.pin
    assert not queries.confirmed(one.code, "đây")


def test_the_queue_is_sorted_by_the_earliest_clock(ward: make.Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.now
    sent = []
    for days in (-9, -30, -1):
        monkeypatch.setattr(timezone, "now", lambda days=days: real() + timedelta(days=days))
        sent.append(make.sent().code)
    monkeypatch.setattr(timezone, "now", real)
    page = queries.inbox(ward.officer, InboxFilter())
    assert codes(page) == [sent[1], sent[0], sent[2]]
    assert page.rows[0].clock.state == "late"
    assert page.counts[Tab.LATE].number == len(codes(queries.inbox(ward.officer, InboxFilter(Tab.LATE))))
    assert page.counts[Tab.ALL].number == 3


def test_tabs_hold_what_they_say(ward: make.Ward) -> None:
    mine, given, paused, drafted, fresh = (make.sent().code for _ in range(5))
    actions.assign([mine], ward.officer, person=ward.accounts[Role.PETITION_OFFICER].person_id)
    actions.assign([given, paused, drafted], ward.officer, organisation=ward.department.pk)
    make.do(paused, "request_information", ward.officer, text="Ở đâu?")
    make.do(drafted, "submit_draft", ward.specialist, text="Đã thay.", document_number="1/UBND")
    found = {tab: set(codes(queries.inbox(ward.officer, InboxFilter(tab)))) for tab in Tab}
    assert found[Tab.MINE] == {mine}
    assert found[Tab.UNASSIGNED] == {fresh}
    assert found[Tab.PAUSED] == {paused}
    assert found[Tab.APPROVAL] == {drafted}
    assert found[Tab.ALL] == {mine, given, paused, drafted, fresh}
    counts = queries.inbox_counts(ward.officer)
    assert {tab: count.number for tab, count in counts.items()} == {tab: len(codes) for tab, codes in found.items()}
    assert set(codes(queries.inbox(ward.specialist, InboxFilter()))) == {given, paused, drafted}


def test_pages_go_on_and_back_without_gap_or_repeat(ward: make.Ward) -> None:
    for _ in range(11):
        make.sent()
    first = queries.inbox(ward.officer, InboxFilter(), size=4)
    second = queries.inbox(ward.officer, InboxFilter(), first.next, size=4)
    third = queries.inbox(ward.officer, InboxFilter(), second.next, size=4)
    together = codes(first) + codes(second) + codes(third)
    assert len(set(together)) == 11
    assert (first.previous, third.next) == (None, None)
    assert codes(queries.inbox(ward.officer, InboxFilter(), third.previous, size=4)) == codes(second)
    again = queries.inbox(ward.officer, InboxFilter(), second.previous, size=4)
    assert codes(again) == codes(first)
    assert again.previous is None
    assert str(Cursor.read(str(second.next))) == str(second.next)


@pytest.mark.parametrize("text", ["den duong", "ĐÈN ĐƯỜNG", "hem 18"])
def test_words_are_found_without_their_marks(ward: make.Ward, text: str) -> None:
    code = make.sent().code
    make.sent(subject="Rác đổ trộm ban đêm", content="Rác thải.", address="Chợ Bến Thành, số 5")
    assert codes(queries.inbox(ward.officer, InboxFilter(text=text))) == [code]


def test_a_code_is_found_even_at_rest_and_only_where_one_may_see_it(ward: make.Ward) -> None:
    code = make.answered(ward).code
    assert codes(queries.inbox(ward.officer, InboxFilter(text=code.lower()))) == [code]
    stranger = directory.an_actor(Role.LEADER, directory.a_ward("26743", "Phường Bến Thành"), "la")
    assert codes(queries.inbox(stranger, InboxFilter(text=code))) == []


def test_filters_narrow(ward: make.Ward) -> None:
    lamp = make.sent(neighbourhood=ward.neighbourhood.code).code
    waste = make.sent(field="environment").code
    complaint = make.sent(make.a_complaint()).code
    by = lambda **wanted: set(codes(queries.inbox(ward.officer, InboxFilter(**wanted))))  # noqa: E731
    assert by(type="complaint") == {complaint}
    assert by(field="environment") == {waste}
    assert by(neighbourhood=ward.neighbourhood.code) == {lamp}
    assert by(unit="26740") == {lamp, waste, complaint}
    assert by(unit="26743") == set()


@pytest.mark.parametrize("wanted", [InboxFilter(), InboxFilter(Tab.MINE), InboxFilter(text="đèn")])
def test_the_queue_takes_few_queries(ward: make.Ward, django_assert_max_num_queries, wanted: InboxFilter) -> None:
    for _ in range(30):
        make.sent()
    with django_assert_max_num_queries(12):
        queries.inbox(ward.officer, wanted)


def test_who_leads_the_city_sees_the_queues_of_its_wards_as_one(ward: make.Ward) -> None:
    other = make.a_ward_at_work("26743", "Phường Bến Thành")
    here, there = make.sent().code, make.sent(unit="26743", place=None).code
    leader = directory.an_actor(Role.LEADER, directory.a_city(), "city")
    page = queries.inbox(leader, InboxFilter())
    assert set(codes(page)) == {here, there}
    assert {choice.code for choice in page.units} == {"26740", "26743"}
    assert codes(queries.inbox(leader, InboxFilter(unit="26743"))) == [there]
    assert codes(queries.inbox(other.officer, InboxFilter())) == [there]


def test_who_edits_or_administers_sees_no_cases(ward: make.Ward) -> None:
    make.sent()
    for role in (Role.EDITOR, Role.ADMINISTRATOR, Role.VOLUNTEER):
        actor = directory.an_actor(role, ward.unit, role.value)
        assert codes(queries.inbox(actor, InboxFilter())) == []


def test_who_left_every_post_reads_no_more_of_what_was_given_to_them(ward: make.Ward) -> None:
    account = ward.accounts[Role.PETITION_OFFICER]
    code = make.sent(subject="Đèn hẻm 40 hỏng").code
    actions.assign([code], ward.officer, person=account.person_id)
    mine, found = InboxFilter(Tab.MINE), InboxFilter(text="đèn hẻm 40")
    assert codes(queries.inbox(ward.officer, mine)) == codes(queries.inbox(ward.officer, found)) == [code]
    gone = replace(ward.officer, grants=())
    assert codes(queries.inbox(gone, mine)) == codes(queries.inbox(gone, found)) == []
    assert queries.inbox_counts(gone)[Tab.MINE].number == 0


def test_a_sealed_senders_name_is_in_no_row(ward: make.Ward) -> None:
    make.sent(party=PartyInput(name="Người Kín", sealed=True))
    assert "Người Kín" not in repr(queries.inbox(ward.officer, InboxFilter()))


def test_intake_offers_what_the_packs_open() -> None:
    offered = {each.code: each for each in queries.intake_types()}
    assert "field-report" in offered
    assert "task" not in offered
    assert offered["denunciation"].sealed
    assert offered["field-report"].areas
    assert all(spec.code != "field" for each in offered.values() for spec in each.fields)


def test_filters_are_kept_and_dropped(ward: make.Ward) -> None:
    actions.save_view(ward.officer, "Xây dựng", "field=construction")
    actions.save_view(ward.officer, "Xây dựng", "field=construction&tab=late")
    assert queries.saved_views(ward.officer) == (("Xây dựng", "field=construction&tab=late"),)
    assert queries.saved_views(ward.leader) == ()
    actions.remove_view(ward.officer, "Xây dựng")
    assert queries.saved_views(ward.officer) == ()
