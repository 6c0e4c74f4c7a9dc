"""From the announcement to the proof: posted, moved, cancelled, held; who may; what is refused; what search knows."""

from dataclasses import replace
from datetime import date, time, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gandan.audit.models import Entry
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.directory.types import Kind as UnitKind
from gandan.events import actions, policies, queries
from gandan.events.models import Meeting
from gandan.events.types import SCOPE, Audience, Kind, State
from gandan.law.types import Role
from gandan.search.queries import search
from tests.directory.make import a_department, a_unit, a_ward, an_actor
from tests.events.make import MONDAY, a_dialogue, a_reception, at, thursdays

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with patch.object(timezone, "now", return_value=MONDAY):
        yield


def test_a_reception_is_posted_with_the_proof_of_how_early(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    found = queries.meeting(slug)
    assert slug == "chu-tich-ubnd-phuong-tiep-cong-dan-26-11-2026"
    assert (found.on_time, found.notice_given, found.notice_days, found.notice_unit) == (True, 7, 5, "working")
    assert "Điều 24" in found.notice_source
    late = queries.meeting(actions.announce(a_reception(starts_at=at(18), ends_at=at(18, 11)), house.officer, "26740"))
    assert (late.on_time, late.notice_given) == (False, 2)
    nothing_asked = a_reception(kind=Kind.OPEN_MEETING, title="Ngày hội đọc sách")
    leader = an_actor(Role.LEADER, house.unit)
    assert queries.meeting(actions.announce(nothing_asked, leader, "26740")).on_time is None


def test_online_the_stricter_law_counts(house):
    slug = actions.announce(a_reception(online_link="https://hop.example.vn/1"), house.officer, "26740")
    found = queries.meeting(slug)
    assert (found.on_time, found.online_host) == (True, "hop.example.vn")
    late = queries.notice_of(Kind.CITIZEN_RECEPTION, date(2026, 11, 20), date(2026, 11, 26), online=True)
    assert not late.on_time
    assert queries.test_by(Kind.CITIZEN_RECEPTION, date(2026, 11, 25))[0] == date(2026, 11, 23)  # Tue 24 is off
    assert queries.test_by(Kind.SEMINAR, date(2026, 11, 25)) is None


def test_what_is_written_down_afterwards_is_held_and_claims_nothing(house):
    slug = actions.announce(a_reception(starts_at=at(5), ends_at=at(5, 11)), house.officer, "26740")
    found = queries.meeting(slug)
    assert (found.state, found.on_time, found.past) == (State.HELD, None, True)
    assert queries.past(house.unit.path).rows[0].slug == slug
    assert queries.upcoming(house.unit.path) == ()


def test_the_same_key_gives_the_same_meeting(house):
    one = actions.announce(a_reception(), house.officer, "26740", key="k1")
    assert actions.announce(a_reception(), house.officer, "26740", key="k1") == one
    assert Meeting.objects.count() == 1
    for other in ({"title": "Một buổi khác"}, {"starts_at": at(27), "ends_at": None}, {"place": "Hội trường"}):
        with pytest.raises(Conflict):
            actions.announce(a_reception(**other), house.officer, "26740", key="k1")
    assert actions.announce(a_reception(), house.officer, "26740", key="k2") == f"{one}-2"
    actions.move(one, at(27), None, "", "Chủ tịch đi họp", house.officer, seen=1)
    assert actions.announce(a_reception(), house.officer, "26740", key="k1") == one, "it is the same, since moved"


def test_a_schedule_becomes_its_dated_meetings(house):
    given = a_reception(title="Chủ tịch UBND phường tiếp dân")
    with CaptureQueriesContext(connection) as asked:
        made = actions.schedule(given, thursdays(weekday=1), house.officer, "26740", key="lich")
    assert len(asked) <= 15
    rows = queries.upcoming(house.unit.path)
    assert [row.slug for row in rows] == list(made.slugs)
    assert [row.day.day for row in rows][:3] == [17, 25, 1]
    assert [each.on for each in made.skipped] == [date(2026, 11, 24)]
    assert [row.on_time for row in rows][:3] == [False, True, True]
    again = actions.schedule(given, thursdays(weekday=1), house.officer, "26740", key="lich")
    assert again == made
    assert Meeting.objects.count() == len(rows)
    for other in (thursdays(weekday=2), thursdays(weekday=1, starts=time(9)), thursdays(weekday=1, make_up=False)):
        with pytest.raises(Conflict, match="lịch khác"):
            actions.schedule(given, other, house.officer, "26740", key="lich")
    actions.cancel(made.slugs[1], "Chủ tịch họp ở Thành phố", house.officer, seen=1)
    assert [row.state for row in queries.of_schedule(rows[0].schedule, house.officer)].count(State.CANCELLED) == 1
    with pytest.raises(Refused, match="từ hôm nay"):
        actions.schedule(given, thursdays(since=date(2026, 11, 1)), house.officer, "26740")


def test_moved_it_says_from_when_and_why(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    with pytest.raises(Refused, match="lý do"):
        actions.move(slug, at(27), None, "", "", house.officer, seen=1)
    with pytest.raises(Refused, match="như cũ"):
        actions.move(slug, at(26), at(26, 11, 30), "", "Chưa rõ vì sao", house.officer, seen=1)
    with pytest.raises(Refused, match="chưa tới"):
        actions.move(slug, at(10), None, "", "Chủ tịch đi họp", house.officer, seen=1)
    actions.move(slug, at(27, 14), at(27, 16), "Hội trường", "Chủ tịch họp HĐND Thành phố", house.officer, seen=1)
    found = queries.meeting(slug)
    assert (found.state, found.moved_from, found.starts_at, found.place) == (
        State.MOVED, at(26), at(27, 14), "Hội trường",
    )  # fmt: skip
    assert found.on_time is True, "what was proved of the first day stays"
    lines = queries.history(slug)
    assert [line.verb for line in lines] == ["move", "announce"]
    assert (lines[0].was, lines[0].became, lines[0].by) == (at(26), at(27, 14), "Công chức tiếp dân")


def test_moved_twice_it_says_the_first_day_and_how_early_the_last_was_told(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    with patch.object(timezone, "now", return_value=at(20)):
        actions.move(slug, at(27), None, "", "Chủ tịch đi họp", house.officer, seen=1)
    with patch.object(timezone, "now", return_value=at(23)):
        actions.move(slug, at(30), None, "", "Chủ tịch đi họp nữa", house.officer, seen=2)
        found = queries.meeting(slug)
        assert (found.moved_from, found.notice_for, found.notice_given) == (at(26), date(2026, 11, 26), 7)
        assert (found.moved_at, found.moved_given) == (at(23), 4)  # Tue 24 is off
        actions.move(slug, at(30), None, "Hội trường", "Phòng tiếp dân đang sửa", house.officer, seen=3)
    found = queries.meeting(slug)
    assert (found.place, found.moved_from, found.moved_at) == ("Hội trường", at(26), at(23))
    assert [line.was for line in queries.history(slug)] == [None, at(27), at(26), None]


def test_where_only_the_place_moves_no_day_is_said(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    actions.move(slug, at(26), at(26, 11, 30), "Hội trường", "Phòng đang sửa", house.officer, seen=1)
    found = queries.meeting(slug)
    assert (found.state, found.moved, found.moved_from, found.moved_at) == (State.MOVED, True, None, None)


def test_told_inside_first_proves_nothing_to_everybody(house):
    slug = actions.announce(a_reception(audience=Audience.INSIDE), house.officer, "26740")
    assert queries.meeting_at(slug, house.officer).on_time is None
    with patch.object(timezone, "now", return_value=at(25)):
        actions.edit(slug, a_reception(), house.officer, seen=1)
        found = queries.meeting(slug)
        assert (found.posted_at, found.on_time, found.notice_given) == (at(25), False, 1)
        actions.edit(slug, a_reception(audience=Audience.INSIDE), house.officer, seen=2)
        assert queries.meeting_at(slug, house.officer).on_time is None


def test_what_goes_online_later_is_proved_from_then(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    with patch.object(timezone, "now", return_value=at(25)):
        actions.edit(slug, a_reception(online_link="https://hop.example.vn/1"), house.officer, seen=1)
        found = queries.meeting(slug)
        assert (found.on_time, found.notice_given, found.online_later) == (False, 1, True)
        assert (found.posted_at, found.notice_at) == (MONDAY, at(25))
        actions.edit(slug, a_reception(), house.officer, seen=2)
        found = queries.meeting(slug)
        assert (found.on_time, found.notice_given, found.online_later) == (True, 7, False), "in person only, as posted"
        actions.edit(slug, a_reception(online_link="https://hop.example.vn/1"), house.officer, seen=3)
    with patch.object(timezone, "now", return_value=at(27)):
        actions.edit(slug, a_reception(), house.officer, seen=4)
        assert queries.meeting(slug).on_time is False, "what was held keeps its proof"
    late = actions.announce(a_reception(starts_at=at(18), ends_at=at(18, 11)), house.officer, "26740")
    actions.edit(
        late, a_reception(starts_at=at(18), ends_at=None, online_link="https://hop.example.vn/1", place="Hội trường"),
        house.officer, seen=1,
    )  # fmt: skip
    assert queries.meeting(late).on_time is False


def test_two_officers_at_once_one_wins(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    actions.edit(slug, a_reception(place="Hội trường"), house.officer, seen=1)
    with pytest.raises(Conflict, match="người khác"):
        actions.cancel(slug, "Chủ tịch đi họp", house.officer, seen=1)
    with pytest.raises(Refused, match="Dời"):
        actions.edit(slug, a_reception(starts_at=at(27), ends_at=None), house.officer, seen=2)
    assert queries.meeting(slug).place == "Hội trường"


def test_cancelled_stays_and_says_why_and_nothing_more_is_done_to_it(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    actions.cancel(slug, "Phòng tiếp dân đang sửa", house.officer, seen=1)
    assert queries.meeting(slug).reason == "Phòng tiếp dân đang sửa"
    for again in (
        lambda: actions.cancel(slug, "Lần nữa thì sao", house.officer, seen=2),
        lambda: actions.move(slug, at(27), None, "", "Lần nữa thì sao", house.officer, seen=2),
        lambda: actions.edit(slug, a_reception(), house.officer, seen=2),
        lambda: actions.mark_held(slug, house.officer, seen=2),
    ):
        with pytest.raises(Conflict):
            again()
    assert Entry.objects.filter(object=f"meeting:{slug}").count() == 2


def test_held_only_once_it_has_begun(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    with pytest.raises(Conflict, match="chưa tới"):
        actions.mark_held(slug, house.officer, seen=1)
    with patch.object(timezone, "now", return_value=at(26, 12)):
        with pytest.raises(Conflict, match="đã qua"):
            actions.move(slug, at(27), None, "", "Muộn quá rồi", house.officer, seen=1)
        actions.mark_held(slug, house.officer, seen=1)
        assert queries.meeting(slug).state is State.HELD


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title", {"title": "x"}),
        ("title", {"title": "x" * 201}),
        ("place", {"place": "  "}),
        ("presides", {"presides": ""}),
        ("topics", {"topics": "x" * 3001}),
        ("online_link", {"online_link": "http://hop.example.vn"}),
        ("ends_at", {"ends_at": at(26, 7)}),
        ("ends_at", {"ends_at": at(26) + timedelta(days=30)}),
        ("starts_at", {"starts_at": at(26).replace(year=2066), "ends_at": None}),
        ("place", {"lat": 10.7}),
        ("place", {"lat": 48.1, "lon": 11.5}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(house, field, changes):
    with pytest.raises(Refused) as refused:
        actions.announce(a_reception(**changes), house.officer, "26740")
    assert set(refused.value.errors) == {field}
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CITIZEN, Role.SYSTEM)])
def test_the_matrix_of_roles_and_kinds(role, house):
    """Every role tries every kind in its own ward: what the policy says is what the action does."""
    actor = an_actor(role, house.unit, username="ai-do")
    for kind in Kind:
        given = a_reception(kind=kind, title=f"Buổi gặp {kind.value}")
        if role in policies.roles_for(kind):
            slug = actions.announce(given, actor, "26740")
            actions.cancel(slug, "Thử quyền của vai", actor, seen=1)
        else:
            with pytest.raises(NotAllowed):
                actions.announce(given, actor, "26740")
    able = policies.kinds_for(actor, house.unit.path)
    assert set(able) == {kind for kind in Kind if role in policies.roles_for(kind)}
    neighbour = a_unit("26737", "Phường Tân Định", house.unit.parent)
    with pytest.raises(NotAllowed):
        actions.announce(a_reception(), actor, neighbour.code)


def test_who_announces_what_is_written_down():
    assert policies.roles_for(Kind.CITIZEN_RECEPTION) == policies.ALL_KINDS | {Role.PETITION_OFFICER}
    assert Role.COMMUNITY_HEAD in policies.roles_for(Kind.COMMUNITY_MEETING)
    assert policies.roles_for(Kind.SEMINAR) == policies.ALL_KINDS


def test_another_wards_officer_finds_nothing_to_change(house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    stranger = an_actor(Role.LEADER, a_unit("26737", "Phường Tân Định", house.unit.parent))
    with pytest.raises(NotFound):
        actions.cancel(slug, "Không phải việc của tôi", stranger, seen=1)
    reader = an_actor(Role.SPECIALIST, a_department(house.unit))
    assert queries.meeting_at(slug, reader).slug == slug
    with pytest.raises(NotAllowed):
        actions.cancel(slug, "Không phải việc của tôi", reader, seen=1)


def test_what_is_for_the_inside_is_neither_public_nor_found(house):
    slug = actions.announce(a_reception(audience=Audience.INSIDE), house.officer, "26740")
    with pytest.raises(NotFound):
        queries.meeting(slug)
    assert queries.upcoming(house.unit.path) == ()
    assert search("tiep cong dan", scope=SCOPE) == []
    assert [row.slug for row in queries.desk_meetings(house.officer).rows] == [slug]
    inside = an_actor(Role.SPECIALIST, a_department(house.unit))
    assert [row.slug for row in queries.desk_meetings(inside).rows] == [slug]
    quarter = a_unit("26740-kp03", "Khu phố 3", house.unit, UnitKind.NEIGHBOURHOOD)
    for role, unit in (
        (Role.VOLUNTEER, house.unit), (Role.COMMUNITY_HEAD, house.unit), (Role.FRONT_OFFICER, quarter),
        (Role.SPECIALIST, a_unit("26737", "Phường Tân Định", house.unit.parent)),
    ):  # fmt: skip
        outside = an_actor(role, unit, username=f"ngoai-{role.value}")
        assert queries.desk_meetings(outside).rows == ()
        with pytest.raises(NotFound):
            queries.meeting_at(slug, outside)
    head = an_actor(Role.COMMUNITY_HEAD, quarter, username="truong-khu-pho")
    meeting = a_reception(
        kind=Kind.COMMUNITY_MEETING,
        title="Họp dân",
        topics="",
        place="Khu phố 3",
        presides="Trưởng khu phố",
        audience=Audience.INSIDE,
    )
    with pytest.raises(Refused, match="Mọi người"):
        actions.announce(meeting, head, quarter.code)
    own = actions.announce(replace(meeting, audience=Audience.PUBLIC), head, quarter.code)
    with pytest.raises(Refused, match="Mọi người"):
        actions.edit(own, meeting, head, seen=1)
    actions.cancel(own, "Trời mưa to quá", head, seen=1)
    actions.edit(slug, a_reception(), house.officer, seen=1)
    assert search("tiep cong dan", scope=SCOPE)
    actions.edit(slug, a_reception(audience=Audience.INSIDE), house.officer, seen=2)
    assert search("tiep cong dan", scope=SCOPE) == []
    with patch.object(timezone, "now", return_value=at(27)):
        assert actions.rank_anew() == 1, "the neighbourhood's only"


def test_the_night_finds_the_longest_meeting_after_it_ended(house):
    actions.announce(a_reception(starts_at=at(17), ends_at=at(30, 17)), house.officer, "26740")
    with patch.object(timezone, "now", return_value=at(5, month=12)):
        assert actions.rank_anew() == 1


def test_search_puts_what_is_to_come_first_and_says_what_was_called_off(house):
    over = actions.announce(a_reception(starts_at=at(5), ends_at=at(5, 11)), house.officer, "26740")
    off = actions.announce(a_reception(starts_at=at(25), ends_at=at(25, 11)), house.officer, "26740")
    coming = actions.announce(a_reception(), house.officer, "26740")
    actions.cancel(off, "Chủ tịch đi họp", house.officer, seen=1)
    found = search("chủ tịch tiếp công dân", scope=SCOPE)
    assert found[0].key == coming
    assert {hit.key for hit in found} == {over, off, coming}
    assert next(hit for hit in found if hit.key == off).title.startswith("Đã hủy: ")
    assert next(hit.key for hit in search("gap lanh dao", scope=SCOPE)) == coming
    with patch.object(timezone, "now", return_value=at(27)):
        assert actions.rank_anew() == 2
        later = actions.announce(a_dialogue(title="Chủ tịch tiếp công dân lần nữa"), Actor.system("test"), "26740")
        assert search("chủ tịch tiếp công dân", scope=SCOPE)[0].key == later


def test_a_unit_that_ends_hands_over_what_is_to_come(house):
    over = actions.announce(a_reception(starts_at=at(5), ends_at=at(5, 11)), house.officer, "26740")
    coming = actions.announce(a_reception(), house.officer, "26740")
    a_unit("26743", "Phường Bến Thành", house.unit.parent)
    old, new = directory.the_unit("26740"), directory.the_unit("26743")
    assert actions.open_work(old).count == 1
    assert actions.move_open_work(old, new, Actor.system("test")) == 1
    assert (queries.meeting(coming).unit, queries.meeting(over).unit) == ("26743", "26740")
    assert actions.move_open_work(old, new, Actor.system("test")) == 0
    assert queries.history(coming)[0].verb == "hand-over"
    assert next(hit.unit for hit in search("tiep cong dan", scope=SCOPE)) == "26743"


def test_ending_a_unit_shows_its_meetings_beforehand(house):
    actions.announce(a_reception(), house.officer, "26740")
    a_ward("26743", "Phường Bến Thành")
    preview = directory.ending("26740", ["26743"], date(2026, 12, 31), "26743")
    assert dict(preview.work)["events"].count == 1


def test_past_ones_are_paged_by_key(house):
    for day in range(1, 15):
        actions.announce(a_reception(starts_at=at(day), ends_at=at(day, 11)), house.officer, "26740")
    first = queries.past(house.unit.path)
    second = queries.past(house.unit.path, before=first.more)
    assert [row.day.day for row in (*first.rows, *second.rows)] == list(range(14, 0, -1))
    assert second.more == ""
    for broken in ("hỏng_x", "0001-01-01T00:00:00+07:00_1", "9999-12-31T23:59:59-07:00_1", "2026-11-01_²"):
        assert queries.past(house.unit.path, before=broken).rows == first.rows
