"""Acting: what the pack allows to whom, what a form needs, who is told, and what happens when two are at it."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from gandan.audit import queries as audit
from gandan.cases import actions, queries, rules, tasks
from gandan.cases.actions import loading
from gandan.cases.actions.loading import load
from gandan.cases.models import Assignment, Attachment, Case, Clock, Entry, Link
from gandan.cases.types import PartyInput
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.notifications.models import Message, Notice
from tests.cases import make
from tests.directory import make as directory


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the clock on by days."""
    from django.utils import timezone

    real = timezone.now

    def move(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))

    return move


def test_a_report_goes_from_receipt_to_a_rated_answer(ward: make.Ward) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer, text="Tối nay kiểm tra.")
    make.do(code, "answer", ward.officer, (make.a_file(),), text="Đã thay bóng.", result="done")
    case = Case.objects.get()
    assert (case.state, case.open, case.result) == ("answered", False, "done")
    assert (case.answered_on, case.on_time) == (clock.today(), True)
    assert Clock.objects.get().met_on == clock.today()
    make.do(code, "rate", Actor.resident(), rating="done", text="Cảm ơn.")
    case.refresh_from_db()
    assert (case.state, case.rating) == ("closed", "done")
    assert [e.number for e in Entry.objects.order_by("number")] == [1, 2, 3, 4]
    assert Entry.objects.get(action="answer").attachments.get().evidence


def test_every_entry_is_in_the_audit_word_for_word(ward: make.Ward) -> None:
    code = make.answered(ward).code
    told = audit.entries(f"case:{code}")
    for entry, record in zip(Entry.objects.order_by("number"), told, strict=True):
        assert (entry.audit, entry.hash) == (record.id, record.hash)
        assert record.payload["entry"]["text"] == entry.text
        assert record.payload["entry"]["to"] == entry.state_to


def test_only_what_the_pack_allows_from_this_state(ward: make.Ward) -> None:
    code = make.sent().code
    with pytest.raises(Conflict):
        make.do(code, "rate", Actor.resident(), rating="done")
    with pytest.raises(Refused):
        make.do(code, "no-such-step", ward.officer)
    assert Entry.objects.count() == 1


def test_only_the_roles_of_the_pack(ward: make.Ward) -> None:
    code = make.sent().code
    with pytest.raises(NotAllowed):
        make.do(code, "start_verification", ward.counter)
    with pytest.raises(NotAllowed):
        make.do(code, "start_verification", Actor.resident())


def test_who_works_elsewhere_does_not_even_learn_that_it_exists(ward: make.Ward) -> None:
    other = directory.a_ward("26743", "Phường Bến Thành")
    stranger = directory.an_actor(Role.LEADER, other, "la")
    code = make.sent().code
    with pytest.raises(NotFound):
        make.do(code, "start_verification", stranger)
    with pytest.raises(NotFound):
        queries.case_view(code, stranger)


def test_an_answer_needs_proof(ward: make.Ward) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    with pytest.raises(Refused) as refused:
        make.do(code, "answer", ward.officer, text="Đã xử lý theo quy định.", result="done")
    assert list(refused.value.errors) == ["files"]
    make.do(code, "answer", ward.officer, text="Đã thay.", result="done", document_number="12/UBND")
    assert Case.objects.get().state == "answered"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"result": "done"}, "text"),
        ({"text": "x"}, "result"),
        ({"text": "x", "result": "forged"}, "result"),
        ({"text": "x", "result": "done", "more": "y"}, "more"),
        ({"text": ["x"], "result": "done"}, "text"),
    ],
)
def test_what_is_wrong_in_a_form_is_said_at_its_field(ward: make.Ward, form: dict[str, Any], field: str) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    with pytest.raises(Refused) as refused:
        make.do(code, "answer", ward.officer, **form)
    assert field in refused.value.errors


