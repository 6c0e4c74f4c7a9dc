"""«Vào vai» exists in a sample authority only: asked for on a real one, the system does not start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.db import DatabaseError


@register()
def demo_roles(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Asks the database only where GANDAN_DEMO_ROLES is on."""
    if not getattr(settings, "DEMO_ROLES", False):
        return []
    from gandan.directory.queries import installation

    try:
        demo = installation().demo
    except DatabaseError:
        return []  # not migrated yet: there is nothing to protect
    if demo:
        return []
    return [
        Error(
            "GANDAN_DEMO_ROLES is on, but this database is not a sample authority.",
            hint="Unset GANDAN_DEMO_ROLES. Choosing a role without a password is never allowed on real records.",
            id="directory.E001",
        )
    ]
