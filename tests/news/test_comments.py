"""Readers comment; the office looks, answers, hides with a reason. Floods and machines are kept out."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from gandan.audit.models import Entry, Secret
from gandan.core import clock, throttle
from gandan.core.types import Conflict, NotFound, Refused
from gandan.law.types import Role
from gandan.news import actions, queries
from gandan.news.forms import opened_now
from gandan.news.models import Article, Comment
from gandan.news.types import CommentState
from gandan.notifications.queries import unread
from tests.directory.make import a_city, a_unit, a_ward, an_actor, an_officer
from tests.news.make import an_editor, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    throttle.clear()
    yield
    throttle.clear()


def page_of_a_moment_ago() -> str:
    with patch.object(timezone, "now", return_value=clock.now() - timedelta(seconds=20)):
        return opened_now()


def sent(text: str = "Thứ Bảy có mở không?", **more: str) -> dict[str, str]:
    return {"text": text, "name": "Bác Tư", "opened": page_of_a_moment_ago(), "website": "", **more}


def test_a_comment_waits_is_answered_and_then_shown(client):
    editor = an_editor()
    slug = published(editor)
    answer = client.post(f"/tin-tuc/{slug}/y-kien/", sent())
    assert answer.status_code == 303
    assert "Thứ Bảy" not in client.get(f"/tin-tuc/{slug}/").content.decode().split("messages")[-1]
    assert unread(editor.account) == 1
    [waiting] = queries.queue(editor)
    actions.answer_comment(waiting.id, editor, "Chưa. Thứ Tư mở đến 19:00.")
    page = client.get(f"/tin-tuc/{slug}/").content.decode()
    assert "Thứ Bảy có mở không?" in page and "Thứ Tư mở đến 19:00" in page
    assert "Chuyên viên, Phường Sài Gòn" in page and editor.name not in page
    assert queries.queue(editor) == []


def test_nothing_of_the_sender_is_kept_but_the_words(client):
    slug = published(an_editor())
    client.post(f"/tin-tuc/{slug}/y-kien/", sent(), headers={"User-Agent": "may-cua-bac-tu"}, REMOTE_ADDR="203.0.113.9")
    row = Comment.objects.values().get()
    assert not any("203.0.113.9" in str(value) or "may-cua" in str(value) for value in row.values())
    assert Entry.objects.get(object=f"comment:{row['id']}").actor == "resident"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"website": "https://quang-cao.vi.du"}, 422),
        ({"opened": "gia-mao"}, 422),
        ({"opened": ""}, 422),
        ({"text": ""}, 422),
        ({"text": "x" * 2001}, 422),
        ({"text": "https://a.vn https://b.vn https://c.vn"}, 422),
        ({"name": "y" * 81}, 422),
    ],
)
def test_machines_and_advertising_are_sent_back(client, change, status):
    slug = published(an_editor())
    answer = client.post(f"/tin-tuc/{slug}/y-kien/", sent(**change))
    assert answer.status_code == status and Comment.objects.count() == 0


def test_who_sends_faster_than_people_read_is_sent_back(client):
    slug = published(an_editor())
    with patch.object(timezone, "now", return_value=clock.now()):  # it stands still, however slow the machine
        assert client.post(f"/tin-tuc/{slug}/y-kien/", sent(opened=opened_now())).status_code == 422


def test_one_address_may_not_flood(client):
    slug = published(an_editor())
    codes = [client.post(f"/tin-tuc/{slug}/y-kien/", sent(f"Ý kiến số {n}")).status_code for n in range(7)]
    assert codes == [303] * 5 + [429] * 2
    assert Comment.objects.count() == 5


def test_the_same_words_twice_are_one_comment():
    slug = published(an_editor())
    actions.say(slug, "Cảm ơn phường")
    with pytest.raises(Conflict):
        actions.say(slug, "Cảm ơn phường")


def test_a_queue_that_nobody_reads_is_not_filled_further(monkeypatch):
    monkeypatch.setattr("gandan.news.actions.comments.WAITING_MOST", 2)
    slug = published(an_editor())
    actions.say(slug, "Một hai ba"), actions.say(slug, "Bốn năm sáu")
    with pytest.raises(Refused):
        actions.say(slug, "Bảy tám chín")


def test_html_in_a_comment_is_text(client):
    editor = an_editor()
    slug = published(editor)
    actions.show_comment(actions.say(slug, "<script>alert(1)</script>", "<b>Tư</b>"), editor)
    page = client.get(f"/tin-tuc/{slug}/").content.decode()
    assert "<script>alert(1)" not in page and "&lt;b&gt;Tư" in page


def test_a_reported_comment_is_looked_at_again(client):
    editor = an_editor()
    slug = published(editor)
    comment = actions.say(slug, "Nhà số 5 nợ tiền tôi")
    actions.show_comment(comment, editor)
    assert client.post(f"/tin-tuc/y-kien/{comment}/bao/", {"why": "Chuyện riêng"}).status_code == 303
    [again] = queries.queue(editor)
    assert (again.reports, again.reported_for) == (1, "Chuyện riêng")
    with pytest.raises(Refused):
        actions.hide_comment(comment, editor, "")
    actions.hide_comment(comment, editor, "Nêu chuyện riêng của người khác")
    assert "Nhà số 5" not in client.get(f"/tin-tuc/{slug}/").content.decode()
    assert client.get(f"/tin-tuc/y-kien/{comment}/bao/").status_code == 404
    assert Comment.objects.get(pk=comment).state == CommentState.HIDDEN


def test_a_closed_article_takes_no_comments(client):
    slug = published(an_editor())
    Article.objects.filter(slug=slug).update(comments_open=False)
    with pytest.raises(Conflict):
        actions.say(slug, "Cho tôi hỏi")
    assert "không nhận ý kiến" in client.get(f"/tin-tuc/{slug}/y-kien/").content.decode()


def test_others_do_not_moderate(client):
    slug = published(an_editor())
    comment = actions.say(slug, "Cho tôi hỏi")
    stranger = an_actor(Role.EDITOR, a_unit("26743", "Phường Bến Thành", a_city()))
    with pytest.raises(NotFound):
        actions.show_comment(comment, stranger)
    assert queries.queue(stranger) == []
    client.force_login(an_officer(Role.COUNTER_OFFICER, a_ward()))
    assert client.get("/ban-lam-viec/tin/y-kien/").status_code == 403
    assert client.post(f"/ban-lam-viec/tin/y-kien/{comment}/", {"lam": "hien"}).status_code == 403


def test_what_was_hidden_three_months_ago_is_forgotten():
    editor = an_editor()
    comment = actions.say(published(editor), "Nhà số 5 nợ tiền tôi")
    actions.hide_comment(comment, editor, "Nêu chuyện riêng")
    assert actions.forget_hidden() == 0
    with patch.object(timezone, "now", return_value=clock.now() + timedelta(days=91)):
        assert actions.forget_hidden() == 1
    assert Comment.objects.count() == 0
    assert not Secret.objects.filter(entry__object=f"comment:{comment}", payload__contains="Nhà số 5").exists()
