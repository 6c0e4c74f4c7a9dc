"""Text messages over a real HTTP gateway: off until there is one, once, and honest about what is not known."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction

from gandan.notifications import actions, rules
from gandan.notifications.models import Message
from gandan.notifications.types import State

pytestmark = pytest.mark.django_db


class Gateway(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status, self.taken = 202, []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sms"


class Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.server.url + "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def gateway(settings):
    gateway = Gateway()
    settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_SENDER = gateway.url, "bi-mat", "UBNDPHUONG"
    yield gateway
    gateway.shutdown()
    gateway.server_close()


def queued(key: str = "k", text: str = "123456 là mã mở hồ sơ.") -> Message:
    with transaction.atomic():
        actions.send(key=key, address="0912345678", subject="Phường: có tin", body="dài", text=text)
    return Message.objects.get(key=key)


def test_a_text_message_goes_once_to_the_gateway(gateway):
    assert queued().channel == "sms"
    assert actions.deliver("k") is State.SENT
    assert actions.deliver("k") is None
    [(headers, body)] = gateway.taken
    assert body == {"id": "k", "to": "+84912345678", "from": "UBNDPHUONG", "text": "123456 là mã mở hồ sơ."}
    assert headers["Authorization"] == "Bearer bi-mat"
    assert headers["Idempotency-Key"] == "k"
    assert Message.objects.get().body == "", "what held a code is emptied"


@pytest.mark.parametrize(("status", "state"), [
    (200, State.SENT), (400, State.FAILED), (401, State.FAILED), (429, State.QUEUED), (503, State.QUEUED),
    (500, State.UNSURE), (302, State.FAILED),
])  # fmt: skip
def test_what_the_gateway_says_is_kept(gateway, status, state):
    gateway.status = status
    queued()
    assert actions.deliver("k") is state
    assert len(gateway.taken) == 1, "a code is carried to no other address"


def test_a_gateway_that_is_not_there_is_tried_again(settings):
    settings.SMS_URL = "http://127.0.0.1:9/sms"
    queued()
    assert actions.deliver("k") is State.QUEUED
    assert Message.objects.get().due_at is not None


def test_without_a_gateway_nothing_is_sent_and_the_log_says_why(settings):
    settings.SMS_URL = ""
    message = queued()
    assert (message.state, message.body) == (State.FAILED, "")
    assert "cổng tin nhắn" in message.error
    assert actions.deliver("k") is None


def test_a_long_text_is_cut_and_one_without_words_says_where_to_look(gateway, settings):
    queued("long", "a" * 1000)
    assert len(Message.objects.get(key="long").body.strip()) == rules.TEXT_MOST
    queued("none", "")
    assert Message.objects.get(key="none").body.startswith(f"Phường: có tin. {settings.BASE_URL}/tra-cuu/")


def test_a_number_is_shown_in_part_and_written_for_the_world():
    assert rules.masked("0912345678") == "0•••"
    assert rules.international("0912345678") == rules.international("+84912345678") == "+84912345678"
    assert not rules.is_number("ba.hai@example.vn")
