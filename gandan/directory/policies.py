"""Who may do what at the desk. A role holds for its unit and everything below it."""

from __future__ import annotations

from gandan.directory.types import Ability, Actor
from gandan.law.types import Role

R = Role
OFFICERS = frozenset(Role) - {R.CITIZEN, R.SYSTEM}

# What directory and pages ask for. Each room has its own rest; what a role may do to one case stands in the pack.
ALLOWED: dict[Ability, frozenset[Role]] = {
    Ability.EDIT_PAGES: frozenset({R.EDITOR, R.ADMINISTRATOR}),
    Ability.SEE_PEOPLE: frozenset({R.ADMINISTRATOR, R.LEADER, R.AUDITOR}),
    Ability.MANAGE_PEOPLE: frozenset({R.ADMINISTRATOR}),
    Ability.DELEGATE_OWN: OFFICERS - {R.VOLUNTEER},
    Ability.DELEGATE_FOR_OTHERS: frozenset({R.ADMINISTRATOR}),
    Ability.MANAGE_UNITS: frozenset({R.ADMINISTRATOR}),
}


def may(actor: Actor, ability: Ability, path: str | None = None) -> bool:
    """Whether a role held over this unit (anywhere, where no path is said) allows it. The system itself may."""
    if actor.is_system:
        return True
    roles = actor.roles_over(path) if path is not None else frozenset(grant.role for grant in actor.grants)
    return not ALLOWED[ability].isdisjoint(roles)


def roots(actor: Actor, ability: Ability) -> tuple[str, ...]:
    """The roots of the tree over which an ability holds."""
    if actor.is_system:
        return ("/",)
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in ALLOWED[ability]}))


def may_edit_pages(actor: Actor, path: str | None = None) -> bool:
    return may(actor, Ability.EDIT_PAGES, path)


def may_see_people(actor: Actor, path: str | None = None) -> bool:
    return may(actor, Ability.SEE_PEOPLE, path)


def may_manage_people(actor: Actor, path: str | None = None) -> bool:
    """Make accounts, appoint, end a membership, link an identity."""
    return may(actor, Ability.MANAGE_PEOPLE, path)


def may_delegate(actor: Actor, holder: int, path: str) -> bool:
    """Name a deputy for a post's holder: oneself, or others as an administrator. Borrowed roles are not lent on."""
    if actor.person == holder:
        own = {grant.role for grant in actor.grants if not grant.delegated}
        return not ALLOWED[Ability.DELEGATE_OWN].isdisjoint(own)
    return may(actor, Ability.DELEGATE_FOR_OTHERS, path)


def may_manage_units(actor: Actor, path: str | None = None) -> bool:
    """Found, rename and end units."""
    return may(actor, Ability.MANAGE_UNITS, path)
