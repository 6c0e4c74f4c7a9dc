"""`/kiem-chung/`, for people and for machines."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gandan.audit import actions, queries
from gandan.audit.rules import note, receipt
from gandan.ui import caching
from tests.audit.make import recorded, several

PAGE = "/kiem-chung/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_kept_pages():
    caching.forget()


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_shows_checkpoints_and_key(client):
    several(3)
    signed = actions.checkpoint()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(PAGE)
    assert response.status_code == 200
    assert len(asked) <= 8
    assert signed.root in words(response)
    assert signed.signature in words(response)
    assert queries.public_key() in words(response)


def test_before_anything_is_recorded_the_page_says_so(client):
    assert "Chưa có mốc kiểm chứng nào" in words(client.get(PAGE))


def test_a_hash_is_found_and_its_proof_downloaded(client):
    digest = recorded().hash
    waiting = client.get(PAGE, {"bam": digest})
    assert "chờ mốc kiểm chứng" in words(waiting)
    actions.checkpoint()
    typed = f" {digest[:32].upper()} - {digest[32:]}"
    found = client.get(PAGE, {"bam": typed})
    assert "Có trong sổ, đã được ký" in words(found)
    assert f"{PAGE}{digest}.json" in words(found)
    download = client.get(f"{PAGE}{digest}.json")
    assert 'filename="bien-nhan-SG26-4829-1379.json"' in download["Content-Disposition"]
    assert download["Cache-Control"] == "no-store"
    assert receipt.check(json.loads(download.content)).proved


def test_an_unknown_hash_is_evidence_not_an_error_page(client):
    response = client.get(PAGE, {"bam": "ab" * 32})
    assert response.status_code == 200
    assert "Không có mục nào mang mã băm này" in words(response)
    assert client.get(f"{PAGE}{'ab' * 32}.json").status_code == 404


@pytest.mark.parametrize("typed", ["", "xyz", "ab" * 31, "SG26-4829-1379", "🙂🙂", "é" * 64], ids=range(6))
def test_what_is_no_hash_is_told_at_the_field(client, typed):
    response = client.get(PAGE, {"bam": typed})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in words(response)


def upload(client, content: bytes):
    return client.post(PAGE, {"tep": SimpleUploadedFile("bien-nhan.json", content)})


def test_a_receipt_is_proved_without_scripts(client):
    made = recorded()
    assert "Chưa có mốc kiểm chứng" in words(upload(client, json.dumps(queries.receipt(made.hash)).encode()))
    actions.checkpoint()
    response = upload(client, json.dumps(queries.receipt(made.hash)).encode())
    assert response.status_code == 200
    assert "Biên nhận đúng" in words(response)


@pytest.mark.parametrize("content", [b"{}", b"<html>", b"\xff\xfe", b"[" * 5000, b"9" * 300_000], ids=range(5))
def test_what_is_no_receipt_is_told(client, content):
    response = upload(client, content)
    assert response.status_code == 422
    assert "Không chứng minh được" in words(response)


def test_no_file_is_told_at_the_field(client):
    response = client.post(PAGE)
    assert response.status_code == 422
    assert "Chọn tệp biên nhận." in words(response)


def test_machines_get_every_checkpoint(client, monkeypatch):
    monkeypatch.setattr("gandan.audit.public._LISTED", 2)
    for _ in range(3):
        several(2)
        actions.checkpoint()
    first = client.get(f"{PAGE}checkpoints.json").json()
    second = client.get(f"{PAGE}checkpoints.json{first['next']}").json()
    assert [c["size"] for c in first["checkpoints"] + second["checkpoints"]] == [6, 4, 2]
    assert second["next"] is None
    for told in first["checkpoints"]:
        signed = note.read(told["note"])
        assert note.is_signed(bytes.fromhex(first["public_key"]), signed.size, signed.root, signed.at, signed.signature)
    assert client.get(f"{PAGE}checkpoints.json?below=x").status_code == 200


def test_the_page_is_told_in_english(client):
    response = client.get(PAGE, headers={"accept-language": "en"})
    text = words(response)
    assert "Verification" in text
    assert "Khóa công khai" not in text


def test_the_standalone_page_is_one_file_that_asks_nobody(client):
    response = client.get(f"{PAGE}tu-kiem-chung.html")
    text = response.content.decode()
    assert response["Content-Disposition"].startswith("attachment")
    assert "crypto.subtle" in text
    assert "default-src 'none'" in text
    assert "src=" not in text.replace("default-src", "").replace("script-src", "").replace("style-src", "")
    assert "http:" not in text
