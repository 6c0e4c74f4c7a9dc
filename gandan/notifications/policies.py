"""Who may read the delivery log, and send a message again."""

from __future__ import annotations

from gandan.directory.types import Actor
from gandan.law.types import Role

_READERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def log_paths(actor: Actor) -> tuple[str, ...]:
    """The roots of the tree whose deliveries this person may see."""
    return tuple(sorted({grant.path for grant in actor.grants if grant.role in _READERS}))


def may_read_log(actor: Actor) -> bool:
    return bool(log_paths(actor))


def may_resend(actor: Actor, path: str | None) -> bool:
    """Administrators, over the unit the message was sent for; over any where it was sent for none."""
    if path is None:
        return any(grant.role is Role.ADMINISTRATOR for grant in actor.grants)
    return Role.ADMINISTRATOR in actor.roles_over(path)
