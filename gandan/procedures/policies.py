"""Who may do what to the catalogue and to the places where papers are taken in."""

from __future__ import annotations

from gandan.directory.policies import may_edit_pages
from gandan.directory.types import Actor
from gandan.law.types import Role


def may_edit_procedures(actor: Actor) -> bool:
    """Editors and administrators, of whichever unit: the catalogue is one for the house."""
    return may_edit_pages(actor)


def may_look_over(actor: Actor) -> bool:
    """Which procedures lack guidance: for those who write it, and for leaders who answer for it."""
    return may_edit_procedures(actor) or any(grant.role is Role.LEADER for grant in actor.grants)


def may_keep_points(actor: Actor, path: str) -> bool:
    """Places and hours are each unit's own: editors and administrators over it."""
    return may_edit_pages(actor, path)
