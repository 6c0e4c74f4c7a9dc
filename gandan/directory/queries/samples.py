"""The invented people of the sample authority, by role: «Vào vai»."""

from __future__ import annotations

from uuid import UUID

from gandan.core import clock
from gandan.directory.models import Account, Membership
from gandan.directory.queries.naming import ROLES
from gandan.directory.queries.units import installation
from gandan.directory.types import RoleGroup, SamplePerson
from gandan.law.types import Role


def sample_people() -> list[RoleGroup]:
    """By role in the order of the roles; the home unit's people first, at most eight a role."""
    held = Membership.objects.at(clock.today()).filter(person__sample=True, person__account__is_active=True)
    rows = held.select_related("person__account", "post__organisation").order_by("post__organisation__path", "pk")
    home = installation().unit
    groups: dict[Role, list[SamplePerson]] = {}
    for row in sorted(rows, key=lambda row: not (home and row.post.organisation.path.startswith(home.path))):
        person = SamplePerson(
            account=str(row.person.account.public_id),
            name=row.person.name,
            title=row.post.title,
            unit=row.post.organisation.name,
        )
        groups.setdefault(Role(row.post.role), []).append(person)
    return [
        RoleGroup(role, str(name), str(hint), tuple(groups[role][:8]))
        for role, (name, hint) in ROLES.items()
        if role in groups
    ]


def sample_account(public_id: str) -> Account | None:
    """The account of an invented person; nobody real is ever entered without a password."""
    try:
        wanted = UUID(public_id)
    except ValueError:
        return None
    return Account.objects.filter(public_id=wanted, person__sample=True, is_active=True).first()
