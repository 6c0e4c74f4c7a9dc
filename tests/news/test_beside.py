"""What stands beside an article: pictures in fitting widths, infographics with their text, films, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from gandan.core.types import Refused
from gandan.directory.models import Account
from gandan.documents.models import StoredFile
from gandan.news import actions, queries
from gandan.news.models import Media
from gandan.news.types import MediaKind, Step, Upload
from tests.news.make import a_cover, a_draft, a_film, a_picture, an_editor

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\nChào bà con\n"


def test_a_picture_comes_small_and_only_once_published(client):
    editor = an_editor()
    draft = a_draft(editor)
    cover = actions.add_media(draft, a_cover(), editor, a_picture())
    address = f"/tin-tuc/anh/{cover}/480.webp"
    assert client.get(address).status_code == 404
    own = Client()
    own.force_login(Account.objects.get(pk=editor.account))
    assert own.get(address)["Cache-Control"] == "private, no-store", "no one on the way keeps a draft"
    actions.take(draft, Step.PUBLISH, editor)
    answer = client.get(address)
    assert answer["Cache-Control"].startswith("public")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/webp"
    assert answer.content[8:12] == b"WEBP" and len(answer.content) < 20_000
    assert client.get(f"/tin-tuc/anh/{cover}/960.avif").content[4:12] == b"ftypavif"
    for odd in ("481.webp", "480.png", "480.svg"):
        assert client.get(f"/tin-tuc/anh/{cover}/{odd}").status_code == 404
    page = client.get("/tin-tuc/sao-y-buoi-toi-thu-tu/").content.decode()
    assert 'type="image/avif"' in page and "960w" in page and 'alt="Quầy sao y buổi tối"' in page


def test_a_new_cover_takes_the_place_of_the_old():
    editor = an_editor()
    draft = a_draft(editor)
    actions.add_media(draft, a_cover(), editor, a_picture())
    second = actions.add_media(draft, a_cover("Ảnh khác"), editor, a_picture(1000))
    assert [row.pk for row in Media.objects.filter(article=draft)] == [second]


@pytest.mark.parametrize(
    ("upload", "content", "field"),
    [
        (Upload(MediaKind.INFOGRAPHIC, alt="ngắn", name="a.png"), a_picture(), "alt"),
        (Upload(MediaKind.COVER, name="a.jpg"), a_picture(), "alt"),
        (Upload(MediaKind.COVER, alt="ảnh", name="a.jpg"), b"MZ\x90 khong phai anh", "files"),
        (Upload(MediaKind.COVER, alt="ảnh", name="a.jpg"), b"%PDF-1.4\n%%EOF", "files"),
        (Upload(MediaKind.VIDEO, name="a.mp4"), b"<html>", "files"),
        (Upload(MediaKind.VIDEO, link="javascript:alert(1)"), None, "link"),
        (Upload(MediaKind.VIDEO, link="https://vi.du/x", captions="<b>"), None, "captions"),
        (Upload(MediaKind.GALLERY, alt="x"), None, "files"),
    ],
)
def test_what_is_disguised_or_lacks_its_words_is_refused(upload, content, field):
    editor = an_editor()
    draft = a_draft(editor)
    with pytest.raises(Refused) as refusal:
        actions.add_media(draft, upload, editor, content)
    assert list(refusal.value.errors) == [field]
    assert Media.objects.count() == 0


def test_a_film_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("gandan.documents.actions.videos.MAX_VIDEO_BYTES", 1000)
    editor = an_editor()
    with pytest.raises(Refused) as refusal:
        actions.add_media(a_draft(editor), Upload(MediaKind.VIDEO, name="phim.mp4"), editor, a_film())
    assert "100 MB" in refusal.value.errors["files"]
    assert StoredFile.objects.count() == 0


def test_a_film_is_played_by_parts_with_captions_and_without_its_place(client):
    editor = an_editor()
    draft = a_draft(editor)
    film = actions.add_media(draft, Upload(MediaKind.VIDEO, captions=CAPTIONS, name="phim.mp4"), editor, a_film())
    actions.take(draft, Step.PUBLISH, editor)
    whole = client.get(f"/tin-tuc/tep/{film}/phim.mp4")
    assert whole["Content-Type"] == "video/mp4" and b"+10.77" not in b"".join(whole.streaming_content)
    part = client.get(f"/tin-tuc/tep/{film}/phim.mp4", headers={"Range": "bytes=4-7"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"ftyp")
    words = client.get(f"/tin-tuc/phu-de/{film}.vtt")
    assert words["Content-Type"].startswith("text/vtt") and "Chào bà con" in words.content.decode()
    page = client.get("/tin-tuc/sao-y-buoi-toi-thu-tu/").content.decode()
    assert "<track" in page and 'preload="metadata"' in page, "its first picture stands for it"
    assert client.get(f"/tin-tuc/anh/{film}/960.webp").status_code == 404
    other = Upload(MediaKind.VIDEO, name="phim.mp4")
    shown = actions.add_media(draft, other, editor, a_film(), a_picture())
    page = client.get("/tin-tuc/sao-y-buoi-toi-thu-tu/").content.decode()
    assert f'preload="none" poster="/tin-tuc/anh/{shown}/960.webp"' in page
    assert client.get(f"/tin-tuc/anh/{shown}/960.webp")["Content-Type"] == "image/webp"
    with pytest.raises(Refused, match="Ở đây cần một ảnh"):
        actions.add_media(draft, other, editor, a_film(), b"%PDF-1.4\n%%EOF")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("gandan/demo/data/sao-y-bon-viec.mp4", "video/mp4"), ("tests/news/phim-mau.webm", "video/webm")],
)
def test_a_real_film_comes_back_byte_by_byte(client, path, kind):
    """Encoded by a browser: H.264 in MP4, VP9 in WebM (NOTICE)."""
    film = (ROOT / path).read_bytes()
    editor = an_editor()
    draft = a_draft(editor)
    id = actions.add_media(draft, Upload(MediaKind.VIDEO, name=path), editor, film)
    actions.take(draft, Step.PUBLISH, editor)
    at = f"/tin-tuc/tep/{id}/phim"
    whole = client.get(at)
    assert (whole["Content-Type"], whole["Accept-Ranges"]) == (kind, "bytes")
    assert body_of(whole) == film
    for asked, piece in {"bytes=0-": film, "bytes=100-199": film[100:200], "bytes=-50": film[-50:]}.items():
        part = client.get(at, headers={"Range": asked})
        assert part.status_code == 206 and body_of(part) == piece
    for odd in ("bytes=-0", "bytes=999999999-", "bytes=9-1", "lines=1-2", "bytes=1-2,4-5"):
        answer = client.get(at, headers={"Range": odd})
        assert answer.status_code == 200 and body_of(answer) == film, "what makes no sense gets the whole"


def body_of(answer):
    return b"".join(answer.streaming_content)  # all of it: then the file is closed


def test_a_linked_film_is_a_plain_link_and_loads_nothing(client):
    editor = an_editor()
    draft = a_draft(editor)
    actions.add_media(draft, Upload(MediaKind.VIDEO, link="https://video.vi.du/abc"), editor)
    actions.take(draft, Step.PUBLISH, editor)
    page = client.get("/tin-tuc/sao-y-buoi-toi-thu-tu/").content.decode()
    assert 'href="https://video.vi.du/abc"' in page and "<iframe" not in page and "video.vi.du</a>" in page


def test_an_infographic_says_everything_in_words_too(client):
    editor = an_editor()
    draft = a_draft(editor)
    words = "Bốn bước: phản ánh, tiếp nhận, xử lý, trả lời."
    actions.add_media(draft, Upload(MediaKind.INFOGRAPHIC, alt=words, name="buoc.jpg"), editor, a_picture())
    actions.take(draft, Step.PUBLISH, editor)
    page = client.get("/tin-tuc/sao-y-buoi-toi-thu-tu/").content.decode()
    assert words in page and "/1600.webp" in page
    assert queries.latest("/79/")[0].badge == "Đồ họa, có bản chữ"
