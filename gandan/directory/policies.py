"""Who may do what at the desk. A role holds for its unit and everything below it (DESIGN.md 5)."""

from __future__ import annotations

from gandan.directory.types import Ability, Actor
from gandan.law.types import Role

R = Role
OFFICERS = frozenset(Role) - {R.CITIZEN, R.SYSTEM}

# The whole matrix. What a role may do to one case stands in that case type's pack.
ALLOWED: dict[Ability, frozenset[Role]] = {
    Ability.ENTER_DESK: OFFICERS,
    Ability.SEE_CASES: OFFICERS - {R.EDITOR, R.VOLUNTEER},
    Ability.ENTER_FOR_OTHERS: frozenset({R.COUNTER_OFFICER, R.PETITION_OFFICER, R.SPECIALIST, R.VOLUNTEER}),
    Ability.ASSIGN: frozenset({R.LEADER, R.PETITION_OFFICER}),
    Ability.IMPORT_RECORDS: frozenset({R.ADMINISTRATOR, R.PETITION_OFFICER}),
    Ability.EDIT_PAGES: frozenset({R.EDITOR, R.ADMINISTRATOR}),
    Ability.SEE_PEOPLE: frozenset({R.ADMINISTRATOR, R.LEADER, R.AUDITOR}),
    Ability.MANAGE_PEOPLE: frozenset({R.ADMINISTRATOR}),
    Ability.DELEGATE_OWN: OFFICERS - {R.VOLUNTEER},
    Ability.DELEGATE_FOR_OTHERS: frozenset({R.ADMINISTRATOR}),
    Ability.MANAGE_UNITS: frozenset({R.ADMINISTRATOR}),
    Ability.READ_LOG: frozenset({R.AUDITOR, R.ADMINISTRATOR, R.LEADER}),
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


def may_enter_desk(actor: Actor) -> bool:
    return may(actor, Ability.ENTER_DESK)


def may_see_cases(actor: Actor, path: str | None = None) -> bool:
    return may(actor, Ability.SEE_CASES, path)


def may_enter_for_others(actor: Actor, path: str | None = None) -> bool:
    """Write down at the desk what came by paper, by phone or at the reception."""
    return may(actor, Ability.ENTER_FOR_OTHERS, path)


def may_assign(actor: Actor, path: str | None = None) -> bool:
    return may(actor, Ability.ASSIGN, path)


def may_import_records(actor: Actor, path: str | None = None) -> bool:
    return may(actor, Ability.IMPORT_RECORDS, path)


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


def may_read_log(actor: Actor, path: str | None = None) -> bool:
    return may(actor, Ability.READ_LOG, path)
