"""Journey: a reader comments under an article on a phone; the editor answers at the desk; everybody reads the answer.

And a reader subscribes: the feed that the page offers is read by a feed reader's library.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import feedparser
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gandan.core import clock, throttle
from gandan.law.types import Role
from gandan.news import actions
from gandan.news.models import Comment
from gandan.news.types import MediaKind, Step, Upload
from tests.directory.make import PASSWORD, a_ward, an_officer
from tests.news.make import a_draft, an_editor, published

PLAYS = "() => document.querySelector('video').currentTime > 0.3"
SAYS = "() => document.querySelector('video').textTracks[0].activeCues?.[0]?.text === 'Mang giấy.'"


@pytest.fixture(autouse=True)
def _no_counts():
    throttle.clear()
    yield
    throttle.clear()


def test_a_comment_is_moderated_and_answered(transactional_db, live_server, phone, page):
    slug = published(an_editor())
    an_officer(Role.EDITOR, a_ward(), "bien-tap")

    phone.goto(f"{live_server.url}/tin-tuc/{slug}/")
    with patch.object(timezone, "now", return_value=clock.now() - timedelta(seconds=30)):
        phone.get_by_role("link", name="Gửi ý kiến").click()
        phone.wait_for_url("**/y-kien/")  # made while the clock is back: a form sent back at once is a machine's
    phone.get_by_label("Ý kiến", exact=True).fill("Thứ Bảy có mở không?")
    phone.get_by_role("button", name="Gửi", exact=True).click()
    expect(phone.get_by_text("Đã nhận ý kiến")).to_be_visible()
    expect(phone.get_by_text("Thứ Bảy có mở không?")).to_have_count(0)

    page.goto(f"{live_server.url}/ban-lam-viec/tin/y-kien/")
    page.locator("[name=login]").fill("bien-tap")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.get_by_label("Trả lời của đơn vị").fill("Chưa. Thứ Tư mở đến 19:00.")
    page.get_by_role("button", name="Trả lời và cho hiện").click()
    expect(page.get_by_text("Không có ý kiến nào chờ xem")).to_be_visible()

    phone.goto(f"{live_server.url}/tin-tuc/{slug}/")
    expect(phone.get_by_text("Thứ Tư mở đến 19:00.")).to_be_visible()
    assert Comment.objects.get().state == "shown"


def test_a_film_is_played_in_the_page_and_nobody_else_hears_of_it(transactional_db, live_server, phone):
    editor = an_editor()
    film, words = (
        Path(__file__).parents[1] / "news" / "phim-mau.webm",
        "WEBVTT\n\n00:00.000 --> 00:05.000\nMang giấy.\n",
    )
    draft = a_draft(editor)
    upload = Upload(MediaKind.VIDEO, captions=words, name="phim.webm")
    actions.add_media(draft, upload, editor, film.read_bytes())
    actions.add_media(draft, Upload(MediaKind.VIDEO, link="https://video.vi.du/abc"), editor)
    actions.take(draft, Step.PUBLISH, editor)

    asked, parts = set(), []
    phone.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    phone.on("response", lambda answer: parts.append(answer.status) if "/tep/" in answer.url else None)
    phone.goto(f"{live_server.url}/tin-tuc/sao-y-buoi-toi-thu-tu/")
    film_shown = phone.locator("video")
    film_shown.evaluate("film => { film.muted = true; return film.play() }")
    phone.wait_for_function(PLAYS)
    assert 5 < film_shown.evaluate("film => film.duration") < 7
    film_shown.evaluate("film => { film.pause(); film.currentTime = 4 }")
    phone.wait_for_function(SAYS)
    expect(phone.get_by_role("link", name="Xem video ở video.vi.du")).to_be_visible()
    assert asked == {urlsplit(live_server.url).netloc} and 206 in parts


def test_a_reader_subscribes_to_the_feed(client, db):
    published(an_editor())
    page = client.get("/tin-tuc/").content.decode()
    offered = page.split('type="application/atom+xml"')[1].split('href="')[1].split('"')[0]
    feed = feedparser.parse(client.get(offered).content)
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.title == "Tin tức" and feed.feed.updated_parsed
    [entry] = feed.entries
    assert client.get(entry.link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert (entry.title, entry.author) == ("Sao y buổi tối thứ Tư", "Phường Sài Gòn")
    assert "<p>Mang theo bản chính.</p>" in entry.content[0].value and entry.published_parsed