def test_who_comes_second_is_told_what_changed(ward: make.Ward) -> None:
    code = make.sent().code
    actions.perform(code, "start_verification", ward.officer, seen=1, form={})
    with pytest.raises(Conflict) as conflict:
        actions.perform(code, "note", ward.leader, seen=1, form={"text": "Xem giúp."})
    assert "Bắt đầu xác minh" in str(conflict.value)
    assert "Công chức tiếp dân" in str(conflict.value)
    assert Entry.objects.count() == 2


def test_two_officers_at_once_one_wins(transactional_db: None) -> None:
    ward = make.a_ward_at_work()
    code = make.sent().code
    won, lost = [], []
    barrier = threading.Barrier(2)

    def act(actor: Actor) -> None:
        barrier.wait()
        try:
            won.append(actions.perform(code, "start_verification", actor, seen=1, form={}))
        except Conflict as conflict:
            lost.append(conflict)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(actor,)) for actor in (ward.officer, ward.leader)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 1)
    assert "Bắt đầu xác minh" in str(lost[0])
    assert Entry.objects.count() == 2
    assert len(audit.entries(f"case:{code}")) == 2


def test_the_same_key_acts_once(ward: make.Ward) -> None:
    code = make.answered(ward).code
    rate = {"seen": 3, "form": {"rating": "done"}, "key": "once"}
    first = actions.perform(code, "rate", Actor.resident(), **rate)
    again = actions.perform(code, "rate", Actor.resident(), **rate)
    assert (first.new, again.new) == (True, False)
    assert first.number == again.number == 4
    with pytest.raises(Conflict):
        actions.perform(code, "rate", Actor.resident(), **{**rate, "form": {"rating": "not"}})


def test_a_pause_holds_the_clock_and_moves_its_date(plain_weeks: None, ward: make.Ward, later: Any) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    before = Case.objects.get().due_on
    make.do(code, "request_information", ward.officer, text="Cột đèn số mấy?")
    case = Case.objects.get()
    assert (case.paused, case.queue_on.year) == (True, 9999)
    later(7)
    make.do(code, "supplement", Actor.resident(), text="Cột 18A.")
    case.refresh_from_db()
    assert not case.paused
    assert case.due_on == case.queue_on == Clock.objects.get().due_on
    assert case.due_on > before


def test_an_extension_is_given_once(ward: make.Ward) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    before = Case.objects.get().due_on
    make.do(code, "extend", ward.leader, reason="Chờ vật tư.")
    assert Case.objects.get().due_on > before
    with pytest.raises(Refused):
        make.do(code, "extend", ward.leader, reason="Vẫn chờ.")


def test_a_complaint_is_extended_only_once_it_is_recorded_as_complex(ward: make.Ward) -> None:
    code = make.sent(make.a_complaint()).code
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    with pytest.raises(Refused):
        make.do(code, "extend", ward.leader, reason="Phức tạp.")
    make.do(code, "record_complex", ward.leader, reason="Nhiều người liên quan.")
    make.do(code, "extend", ward.leader, reason="Phức tạp.")
    assert Clock.objects.get(code="resolve").extensions == 1
    assert Clock.objects.get(code="accept").met_on == clock.today()


def test_re_opening_starts_a_new_round_once(ward: make.Ward) -> None:
    code = make.answered(ward).code
    make.do(code, "reopen", Actor.resident(), reason="Đèn lại tắt.")
    case = Case.objects.get()
    assert (case.state, case.open, case.reopened, case.answered_on) == ("reopened", True, 1, None)
    assert [c.round for c in Clock.objects.order_by("round")] == [1, 2]
    make.do(code, "start_verification", ward.officer)
    with pytest.raises(Refused):  # the old document proves nothing new
        make.do(code, "answer", ward.officer, text="Đã sửa.", result="done")
    make.do(code, "answer", ward.officer, text="Đã sửa.", result="done", document_number="15/UBND")
    with pytest.raises(Refused):
        make.do(code, "reopen", Actor.resident(), reason="Vẫn tắt.")
    assert Case.objects.get().on_time


