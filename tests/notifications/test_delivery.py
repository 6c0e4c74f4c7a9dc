"""Messages over a real SMTP server: once, later, not at all, or «nobody knows»."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gandan.core.jobs.worker import drain
from gandan.notifications import actions
from gandan.notifications.models import Message
from gandan.notifications.types import Event, State
from tests.notifications import make


@pytest.fixture
def server(settings):
    server = make.MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 30
    settings.DEFAULT_FROM_EMAIL = "Gần Dân <khong-tra-loi@sample.test>"
    yield server
    server.close()


def queue(key: str = "k", **fields: str) -> Message:
    values = {"address": "ba.hai@example.vn", "subject": "Đã nhận", "body": "Chào bạn,\n.\nMã: 1"} | fields
    with transaction.atomic():
        actions.send(key=key, **values)
    return Message.objects.get(key=key)


def state_of(key: str = "k") -> tuple[str, int]:
    message = Message.objects.get(key=key)
    return message.state, message.attempts


def later(monkeypatch, **ahead: float) -> None:
    moment = timezone.now() + timedelta(**ahead)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def drained_elsewhere() -> int:
    """As a worker with a connection of its own would."""
    try:
        return drain()
    finally:
        connection.close()


def test_a_message_leaves_after_the_commit(transactional_db, server):
    with transaction.atomic():
        actions.tell(Event.RECEIVED, make.letter(pin="482913"), key="k", address="ba.hai@example.vn", about="case:SG26")
        with ThreadPoolExecutor(1) as another:
            assert another.submit(drained_elsewhere).result() == 0
    drain()
    (mail,) = server.taken
    assert mail["Subject"].strip() == "Phường Sài Gòn: đã nhận, mã SG26-4829-1379"
    assert mail["To"] == "ba.hai@example.vn"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Mã xác nhận: 482913" in mail.get_content()
    message = Message.objects.get()
    assert (message.state, message.attempts, message.about) == (State.SENT, 1, "case:SG26")
    assert message.body == ""
    assert message.sent_at


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_letter_one_asked_for_is_ended_from_the_mailbox(transactional_db, server, scheme):
    link = f"{scheme}://gandan.example.vn/cong-khai/bo-theo-doi/abc/"
    queue(end_link=link)
    drain()
    (mail,) = server.taken
    assert mail["List-Unsubscribe"] == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if scheme == "https" else None)
    assert Message.objects.get().end_link == "", "it opens the way to an address: gone with the words"


def test_nothing_leaves_after_a_rollback(transactional_db, server):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.send(key="k", address="a@example.vn", subject="x", body="x", about=str(1 / 0))
    drain()
    assert not server.taken
    assert not DBTaskResult.objects.exists()


def test_the_same_key_is_sent_once(transactional_db, server):
    queue(subject="Một")
    queue(subject="Hai")
    drain()
    queue(subject="Ba")
    drain()
    assert [mail["Subject"] for mail in server.taken] == ["Một"]
    assert actions.deliver("k") is None


def test_a_message_belongs_into_a_transaction(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        actions.send(key="k", address="a@example.vn", subject="x", body="x")


def test_three_statements_and_no_more(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        actions.send(key="k", address="a@example.vn", subject="x", body="x")


def test_sealed_things_leave_no_trace_in_the_log(transactional_db, server):
    letter = make.letter(sealed=True, kind="Tố cáo")
    with transaction.atomic():
        actions.tell(Event.ANSWERED, letter, key="k", address="a@example.vn", about="case:SG26-4829-1379", unit=None)
    drain()
    assert "Tố cáo" not in server.taken[0].as_string()
    assert Message.objects.get().about == ""


@pytest.mark.parametrize("verb", ["HELLO", "MAIL", "RCPT", "DATA", "."])
def test_a_server_that_asks_to_come_back_is_asked_again(transactional_db, server, monkeypatch, verb):
    queue()
    server.answers[verb] = "451 later, please"
    drain()
    assert state_of() == (State.QUEUED, 1)
    server.answers.clear()
    drain()
    assert not server.taken  # not yet: it waits
    later(monkeypatch, seconds=61)
    drain()
    assert state_of() == (State.SENT, 2)
    assert len(server.taken) == 1


def test_both_attempts_bear_one_number(transactional_db, server, monkeypatch):
    queue()
    server.answers["."] = "451 later"
    drain()
    server.answers.clear()
    later(monkeypatch, seconds=61)
    drain()
    first = server.taken[0]["Message-ID"]
    Message.objects.update(state=State.QUEUED, body="x", due_at=timezone.now())
    actions.deliver("k")
    assert server.taken[1]["Message-ID"] == first


def test_no_server_at_all(transactional_db, server, monkeypatch):
    server.close()
    queue()
    for attempt in range(1, 7):
        drain()
        assert Message.objects.get().attempts == attempt
        later(monkeypatch, days=1)
    assert state_of() == (State.FAILED, 6)
    assert "refused" in Message.objects.get().error.lower()
    drain()
    assert state_of() == (State.FAILED, 6)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "."])
def test_a_refusal_is_final(transactional_db, server, verb):
    queue()
    server.answers[verb] = "550 no such ba.hai@example.vn here"
    drain()
    message = Message.objects.get()
    assert (message.state, message.attempts) == (State.FAILED, 1)
    assert "550" in message.error
    assert "b•••@example.vn" in message.error
    assert "ba.hai" not in message.error


@pytest.mark.parametrize("verb", ["DATA", "."])
def test_a_line_that_breaks_midway_leaves_doubt_and_no_second_letter(transactional_db, server, monkeypatch, verb):
    queue()
    server.answers[verb] = None
    drain()
    assert state_of() == (State.UNSURE, 1)
    server.answers.clear()
    later(monkeypatch, days=2)
    actions.sweep()
    drain()
    assert state_of() == (State.UNSURE, 1)


def test_a_rude_goodbye_changes_nothing(transactional_db, server):
    queue()
    server.answers["QUIT"] = None
    drain()
    assert state_of() == (State.SENT, 1)


def test_a_worker_that_died_while_sending_leaves_doubt(transactional_db, server):
    queue()
    Message.objects.update(state=State.SENDING, attempts=1, tried_at=timezone.now())
    drain()  # the lease ran out, the job runs again
    assert state_of() == (State.UNSURE, 1)
    assert not server.taken


def test_one_who_was_given_up_and_still_sent_says_so(transactional_db, server):
    queue()

    def give_up() -> None:
        Message.objects.update(state=State.UNSURE)
        connection.close()  # of the server's thread

    server.after_taking = give_up
    actions.deliver("k")
    assert state_of() == (State.SENT, 1)


def test_the_sweep_finds_what_was_left_behind(transactional_db, server, monkeypatch):
    queue("stuck")
    queue("lost")
    queue("fresh")
    Message.objects.filter(key="stuck").update(state=State.SENDING, tried_at=timezone.now())
    DBTaskResult.objects.all().delete()
    assert actions.sweep() == (0, 0)
    later(monkeypatch, minutes=11)
    Message.objects.filter(key="fresh").update(due_at=timezone.now())
    assert actions.sweep() == (1, 1)
    drain()
    assert state_of("stuck")[0] == State.UNSURE
    assert state_of("lost") == (State.SENT, 1)
    assert state_of("fresh") == (State.QUEUED, 0)


@pytest.mark.parametrize(
    "subject", ["Chào\r\nBcc: ke.gian@example.vn", "Chào\nX-A: b", "Chào\u2028Bcc: x@example.vn", "Chào\0"]
)
def test_headers_cannot_be_smuggled_in(transactional_db, server, subject):
    queue(subject=subject)
    drain()
    (mail,) = server.taken
    assert mail["Bcc"] is None
    assert mail["X-A"] is None
    assert mail["Subject"].startswith("Chào")


@pytest.mark.parametrize("address", ["", "khong-phai", "a@b", "a@b.vn\r\nBcc: c@b.vn", "a@b.vn, c@b.vn"])
def test_an_impossible_address_is_logged_and_undoes_nothing(transactional_db, server, address):
    message = queue(address=address)
    assert (message.state, message.body) == (State.FAILED, "")
    drain()
    assert not server.taken


def test_vietnamese_arrives_as_it_was_written(transactional_db, server):
    subject = "Đã nhận: «đường Nguyễn Thị Minh Khai» ngã tư, khu phố Ba, phường Sài Gòn"
    queue(subject=subject, body="Ổ gà đã được vá.\n..\nHết")
    drain()
    (mail,) = server.taken
    assert mail["Subject"].strip() == subject
    assert mail.get_content().strip().splitlines() == ["Ổ gà đã được vá.", "..", "Hết"]


def test_a_locked_message_is_read_by_the_mail_server_only(transactional_db, server):
    with transaction.atomic():
        actions.send(key="k", address="kin@example.vn", subject="Tin mới", body="Có tin.", lock=True)
    row = Message.objects.get()
    assert (row.address, row.subject, row.body, row.about) == ("", "", "", "")
    assert b"kin@" not in bytes(row.secret)
    drain()
    (mail,) = server.taken
    assert (mail["To"], mail["Subject"]) == ("kin@example.vn", "Tin mới")
    row.refresh_from_db()
    assert (row.state, row.secret, row.address) == (State.SENT, None, "")


def test_what_a_server_says_of_a_locked_address_is_not_kept(transactional_db, server):
    with transaction.atomic():
        actions.send(key="k", address="kin@example.vn", subject="x", body="x", lock=True)
    server.answers["RCPT"] = "550 no kin@example.vn here"
    drain()
    row = Message.objects.get()
    assert (row.state, row.error, row.address) == (State.FAILED, "550", "")
    assert row.secret, "a person may have it sent again"


def test_an_impossible_locked_address_is_not_kept_either(transactional_db):
    with transaction.atomic():
        actions.send(key="k", address="kín ở đây", subject="x", body="x", lock=True)
    row = Message.objects.get()
    assert (row.state, row.address, row.secret) == (State.FAILED, "", None)
