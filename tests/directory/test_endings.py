"""A ward is merged: dates, bodies, posts and open work pass on, once, and history stays."""

from datetime import date, timedelta

import pytest

from gandan.audit.models import Entry
from gandan.core import hooks
from gandan.core.types import NotAllowed, Point, Refused
from gandan.directory import actions, queries, tasks
from gandan.directory.models import Delegation, Membership, Organisation, Post, Succession
from gandan.directory.types import Actor, OpenWork, SuccessionKind
from gandan.law.types import Role

from . import make

pytestmark = pytest.mark.django_db
CLI = Actor.system("cli")


class Desk:
    """A room with open work, as cases are: what lies where, and who moved it."""

    def __init__(self, **open_work):
        self.open = dict(open_work)
        self.actors = []

    def preview(self, old):
        return OpenWork("Vụ việc mẫu", self.open.get(old.code, 0))

    def move(self, old, new, actor):
        count = self.open.pop(old.code, 0)
        self.open[new.code] = self.open.get(new.code, 0) + count
        self.actors.append(actor.code)
        return count


@pytest.fixture
def desk(monkeypatch):
    desk = Desk(**{"26737": 7, "26737-dt": 2})
    for kind, function in (("open_work", desk.preview), ("move_open_work", desk.move)):
        monkeypatch.setitem(hooks._registry[kind], "mau", function)
    return desk


@pytest.fixture
def wards():
    return make.a_ward("26737", "Phường Tân Định"), make.a_ward("26740", "Phường Sài Gòn")


def test_the_preview_writes_nothing(wards, desk):
    old, _new = wards
    make.a_department(old, "dt", "Phòng Đô thị")
    make.an_officer(Role.LEADER, old, "chu-tich", "Chủ tịch")
    plan = queries.ending("26737", ["26740"], make.today())
    assert (plan.unit.code, plan.heir.code) == ("26737", "26740")
    assert [(each.old.code, each.new.code, each.founds) for each in plan.passages] == [
        ("26737", "26740", False),
        ("26737-dt", "26740-dt", True),
    ]
    assert dict(plan.work)["mau"].count == 9
    assert dict(plan.work)["directory"].examples == ("Chủ tịch",)
    assert not Succession.objects.exists()
    assert desk.open == {"26737": 7, "26737-dt": 2}


def test_a_merger_moves_everything_and_repeats_safely(wards, desk):
    old, new = wards
    make.a_department(old, "dt", "Phòng Đô thị")
    officer = make.an_officer(Role.SPECIALIST, Organisation.objects.get(code="26737-dt"), "chuyen-vien")
    leader = make.an_officer(Role.LEADER, old, "chu-tich", "Chủ tịch")
    deputy = make.an_officer(Role.LEADER, old, "pho", "Phó Chủ tịch")
    held = leader.person.memberships.get()
    today = make.today()
    actions.delegate(held.pk, deputy.person.pk, today, today + timedelta(days=9), "Đi học", queries.actor_of(leader))
    admin = make.an_actor(Role.ADMINISTRATOR, make.a_city(), "tp")

    done = actions.succeed("26737", ["26740"], today, SuccessionKind.MERGE, admin)
    assert (done.already, done.moved["directory"], done.moved["mau"]) == (False, 3, 9)
    assert desk.open == {"26740": 7, "26740-dt": 2}
    assert set(desk.actors) == {admin.code}

    old.refresh_from_db()
    assert old.valid_to == today - timedelta(days=1)
    body = Organisation.objects.get(code="26740-dt")
    assert (body.path, body.valid_from) == ("/79/26740/26740-dt/", today)
    assert queries.actor_of(officer).paths == ("/79/26740/26740-dt/",)
    assert queries.actor_of(leader).roles_over(new.path) == {Role.LEADER}
    assert "Phó Chủ tịch" in {grant.title for grant in queries.actor_of(deputy).grants}
    assert Role.LEADER in queries.actor_of(deputy).roles_over(new.path)
    assert Delegation.objects.get().membership.post.organisation == new

    yesterday = today - timedelta(days=1)
    assert queries.actor_of(leader, yesterday).roles_over(old.path) == {Role.LEADER}, "history stays"
    assert queries.unit_by_code("26737").ended_on == yesterday.isoformat()

    counts = (Post.objects.count(), Membership.objects.count(), Organisation.objects.count(), Entry.objects.count())
    again = actions.succeed("26737", ["26740"], today, SuccessionKind.MERGE, admin)
    assert (again.already, set(again.moved.values())) == (True, {0})
    assert counts == (
        Post.objects.count(),
        Membership.objects.count(),
        Organisation.objects.count(),
        Entry.objects.count(),
    )
    assert Entry.objects.filter(verb="unit.end", object="unit:26737").count() == 1


