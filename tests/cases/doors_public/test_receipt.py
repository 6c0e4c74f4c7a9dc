"""The receipt: its page, paper and proof file, only for who sent it."""

from __future__ import annotations

import pytest
from django.test import Client

from gandan.audit import queries as audit
from gandan.cases import queries
from gandan.cases.models import Case
from gandan.notifications.models import Message
from tests.cases.doors_public.make import a_home, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    return a_home()


def test_it_has_all_that_a_sender_needs(client):
    code = sent(client)
    page = client.get(f"/gui-don/{code}/bien-nhan/").content.decode()
    case = Case.objects.get()
    receipt = queries.receipt(code)
    for words in (code, receipt.pin, receipt.hash, f"{case.due_on:%d/%m/%Y}", "Cam kết tại chỗ", "data:image/svg+xml"):
        assert words in page, words
    assert "Đọc qua điện thoại" in page


@pytest.mark.parametrize("page", ["bien-nhan/", "bien-nhan.pdf", "bien-nhan.json"])
def test_a_stranger_with_the_code_gets_none(client, page):
    code = sent(client)
    stranger = Client()
    response = stranger.get(f"/gui-don/{code}/{page}")
    assert response.status_code == 303
    assert response["Location"] == f"/tra-cuu/{code}/"


def test_it_is_kept_by_no_cache(client):
    code = sent(client)
    assert "no-store" in client.get(f"/gui-don/{code}/bien-nhan/")["Cache-Control"]


def test_the_paper_is_a_pdf(client):
    code = sent(client)
    response = client.get(f"/gui-don/{code}/bien-nhan.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert len(response.content) > 10_000


def test_the_file_is_what_the_register_holds(client):
    code = sent(client)
    proof = client.get(f"/gui-don/{code}/bien-nhan.json").json()
    assert proof == audit.receipt(queries.receipt(code).hash)
    assert proof["code"] == code


def test_it_goes_to_an_address_once(client):
    code = sent(client)
    for _ in range(2):
        response = client.post(f"/gui-don/{code}/bien-nhan/e-mail/", {"email": "toi@hop.thu"})
        assert response.status_code == 303
    message = Message.objects.get(address="toi@hop.thu")
    receipt = queries.receipt(code)
    assert code in message.body
    assert receipt.pin in message.body


def test_a_wrong_address_is_told(client):
    code = sent(client)
    response = client.post(f"/gui-don/{code}/bien-nhan/e-mail/", {"email": "toi@"})
    assert response.status_code == 422
    assert "Ghi e-mail" in response.content.decode()
    assert not Message.objects.exists()


def test_in_english(client):
    client.cookies["django_language"] = "en"
    code = sent(client)
    page = client.get(f"/gui-don/{code}/bien-nhan/").content.decode()
    assert "Received. Keep this receipt." in page
    assert client.get(f"/gui-don/{code}/bien-nhan.pdf").content.startswith(b"%PDF-")


def test_it_costs_few_queries(client, django_assert_max_num_queries):
    code = sent(client)
    with django_assert_max_num_queries(15):
        client.get(f"/gui-don/{code}/bien-nhan/")
