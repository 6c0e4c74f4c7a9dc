"""Bodies of the sample ward and the invented people in them."""

from __future__ import annotations

from datetime import date

from gandan.demo.types import PlannedBody, PlannedPerson
from gandan.directory import actions as directory
from gandan.directory.queries import the_unit
from gandan.directory.types import Actor, Grant, Kind
from gandan.law.types import Role

SINCE = date(2025, 7, 1)
CONTACT = {
    "address": "Trụ sở UBND phường Sài Gòn (mẫu)",
    "phone": "028 0000 0000",
    "hours": "Thứ Hai đến thứ Sáu, 7:30-11:30 và 13:00-17:00. Sao y ngoài giờ: thứ Tư, 17:00-19:00.",
}


def found_bodies(unit: str, bodies: list[PlannedBody], actor: Actor) -> None:
    directory.describe(unit, actor, **CONTACT)
    for body in bodies:
        directory.found(
            code=body.code, kind=Kind(body.kind), name=body.name, parent=unit, actor=actor, valid_from=SINCE
        )


def appoint_all(people: list[PlannedPerson], actor: Actor) -> dict[str, Actor]:
    """Accounts and posts; returns who each username is when acting."""
    officers = {}
    for person in people:
        made = directory.create_account(username=person.username, name=person.name, actor=actor, sample=True)
        place = the_unit(person.post)
        role = Role(person.role)
        directory.appoint(made.person, person.post, role, person.title, actor, valid_from=SINCE)
        officers[person.username] = Actor(
            code=f"account:{made.public_id}",
            account=made.account,
            person=made.person,
            name=person.name,
            grants=(Grant(role, place.id, place.path, person.title),),
        )
    return officers
