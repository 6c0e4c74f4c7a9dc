"""Roles × abilities of directory and pages; and where a role holds. All rooms together: tests/desk/test_matrix.py."""

import pytest

from gandan.directory.policies import ALLOWED, may, may_delegate
from gandan.directory.types import Ability, Actor, Grant
from gandan.law.types import Role

ROLES = "counter specialist petition leader front mobilisation community editor volunteer auditor admin citizen system"
COLUMNS = dict(zip(ROLES.split(), Role, strict=True))

# One line an ability; x: may. Whoever changes the table changes this line too, on purpose.
#                        co sp pe le fr mo cm ed vo au ad ci sy
MATRIX = """
    edit_pages           .  .  .  .  .  .  .  x  .  .  x  .  .
    see_people           .  .  .  x  .  .  .  .  .  x  x  .  .
    manage_people        .  .  .  .  .  .  .  .  .  .  x  .  .
    delegate_own         x  x  x  x  x  x  x  x  .  x  x  .  .
    delegate_for_others  .  .  .  .  .  .  .  .  .  .  x  .  .
    manage_units         .  .  .  .  .  .  .  .  .  .  x  .  .
"""
WARD, CITY, OTHER = "/79/26740/", "/79/", "/01/00070/"


def an_actor(role: Role, path: str = WARD, delegated: bool = False) -> Actor:
    return Actor("account:x", 1, 7, "Mẫu", (Grant(role, 1, path, "Vị trí mẫu", delegated),))


def cells():
    for line in MATRIX.split("\n"):
        if line.strip():
            ability, *marks = line.split()
            assert len(marks) == len(Role)
            yield from ((Ability(ability), role, mark == "x") for role, mark in zip(Role, marks, strict=True))


def test_the_matrix_names_every_ability_and_role():
    assert {ability for ability, _role, _may in cells()} == set(Ability) == set(ALLOWED)
    assert len(COLUMNS) == len(Role)


@pytest.mark.parametrize(("ability", "role", "expected"), list(cells()))
def test_roles_and_abilities(ability, role, expected):
    assert may(an_actor(role), ability, WARD) is expected
    assert may(an_actor(role), ability) is expected
    assert not may(an_actor(role), ability, OTHER), "a role never reaches a unit beside its own"
    assert not may(an_actor(role), ability, CITY), "a role never reaches upwards"
    assert may(an_actor(role, CITY), ability, f"{WARD}26740-vhxh/") is expected, "it holds below"


def test_residents_and_the_system():
    assert not any(may(Actor.resident(), ability, WARD) for ability in Ability)
    assert all(may(Actor.system("cli"), ability, WARD) for ability in Ability)


def test_a_similar_number_is_another_unit():
    assert not may(an_actor(Role.ADMINISTRATOR, "/79/2674/"), Ability.MANAGE_UNITS, "/79/26740/")


def test_delegation_for_oneself_and_for_others():
    officer = an_actor(Role.SPECIALIST)
    assert may_delegate(officer, holder=7, path=WARD)
    assert not may_delegate(officer, holder=8, path=WARD)
    assert may_delegate(an_actor(Role.ADMINISTRATOR), holder=8, path=WARD)
    assert not may_delegate(an_actor(Role.ADMINISTRATOR), holder=8, path=OTHER)
    assert not may_delegate(an_actor(Role.LEADER, delegated=True), holder=7, path=WARD), "borrowed is not lent on"
    assert not may_delegate(an_actor(Role.VOLUNTEER), holder=7, path=WARD)