def test_re_opening_ends_with_its_window(ward: make.Ward, later: Any) -> None:
    code = make.answered(ward).code
    later(40)
    with pytest.raises(Refused) as refused:
        make.do(code, "reopen", Actor.resident(), reason="Đèn lại tắt.")
    assert "đã hết" in str(refused.value)


def test_work_is_given_to_many_at_once_and_each_row_says_how_it_went(ward: make.Ward) -> None:
    fresh, moved = make.sent().code, make.sent().code
    done = make.answered(ward).code
    make.do(moved, "start_verification", ward.officer)
    person = ward.accounts[Role.SPECIALIST].person_id
    rows = actions.assign(
        [fresh, moved, done, "SG26-0000-0000"], ward.officer, person=person, seen={fresh: 1, moved: 1}, note="Gấp."
    )
    assert [row.done for row in rows] == [True, False, False, False]
    assert all(row.why for row in rows[1:])
    case = Case.objects.get(code=fresh)
    assert (case.state, case.assigned_to_id, case.assigned_unit_id) == ("assigned", person, ward.department.pk)
    assert Assignment.objects.get().until is None
    notice = Notice.objects.get()
    assert (notice.account_id, fresh in notice.text) == (ward.accounts[Role.SPECIALIST].pk, True)


def test_giving_it_to_another_ends_the_first_assignment(ward: make.Ward) -> None:
    code = make.sent().code
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    actions.assign([code], ward.officer, person=ward.accounts[Role.SPECIALIST].person_id)
    first, second = Assignment.objects.order_by("id")
    assert first.until == second.at
    assert second.until is None


def test_the_department_sees_and_handles_what_was_given_to_it(ward: make.Ward) -> None:
    code = make.sent().code
    with pytest.raises(NotFound):
        queries.case_view(code, ward.specialist)
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    make.do(code, "start_verification", ward.specialist)
    assert queries.case_view(code, ward.specialist).state == "verifying"


def test_a_person_of_another_unit_cannot_be_given_work(ward: make.Ward) -> None:
    other = directory.a_ward("26743", "Phường Bến Thành")
    stranger = directory.an_officer(Role.SPECIALIST, other, "la")
    (row,) = actions.assign([make.sent().code], ward.officer, person=stranger.person_id)
    assert not row.done
    assert "không thuộc" in row.why


def test_an_assignment_stays_a_few_statements_for_many_cases(ward: make.Ward, django_assert_max_num_queries) -> None:
    codes = [make.sent().code for _ in range(20)]
    with django_assert_max_num_queries(20):
        rows = actions.assign(codes, ward.officer, organisation=ward.department.pk)
    assert all(row.done for row in rows)


def test_opening_a_seal_needs_role_and_reason_and_leaves_a_trace(ward: make.Ward) -> None:
    code = make.sent(party=PartyInput(name="Người Kín Tên", phone="0987654321", sealed=True)).code
    with pytest.raises(Refused):
        actions.open_seal(code, ward.officer, "xem")
    with pytest.raises(NotAllowed):
        actions.open_seal(code, ward.counter, "Cần gọi điện hỏi lại địa chỉ.")
    assert queries.case_view(code, ward.officer).parties[0].name == ""
    opened = actions.open_seal(code, ward.officer, "Cần gọi điện hỏi lại địa chỉ.")
    assert (opened.name, opened.phone) == ("Người Kín Tên", "0987654321")
    view = queries.case_view(code, ward.leader)
    assert view.openings[0].reason == "Cần gọi điện hỏi lại địa chỉ."
    assert audit.entries(f"case:{code}")[-1].verb == "open_seal"
    assert queries.confirmed_view(code).openings[0].actor_title == "Công chức tiếp dân"


