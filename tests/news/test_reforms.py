"""The register of reforms: what changed, who was briefed and who not yet, how residents were told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, Refused
from gandan.law.types import Role
from gandan.news import actions, queries
from gandan.news.models import Article
from gandan.news.types import NewReform, State, Told
from tests.directory.make import a_city, a_unit, a_ward, an_actor, an_officer
from tests.news.make import a_leader, an_editor

pytestmark = pytest.mark.django_db
NEW = NewReform(
    "Sao y buổi tối", date(2026, 9, 2), "Người đi làm giờ hành chính", "Chỉ giờ làm.", "Thứ Tư đến 19:00.", ""
)


def test_it_is_published_with_a_draft_for_the_news(client):
    editor = an_editor()
    reform = actions.save_reform("26740", NEW, editor)
    assert client.get("/cai-cach/sao-y-buoi-toi/").status_code == 404
    draft = actions.publish_reform(reform, editor, with_article=True)
    assert Article.objects.get().pk == draft and "Chỉ giờ làm." in Article.objects.get().body
    page = client.get("/cai-cach/sao-y-buoi-toi/").content.decode()
    assert "Thứ Tư đến 19:00." in page and "0 trên 1 cán bộ" in page
    assert [each.title for each in queries.public_reforms("/79/")] == ["Sao y buổi tối"]
    with pytest.raises(Conflict):
        actions.publish_reform(reform, editor)
    actions.withdraw_reform(reform, editor, "Ghi nhầm")
    assert queries.public_reforms() == []


def test_who_was_briefed_and_who_not_yet():
    editor, leader = an_editor(), a_leader()
    reform = actions.save_reform("26740", NEW, editor)
    assert [each.on for each in queries.officers(queries.reform_at(reform, editor))] == [None, None]
    assert actions.brief(reform, [leader.person], editor) == 1
    assert actions.brief(reform, [leader.person], editor) == 0
    officers = queries.officers(queries.reform_at(reform, editor))
    assert [(each.person, each.on) for each in officers] == [(editor.person, None), (leader.person, clock.today())]


def test_nobody_of_elsewhere_is_briefed_and_no_day_to_come():
    editor = an_editor()
    reform = actions.save_reform("26740", NEW, editor)
    stranger = an_actor(Role.EDITOR, a_unit("26743", "Phường Bến Thành", a_city()))
    tomorrow = clock.today() + timedelta(days=1)
    for people, on, field in (([stranger.person], None, "people"), ([editor.person], tomorrow, "on")):
        with pytest.raises(Refused) as refusal:
            actions.brief(reform, people, editor, on)
        assert list(refusal.value.errors) == [field]


def test_residents_read_how_they_were_told_but_no_officers_name(client):
    editor = an_editor()
    reform = actions.save_reform("26740", NEW, editor)
    actions.brief(reform, [editor.person], editor)
    actions.note_told(reform, editor, how=Told.LOUDSPEAKER, audience="Khu phố 3", reached=420)
    actions.publish_reform(reform, editor)
    page = client.get("/cai-cach/sao-y-buoi-toi/").content.decode()
    assert "Loa phát thanh, Khu phố 3" in page and "420" in page and "1 trên 1 cán bộ" in page
    assert "Trần Thị Mẫu" not in page


@pytest.mark.parametrize("reached", [0, -5, 10_000_000])
def test_an_impossible_number_of_people_is_refused(reached):
    editor = an_editor()
    reform = actions.save_reform("26740", NEW, editor)
    with pytest.raises(Refused):
        actions.note_told(reform, editor, how=Told.MEETING, audience="Bà con", reached=reached)


def test_review_holds_for_the_register_too():
    editor, leader = an_editor(), a_leader()
    actions.set_newsroom("26740", leader, review=True, comments=True)
    reform = actions.save_reform("26740", NEW, editor)
    with pytest.raises(NotAllowed):
        actions.publish_reform(reform, editor)
    actions.publish_reform(reform, leader)
    assert queries.reform_at(reform, leader).state is State.PUBLISHED


def test_the_desk_of_the_register_by_its_forms(client):
    client.force_login(an_officer(Role.EDITOR, a_ward()))
    given = {"title": "Trả kết quả tại nhà", "since": "2026-10-01", "for_whom": "Người già", "before": "Đến quầy",
             "after": "Nhân viên mang đến"}  # fmt: skip
    assert client.post("/ban-lam-viec/cai-cach/them/", {**given, "before": ""}).status_code == 422
    at = client.post("/ban-lam-viec/cai-cach/them/", given)["Location"]
    page = client.get(at).content.decode()
    assert "Cán bộ đã biết: 0/1" in page
    assert client.post(f"{at}pho-bien/", {}).status_code == 422
    person = page.split('name="people" value="')[1].split('"')[0]
    assert client.post(f"{at}pho-bien/", {"people": [person]}).status_code == 303
    assert (
        client.post(f"{at}thong-tin/", {"how": "meeting", "audience": "Khu phố 3", "reached": "40"}).status_code == 303
    )
    assert client.post(at, {**given, "title": "Mang kết quả đến nhà"}).status_code == 303
    assert client.post(f"{at}dang/", {"tin": "1"})["Location"].startswith("/ban-lam-viec/tin/")
    assert client.post(f"{at}go/", {}).status_code == 422
    assert client.post(f"{at}go/", {"reason": "Ghi nhầm"}).status_code == 303
