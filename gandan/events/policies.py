"""Who announces meetings, and of which kind: roles held over the unit."""

from __future__ import annotations

from gandan.directory.policies import OFFICERS
from gandan.directory.types import Actor
from gandan.disclosures.policies import may_read_inside
from gandan.events.types import Kind
from gandan.law.types import Role

ALL_KINDS = frozenset({Role.EDITOR, Role.LEADER, Role.ADMINISTRATOR})
OF_KIND: dict[Kind, frozenset[Role]] = {
    Kind.CITIZEN_RECEPTION: frozenset({Role.PETITION_OFFICER}),
    Kind.DIALOGUE_CONFERENCE: frozenset({Role.FRONT_OFFICER, Role.MOBILISATION_OFFICER}),
    Kind.COMMUNITY_MEETING: frozenset({Role.FRONT_OFFICER, Role.MOBILISATION_OFFICER, Role.COMMUNITY_HEAD}),
    Kind.WORKPLACE_DIALOGUE: frozenset({Role.FRONT_OFFICER, Role.MOBILISATION_OFFICER}),
    Kind.TRAINING: frozenset({Role.MOBILISATION_OFFICER}),
}


def roles_for(kind: Kind) -> frozenset[Role]:
    return ALL_KINDS | OF_KIND.get(kind, frozenset())


def may_announce(actor: Actor, path: str, kind: Kind) -> bool:
    """Announce, change, move, cancel a meeting of this kind, and say that it was held."""
    return actor.is_system or not roles_for(kind).isdisjoint(actor.roles_over(path))


def kinds_for(actor: Actor, path: str) -> tuple[Kind, ...]:
    """The kinds that this person announces for a unit."""
    return tuple(kind for kind in Kind if may_announce(actor, path, kind))


def announces(actor: Actor) -> bool:
    """Whether this person announces anything anywhere."""
    return any(kinds_for(actor, grant.path) for grant in actor.grants)


def may_see_desk(actor: Actor) -> bool:
    """Every officer sees what is announced in their own units."""
    return any(grant.role in OFFICERS for grant in actor.grants)


def reading_paths(actor: Actor) -> tuple[str, ...]:
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in OFFICERS}))


def may_announce_inside(actor: Actor, path: str) -> bool:
    """Only who works in an agency tells its own people something: nobody writes what they could not read."""
    return actor.is_system or may_read_inside(actor, (path,))
