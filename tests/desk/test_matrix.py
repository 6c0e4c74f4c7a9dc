"""Roles × what the desk does, in all rooms, by the very predicates that doors and actions ask."""

from collections.abc import Callable

import pytest

from gandan.cases import policies as cases
from gandan.cases.policies import Place
from gandan.cases.types.sealing import Bars
from gandan.directory import policies as directory
from gandan.directory.types import Actor, Grant
from gandan.disclosures import policies as disclosures
from gandan.law.types import Role
from gandan.news import policies as news
from gandan.notifications import policies as notifications
from gandan.procedures import policies as procedures

CITY, WARD, BODY, OTHER = "/79/", "/79/26740/", "/79/26740/26740-vhxh/", "/79/26743/"

Asked = Callable[[Actor, str], bool]


def held(paths: tuple[str, ...], path: str) -> bool:
    """Whether this place lies below one of the roots that a list starts from."""
    return any(path.startswith(root) for root in paths)


def of_case(predicate: Callable[[frozenset[Role]], bool]) -> Asked:
    return lambda actor, path: predicate(cases.roles_for(actor, Place(path)))


ASKED: dict[str, Asked] = {
    "see_case": lambda actor, path: cases.may_see(actor, Place(path)),
    "assign_case": of_case(cases.may_assign),
    "sort_letters": of_case(cases.may_sort),
    "open_seal": of_case(cases.may_open_seal),
    "check_photos": of_case(cases.may_check_photos),
    "print_books": of_case(cases.may_print_books),
    "read_openings": lambda actor, path: held(cases.audited_paths(actor), path),
    "hold_back": lambda actor, path: held(cases.retention_paths(actor), path),
    "dispose": cases.may_dispose,
    "edit_pages": directory.may_edit_pages,
    "see_people": directory.may_see_people,
    "manage_people": directory.may_manage_people,
    "manage_units": directory.may_manage_units,
    "read_log": lambda actor, path: held(notifications.log_paths(actor), path),
    "resend": notifications.may_resend,
    "write_news": news.may_write,
    "publish_news": lambda actor, path: news.may_publish(actor, path, review=True),
    "keep_points": procedures.may_keep_points,
    "disclose": disclosures.may_write,
    "approve_disclosure": disclosures.may_approve,
}
# x: may. Whoever changes a policy changes its line too, on purpose.
#                        co sp pe le fr mo cm ed vo au ad ci sy
MATRIX = """
    see_case             x  x  x  x  x  x  x  .  .  x  .  .  .
    assign_case          x  .  x  x  .  .  .  .  .  .  .  .  .
    sort_letters         x  .  x  x  .  .  .  .  .  .  .  .  .
    open_seal            .  .  x  x  .  .  .  .  .  .  .  .  .
    check_photos         x  x  x  x  .  .  .  .  .  .  .  .  .
    print_books          .  .  x  x  .  .  .  .  .  x  .  .  .
    read_openings        .  .  .  .  .  .  .  .  .  x  .  .  .
    hold_back            .  .  .  x  .  .  .  .  .  .  x  .  .
    dispose              .  .  .  x  .  .  .  .  .  .  .  .  .
    edit_pages           .  .  .  .  .  .  .  x  .  .  x  .  .
    see_people           .  .  .  x  .  .  .  .  .  x  x  .  .
    manage_people        .  .  .  .  .  .  .  .  .  .  x  .  .
    manage_units         .  .  .  .  .  .  .  .  .  .  x  .  .
    read_log             .  .  .  .  .  .  .  .  .  x  x  .  .
    resend               .  .  .  .  .  .  .  .  .  .  x  .  .
    write_news           .  .  .  x  .  .  .  x  .  .  x  .  .
    publish_news         .  .  .  x  .  .  .  .  .  .  .  .  .
    keep_points          .  .  .  .  .  .  .  x  .  .  x  .  .
    disclose             .  .  x  x  .  .  .  x  .  .  x  .  .
    approve_disclosure   .  .  .  x  .  .  .  .  .  .  .  .  .
"""


def an_actor(role: Role, path: str = WARD) -> Actor:
    return Actor("account:x", 1, 7, "Mẫu", (Grant(role, 1, path, "Vị trí mẫu"),))


def lines() -> list[tuple[str, list[str]]]:
    return [(name, marks) for name, *marks in (line.split() for line in MATRIX.strip().split("\n"))]


def test_the_matrix_says_something_of_everything_asked() -> None:
    assert [name for name, _marks in lines()] == list(ASKED)
    assert all(len(marks) == len(Role) for _name, marks in lines())


@pytest.mark.parametrize(("name", "marks"), lines(), ids=[name for name, _marks in lines()])
def test_each_role_may_this_and_no_more(name: str, marks: list[str]) -> None:
    for role, mark in zip(Role, marks, strict=True):
        may, asked = mark == "x", ASKED[name]
        assert asked(an_actor(role), WARD) is may, role
        assert asked(an_actor(role, CITY), BODY) is may, f"{role}: it holds below"
        assert not asked(an_actor(role), OTHER), f"{role}: never in a unit beside its own"
        assert not asked(an_actor(role), CITY), f"{role}: never upwards"
    assert not ASKED[name](Actor.resident(), WARD)


@pytest.mark.parametrize("role", Role)
def test_of_what_is_sealed_whole_only_few_roles_hold_and_only_in_its_own_unit(role: Role) -> None:
    place = Place(WARD, bars=Bars(b"k" * 32))
    mine = {role} & cases.SEAL_OPENERS
    assert cases.roles_for(an_actor(role), place) == mine
    assert cases.roles_for(an_actor(role, CITY), place) == frozenset(), "not from above"
    assert cases.roles_for(an_actor(role, BODY), place) == frozenset(), "not from below"
    assert cases.may_see(an_actor(role), place) is bool(mine)
