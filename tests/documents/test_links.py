"""Links to files: signed, for a while, and nothing that arrives by them runs in the page."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from gandan.documents import actions, queries
from tests.documents import make


@pytest.fixture
def stored(db):
    return actions.store(make.photo(), "ảnh «đèn» hỏng.jpg")


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_link_fetches_the_file(client, stored):
    response = client.get(queries.link_to(stored.id, stored.name))
    with queries.opened(stored.id) as file:
        assert body_of(response) == file.read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"].startswith("private, max-age=")
    assert unquote(response["Content-Disposition"].split("''")[1]) == stored.name
    assert response["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize("content", [make.office(), make.office("xl/workbook.xml"), make.PDF])
def test_all_but_pictures_is_only_downloaded(client, db, content):
    stored = actions.store(content, "van ban.docx")
    response = client.get(queries.link_to(stored.id, stored.name))
    assert response["Content-Disposition"].startswith("attachment;")
    body_of(response)


def test_the_small_picture(client, stored):
    response = client.get(queries.link_to(stored.id, stored.name, small=True))
    assert response["Content-Type"] == "image/webp"
    assert response.content[8:12] == b"WEBP"


def altered(link: str) -> list[str]:
    path, asked = link.split("?")
    words = dict(word.split("=") for word in asked.split("&"))
    later = f"{path}?het={int(words['het']) + 300}&khoa={words['khoa']}"
    flipped = words["khoa"][:-1] + ("A" if words["khoa"][-1] != "A" else "B")
    return [
        path,
        later,
        f"{path}?het={words['het']}&khoa={flipped}",
        f"{path}?het={words['het']}&co=nho&khoa={words['khoa']}",
        f"{path}?het=x&khoa={words['khoa']}",
        link.replace(".jpg", ".png"),
    ]


@pytest.mark.parametrize("which", range(6))
def test_an_altered_link_opens_nothing(client, stored, which):
    response = client.get(altered(queries.link_to(stored.id, stored.name))[which])
    assert response.status_code == 404
    assert "Không có tệp này" in response.content.decode()


def test_another_files_number_opens_nothing(client, stored):
    other = actions.store(make.PDF, stored.name)
    link = queries.link_to(stored.id, stored.name).replace(f"/{stored.id}/", f"/{other.id}/")
    assert client.get(link).status_code == 404


def test_a_link_ends(client, stored, monkeypatch):
    real = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: real)
    link = queries.link_to(stored.id, stored.name, ttl=600)
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(seconds=599))
    response = client.get(link)
    assert response.status_code == 200
    body_of(response)
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(seconds=901))
    response = client.get(link)
    assert response.status_code == 410
    assert "Liên kết đã hết hạn" in response.content.decode()


def test_a_sealed_file_has_no_address(client, db):
    stored = actions.store(make.PDF, "to-cao.pdf", seal=lambda content: b"locked" + content)
    assert client.get(queries.link_to(stored.id, stored.name)).status_code == 404


def test_a_link_stays_the_same_for_a_while(stored, monkeypatch):
    moment = timezone.now().replace(minute=0, second=1)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    first = queries.link_to(stored.id, stored.name)
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(seconds=200))
    assert queries.link_to(stored.id, stored.name) == first


def test_files_are_not_posted_to(client, stored):
    assert client.post(queries.link_to(stored.id, stored.name)).status_code == 405
