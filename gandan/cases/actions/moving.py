"""A unit ends: its open cases go to the successor, each by an entry of its own; what is at rest stays as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db.models import Q, QuerySet

from gandan.cases.actions import writing
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import locked
from gandan.cases.actions.units import forget
from gandan.cases.models import Assignment, Case
from gandan.cases.queries.locked import sealed_types
from gandan.cases.queries.words import mark
from gandan.core import clock
from gandan.core.types import Point
from gandan.directory import queries as directory
from gandan.directory.types import Actor, OpenWork, UnitView

MOVE = "move_unit"
LOT = 200
SHOWN = 3


def open_work(old: UnitView) -> OpenWork:
    """The hook's preview: how many open cases would move, and how many of them elsewhere than to the heir."""
    rows = _open_in(old)
    heir = directory.heir_of(old.id)
    places: Counter[str] = Counter()
    for lat, lon in rows.filter(lat__isnull=False).values_list("lat", "lon"):
        code = _code_at(old, Point(lat, lon))
        if code and (heir is None or code != heir.code):
            places[code] += 1
    shown = rows.filter(open=True)  # what is sealed whole is counted and not named
    examples = tuple(shown.order_by("queue_on", "id").values_list("code", flat=True)[:SHOWN])
    return OpenWork("Vụ việc đang mở", rows.count(), examples, tuple(sorted(places.items())))


def move_open_work(old: UnitView, new: UnitView, actor: Actor) -> int:
    """The hook itself, inside the transaction that ends the unit: cases with a place go to the successor that holds
    it, all others to `new`; what had been given to the old body is given to the new one.
    """
    moved = 0
    while ids := list(_open_in(old).order_by("pk").values_list("pk", flat=True)[:LOT]):
        _move(ids, partial(_successor, old, new), actor)
        moved += len(ids)
    _pass_on(old, new, actor)
    forget()
    return moved


def _open_in(old: UnitView) -> QuerySet[Case]:
    waiting = Q(open=True) | Q(type__in=sealed_types(), closed_at=None)  # these stand in no queue, yet they move
    return Case.objects.filter(waiting, unit=old.id)


def _move(ids: list[int], successor: Callable[[Case], UnitView], actor: Actor) -> None:
    at = clock.now()
    drafts = locked(ids)
    for draft in drafts:
        _enter(draft, successor(draft.case), actor.code, at)
    writing.update(drafts, locked=True)


def _enter(draft: Draft, to: UnitView, actor: str, at: datetime) -> None:
    form, text = {"from": draft.unit, "to": to.code}, f"{draft.unit_name} → {to.name}"
    draft.case.folded = draft.case.folded.replace(mark(draft.case.unit_id), mark(to.id), 1)
    draft.case.unit_id, draft.unit, draft.unit_name = to.id, to.code, to.name
    draft.moved = True
    enter(draft, Doing(action=MOVE, actor=actor, at=at, form=form, text=text, public=True))


def follow_unit(draft: Draft, at: datetime) -> None:
    """A case at rest stays where it was; set to work again it goes to the successor of a unit that has ended."""
    ended = draft.case.unit.valid_to
    if ended is None or ended >= clock.day_of(at):
        return
    old = directory.unit(draft.case.unit_id)
    heir = directory.heir_of(old.id)
    if heir:
        _enter(draft, _successor(old, heir, draft.case), "system:move_unit", at)


def _successor(old: UnitView, new: UnitView, case: Case) -> UnitView:
    if case.lat is None or case.lon is None:
        return new
    code = _code_at(old, Point(case.lat, case.lon))
    return (directory.unit_by_code(code) if code else None) or new


def _code_at(old: UnitView, point: Point) -> str:
    """The code of the successor whose boundary holds the place; "" where none is known to."""
    successors = directory.unit_detail(old.code).successors
    return next((link.code for link in successors if directory.inside(link.code, point)), "")


def _pass_on(old: UnitView, new: UnitView, actor: Actor) -> None:
    """Cases of other units that had been given to the ended body."""
    given = Case.objects.filter(assigned_unit=old.id, open=True)
    ids = list(given.values_list("pk", flat=True))
    given.update(assigned_unit=new.id)
    at = clock.now()
    people = dict(Assignment.objects.filter(case__in=ids, until=None).values_list("case_id", "person_id"))
    Assignment.objects.filter(case__in=ids, until=None).update(until=at)
    Assignment.objects.bulk_create(
        Assignment(case_id=pk, organisation_id=new.id, person_id=people.get(pk), at=at, by=actor.code) for pk in ids
    )
