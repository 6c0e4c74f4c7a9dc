"""Whom a case can be given to."""

from __future__ import annotations

from gandan.directory import queries as directory
from gandan.directory.types import Actor, Kind
from gandan.law.types import Role

BODIES = (Kind.DEPARTMENT, Kind.SERVICE_CENTRE, Kind.PEOPLE_COMMITTEE)
HANDLERS = (Role.COUNTER_OFFICER, Role.SPECIALIST, Role.PETITION_OFFICER, Role.LEADER)


def assignees(actor: Actor) -> list[tuple[str, str]]:
    """People («p:12») and bodies («o:7») of the actor's units, as a choice offers them."""
    roots = {grant.path: grant.organisation for grant in actor.grants if grant.path in actor.paths}
    people: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for path, unit in roots.items():
        for holder in directory.people_of(unit, HANDLERS):
            people.setdefault(f"p:{holder.person}", f"{holder.name}, {holder.title}")
        for body in directory.units_below(path, BODIES):
            bodies[f"o:{body.id}"] = body.name
    return [*bodies.items(), *people.items()]
