"""Who may do what to the catalogue."""

from __future__ import annotations

from gandan.directory.policies import may_edit_pages
from gandan.directory.types import Actor


def may_edit_procedures(actor: Actor) -> bool:
    """Editors and administrators, of whichever unit: the catalogue is one for the house."""
    return may_edit_pages(actor)