def test_bodies_meet_their_namesakes(wards, desk):
    old, new = wards
    make.a_department(old, "dt", "Phòng Đô thị")
    there = make.a_department(new, "dt", "Phòng Kinh tế và Đô thị")
    actions.succeed("26737", ["26740"], make.today(), actor=CLI)
    assert Organisation.objects.filter(code="26740-dt").get() == there
    assert queries.heir_of(Organisation.objects.get(code="26737-dt").pk).code == "26740-dt"


def test_a_split_goes_to_the_heir_unless_the_place_says_otherwise(wards, desk):
    district = make.a_unit("760", "Quận 1", make.a_city(), valid_to=date(2025, 6, 30))
    actions.succeed("760", ["26740", "26737"], date(2025, 7, 1), actor=CLI, heir="26740")
    assert Succession.objects.get(takes_open_work=True).successor.code == "26740"
    tan_dinh = Point(lat=10.7905, lon=106.6915)
    assert queries.unit_at(tan_dinh).code == "26737"
    assert queries.successor_at(district.pk, tan_dinh).code == "26737"
    assert queries.successor_at(district.pk, Point(21.03, 105.85)).code == "26740"
    assert queries.successor_at(district.pk, None).code == "26740"


def test_recorded_successors_need_not_be_said_again(desk):
    actions.import_units()
    desk.open["760"] = 20
    assert actions.succeed("760", actor=CLI).moved["mau"] == 20
    assert desk.open["26740"] == 20
    assert actions.succeed("760", actor=CLI).moved["mau"] == 0


def test_in_the_future_only_the_dates_are_recorded_and_the_work_moves_on_the_day(wards, desk, monkeypatch):
    day = make.today() + timedelta(days=30)
    done = actions.succeed("26737", ["26740"], day, actor=CLI)
    assert (done.moved, desk.open["26737"]) == ({}, 7)
    assert queries.unit_by_code("26737").ended_on == ""
    tasks.move_work_of_ended_units.call()
    assert desk.open["26737"] == 7
    monkeypatch.setattr("gandan.core.clock.today", lambda: day)
    tasks.move_work_of_ended_units.call()
    assert desk.open == {"26740": 7, "26737-dt": 2}
    tasks.move_work_of_ended_units.call()
    assert Entry.objects.filter(verb="unit.end").count() == 2


def test_endings_that_cannot_be(wards, desk):
    today = make.today()
    make.a_unit("760", "Quận 1", make.a_city(), valid_to=date(2025, 6, 30))
    inner = make.a_unit("77777", "Phường Trong", wards[0])
    for words, field in (
        (("26737", ["nothing"], today), "successors"),
        (("26737", ["26737"], today), "successors"),
        (("26737", [], today), "successors"),
        (("26737", ["760"], today), "successors"),
        (("26737", ["26740"], None), "on"),
        (("760", ["26740"], today), "on"),
        (("26737", ["26740"], today), ""),
    ):
        with pytest.raises(Refused) as refusal:
            actions.succeed(*words, actor=CLI)
        assert field in refusal.value.errors, words
    with pytest.raises(Refused) as refusal:
        actions.succeed("26737", ["26740"], today, actor=CLI, heir="760")
    assert "heir" in refusal.value.errors
    assert not Succession.objects.exists()
    Organisation.objects.filter(pk=inner.pk).update(valid_to=today - timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.succeed("26737", ["26740"], today, actor=make.an_actor(Role.LEADER, wards[0]))
    with pytest.raises(NotAllowed):
        actions.succeed("26737", ["26740"], today, actor=make.an_actor(Role.ADMINISTRATOR, wards[1]))


def test_a_broken_hook_leaves_nothing_half_done(wards, desk, monkeypatch):
    def broken(old, new, actor):
        raise RuntimeError("a room fails")

    make.an_officer(Role.LEADER, wards[0], "chu-tich")
    monkeypatch.setitem(hooks._registry["move_open_work"], "z", broken)
    with pytest.raises(RuntimeError):
        actions.succeed("26737", ["26740"], make.today(), actor=CLI)
    assert not Succession.objects.exists()
    assert Organisation.objects.get(code="26737").valid_to is None
    assert Post.objects.get().valid_to is None
