"""Who may disclose: roles held over the unit."""

from __future__ import annotations

from collections.abc import Iterable

from gandan.directory.types import Actor
from gandan.law.types import Role

WRITERS = frozenset({Role.EDITOR, Role.PETITION_OFFICER, Role.LEADER, Role.ADMINISTRATOR})
INSIDERS = WRITERS | {
    Role.COUNTER_OFFICER, Role.SPECIALIST, Role.FRONT_OFFICER, Role.MOBILISATION_OFFICER, Role.AUDITOR,
}  # fmt: skip
APPROVERS = frozenset({Role.LEADER})


def may_write(actor: Actor, path: str) -> bool:
    """Draft, plan, publish where no approval is wanted, enter postings."""
    return actor.is_system or not WRITERS.isdisjoint(actor.roles_over(path))


def may_approve(actor: Actor, path: str) -> bool:
    return actor.is_system or not APPROVERS.isdisjoint(actor.roles_over(path))


def may_read_inside(actor: Actor, paths: Iterable[str]) -> bool:
    """Whether one works in one of these agencies, or above it (Law 10/2022, Art. 46)."""
    return any(not INSIDERS.isdisjoint(actor.roles_over(path)) for path in paths)


def works_inside(actor: Actor) -> bool:
    return any(grant.role in INSIDERS for grant in actor.grants)


def paths_of(actor: Actor) -> tuple[str, ...]:
    """The units (and everything below) in which this person discloses."""
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in WRITERS}))
