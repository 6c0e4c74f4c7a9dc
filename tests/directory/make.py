"""Builders: units, people with roles. All names are invented samples."""

from __future__ import annotations

from datetime import date

from gandan.core import clock
from gandan.core.text import fold
from gandan.directory import queries
from gandan.directory.models import Account, Membership, Organisation, Person, Post
from gandan.directory.rules import kind_of, path_below, prefix_of, short_name_of, tier_of
from gandan.directory.rules.dataset import folded_name
from gandan.directory.types import Actor, Kind
from gandan.law.types import Role

PASSWORD = "mot-cau-rat-dai-2026"
LONG_AGO = date(2020, 1, 1)


def a_unit(
    code: str = "26740",
    name: str = "Phường Sài Gòn",
    parent: Organisation | None = None,
    kind: Kind | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Organisation:
    kind = kind or kind_of(name) or Kind.DEPARTMENT
    short = short_name_of(name)
    return Organisation.objects.create(
        code=code,
        name=name,
        short_name=short,
        folded=folded_name(short, name, parent.short_name if parent else ""),
        kind=kind.value,
        tier=tier_of(kind).value,
        parent=parent,
        path=path_below(parent.path if parent else "", code),
        prefix=prefix_of(name),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def a_city() -> Organisation:
    return Organisation.objects.filter(code="79").first() or a_unit("79", "Thành phố Hồ Chí Minh")


def a_ward(code: str = "26740", name: str = "Phường Sài Gòn") -> Organisation:
    return Organisation.objects.filter(code=code).first() or a_unit(code, name, a_city())


def a_department(ward: Organisation, mark: str = "vhxh", name: str = "Phòng Văn hóa - Xã hội") -> Organisation:
    return a_unit(f"{ward.code}-{mark}", name, ward, Kind.DEPARTMENT)


def a_person(name: str = "Trần Thị Mẫu", sample: bool = True) -> Person:
    return Person.objects.create(name=name, folded=fold(name), sample=sample)


def an_account(username: str, name: str = "Trần Thị Mẫu", email: str = "", sample: bool = True) -> Account:
    account = Account(username=username, email=email, person=a_person(name, sample))
    account.set_password(PASSWORD)
    account.save()
    return account


def a_holder(
    person: Person, unit: Organisation, role: Role, title: str = "Chuyên viên", since: date = LONG_AGO
) -> Membership:
    post = Post.objects.create(organisation=unit, title=title, role=role.value, valid_from=since)
    return Membership.objects.create(person=person, post=post, valid_from=since)


def an_officer(
    role: Role, unit: Organisation, username: str = "", title: str = "Chuyên viên", name: str = "Trần Thị Mẫu"
) -> Account:
    account = an_account(username or f"{role.value}.{unit.code}".replace("_", "-"), name)
    a_holder(account.person, unit, role, title)
    return account


def an_actor(role: Role, unit: Organisation, username: str = "") -> Actor:
    return queries.actor_of(an_officer(role, unit, username))


def today() -> date:
    return clock.today()
