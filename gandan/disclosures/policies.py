"""Who may disclose: roles held over the unit."""

from __future__ import annotations

from gandan.directory.types import Actor
from gandan.law.types import Role

WRITERS = frozenset({Role.EDITOR, Role.PETITION_OFFICER, Role.LEADER, Role.ADMINISTRATOR})
APPROVERS = frozenset({Role.LEADER})


def may_write(actor: Actor, path: str) -> bool:
    """Draft, plan, publish where no approval is wanted, enter postings."""
    return actor.is_system or not WRITERS.isdisjoint(actor.roles_over(path))


def may_approve(actor: Actor, path: str) -> bool:
    return actor.is_system or not APPROVERS.isdisjoint(actor.roles_over(path))


def paths_of(actor: Actor) -> tuple[str, ...]:
    """The units (and everything below) in which this person discloses."""
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in WRITERS}))
