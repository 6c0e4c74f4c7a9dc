"""A worker is killed with -9 while the mail server has the letter in its hand: nobody sends it a second time."""

from __future__ import annotations

import threading

from django.db import transaction

from gandan.notifications import actions
from gandan.notifications.models import Message
from gandan.notifications.types import State
from tests.core.make import environment, process, wait_until
from tests.notifications import make


def test_a_worker_killed_midway_sends_nothing_twice(transactional_db):
    server, in_hand, go_on = make.MailServer(), threading.Event(), threading.Event()

    def hold() -> None:
        in_hand.set()
        go_on.wait(60)

    server.after_taking = hold
    mail = {"GANDAN_EMAIL_HOST": "127.0.0.1", "GANDAN_EMAIL_PORT": str(server.port), "GANDAN_EMAIL_TLS": "off"}
    with transaction.atomic():
        actions.send(key="k", address="ba.hai@example.vn", subject="Đã nhận", body="Chào bạn")
        actions.send(key="later", address="ba.hai@example.vn", subject="Tin sau", body="Chào bạn")
    try:
        with process("worker", "--lease", "2", env=environment(**mail)):
            assert in_hand.wait(60)
        assert Message.objects.get(key="k").state == State.SENDING
        go_on.set()
        with process("worker", "--lease", "2", env=environment(**mail)):
            wait_until(lambda: Message.objects.get(key="k").state == State.UNSURE, seconds=60)
            wait_until(lambda: Message.objects.get(key="later").state == State.SENT, seconds=60)
    finally:
        go_on.set()
        server.close()
    assert [letter["Subject"].strip() for letter in server.taken] == ["Đã nhận", "Tin sau"]
    assert Message.objects.get(key="k").attempts == 1