def test_duplicates_are_tied_and_their_senders_told(ward: make.Ward) -> None:
    main = make.sent(party=PartyInput(name="A", email="a@example.vn")).code
    twin = make.sent(party=PartyInput(name="B", email="b@example.vn")).code
    make.do(twin, "link_duplicate", ward.officer, main_code=main.lower().replace("-", " "))
    assert Case.objects.get(code=twin).state == "merged_duplicate"
    assert Link.objects.get().other.code == main
    make.do(main, "start_verification", ward.officer)
    make.do(main, "answer", ward.officer, text="Đã thay bóng đèn.", result="done", document_number="1/UBND")
    job = DBTaskResult.objects.filter(task_path="gandan.cases.tasks.tell_duplicates").get()
    tasks.tell_duplicates.call(*job.args_kwargs["args"])
    told = Message.objects.filter(address="b@example.vn").latest("id")
    assert twin in told.subject
    assert queries.confirmed_view(twin).answer.text == "Đã thay bóng đèn."


@pytest.mark.parametrize("typed", ["SG26-0000-0001", "SG26-1111-1111", "gì đó"])
def test_a_wrong_main_code_undoes_the_merge(ward: make.Ward, typed: str) -> None:
    code = make.sent().code
    with pytest.raises(Refused) as refused:
        make.do(code, "link_duplicate", ward.officer, main_code=typed)
    assert list(refused.value.errors) == ["main_code"]
    case = Case.objects.get()
    assert (case.state, case.last_number) == ("received", 1)
    assert Entry.objects.count() == 1


def test_messages_to_a_sealed_sender_say_nothing_of_the_matter(ward: make.Ward) -> None:
    code = make.sent(party=PartyInput(name="Kín", email="kin@example.vn", sealed=True)).code
    make.do(code, "start_verification", ward.officer)
    make.do(code, "answer", ward.officer, text="Đã thay bóng đèn.", result="done", document_number="1/UBND")
    for message in Message.objects.filter(address="kin@example.vn"):
        assert "bóng đèn" not in message.body
        assert message.about == ""


def test_a_question_that_may_be_public_is_written_down_without_its_asker(ward: make.Ward) -> None:
    from gandan.procedures.queries import public_answer

    asked = make.a_report(
        type="question", field="", place=None, address="", publish=True, subject="Làm khai sinh ở đâu?"
    )
    code = make.sent(asked).code
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    view = queries.case_view(code, ward.officer)
    answer = next(p for p in view.actions if p.code == "answer")
    form = {"text": "Tại quầy số 2.", **({"result": answer.results[0].code} if answer.results else {})}
    make.do(code, "answer", ward.officer, **form)
    found = public_answer(code)
    assert found.answer == "Tại quầy số 2."
    assert "Bà Hai" not in f"{found.question} {found.answer}"


def test_a_file_too_many_or_unknown_is_refused(ward: make.Ward) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    for files in ((999_999,), tuple(range(1, 12))):
        with pytest.raises(Refused) as refused:
            make.do(code, "answer", ward.officer, files, text="x", result="done")
        assert list(refused.value.errors) == ["files"]
    assert not Attachment.objects.exists()


def test_what_is_stored_equals_the_fold(ward: make.Ward) -> None:
    code = make.answered(ward).code
    draft = load(code)
    assert rules.fold(draft.pack, draft.past).state == draft.case.state


def test_an_entry_written_while_the_case_is_read_is_told_as_a_conflict(ward: make.Ward, monkeypatch) -> None:
    code = make.sent().code
    before = Case.objects.select_related("unit", "assigned_unit").get(code=code)
    actions.perform(code, "start_verification", ward.leader, seen=1, form={})
    monkeypatch.setattr(loading, "load_many", lambda codes: loading.drafts_of([before]))
    with pytest.raises(Conflict, match="Bắt đầu xác minh"):
        actions.perform(code, "start_verification", ward.officer, seen=1, form={})
    assert Entry.objects.count() == 2
