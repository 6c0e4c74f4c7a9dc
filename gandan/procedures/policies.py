"""Who may do what to the catalogue and to the places where papers are taken in."""

from __future__ import annotations

from gandan.directory.policies import may_edit_pages
from gandan.directory.types import Actor


def may_edit_procedures(actor: Actor) -> bool:
    """Editors and administrators, of whichever unit: the catalogue is one for the house."""
    return may_edit_pages(actor)


def may_keep_points(actor: Actor, path: str) -> bool:
    """Places and hours are each unit's own: editors and administrators over it."""
    return may_edit_pages(actor, path)
