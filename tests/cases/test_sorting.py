"""Sorting letters: checked, classified anew, split, merged by the hundred, forwarded to whom they concern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gandan.cases import actions, queries, tasks
from gandan.cases.actions import merging, retyping, units
from gandan.cases.models import Attachment, Case, Clock, Entry, Link, Party
from gandan.cases.queries import books
from gandan.cases.queries.records import verify_records
from gandan.cases.types import LinkKind, Part, PartyInput
from gandan.cases.types.books import Book, BookWanted
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
    real = timezone.now

    def move(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))

    return move


ANSWERS = {"act": "Quyết định số 12/QĐ-UBND", "wanted": "Hủy quyết định"}


def a_recommendation(**changes: Any) -> str:
    return make.sent(type="recommendation", place=None, address="", **changes).code


def run(path: str) -> None:
    """The jobs of this name that were put down."""
    for job in DBTaskResult.objects.filter(task_path=f"gandan.cases.tasks.{path}"):
        getattr(tasks, path).call(*job.args_kwargs["args"])


# --- groups ---


@pytest.mark.parametrize(
    ("people", "others", "wrong"),
    [
        (1, 0, ""),
        (4, 0, ""),
        (5, 1, ""),
        (7, 2, "people"),
        (12, 4, ""),
        (12, 5, "people"),
        (2, 2, "people"),
        (0, 0, "people"),
    ],
)
def test_a_group_names_as_many_representatives_as_the_law_says(
    ward: make.Ward, people: int, others: int, wrong: str
) -> None:
    more = tuple(PartyInput(name=f"Đại diện {n} (mẫu)") for n in range(others))
    if wrong:
        with pytest.raises(Refused) as refused:
            make.sent(people=people, representatives=more)
        assert list(refused.value.errors) == [wrong]
        return
    code = make.sent(people=people, representatives=more).code
    assert Party.objects.filter(case__code=code).count() == 1 + others
    assert Case.objects.get(code=code).answers == ({"people": people} if people > 1 else {})
    assert not list(verify_records())


def test_a_group_cannot_be_nameless(ward: make.Ward) -> None:
    with pytest.raises(Refused) as refused:
        make.sent(people=12, party=PartyInput(anonymous=True))
    assert "Điều 29" in refused.value.errors["people"]


# --- check and classify ---


def test_eligibility_and_competence_are_recorded_with_their_grounds(ward: make.Ward) -> None:
    code = make.sent(make.a_complaint()).code
    make.do(code, "check", ward.officer, eligibility="already_guided", competence="other_body", text="Đã hướng dẫn.")
    values = {value.code: value.value for value in queries.case_view(code, ward.officer).entries[-1].form}
    assert values == {
        "eligibility": "Đã được hướng dẫn một lần về cùng nội dung",
        "competence": "Thuộc cơ quan hành chính khác",
    }
    assert not queries.confirmed_view(code).entries[1:], "an internal note"
    with pytest.raises(Refused) as refused:
        make.do(code, "check", ward.officer, eligibility="forged", competence="own")
    assert list(refused.value.errors) == ["eligibility"]


def test_what_was_sent_as_a_report_and_is_a_complaint_has_its_clock_since_it_came(ward: make.Ward, later: Any) -> None:
    code = make.sent().code
    make.do(code, "start_verification", ward.officer)
    later(2)
    with pytest.raises(Refused):
        actions.classify([], ward.officer)
    (row,) = actions.classify([code], ward.officer, to="complaint", reason="Không đồng ý với quyết định.")
    assert not row.done
    assert "Quyết định hoặc hành vi" in row.why
    (row,) = actions.classify([code], ward.officer, to="complaint", field="construction", answers=ANSWERS)
    assert row.done, row.why
    case = Case.objects.get()
    assert (case.type, case.state, case.field, case.open) == ("complaint", "received", "construction", True)
    clocks = {each.code: each for each in Clock.objects.all()}
    assert clocks["answer"].stopped
    assert clocks["accept"].starts_on == case.received_on, "the law counts from the day it came"
    view = queries.case_view(code, ward.officer)
    assert [entry.state_label for entry in view.entries] == ["Đã tiếp nhận", "Đang xác minh", "Đã nhận đơn"]
    assert [each.code for each in view.clocks] == ["accept"]
    assert queries.public_view(code).state_label == "Đã nhận đơn"
    assert queries.confirmed_view(code).subject == case.subject
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    assert not list(verify_records())


def test_a_letter_classified_twice_keeps_its_whole_history(ward: make.Ward) -> None:
    code = make.sent().code
    actions.classify([code], ward.officer, to="recommendation")
    actions.classify([code], ward.officer, to="field-report")
    make.do(code, "start_verification", ward.officer)
    assert [entry.action for entry in Entry.objects.order_by("number")][1:3] == ["retype", "retype"]
    assert len(queries.case_view(code, ward.officer).clocks) == 1
    assert queries.confirmed_view(code).public.open
    assert not list(verify_records())


def test_classifying_says_why_not(ward: make.Ward) -> None:
    sealed = actions.classify([make.sent().code], ward.officer, to="denunciation")
    assert "niêm phong" in sealed[0].why
    done = make.answered(ward).code
    assert "đã xong" in actions.classify([done], ward.officer, to="recommendation")[0].why
    nameless = make.sent(party=PartyInput(anonymous=True)).code
    assert "họ tên" in actions.classify([nameless], ward.officer, to="recommendation")[0].why
    assert "nơi xảy ra" in actions.classify([a_recommendation()], ward.officer, to="field-report")[0].why
    assert "Không có vụ việc" in actions.classify([make.sent().code], ward.specialist, to="recommendation")[0].why
    assert "Không có vụ việc" in actions.classify(["SG26-0000-0000"], ward.officer, to="recommendation")[0].why
    assert "Không đổi" in actions.classify([make.sent().code], ward.officer, to="question")[0].why


def test_a_field_is_set_for_many_at_once(ward: make.Ward) -> None:
    codes = [make.sent().code for _ in range(3)]
    rows = actions.classify([*codes, codes[0]], ward.officer, field="environment")
    assert [row.done for row in rows] == [True] * 3
    assert set(Case.objects.values_list("field", flat=True)) == {"environment"}
    assert not actions.classify(codes[:1], ward.officer, field="environment")[0].done
    assert not list(verify_records())


def test_looking_first_writes_nothing(ward: make.Ward) -> None:
    main, twin = make.sent().code, make.sent().code
    assert actions.classify([twin], ward.officer, to="recommendation", only_look=True)[0].done
    assert actions.merge([twin], main, ward.officer, only_look=True)[0].done
    assert actions.forward([twin], ward.officer, body="Sở Xây dựng", reason="Việc của Sở", only_look=True)[0].done
    assert Entry.objects.count() == 2


# --- split ---


def parts(*subjects: str) -> list[Part]:
    return [Part("recommendation", subject, f"{subject}, xin phường xem xét.", "welfare") for subject in subjects]


def test_a_letter_with_three_matters_becomes_three_cases_under_its_own_date(ward: make.Ward) -> None:
    code = a_recommendation(files=(make.a_file(),))
    first, second = actions.split(code, parts("Xin trợ cấp", "Xin sửa cống"), ward.officer, seen=1)
    children = Case.objects.filter(code__in=[first.code, second.code]).order_by("id")
    parent = Case.objects.get(code=code)
    assert {link.kind for link in Link.objects.filter(other=parent)} == {LinkKind.PART_OF}
    assert [child.received_on for child in children] == [parent.received_on] * 2
    assert Clock.objects.filter(case__in=children).count() == 4
    assert {party.name for party in Party.objects.all()} == {"Bà Hai (mẫu)"}
    assert Attachment.objects.count() == 3
    told = Message.objects.get(about=f"case:{code}")
    assert first.code in told.body
    assert second.code in told.body
    assert DBTaskResult.objects.filter(task_path="gandan.cases.tasks.send_receipt").count() == 3
    mine = queries.confirmed_view(code).related
    assert [(each.code, each.pin) for each in mine] == [(first.code, first.pin), (second.code, second.pin)]
    assert not list(verify_records())


def test_a_split_pressed_twice_splits_once(ward: make.Ward) -> None:
    code = a_recommendation()
    first = actions.split(code, parts("Xin trợ cấp"), ward.officer, seen=1, key="k")
    again = actions.split(code, parts("Xin trợ cấp"), ward.officer, seen=1, key="k")
    assert [each.code for each in first] == [each.code for each in again]
    assert Case.objects.count() == 2


def test_splitting_says_why_not(ward: make.Ward) -> None:
    code = a_recommendation()
    with pytest.raises(Refused) as refused:
        actions.split(code, [*parts("Xin trợ cấp"), Part("recommendation", "", "")], ward.officer, seen=1)
    assert set(refused.value.errors) == {"parts.1.subject", "parts.1.content", "parts.1.field"}
    with pytest.raises(Refused):
        actions.split(code, [], ward.officer, seen=1)
    with pytest.raises(Refused) as refused:
        actions.split(code, [Part("denunciation", "Tố cáo cán bộ", "Nội dung", "other")], ward.officer, seen=1)
    assert list(refused.value.errors) == ["parts.0.type"]
    with pytest.raises(Conflict):
        actions.split(code, parts("Xin trợ cấp"), ward.officer, seen=7)
    with pytest.raises(NotFound):
        actions.split(code, parts("Xin trợ cấp"), ward.specialist, seen=1)
    with pytest.raises(Conflict):
        actions.split(make.answered(ward).code, parts("Xin trợ cấp"), ward.officer, seen=None)
    assert Case.objects.count() == 2


# --- merge ---


def test_three_hundred_reports_of_one_flood_are_merged_in_few_queries(
    ward: make.Ward, django_assert_max_num_queries: Any
) -> None:
    plans = [make.planned(n) for n in range(301)]
    main, *twins = [receipt.code for receipt in actions.submit_many(plans, Actor.system("test"))]
    with django_assert_max_num_queries(40):
        rows = actions.merge(twins, main, ward.officer, reason="Cùng một hẻm ngập.")
    assert all(row.done for row in rows)
    assert Link.objects.filter(other__code=main).count() == 300
    assert Case.objects.filter(state="merged_duplicate", open=False).count() == 300
    make.do(main, "start_verification", ward.officer)
    make.do(main, "answer", ward.officer, text="Đã thông cống.", result="done", document_number="1/UBND")
    run("tell_steps")
    run("tell_duplicates")
    assert Message.objects.filter(subject__contains="có trả lời").count() == 301
    assert queries.confirmed_view(twins[-1]).answer.text == "Đã thông cống."
    assert len(queries.case_view(main, ward.officer).links) <= 12


def test_merging_makes_no_chain_and_no_cycle(ward: make.Ward) -> None:
    a, b, c = (make.sent().code for _ in range(3))
    assert not actions.merge([a], a, ward.officer)[0].done
    assert actions.merge([b], a, ward.officer)[0].done
    with pytest.raises(Refused) as refused:
        actions.merge([c, a], b, ward.officer)
    assert "đã được gộp" in refused.value.errors["main_code"]
    assert actions.merge([a], c, ward.officer)[0].done, "a chief may join another one"
    assert {link.other.code for link in Link.objects.all()} == {c}, "and those tied to it follow"
    assert not actions.merge([b], c, ward.officer)[0].done


def test_two_officers_who_merge_two_cases_into_each_other_make_no_circle(
    ward: make.Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = (make.sent().code for _ in range(2))
    own = merging._merged

    def slowly(*given: Any) -> Any:
        """Between one officer's look and their writing, the other one's merging is done."""
        monkeypatch.setattr(merging, "_merged", own)
        assert actions.merge([b], a, ward.officer)[0].done
        return own(*given)

    monkeypatch.setattr(merging, "_merged", slowly)
    with pytest.raises(Refused) as refused:
        actions.merge([a], b, ward.officer)
    assert list(refused.value.errors) == ["main_code"]
    assert [(link.case.code, link.other.code) for link in Link.objects.all()] == [(b, a)]
    assert Case.objects.get(code=a).open


def test_nobody_is_told_of_a_classification_that_came_too_late(
    ward: make.Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = make.sent().code
    own = retyping._classified

    def slowly(*given: Any) -> Any:
        found = own(*given)
        make.do(code, "start_verification", ward.officer)
        return found

    monkeypatch.setattr(retyping, "_classified", slowly)
    (row,) = actions.classify([code], ward.officer, field="environment")
    assert not row.done
    waiting = DBTaskResult.objects.filter(task_path__endswith="tell_steps")
    assert not waiting.exists(), "what the sender hears of is what was done"


@pytest.mark.parametrize("main", ["SG26-0000-0000", "linh tinh", ""])
def test_a_wrong_main_case_merges_nothing(ward: make.Ward, main: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.merge([make.sent().code], main, ward.officer)
    assert list(refused.value.errors) == ["main_code"]


def test_nothing_is_merged_into_what_ended_without_an_answer(ward: make.Ward) -> None:
    main = make.sent().code
    make.do(main, "refuse", ward.officer, ground="unclear", reason="Không rõ nơi nào.")
    with pytest.raises(Refused):
        actions.merge([make.sent().code], main, ward.officer)
    rows = actions.merge([make.sent().code], make.answered(ward).code, ward.officer)
    assert rows[0].done, "what has been answered answers latecomers too"


# --- forward ---


@pytest.fixture
def other(ward: make.Ward) -> Any:
    return directory.a_ward("26743", "Phường Bến Thành")


def test_a_letter_forwarded_inside_arrives_with_a_new_clock_under_the_old_code(
    ward: make.Ward, other: Any, later: Any
) -> None:
    there = directory.an_actor(Role.PETITION_OFFICER, other, "bt")
    code = a_recommendation()
    later(3)
    (row,) = actions.forward([code], ward.officer, unit="26743", reason="Việc ở phường Bến Thành.")
    assert row.done, row.why
    case = Case.objects.get()
    assert (case.unit.code, case.state, case.open, case.reopened) == ("26743", "received", True, 0)
    running = Clock.objects.filter(met_on=None, stopped=False)
    assert {(each.code, each.round, each.starts_on) for each in running} == {
        ("forward", 2, clock.today()),
        ("answer", 2, clock.today()),
    }
    assert queries.public_view(code).unit_name == "Phường Bến Thành"
    assert queries.confirmed_view(code).answer is None
    assert [row.code for row in queries.inbox(there, queries_filter()).rows] == [code]
    with pytest.raises(NotFound):
        queries.case_view(code, ward.officer)
    assert Notice.objects.filter(kind="assigned").count() == 1
    run("tell_steps")
    assert "được chuyển" in Message.objects.latest("id").subject
    day = clock.today()
    for unit in (ward.unit, other):
        wanted = BookWanted(Book.PETITIONS, unit.code, unit.name, unit.path, day - timedelta(days=9), day)
        assert [code in row for row in books.rows(wanted)] == [True], "it stands in the books of both"
    make.do(code, "accept", there)
    make.do(code, "assign", there)
    make.do(code, "answer", there, text="Đã làm.", result="done", document_number="3/UBND")
    make.do(code, "reopen", Actor.resident(), reason="Vẫn chưa xong.")
    assert Case.objects.get().unit.code == "26743", "re-opened, it goes to whom it was forwarded"
    assert not list(verify_records())


def queries_filter() -> Any:
    from gandan.cases.types import InboxFilter

    return InboxFilter()


def test_a_letter_forwarded_outside_has_ended_here(ward: make.Ward) -> None:
    code = a_recommendation()
    assert actions.forward([code], ward.officer, body="Sở Xây dựng (mẫu)", reason="Việc của Sở.")[0].done
    assert Case.objects.get().state == "forwarded"
    assert not actions.forward([code], ward.officer, body="Sở Y tế", reason="Nhầm.")[0].done


def test_forwarding_says_why_not(ward: make.Ward, other: Any) -> None:
    code = a_recommendation()
    for wrong in ({}, {"unit": "26743", "body": "Sở"}, {"unit": "99999"}):
        with pytest.raises(Refused):
            actions.forward([code], ward.officer, reason="x", **wrong)
    assert "chính đơn vị này" in actions.forward([code], ward.officer, unit="26740", reason="x")[0].why
    assert "giao việc" in actions.forward([code], ward.officer, unit=ward.department.code, reason="x")[0].why
    assert "Chưa ghi" in actions.forward([code], ward.officer, unit="26743", reason="")[0].why
    complaint = make.sent(make.a_complaint()).code
    assert "hướng dẫn" in actions.forward([complaint], ward.officer, unit="26743", reason="x")[0].why
    other.valid_to = clock.today() - timedelta(days=1)
    other.save()
    units.forget()
    with pytest.raises(Refused) as refused:
        actions.forward([code], ward.officer, unit="26743", reason="x")
    assert "đã kết thúc" in refused.value.errors["unit"]
    assert Entry.objects.count() == 2


def test_a_letter_that_cannot_be_handled_is_returned_with_guidance(ward: make.Ward) -> None:
    code = a_recommendation()
    with pytest.raises(NotAllowed):
        make.do(code, "guide", ward.counter, eligibility="sent_to_many", reason="Gửi Sở.")
    make.do(code, "guide", ward.officer, eligibility="sent_to_many", reason="Thành phố đang giải quyết; chờ trả lời.")
    assert Case.objects.get().state == "guided"
    assert queries.confirmed_view(code).answer.text.startswith("Thành phố")
