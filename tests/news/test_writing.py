"""An article's way: written, reviewed, published at its hour, changed, restored, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from gandan.audit.models import Entry
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.law.types import Role
from gandan.news import actions, queries
from gandan.news.models import Article
from gandan.news.types import Section, State, Step, Writing
from gandan.notifications.queries import unread
from gandan.search import queries as search
from tests.directory.make import a_city, a_unit, a_ward, an_actor
from tests.events import make as events
from tests.news.make import a_draft, a_leader, an_editor, published, writing

pytestmark = pytest.mark.django_db


def test_an_article_is_found_once_published_and_no_more_once_withdrawn():
    editor = an_editor()
    draft = a_draft(editor)
    assert search.search("sao y", scope="article") == []
    actions.take(draft, Step.PUBLISH, editor)
    hit = search.search("sao y buoi toi", scope="article")[0]
    assert hit.link == "/tin-tuc/sao-y-buoi-toi-thu-tu/"
    actions.take(draft, Step.WITHDRAW, editor, reason="Đã hết hạn")
    assert search.search("sao y", scope="article") == []
    with pytest.raises(NotFound):
        queries.article("sao-y-buoi-toi-thu-tu")
    verbs = Entry.objects.filter(object=f"article:{draft}").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["write", "publish", "withdraw"]


def test_an_article_names_its_meeting(client):
    editor = an_editor()
    scene = events.a_scene(an_actor(Role.LEADER, a_ward(), "lanh-dao-khac"))
    draft = a_draft(editor, related=[f"/lich/{scene['meeting']}/"])
    actions.take(draft, Step.PUBLISH, editor)
    slug = queries.article_at(draft, editor).row.slug
    assert f'href="/lich/{scene["meeting"]}/"' in client.get(f"/tin-tuc/{slug}/").content.decode()
    with pytest.raises(Refused, match="Không tìm thấy"):
        a_draft(editor, title="Bài khác", related=["/lich/khong-co/"])


def test_where_the_unit_wants_review_the_leader_publishes():
    editor, leader = an_editor(), a_leader()
    actions.set_newsroom("26740", leader, review=True, comments=True)
    draft = a_draft(editor)
    with pytest.raises(NotAllowed):
        actions.take(draft, Step.PUBLISH, editor)
    assert actions.take(draft, Step.SEND, editor) is State.REVIEW
    assert unread(leader.account) == 1
    assert actions.take(draft, Step.PUBLISH, leader) is State.PUBLISHED
    with pytest.raises(NotAllowed):
        actions.rewrite(draft, writing("Đổi sau khi duyệt"), editor, seen=1)


def test_only_leaders_say_how_the_newsroom_works():
    with pytest.raises(NotAllowed):
        actions.set_newsroom("26740", an_editor(), review=False, comments=True)


def test_a_scheduled_article_appears_at_its_hour():
    editor = an_editor()
    draft = a_draft(editor)
    at = clock.now() + timedelta(hours=2)
    actions.take(draft, Step.SCHEDULE, editor, at=at)
    assert actions.publish_due() == 0
    with patch.object(timezone, "now", return_value=at + timedelta(seconds=1)):
        assert actions.publish_due() == 1
        assert actions.publish_due() == 0
    row = Article.objects.get(pk=draft)
    assert (row.state, row.published_at, row.publish_at) == (State.PUBLISHED, at, None)


@pytest.mark.parametrize("ahead", [timedelta(minutes=-1), timedelta(days=400)])
def test_an_hour_in_the_past_or_far_off_is_refused(ahead):
    editor = an_editor()
    with pytest.raises(Refused) as refusal:
        actions.take(a_draft(editor), Step.SCHEDULE, editor, at=clock.now() + ahead)
    assert "at" in refusal.value.errors


def test_an_old_revision_comes_back_as_a_new_one():
    editor = an_editor()
    draft = a_draft(editor)
    actions.rewrite(draft, writing("Tên khác"), editor, seen=1, note="đổi tên")
    actions.restore(draft, 1, editor, seen=2)
    listed = queries.revisions(draft)
    assert [(each.number, each.writing.title) for each in listed] == [
        (3, "Sao y buổi tối thứ Tư"), (2, "Tên khác"), (1, "Sao y buổi tối thứ Tư"),
    ]  # fmt: skip
    assert queries.article_at(draft, editor).row.title == "Sao y buổi tối thứ Tư"


def test_two_editors_at_once_one_is_told():
    editor = an_editor()
    draft = a_draft(editor)
    actions.rewrite(draft, writing("Người nhanh"), editor, seen=1)
    with pytest.raises(Conflict):
        actions.rewrite(draft, writing("Người chậm"), editor, seen=1)
    assert queries.article_at(draft, editor).row.title == "Người nhanh"


def test_the_same_title_gets_another_address():
    editor = an_editor()
    assert published(editor) == "sao-y-buoi-toi-thu-tu"
    assert published(editor) == "sao-y-buoi-toi-thu-tu-2"


@pytest.mark.parametrize(
    ("title", "body", "field"),
    [("", "x", "title"), ("x" * 201, "x", "title"), ("Tên", "x" * 60_001, "body")],
)
def test_what_is_missing_or_too_long_is_said_at_its_field(title, body, field):
    editor = an_editor()
    with pytest.raises(Refused) as refusal:
        actions.write("26740", Writing(title, "", body, Section.NOTICE), editor)
    assert list(refusal.value.errors) == [field]
    assert Article.objects.count() == 0


def test_an_empty_article_is_not_published():
    editor = an_editor()
    draft = actions.write("26740", Writing("Tên", "", "<p> <script>1</script></p>", Section.NOTICE), editor)
    with pytest.raises(Refused) as refusal:
        actions.take(draft, Step.PUBLISH, editor)
    assert "body" in refusal.value.errors


def test_html_in_title_and_lead_is_text_in_the_page(client):
    editor = an_editor()
    vile = "<script>alert(1)</script>"
    draft = actions.write("26740", Writing(vile, vile, f"<p>Chào</p>{vile}", Section.NOTICE), editor)
    actions.take(draft, Step.PUBLISH, editor)
    page = client.get(f"/tin-tuc/{queries.article_at(draft, editor).row.slug}/").content.decode()
    assert vile not in page and "&lt;script&gt;" in page


def test_an_editor_of_another_ward_neither_reads_nor_writes():
    draft = a_draft(an_editor())
    stranger = an_actor(Role.EDITOR, a_unit("26743", "Phường Bến Thành", a_city()))
    for act in (
        lambda: queries.article_at(draft, stranger),
        lambda: actions.rewrite(draft, writing(), stranger, seen=1),
        lambda: actions.take(draft, Step.PUBLISH, stranger),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        actions.write("26740", writing(), stranger)


def test_what_is_related_must_exist_for_everybody():
    editor = an_editor()
    first = published(editor)
    with pytest.raises(Refused) as refusal:
        a_draft(editor, "Bài hai", related=["procedure:khong-co"])
    assert "related" in refusal.value.errors
    second = a_draft(editor, "Bài hai", related=[f"article:{first}"])
    assert [each.link for each in queries.article_at(second, editor).related] == [f"/tin-tuc/{first}/"]


def test_pinned_articles_lead_and_pages_go_on_by_key():
    editor = an_editor()
    slugs = [published(editor, f"Tin số {n}") for n in range(5)]
    actions.pin(Article.objects.get(slug=slugs[0]).pk, editor, on=True)
    first = queries.public_articles(a_ward().path, size=2)
    assert [row.slug for row in first.rows] == ["tin-so-0", "tin-so-4", "tin-so-3"]
    second = queries.public_articles(a_ward().path, after=first.more, size=2)
    assert [row.slug for row in second.rows] == ["tin-so-2", "tin-so-1"]
    assert second.more == ""
    assert [row.slug for row in queries.latest("/79/", 2)] == ["tin-so-0", "tin-so-4"]


@pytest.mark.parametrize(
    "key",
    ["x", "2026_1", "2026-01-01T00:00:00_1", "0001-01-01T00:00:00+07:00_1", "'; DROP TABLE--_1", "_" * 80],
)
def test_a_broken_key_shows_the_first_page(key):
    published(an_editor())
    assert len(queries.public_articles("/", after=key).rows) == 1
