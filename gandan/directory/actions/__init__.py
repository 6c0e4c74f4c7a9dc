"""Every write of the directory: one verb, one transaction, one audit entry."""

from gandan.directory.actions.accounts import (
    create_account,
    deactivate,
    end_sessions,
    hire,
    invite,
    link_identity,
    reactivate,
    unlink_identity,
)
from gandan.directory.actions.endings import succeed
from gandan.directory.actions.importing import import_units
from gandan.directory.actions.posts import appoint, delegate, end_membership, revoke_delegation
from gandan.directory.actions.units import describe, found, install, rename

__all__ = [
    "appoint",
    "create_account",
    "deactivate",
    "delegate",
    "describe",
    "end_membership",
    "end_sessions",
    "found",
    "hire",
    "import_units",
    "install",
    "invite",
    "link_identity",
    "reactivate",
    "rename",
    "revoke_delegation",
    "succeed",
    "unlink_identity",
]
