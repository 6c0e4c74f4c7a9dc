"""Whether everybody who holds a post, acts for somebody or may sign in was given that by an act in the journal.

The journal proves itself; these rows are held against it, so that a role given in the database alone is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from gandan.audit import queries as audit
from gandan.core import clock
from gandan.core.types import Finding
from gandan.directory.models import Account, Delegation, Membership
from gandan.directory.queries.people import ACCOUNT

PERSON = "person:"
APPOINT, END, MOVE, DELEGATE, REVOKE, CREATE = (
    "post.appoint", "post.end", "post.move", "post.delegate", "post.revoke", "account.create",
)  # fmt: skip
_FOR_EVER = date.max


@dataclass(slots=True)
class _Held:
    """A post as the journal gives it to somebody."""

    unit: str
    title: str
    role: str
    since: date
    until: date


@dataclass(slots=True)
class _Lent:
    title: str
    to: int | None
    since: date
    until: date


@dataclass(slots=True)
class _Told:
    """All that the journal says of one person."""

    held: list[_Held] = field(default_factory=list)
    lent: list[_Lent] = field(default_factory=list)
    erased: bool = False  # under a rule: what it was cannot be asked any more

    def read(self, verb: str, unit: str, told: dict[str, Any] | None) -> None:
        if told is None:
            self.erased = True
        elif verb == APPOINT:
            self.held.append(_Held(unit, told["title"], told["role"], _day(told["from"]), _day(told["to"])))
        elif verb == MOVE:
            self._leave(told["old"], told, _day(told["from"]) - timedelta(days=1))
            self.held.append(_Held(unit, told["title"], told["role"], _day(told["from"]), _day(told["to"])))
        elif verb == END:
            self._leave(unit, told, _day(told["on"]))
        elif verb == DELEGATE:
            self.lent.append(_Lent(told["title"], told.get("deputy"), _day(told["from"]), _day(told["until"])))
        elif verb == REVOKE:
            self._return(told["title"], _day(told["on"]))

    def _leave(self, unit: str, told: dict[str, Any], last: date) -> None:
        left = (unit, told["title"], told["role"])
        for each in self.held:
            if (each.unit, each.title, each.role) == left and each.until > last:
                each.until = last
                return

    def _return(self, title: str, on: date) -> None:
        for each in reversed(self.lent):
            if each.title == title and each.until >= on:
                each.until = on - timedelta(days=1)
                return


def verify_grants() -> Iterator[Finding]:
    """Posts held today or later, absences, accounts that can sign in: each has its act."""
    journal: defaultdict[int, _Told] = defaultdict(_Told)
    for object, verb, unit, told in audit.acts(PERSON, (APPOINT, END, MOVE, DELEGATE, REVOKE)):
        journal[int(object.removeprefix(PERSON))].read(verb, unit, told)
    yield from _posts(journal)
    yield from _absences(journal)
    yield from _accounts()


def _posts(journal: dict[int, _Told]) -> Iterator[Finding]:
    today = clock.today()
    ahead = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    ahead = ahead.filter(Q(post__valid_to=None) | Q(post__valid_to__gte=today)).order_by("pk")
    for row in ahead.select_related("post__organisation").iterator(chunk_size=2000):
        post, told = row.post, journal.get(row.person_id, _Told())
        held = _Held(post.organisation.code, post.title, post.role, row.valid_from, row.valid_to or _FOR_EVER)
        if held not in told.held and not told.erased:
            where = f"«{post.title}» ({post.role}) ở {post.organisation.code}, người số {row.person_id}"
            yield Finding(f"directory_membership {row.pk}", f"{where}: không có mục bổ nhiệm như vậy trong nhật ký")


def _absences(journal: dict[int, _Told]) -> Iterator[Finding]:
    ahead = Delegation.objects.filter(valid_to__gte=clock.today(), revoked_on=None).order_by("pk")
    for row in ahead.select_related("membership__post").iterator(chunk_size=2000):
        told = journal.get(row.membership.person_id, _Told())
        if not told.erased and not any(_is_told(row, each) for each in told.lent):
            what = f"«{row.membership.post.title}», người số {row.to_id} làm thay: không có mục ủy quyền như vậy"
            yield Finding(f"directory_delegation {row.pk}", f"{what} trong nhật ký")


def _is_told(row: Delegation, lent: _Lent) -> bool:
    same = (lent.title, lent.since) == (row.membership.post.title, row.valid_from) and lent.to in (None, row.to_id)
    return same and row.valid_to <= lent.until


def _accounts() -> Iterator[Finding]:
    made = {object: told for object, _verb, _unit, told in audit.acts(ACCOUNT, (CREATE,))}
    active = Account.objects.filter(is_active=True).exclude(person=None).order_by("pk")
    for pk, public_id, person in active.values_list("pk", "public_id", "person").iterator(chunk_size=2000):
        object = f"{ACCOUNT}{public_id}"
        if object not in made:
            yield Finding(f"directory_account {pk}", "không có mục lập tài khoản này trong nhật ký")
        elif (made[object] or {}).get("person", person) != person:
            yield Finding(f"directory_account {pk}", f"nay thuộc người số {person}, khác người lúc lập tài khoản")


def _day(told: str | None) -> date:
    return date.fromisoformat(told) if told else _FOR_EVER
