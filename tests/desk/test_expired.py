"""A session that ran out while somebody was writing: nothing is lost silently, nothing falls into other hands."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from gandan.cases.models import Case, Entry
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import BACKEND, QUEUE, answer, page_of, text_of

WORDS = "Tôi viết câu này trong nửa giờ, rồi đi họp."


@pytest.fixture
def code(ward) -> str:
    code = make.sent(place=None).code
    make.do(code, "start_verification", ward.officer)
    return code


def send(client: Client, code: str, **changes):
    seen = Case.objects.get().last_number
    return client.post(f"{page_of(code)}lam/answer/", answer(text=WORDS, seen=seen, **changes))


def sign_in(client: Client, ward, role: Role = Role.PETITION_OFFICER) -> None:
    client.force_login(ward.accounts[role], backend=BACKEND)


def test_the_words_are_there_again_after_signing_in(ward, code):
    client = Client()
    away = send(client, code, not_done="Đèn dự phòng.")
    assert away["Location"] == f"/tai-khoan/login/?next={page_of(code)}lam/answer/"
    assert "lời bạn viết được giữ trong một giờ" in text_of(client.get(away["Location"]))
    assert not Entry.objects.filter(action="answer").exists()

    sign_in(client, ward)
    back = client.get(f"{page_of(code)}lam/answer/", follow=True)
    form = back.context["panel"]
    assert (form["text"].value(), form["result"].value()) == (WORDS, "done")
    assert form["not_done"].value() == "Đèn dự phòng."
    assert "Phiên đăng nhập đã hết nên chưa gửi được" in text_of(back)
    assert client.post(f"{page_of(code)}lam/answer/", answer(text=WORDS, seen=form["seen"].value())).status_code == 303
    assert not client.get(page_of(code)).context["panel"], "given back once"


def test_where_the_step_is_gone_meanwhile_the_words_are_still_shown(ward, code):
    client = Client()
    send(client, code)
    make.do(code, "answer", ward.leader, text="Đã xong.", result="done", document_number="1")
    sign_in(client, ward)
    back = client.get(f"{page_of(code)}lam/answer/", follow=True)
    assert back.status_code == 409
    assert WORDS in text_of(back)
    assert "“Đã xong.”" in text_of(back)


def test_the_database_does_not_hold_them_in_the_clear(ward, code):
    client = Client()
    send(client, code)
    stored = [session.get_decoded() for session in Session.objects.all()]
    assert any("unsent" in each for each in stored)
    assert WORDS not in str(stored)


def test_after_an_hour_they_are_gone(ward, code, monkeypatch):
    client = Client()
    send(client, code)
    monkeypatch.setattr("gandan.config.unsent.SECONDS", -1)
    sign_in(client, ward)
    assert not client.get(f"{page_of(code)}lam/answer/", follow=True).context["panel"]["text"].value()


def test_another_browser_gets_nothing(ward, code):
    send(Client(), code)
    other = Client()
    sign_in(other, ward)
    assert not other.get(f"{page_of(code)}lam/answer/", follow=True).context["panel"]["text"].value()


def test_who_may_not_see_the_case_gets_nothing(ward, code):
    client = Client()
    send(client, code)
    sign_in(client, ward, Role.SPECIALIST)
    back = client.get(f"{page_of(code)}lam/answer/", follow=True)
    assert back.status_code == 404
    assert WORDS not in text_of(back)


def test_another_site_cannot_put_words_into_an_officers_form(ward, code):
    client = Client(enforce_csrf_checks=True)
    away = send(client, code)
    assert away.status_code == 302
    assert not any("unsent" in session.get_decoded() for session in Session.objects.all())


def test_too_much_is_not_kept_and_that_is_said(ward, code):
    client = Client()
    away = client.post(f"{page_of(code)}lam/answer/", answer(text="đ" * 80_000, seen=2))
    assert "chưa có gì được gửi" in text_of(client.get(away["Location"]))


def test_a_choice_in_the_queue_is_made_again(ward, code):
    client = Client()
    client.post(f"{QUEUE}phan-cong/", {"code": [code], "to": f"o:{ward.department.pk}"})
    sign_in(client, ward)
    assert client.get(f"{QUEUE}phan-cong/")["Location"] == QUEUE
    assert Case.objects.get().assigned_unit is None
