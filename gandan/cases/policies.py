"""Who may: predicates over an actor's roles and where a case lies. No queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gandan.cases.types.sealing import Bars
from gandan.directory.types import Actor, Grant
from gandan.law.types import ActionSpec, Role

# Who works on cases at all. Administrators run the machine; editors and volunteers do other work.
WORKERS = frozenset(
    {
        Role.COUNTER_OFFICER,
        Role.SPECIALIST,
        Role.PETITION_OFFICER,
        Role.LEADER,
        Role.FRONT_OFFICER,
        Role.MOBILISATION_OFFICER,
        Role.COMMUNITY_HEAD,
        Role.AUDITOR,
    }
)
READERS_ONLY = frozenset({Role.AUDITOR})
ASSIGNERS = frozenset({Role.COUNTER_OFFICER, Role.PETITION_OFFICER, Role.LEADER})
SEAL_OPENERS = frozenset({Role.PETITION_OFFICER, Role.LEADER})
BOOK_READERS = frozenset({Role.PETITION_OFFICER, Role.LEADER, Role.AUDITOR})
ARCHIVISTS = frozenset({Role.ADMINISTRATOR, Role.LEADER})  # see what has been kept long enough, and hold it back
DISPOSERS = frozenset({Role.LEADER})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case lies: its unit, and to whom it was given. `bars`: it is sealed whole."""

    path: str
    assigned_path: str = ""
    assigned_to: int | None = None
    bars: Bars | None = None


def working_paths(actor: Actor) -> tuple[str, ...]:
    """Roots of the units whose cases this actor works on."""
    roots = sorted({grant.path for grant in actor.grants if grant.role in WORKERS})
    return tuple(path for path in roots if not any(path != other and path.startswith(other) for other in roots))


def roles_for(actor: Actor, place: Place) -> frozenset[Role]:
    """The roles that hold for a case: those over its unit, over the unit it was given to, and, for the person it
    was given to, those of their posts inside its unit. Of a case sealed whole few hold, and for its own unit only.
    """
    if place.bars is not None:
        return _roles_under_seal(actor, place.path, place.bars)
    roles = set(actor.roles_over(place.path))
    if place.assigned_path:
        roles |= actor.roles_over(place.assigned_path)
    if place.assigned_to is not None and place.assigned_to == actor.person:
        roles |= {grant.role for grant in actor.grants if grant.path.startswith(place.path)}
    return frozenset(roles)


def _roles_under_seal(actor: Actor, path: str, bars: Bars) -> frozenset[Role]:
    """Those who may open seals, of the competent unit itself: neither above nor below, and nobody it is about.

    A sender comes by code and confirmation number, which the door has asked for.
    """
    if actor.account is None and any(grant.role is Role.CITIZEN for grant in actor.grants):
        return frozenset({Role.CITIZEN})
    if bars.bar(words_of(actor)):
        return frozenset()
    return frozenset(grant.role for grant in actor.grants if grant.path == path and grant.role in SEAL_OPENERS)


def words_of(actor: Actor) -> set[str]:
    """All words under which this person may be barred: themselves, and whoever directs them."""
    found = {f"person:{actor.person}"} if actor.person is not None else set()
    for grant in actor.grants:
        found |= _words_of_post(grant)
    return found


def words_of_holder(person: int, role: Role, path: str) -> set[str]:
    """The same of one post that a person holds."""
    return {f"person:{person}", *_words_of_post(Grant(role, 0, path, ""))}


def _words_of_post(grant: Grant) -> set[str]:
    parts = grant.path.strip("/").split("/")
    over = [f"/{'/'.join(parts[:depth])}/" for depth in range(1, len(parts) + 1)]
    found = {f"all:{path}" for path in over}
    return found | {f"staff:{path}" for path in over if grant.role is not Role.LEADER or path != grant.path}


def sealed_units(actor: Actor) -> frozenset[int]:
    """The units whose cases sealed whole this actor may handle."""
    return frozenset(grant.organisation for grant in actor.grants if grant.role in SEAL_OPENERS)


def audited_paths(actor: Actor) -> tuple[str, ...]:
    """Roots of the units whose openings this actor audits."""
    return tuple(sorted({grant.path for grant in actor.grants if grant.role is Role.AUDITOR}))


def may_see(actor: Actor, place: Place) -> bool:
    """Whether the desk shows them the case at all."""
    return bool(roles_for(actor, place) & WORKERS)


def may_perform(spec: ActionSpec, roles: frozenset[Role]) -> bool:
    return bool(set(spec.roles) & roles)


def may_assign(roles: frozenset[Role]) -> bool:
    return bool(roles & ASSIGNERS)


def may_sort(roles: frozenset[Role]) -> bool:
    """Split a letter, classify it anew: who takes letters in, and leaders."""
    return bool(roles & ASSIGNERS)


def may_open_seal(roles: frozenset[Role]) -> bool:
    """Petition officers and leaders of the unit; everyone else works by messages that need no name."""
    return bool(roles & SEAL_OPENERS)


def may_write_letter(wanted: Iterable[Role], roles: frozenset[Role], *, sealed: bool) -> bool:
    """`wanted`: the roles that the letter's template names. About a sealed case only who may open the seal writes."""
    return bool(set(wanted) & roles) and (not sealed or may_open_seal(roles))


PHOTO_CHECKERS = frozenset({Role.COUNTER_OFFICER, Role.SPECIALIST, Role.PETITION_OFFICER, Role.LEADER})


def photo_paths(actor: Actor) -> tuple[str, ...]:
    """Roots of the units whose photographs this actor looks through before the public sees them."""
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in PHOTO_CHECKERS}))


def may_check_photos(roles: frozenset[Role]) -> bool:
    return bool(roles & PHOTO_CHECKERS)


def may_print_books(roles: frozenset[Role]) -> bool:
    """The reception book and the register: petition officers, leaders, auditors."""
    return bool(roles & BOOK_READERS)


def may_read_openings(roles: frozenset[Role]) -> bool:
    return bool(roles & (SEAL_OPENERS | {Role.AUDITOR}))


def retention_paths(actor: Actor) -> tuple[str, ...]:
    """Roots of the units whose years of keeping this actor looks after."""
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in ARCHIVISTS}))


def may_dispose(actor: Actor, path: str) -> bool:
    """Order that cases of this unit go: its leaders, and those above."""
    return bool(actor.roles_over(path) & DISPOSERS)


def may_dispose_any(actor: Actor) -> bool:
    return any(grant.role in DISPOSERS for grant in actor.grants)


def title_of(actor: Actor, place: Place) -> str:
    """The post under which they act, for the timeline: never a name."""
    over = [grant for grant in actor.grants if place.path.startswith(grant.path) and grant.title]
    inside = [grant for grant in actor.grants if grant.path.startswith(place.path) and grant.title]
    best = max(over, key=lambda grant: len(grant.path), default=None) or (inside[0] if inside else None)
    if best is None:
        return ""
    return f"{best.title} (được ủy quyền)" if best.delegated else best.title
