"""Whom a case can be given to."""

from __future__ import annotations

from collections.abc import Iterable

from gandan.cases.types import Offered
from gandan.directory import queries as directory
from gandan.directory.types import Actor, HolderView, Kind, UnitView
from gandan.law.types import Choice, Role

BODIES = (Kind.DEPARTMENT, Kind.SERVICE_CENTRE, Kind.PEOPLE_COMMITTEE)
HANDLERS = (Role.COUNTER_OFFICER, Role.SPECIALIST, Role.PETITION_OFFICER, Role.LEADER)


def offered(bodies: Iterable[UnitView], paths: Iterable[str], actor: Actor) -> Offered:
    """Those of `bodies` that take work, and who works below these paths. One query."""
    people: dict[int, HolderView] = {}
    for holder in directory.people_below(paths, HANDLERS):
        people.setdefault(holder.person, holder)
    taking = [body for body in bodies if body.kind in BODIES and not body.ended_on]
    return Offered(
        tuple(Choice(f"o:{body.id}", body.name, body.name) for body in taking),
        tuple(_person(holder) for holder in people.values()),
        f"p:{actor.person}" if actor.person in people else "",
    )


def _person(holder: HolderView) -> Choice:
    words = f"{holder.name}, {holder.title}"
    return Choice(f"p:{holder.person}", words, words)
