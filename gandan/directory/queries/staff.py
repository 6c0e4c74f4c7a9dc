"""The people of a unit as their administrator sees them: posts by date, deputies, accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from allauth.socialaccount.models import SocialAccount
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.text import fold, whole_number
from gandan.core.types import NotFound
from gandan.directory.models import Delegation, Membership, Organisation, Person
from gandan.directory.policies import may_see_people, roots
from gandan.directory.queries.naming import role_name
from gandan.directory.queries.units import rows, view_of
from gandan.directory.types import Ability, Actor, DelegationView, PersonView, PostView, StaffPage, StaffRow, UnitView
from gandan.law.types import Role

PAGE = 50


def staff(actor: Actor, q: str = "", after: str = "", former: bool = False, size: int = PAGE) -> StaffPage:
    """People with a post where the actor may see people, by name; pages by key. Three queries."""
    today = clock.today()
    mine = _below(roots(actor, Ability.SEE_PEOPLE), "post__organisation__path__startswith")
    held = Membership.objects.filter(mine)
    if not former:
        held = held.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    people = Person.objects.filter(pk__in=held.values("person_id")).select_related("account")
    for word in fold(q).split()[:6]:
        people = people.filter(folded__contains=word)
    name, _bar, last = after.rpartition("|")
    if (key := whole_number(last)) is not None:
        people = people.filter(Q(folded__gt=name) | Q(folded=name, pk__gt=key))
    rows = list(people.order_by("folded", "pk")[: size + 1])
    posts = _posts([row.pk for row in rows[:size]], today)
    shown = tuple(_row(row, posts[row.pk], today) for row in rows[:size])
    more = f"{rows[size - 1].folded}|{rows[size - 1].pk}" if len(rows) > size else ""
    return StaffPage(shown, more)


def person(id: int, actor: Actor) -> PersonView:
    """One person with every post, now and before. Raises NotFound where the actor may not see any of them."""
    row = Person.objects.select_related("account").filter(pk=id).first()
    posts = _posts([id], clock.today())[id] if row else ()
    if row is None or not any(may_see_people(actor, post.path) for post in posts):
        raise NotFound(_("Không có người này trong phạm vi của bạn."))
    account = getattr(row, "account", None)
    links = SocialAccount.objects.filter(user=account).values_list("provider", "uid") if account else ()
    return PersonView(
        row=_row(row, posts, clock.today()),
        email=(account.email if account else "") or row.email,
        phone=row.phone,
        joined=account.date_joined if account else None,
        last_login=account.last_login if account else None,
        posts=posts,
        identities=tuple(links),
    )


def posts_of(person: int) -> tuple[PostView, ...]:
    """The posts somebody holds today or later, with their deputies."""
    today = clock.today()
    return tuple(post for post in _posts([person], today)[person] if not post.over)


def lent_to(person: int) -> list[DelegationView]:
    """In whose post somebody acts, today or later."""
    rows = Delegation.objects.filter(to_id=person, revoked_on=None, valid_to__gte=clock.today())
    rows = rows.select_related("membership__person", "membership__post", "to")
    return [_delegation(row, row.membership.person.name) for row in rows]


def possible_deputies(actor: Actor, but: int | None = None) -> list[tuple[int, str]]:
    """Who can act for somebody (`but`, oneself): people with an account in the actor's communes and below."""
    today = clock.today()
    communes = {_commune(grant.path) for grant in actor.grants}
    held = Membership.objects.at(today).filter(_below(communes, "post__organisation__path__startswith"))
    held = held.filter(person__account__is_active=True).exclude(person_id=but or actor.person)
    rows = held.select_related("person", "post__organisation").order_by("person__folded", "pk")[:1000]
    said: dict[int, str] = {}
    for row in rows:
        said.setdefault(row.person_id, f"{row.person.name}, {row.post.title}, {row.post.organisation.name}")
    return list(said.items())


def units_for(actor: Actor, ability: Ability) -> list[tuple[str, str]]:
    """Codes and names of the units in which this ability holds today, as a tree read downwards."""
    rows = Organisation.objects.below(*roots(actor, ability)).at(clock.today()).order_by("path")
    return [(row.code, f"{'– ' * _depth(row.path)}{row.name}") for row in rows[:5000]]


def managed_units(actor: Actor, q: str = "", limit: int = 200) -> list[tuple[UnitView, date | None]]:
    """The units and bodies that an administrator looks after, as a tree; with the last day of those that ended."""
    found = rows().below(*roots(actor, Ability.MANAGE_UNITS))
    for word in fold(q).split()[:6]:
        found = found.filter(folded__contains=word)
    ended = Q(valid_to__isnull=False, valid_to__lt=clock.today())
    ordered = found.annotate(gone=Case(When(ended, then=1), default=0)).order_by("gone", "path")
    return [(view_of(row), row.valid_to) for row in ordered[:limit]]


def _depth(path: str) -> int:
    return max(0, path.count("/") - 3)


def _commune(path: str) -> str:
    """The commune in which a body lies; of a city only itself and its bodies below the desk of this actor."""
    return "/" + "/".join(path.strip("/").split("/")[:2]) + "/"


def _below(paths: Iterable[str], field: str) -> Q:
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(**{field: path})
    return wanted


def _posts(people: list[int], today: date) -> dict[int, tuple[PostView, ...]]:
    held = Membership.objects.filter(person_id__in=people).select_related("post__organisation")
    lent: dict[int, list[DelegationView]] = defaultdict(list)
    for loan in Delegation.objects.filter(membership__person_id__in=people, valid_to__gte=today).select_related("to"):
        if loan.revoked_on is None:
            lent[loan.membership_id].append(_delegation(loan, ""))
    found: dict[int, list[PostView]] = defaultdict(list)
    for row in held.order_by("-valid_from", "post__title"):
        found[row.person_id].append(_post(row, tuple(lent[row.pk]), today))
    return defaultdict(tuple, {key: tuple(posts) for key, posts in found.items()})


def _post(row: Membership, lent: tuple[DelegationView, ...], today: date) -> PostView:
    return PostView(
        membership=row.pk,
        title=row.post.title,
        role=Role(row.post.role),
        role_name=role_name(Role(row.post.role)),
        unit=row.post.organisation.code,
        unit_name=row.post.organisation.name,
        path=row.post.organisation.path,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        over=row.valid_to is not None and row.valid_to < today,
        deputies=lent,
    )


def _delegation(row: Delegation, holder: str) -> DelegationView:
    title = row.membership.post.title if holder else ""
    return DelegationView(row.pk, row.to.name, holder, title, row.valid_from, row.valid_to, row.reason)


def _row(row: Person, posts: tuple[PostView, ...], today: date) -> StaffRow:
    account = getattr(row, "account", None)
    return StaffRow(
        person=row.pk,
        name=row.name,
        account=account.pk if account else None,
        username=account.username if account else "",
        active=bool(account and account.is_active),
        posts=tuple(post for post in posts if not post.over),
        sample=row.sample,
    )
