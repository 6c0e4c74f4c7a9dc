"""People: who acts with which roles, what their desk sees, who can be given work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from gandan.core import clock
from gandan.directory.models import Account, Delegation, Membership, Organisation
from gandan.directory.types import Actor, Grant, HolderView
from gandan.law.types import Role

ACCOUNT = "account:"


def actor_of(account: Account, on: date | None = None) -> Actor:
    """Who this account is today, with every role held, own or delegated. One query for whoever holds a post."""
    code = f"{ACCOUNT}{account.public_id}"
    if account.person_id is None or not account.is_active:
        return Actor(code, account.pk, account.person_id, account.username)
    held = _held(account.person_id, on or clock.today())
    grants = tuple(
        Grant(
            Role(each.post.role),
            each.post.organisation_id,
            each.post.organisation.path,
            each.post.title,
            delegated=each.person_id != account.person_id,
        )
        for each in held
    )
    own = next((each.person for each in held if each.person_id == account.person_id), None)
    return Actor(code, account.pk, account.person_id, (own or account.person).name, grants)


def _held(person: int, day: date) -> list[Membership]:
    lent = Delegation.objects.at(day).filter(to_id=person).values("membership_id")
    held = Membership.objects.at(day).filter(Q(person_id=person) | Q(pk__in=lent))
    rows = held.select_related("person", "post__organisation")
    return list(rows.order_by("post__organisation__path", "post__title", "pk"))


def staffed(path: str) -> bool:
    """Whether anybody holds a post today in the unit of this path or in a body inside it: somebody to read a letter."""
    return Membership.objects.at(clock.today()).filter(post__organisation__path__startswith=path).exists()


def visible_to(actor: Actor) -> frozenset[int]:
    """The ids of all units this person's desk may show: where they hold a role, and everything below. One query."""
    paths = actor.paths
    if not paths:
        return frozenset()
    return frozenset(Organisation.objects.below(*paths).values_list("pk", flat=True))


def visible_paths(actor: Actor) -> tuple[str, ...]:
    """The same as roots of the tree, where a prefix is handier than ids."""
    return actor.paths


def people_of(unit: int, roles: Iterable[Role] = (), on: date | None = None) -> list[HolderView]:
    """Who works in a unit and the bodies below it on a day (today), for giving them work. Two queries."""
    path = Organisation.objects.values_list("path", flat=True).get(pk=unit)
    return people_below([path], roles, on)


def people_below(paths: Iterable[str], roles: Iterable[Role] = (), on: date | None = None) -> list[HolderView]:
    """The same for the bodies under some paths. One query."""
    below = Organisation.objects.below(*paths)
    held = Membership.objects.at(on or clock.today()).filter(post__organisation__in=below)
    wanted = {role.value for role in roles}
    if wanted:
        held = held.filter(post__role__in=wanted)
    rows = held.select_related("person__account", "post__organisation").order_by("person__name", "pk")
    return [_holder(row) for row in rows]


def _holder(row: Membership) -> HolderView:
    account = getattr(row.person, "account", None)
    return HolderView(
        person=row.person_id,
        name=row.person.name,
        title=row.post.title,
        role=Role(row.post.role),
        organisation=row.post.organisation_id,
        organisation_name=row.post.organisation.name,
        account=account.pk if account and account.is_active else None,
    )


def deputies_of(person: int, on: date | None = None) -> list[int]:
    """Ids of the people who act for somebody on a day."""
    lent = Delegation.objects.at(on or clock.today()).filter(membership__person_id=person)
    return sorted(set(lent.values_list("to_id", flat=True)))


def accounts_with(unit: int, roles: Iterable[Role], on: date | None = None) -> list[int]:
    """Ids of the accounts that hold one of these roles in a unit or above it: who is told."""
    day = on or clock.today()
    path = Organisation.objects.values_list("path", flat=True).get(pk=unit)
    above = ["/" + "/".join(path.strip("/").split("/")[: depth + 1]) + "/" for depth in range(path.count("/") - 1)]
    held = Membership.objects.at(day).filter(
        post__organisation__path__in=above, post__role__in=[role.value for role in roles]
    )
    accounts = Account.objects.filter(is_active=True, person__memberships__in=held)
    return sorted(set(accounts.values_list("pk", flat=True)))


def is_last_administrator(person: int | None, on: date | None = None) -> bool:
    """Whether nobody would be left to administrate without this one."""
    held = Membership.objects.at(on or clock.today())
    held = held.filter(post__role=Role.ADMINISTRATOR.value, person__account__is_active=True)
    return set(held.values_list("person_id", flat=True)) == {person}


def accounts_of(people: Iterable[int]) -> dict[int, int]:
    """The active account of each of these people, by person; those without one are left out. One query."""
    wanted = set(people)
    if not wanted:
        return {}
    return dict(Account.objects.filter(person__in=wanted, is_active=True).values_list("person_id", "pk"))


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names behind audit's plain actor codes, for people who may read the log."""
    ids = [code.removeprefix(ACCOUNT) for code in codes if code.startswith(ACCOUNT)]
    rows = Account.objects.filter(public_id__in=ids).select_related("person")
    return {f"{ACCOUNT}{row.public_id}": row.person.name if row.person else row.username for row in rows}
