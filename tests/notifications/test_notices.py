"""Lines under the bell: one's own, counted in one query, read when one says so."""

import pytest
from django.urls import reverse

from gandan.law.types import Role
from gandan.notifications import actions, queries
from gandan.notifications.models import Notice
from tests.directory import make as people


@pytest.fixture
def officers(db):
    ward = people.a_ward()
    return [people.an_officer(Role.SPECIALIST, ward, f"can-bo-{n}", name=f"Cán bộ Mẫu {n}") for n in (1, 2)]


def test_each_gets_a_line_once(officers, django_assert_num_queries):
    first, second = officers
    with django_assert_num_queries(1):
        assert actions.notify([first.pk, second.pk, first.pk], "assigned", "Bạn được giao việc", "/x/") == 2
    assert [queries.unread(each.pk) for each in officers] == [1, 1]


def test_nobody_to_tell(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert actions.notify([], "assigned", "x") == 0


def test_unread_is_one_query_and_ends_at_a_hundred(officers, django_assert_num_queries):
    for _ in range(3):
        actions.notify([officers[0].pk], "k", "x")
    with django_assert_num_queries(1):
        assert queries.unread(officers[0].pk) == 3
    Notice.objects.bulk_create(Notice(account=officers[0], kind="k", text="x") for _ in range(150))
    assert queries.unread(officers[0].pk) == 100


def test_reading_ones_own_leaves_others(officers):
    first, second = officers
    actions.notify([first.pk, second.pk], "k", "x")
    theirs = Notice.objects.get(account=second)
    assert actions.mark_read(first.pk, [theirs.pk]) == 0
    assert actions.mark_read(first.pk) == 1
    assert [queries.unread(each.pk) for each in officers] == [0, 1]


def test_long_texts_are_cut_in_one_line(officers):
    actions.notify([officers[0].pk], "k", "Dòng một\ndòng hai " + "dài " * 200)
    text = Notice.objects.get().text
    assert len(text) <= 300
    assert text.startswith("Dòng một dòng hai")
    assert text.endswith("…")


def test_pages_by_key(officers):
    for n in range(7):
        actions.notify([officers[0].pk], "k", f"Tin {n}")
    page = queries.notice_page(officers[0].pk, size=3)
    assert [row.text for row in page.rows] == ["Tin 6", "Tin 5", "Tin 4"]
    page = queries.notice_page(officers[0].pk, before=page.older, size=3)
    assert [row.text for row in page.rows] == ["Tin 3", "Tin 2", "Tin 1"]
    assert queries.notice_page(officers[0].pk, before=page.older, size=3).older is None
    assert [row.text for row in queries.latest(officers[0].pk, 2)] == ["Tin 6", "Tin 5"]


def test_the_page(client, officers, django_assert_max_num_queries):
    first, second = officers
    actions.notify([first.pk], "k", "Tin cho <b>tôi</b>", "/ban-lam-viec/viec/SG26-4829-1379/")
    actions.notify([second.pk], "k", "Tin của người khác")
    client.force_login(first)
    client.get(reverse("notifications:notices"))  # the first page of a session also writes the session down
    with django_assert_max_num_queries(12):
        shown = client.get(reverse("notifications:notices")).content.decode()
    assert "Tin cho &lt;b&gt;tôi&lt;/b&gt;" in shown
    assert 'href="/ban-lam-viec/viec/SG26-4829-1379/"' in shown
    assert "Tin của người khác" not in shown
    assert "Đánh dấu đã đọc hết" in shown
    response = client.post(reverse("notifications:notices"))
    assert response.status_code == 303
    assert [queries.unread(each.pk) for each in officers] == [0, 1]
    assert "Đánh dấu đã đọc hết" not in client.get(reverse("notifications:notices")).content.decode()


def test_an_empty_page_says_what_will_come(client, officers):
    client.force_login(officers[0])
    assert "Chưa có thông báo" in client.get(reverse("notifications:notices") + "?truoc=abc").content.decode()


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get(reverse("notifications:notices")).status_code == 302
