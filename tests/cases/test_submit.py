"""Taking in: what is stored, what the sender holds, and what is refused at which field."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.core import mail
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from gandan.audit import queries as audit
from gandan.cases import actions, tasks
from gandan.cases.models import Attachment, Case, Clock, Entry, Party
from gandan.cases.types import PartyInput, Submission
from gandan.core.codes import read_code
from gandan.core.types import Conflict, NotAllowed, Point, Refused
from gandan.directory.types import Actor
from tests.cases import make


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


def refusal(submission: Submission) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        actions.submit(submission, Actor.resident())
    assert not Case.objects.exists()
    return caught.value.errors


def test_a_report_becomes_a_case_with_clock_entry_party_and_audit(ward: make.Ward) -> None:
    file = make.a_file()
    receipt = make.sent(files=(file,), file_names=("đèn.pdf",))
    case = Case.objects.get()
    entry, clock, party = Entry.objects.get(), Clock.objects.get(), Party.objects.get()
    assert case.code == receipt.code == read_code(receipt.code)
    assert receipt.code.startswith("SG")
    assert (case.state, case.open, case.last_number) == ("received", True, 1)
    assert case.due_on == case.queue_on == clock.due_on == receipt.due_on
    assert receipt.due_source == clock.due_source
    assert (entry.number, entry.action, entry.state_to) == (1, "submit", "received")
    assert entry.hash == receipt.hash
    assert audit.entry_by_hash(receipt.hash).object == f"case:{receipt.code}"
    assert (party.name, party.sealed) == ("Bà Hai (mẫu)", False)
    assert Attachment.objects.get().name == "đèn.pdf"
    assert len(receipt.pin) == 6
    assert receipt.new


def test_at_most_ten_statements_stand_under_the_lock(ward: make.Ward, django_capture_on_commit_callbacks) -> None:
    file = make.a_file()
    make.sent()  # the unit is known from now on
    with CaptureQueriesContext(
        connection,
    ) as caught:
        make.sent(files=(file,))
    inside = [each["sql"] for each in caught.captured_queries]
    begin = next(i for i, sql in enumerate(inside) if sql.startswith("SAVEPOINT"))
    assert len(inside[begin:]) <= 12, inside  # ten and the savepoint's two
    assert begin <= 3


def test_the_same_request_under_the_same_key_is_one_case(ward: make.Ward) -> None:
    report = make.a_report()
    first, again = make.sent(report), make.sent(report)
    assert Case.objects.count() == 1
    assert again == replace(first, new=False)


def test_the_same_key_with_another_request_is_refused(ward: make.Ward) -> None:
    report = make.a_report()
    make.sent(report)
    with pytest.raises(Conflict):
        make.sent(replace(report, content="Một việc khác hẳn."))
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "đèn"}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"content": " \n "}, "content"),
        ({"content": "dài " * 25_000}, "content"),
        ({"field": "no-such-field"}, "field"),
        ({"field": ""}, "field"),
        ({"place": None, "address": ""}, "address"),
        ({"place": Point(21.03, 105.85)}, "place"),
        ({"place": Point(91.0, 0.0)}, "place"),
        ({"place": Point(float("nan"), 0.0)}, "place"),
        ({"party": PartyInput(name="A", phone="12")}, "party.phone"),
        ({"party": PartyInput(name="A", email="a@")}, "party.email"),
        ({"party": PartyInput()}, "party.name"),
        ({"answers": {"unknown": "x"}}, "answers.unknown"),
        ({"files": (999_999,)}, "files"),
        ({"key": "có dấu"}, "key"),
        ({"unit": "nowhere"}, "unit"),
        ({"type": "no-such-type"}, "type"),
        ({"received_at": make.moment("2099-01-01 08:00")}, "type"),
        ({"address": "x" * 301}, "address"),
        ({"files": tuple(range(11))}, "files"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(ward: make.Ward, changes: dict, field: str) -> None:
    errors = refusal(make.a_report(**changes))
    if field == "type" and "received_at" in changes:
        assert "received_at" in errors
    else:
        assert list(errors) == [field]
    assert all(message and not message.startswith("%") for message in errors.values())


def test_everything_wrong_is_said_at_once(ward: make.Ward) -> None:
    errors = refusal(make.a_report(subject="", content="", field="x"))
    assert set(errors) == {"subject", "content", "field"}


def test_a_long_text_says_how_long_it_is_and_how_long_it_may_be(ward: make.Ward) -> None:
    errors = refusal(make.a_report(content="a" * 100_000))
    assert "100000" in errors["content"]
    assert "20000" in errors["content"]


def test_text_is_kept_as_text_in_one_normal_form(ward: make.Ward) -> None:
    decomposed = "Đèn đường hỏng".encode().decode()
    import unicodedata

    case = make.a_case(
        subject=unicodedata.normalize("NFD", decomposed) + " 💡",
        content="<script>alert(1)</script>'; DROP TABLE cases_case; --\x00\x07",
    )
    assert case.subject == "Đèn đường hỏng 💡"
    assert case.content == "<script>alert(1)</script>'; DROP TABLE cases_case; --"


def test_a_unit_that_has_ended_names_its_successor(ward: make.Ward) -> None:
    from datetime import date

    from gandan.directory.models import Succession
    from tests.directory import make as directory

    old = directory.a_unit("760", "Quận 1", directory.a_city(), valid_to=date(2025, 6, 30))
    Succession.objects.create(predecessor=old, successor=ward.unit, on=date(2025, 7, 1), kind="split")
    errors = refusal(make.a_report(unit="760"))
    assert "30/06/2025" in errors["unit"]
    assert "Phường Sài Gòn" in errors["unit"]


def test_a_task_is_made_at_the_desk_only(ward: make.Ward) -> None:
    task = make.a_report(type="task", field="", place=None, address="", answers={"due_on": "2099-01-01"})
    with pytest.raises(NotAllowed):
        actions.submit(task, Actor.resident())


def test_an_anonymous_sender_leaves_no_name(ward: make.Ward) -> None:
    make.sent(party=PartyInput(name="Tên lỡ ghi", phone="0912345678", anonymous=True))
    party = Party.objects.get()
    assert (party.name, party.phone, party.anonymous) == ("", "0912345678", True)


def test_a_sealed_identity_is_nowhere_in_the_database(ward: make.Ward) -> None:
    make.sent(party=PartyInput(name="Người Kín Tên", phone="0987654321", email="kin@example.vn", sealed=True))
    party = Party.objects.get()
    assert (party.name, party.phone, party.email) == ("", "", "")
    for said in ("Người Kín Tên", "0987654321", "kin@example.vn"):
        assert said.encode() not in bytes(party.secret)
    told = str(audit.entries(f"case:{Case.objects.get().code}"))
    assert "Người Kín Tên" not in told
    assert "0987654321" not in told


def test_the_sender_gets_the_receipt_by_mail(ward: make.Ward, django_capture_on_commit_callbacks) -> None:
    from gandan.notifications.models import Message

    receipt = make.sent()
    job = DBTaskResult.objects.get()
    assert (job.task_path, job.args_kwargs["args"]) == ("gandan.cases.tasks.send_receipt", [receipt.code])
    assert mail.outbox == []  # only after the commit
    tasks.send_receipt.call(receipt.code)
    message = Message.objects.get()
    assert message.address == "ba.hai@example.vn"
    (letter,) = mail.outbox
    assert receipt.code in letter.body
    assert receipt.pin in letter.body
    assert message.state == "sent"
    tasks.send_receipt.call(receipt.code)
    assert len(mail.outbox) == 1


def test_two_at_once_under_one_key_get_one_case(transactional_db: None) -> None:
    make.a_ward_at_work()
    report = make.a_report()
    receipts, errors = [], []
    barrier = threading.Barrier(4)

    def send() -> None:
        barrier.wait()
        try:
            receipts.append(actions.submit(report, Actor.resident()))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Case.objects.count() == 1
    assert len({receipt.code for receipt in receipts}) == 1
    assert sum(receipt.new for receipt in receipts) == 1


def test_a_code_that_exists_is_drawn_anew(ward: make.Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    from gandan.cases.actions import intake

    first = make.sent()
    draws = iter([first.code, first.code, "SG26-0000-0017"])
    monkeypatch.setattr(intake, "new_code", lambda prefix, year: next(draws))
    assert make.sent().code == "SG26-0000-0017"
