"""A role that the journal did not give is found, however it came into the database."""

from datetime import timedelta

import pytest

from gandan.config import cli
from gandan.directory import actions
from gandan.directory.models import Account, Delegation, Membership, Post
from gandan.directory.queries.granted import verify_grants
from gandan.directory.types import Actor
from gandan.law.types import Role

from . import make

pytestmark = pytest.mark.django_db
CLI = Actor.system("cli")


def days(number):
    return make.today() + timedelta(days=number)


@pytest.fixture
def two():
    """A leader and a deputy, made as the product makes them."""
    make.a_ward()
    made = []
    for username, role in (("chu-tich", Role.LEADER), ("chuyen-vien", Role.SPECIALIST)):
        who = {"username": username, "name": "Trần Thị Mẫu", "password": make.PASSWORD}
        made.append(actions.hire(unit="26740", role=role, title=username, actor=CLI, **who))
    return made


def found():
    return [finding.record for finding in verify_grants()]


def held(person):
    return Membership.objects.get(person=person.person)


def test_all_that_the_product_does_leaves_its_act(two):
    leader, deputy = two
    lent = actions.delegate(held(leader).pk, deputy.person, days(0), days(9), "Đi học", CLI)
    actions.appoint(deputy.person, "26740", Role.EDITOR, "chuyen-vien", CLI, valid_to=days(30))
    assert found() == []
    actions.revoke_delegation(lent, CLI)
    actions.delegate(held(leader).pk, deputy.person, days(0), days(9), "Đi học", CLI)
    actions.end_membership(held(leader).pk, CLI, days(3))
    assert found() == []
    make.a_ward("26743", "Phường Bến Thành")
    actions.succeed("26740", ["26743"], days(0), actor=CLI)
    assert {row.post.organisation.code for row in Membership.objects.filter(valid_to=None)} == {"26743"}
    assert found() == []


def test_what_was_given_in_the_database_alone_is_named(two, capsys):
    leader, deputy = two
    given = Membership.objects.create(person_id=deputy.person, post=held(leader).post, valid_from=days(-1))
    assert found() == [f"directory_membership {given.pk}"]
    assert cli.main(["verify"]) == 1
    assert f"directory_membership {given.pk}: «chu-tich» (leader) ở 26740" in capsys.readouterr().out
    given.delete()
    lent = Delegation.objects.create(
        membership=held(leader), to_id=deputy.person, valid_from=days(0), valid_to=days(1), reason="x"
    )
    assert found() == [f"directory_delegation {lent.pk}"]
    lent.delete()
    Post.objects.filter(pk=held(deputy).post_id).update(role=Role.PETITION_OFFICER.value)
    assert found() == [f"directory_membership {held(deputy).pk}"]


def test_what_was_over_does_not_come_back(two):
    leader, deputy = two
    lent = actions.delegate(held(leader).pk, deputy.person, days(0), days(9), "Đi học", CLI)
    actions.revoke_delegation(lent, CLI)
    actions.end_membership(held(deputy).pk, CLI)
    Delegation.objects.update(revoked_on=None)
    Membership.objects.filter(person=deputy.person).update(valid_to=None)
    assert found() == [f"directory_membership {held(deputy).pk}", f"directory_delegation {lent}"]


def test_an_account_stays_with_its_person(two):
    leader, deputy = two
    Account.objects.filter(pk=leader.account).update(person=None)
    Account.objects.filter(pk=deputy.account).update(person=leader.person)
    assert found() == [f"directory_account {deputy.account}"]
    make.an_account("lap-ngoai")
    assert len(found()) == 2
