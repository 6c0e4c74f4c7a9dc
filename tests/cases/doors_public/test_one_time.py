"""A lost receipt: a code to the contact in the case opens it. And: how to be told from now on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from gandan.cases.models import Case, Entry, OneTimeCode, Party
from gandan.cases.queries.records import verify_records
from gandan.cases.types import PartyInput
from gandan.core import clock, throttle
from gandan.notifications.models import Message
from tests.cases import make
from tests.cases.doors_public.make import CONTENT, a_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    a_home()
    return make.a_case(content=CONTENT)  # with an e-mail and a telephone number


def asked(client, code, way="email"):
    return client.post(f"/tra-cuu/{code}/ma-mot-lan/", {"way": way})


def entered(client, code, digits):
    return client.post(f"/tra-cuu/{code}/ma-mot-lan/nhap/", {"pin": digits})


def digits_sent(code: str) -> str:
    return re.search(r"\d{6}", Message.objects.get(key__startswith=f"{code}:once:").body)[0]


def test_the_code_that_came_opens_the_case(client, case):
    assert CONTENT not in client.get(f"/tra-cuu/{case.code}/").content.decode()
    page = asked(client, case.code)
    assert page.status_code == 200
    message = Message.objects.get(key__startswith=f"{case.code}:once:")
    assert message.address == "ba.hai@example.vn"
    assert CONTENT[:10] not in message.subject + message.body
    opened = entered(client, case.code, digits_sent(case.code))
    assert opened.status_code == 303
    assert CONTENT in client.get(f"/tra-cuu/{case.code}/").content.decode()
    assert not OneTimeCode.objects.exists()
    assert entered(Client(), case.code, digits_sent(case.code)).status_code == 422, "used once"


def test_nothing_but_a_digest_is_kept(client, case):
    asked(client, case.code)
    row = OneTimeCode.objects.get()
    assert digits_sent(case.code) not in row.digest
    assert len(row.digest) == 64


def test_nobody_learns_whether_a_case_has_an_address(client, case):
    with_one = asked(client, case.code).content.decode()
    bare = make.a_case(party=PartyInput(anonymous=True))
    without = asked(client, bare.code).content.decode()
    assert Message.objects.filter(key__contains=":once:").count() == 1
    hidden = re.compile(r'value="[\w-]{30,}"|SG\d\d-\d{4}-\d{4}')
    assert hidden.sub("", with_one) == hidden.sub("", without)
    assert "ba.hai" not in with_one


def test_five_tries_and_ten_minutes(client, case, monkeypatch):
    asked(client, case.code)
    right = digits_sent(case.code)
    wrong = "000000" if right != "000000" else "111111"
    assert [entered(client, case.code, wrong).status_code for _ in range(5)] == [422] * 5
    assert entered(client, case.code, right).status_code == 422
    asked(client, case.code)  # a new one ends the old
    assert OneTimeCode.objects.count() == 1
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    fresh = re.search(r"\d{6}", Message.objects.filter(key__contains=":once:").latest("id").body)[0]
    assert entered(client, case.code, fresh).status_code == 422


def test_asking_and_trying_are_limited(client, case, settings):
    settings.RATE_LIMITS = True
    throttle.clear()
    assert [asked(Client(REMOTE_ADDR=f"203.0.113.{n}"), case.code).status_code for n in range(5)] == [200] * 4 + [429]
    throttle.clear()
    for _ in range(6):
        last = entered(client, case.code, "000000")
    assert last.status_code == 429
    throttle.clear()


@pytest.mark.parametrize("pin", ["", "12345", "mười hai", "1" * 500, "'; --"])
def test_what_is_no_code_is_said(client, case, pin):
    assert client.post(f"/tra-cuu/{case.code}/ma-mot-lan/nhap/", {"pin": pin}).status_code == 422


def test_ways_that_do_not_exist(client, case):
    assert asked(client, case.code, "sms").status_code == 422, "no gateway, no such choice"
    assert asked(client, case.code, "<script>").status_code == 422
    assert asked(client, "SG26-0000-0000").status_code == 404
    assert client.get(f"/tra-cuu/{case.code}/ma-mot-lan/nhap/").status_code == 405


def test_by_text_message_where_there_is_a_gateway(client, case, settings):
    settings.SMS_URL = "https://sms.example.vn/"
    asked(client, case.code, "sms")
    message = Message.objects.get(key__startswith=f"{case.code}:once:")
    assert (message.channel, message.address) == ("sms", "0912345678")
    assert entered(client, case.code, digits_sent(case.code)).status_code == 303


def test_to_a_sealed_sender_the_message_is_locked(client):
    a_home()
    party = PartyInput(name="Kín (mẫu)", email="kin@example.vn", sealed=True)
    sealed = make.a_case(party=party)
    asked(client, sealed.code)
    message = Message.objects.get(key__startswith=f"{sealed.code}:once:")
    assert (message.address, message.body, message.about) == ("", "", "")
    assert OneTimeCode.objects.filter(case=sealed).exists()


# --- how to be told ---


def confirmed(client, code):
    from gandan.cases import queries

    client.get(f"/tra-cuu/{code}/?xac-nhan={queries.receipt(code).pin}")
    return client


def test_the_sender_chooses_how_to_be_told(client, case):
    address = f"/tra-cuu/{case.code}/bao-tin/"
    assert client.post(address, {"told": "code"}).status_code == 303
    assert Party.objects.get().told_by == "email", "not without the confirmation number"
    confirmed(client, case.code)
    assert client.post(address, {"told": "code", "contact": ""}).status_code == 303
    assert Party.objects.get().told_by == "code"
    assert client.post(address, {"told": "email", "contact": "moi@example.vn"}).status_code == 303
    party = Party.objects.get()
    assert (party.told_by, party.email, party.phone) == ("email", "moi@example.vn", "0912345678")
    assert "moi@example.vn" not in str(list(Entry.objects.values())), "the timeline says that, never where"
    assert list(verify_records()) == []
    Party.objects.update(email="khac@example.vn")
    assert any("người gửi không khớp" in str(each) for each in verify_records())


@pytest.mark.parametrize("data", [
    {}, {"told": "sms"}, {"told": "pigeon"}, {"told": "phone", "contact": "a@b"},
    {"told": "email", "contact": "x" * 300},
])  # fmt: skip
def test_a_way_that_cannot_work_changes_nothing(client, case, data):
    confirmed(client, case.code)
    assert client.post(f"/tra-cuu/{case.code}/bao-tin/", data).status_code == 422
    assert Case.objects.get().last_number == 1


def test_without_a_contact_no_way_is_promised(client):
    a_home()
    bare = make.a_case(party=PartyInput(anonymous=True))
    confirmed(client, bare.code)
    assert client.post(f"/tra-cuu/{bare.code}/bao-tin/", {"told": "phone"}).status_code == 422
    assert client.post(f"/tra-cuu/{bare.code}/bao-tin/", {"told": "phone", "contact": "0912000222"}).status_code == 303
    assert Party.objects.get().phone == "0912000222"
    assert list(verify_records()) == []


def test_a_sealed_sender_stays_sealed(client):
    a_home()
    sealed = make.a_case(party=PartyInput(name="Kín (mẫu)", email="kin@example.vn", sealed=True))
    confirmed(client, sealed.code)
    assert (
        client.post(f"/tra-cuu/{sealed.code}/bao-tin/", {"told": "phone", "contact": "0912000333"}).status_code == 303
    )
    party = Party.objects.get()
    assert (party.sealed, party.phone, party.email, party.name) == (True, "", "", "")
    assert party.told_by == "phone"
    assert list(verify_records()) == []
