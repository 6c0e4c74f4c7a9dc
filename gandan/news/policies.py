"""Who may write, publish and moderate. A role holds for its unit and everything below it."""

from __future__ import annotations

from gandan.directory.policies import may_edit_pages
from gandan.directory.types import Actor
from gandan.law.types import Role

PUBLISHERS = frozenset({Role.LEADER})


def may_write(actor: Actor, path: str | None = None) -> bool:
    """Articles, pages, reforms; and answer readers."""
    return may_edit_pages(actor, path) or may_lead(actor, path)


def may_read_moderation(actor: Actor) -> bool:
    """Who moderates; and who audits reads what was hidden, and why."""
    return may_write(actor) or any(grant.role is Role.AUDITOR for grant in actor.grants)


def may_lead(actor: Actor, path: str | None = None) -> bool:
    if actor.is_system:
        return True
    roles = actor.roles_over(path) if path is not None else frozenset(grant.role for grant in actor.grants)
    return not PUBLISHERS.isdisjoint(roles)


def may_publish(actor: Actor, path: str, *, review: bool) -> bool:
    """Where the unit wants a second look (`review`), who leads it publishes; elsewhere who writes."""
    return may_lead(actor, path) or (not review and may_edit_pages(actor, path))


def moderation_paths(actor: Actor) -> tuple[str, ...]:
    audited = {grant.path for grant in actor.grants if grant.role is Role.AUDITOR}
    return tuple(sorted({*writing_paths(actor), *audited}))


def writing_paths(actor: Actor) -> tuple[str, ...]:
    """The roots below which this person writes."""
    if actor.is_system:
        return ("/",)
    return tuple(sorted({grant.path for grant in actor.grants if may_write(actor, grant.path)}))
