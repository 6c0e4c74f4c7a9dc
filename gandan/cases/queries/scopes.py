"""Where an actor's cases lie, as ranges of indexes: the queue costs the same for any number of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gandan.cases import policies
from gandan.cases.models import Case
from gandan.cases.types import Tab
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import Choice, Unit

SOON = 3  # working days
MANY = 40  # units; beyond, one range over all units is walked instead of one each


@dataclass(frozen=True, slots=True)
class Scope:
    """Units that hold open cases, and what was given from above to bodies below.

    `lent` pairs a body with the unit above the actor's roots whose cases were given to it: what lies in the actor's
    own units is in those units' ranges already.
    """

    person: int | None
    units: tuple[int, ...]
    lent: tuple[tuple[int, int], ...]
    choices: tuple[Choice, ...]
    path: str  # of the only unit, for its neighbourhoods
    below: tuple[UnitView, ...]  # every body the actor works for

    @property
    def all_units(self) -> tuple[int, ...]:
        """Every unit whose cases the actor may find, those at rest included."""
        return (*(body.id for body in self.below), *{unit for _body, unit in self.lent})

    def branches(self, tab: Tab, today: date) -> list[QuerySet[Case]]:
        """Each one range of one index, in the order of the queue."""
        queue = Case.objects.filter(open=True)
        if tab is Tab.MINE:
            return [queue.filter(assigned_to=self.person)] if self.person else []
        narrow = narrowed(tab, today)
        own = [{"unit": unit} for unit in self.units] if len(self.units) <= MANY else [{"unit__in": self.units}]
        lent = self.lent if tab is not Tab.UNASSIGNED else ()
        given = [{"assigned_unit": body, "unit": unit} for body, unit in lent]
        return [queue.filter(narrow, **where) for where in (*own, *given)]


def scope_of(actor: Actor, unit: str = "") -> Scope:
    """Two queries: the bodies the actor works for with the units above, and which of them hold open cases."""
    roots = policies.working_paths(actor)
    over = {path for root in roots for path in _above(root)}
    found = directory.bodies_below(roots, also=over)
    bodies = below = [body for body in found if body.path not in over]
    if unit:
        root = next((body.path for body in bodies if body.code == unit), None)
        bodies = [body for body in bodies if root and body.path.startswith(root)]
    units, lent = _holding([body.id for body in bodies], [body.id for body in found if body.path in over])
    holding = [body for body in bodies if body.id in units]
    return Scope(
        person=None if unit or not roots else actor.person,  # whoever left every post has no work any more
        units=tuple(body.id for body in holding),
        lent=tuple(lent),
        choices=tuple(Choice(body.code, body.name, body.name) for body in holding),
        path=holding[0].path if len(holding) == 1 else (bodies[0].path if len(bodies) == 1 else ""),
        below=tuple(below),
    )


def visible(actor: Actor) -> Q:
    """The same as a condition, for a few cases found by other means."""
    roots = policies.working_paths(actor)
    found = Q(assigned_to=actor.person) if actor.person and roots else Q(pk__in=[])
    for path in roots:
        found |= Q(unit__path__startswith=path) | Q(assigned_unit__path__startswith=path)
    return found


def narrowed(tab: Tab, today: date) -> Q:
    match tab:
        case Tab.LATE:
            return Q(queue_on__lt=today)
        case Tab.SOON:
            return Q(queue_on__gte=today, queue_on__lte=soon_until(today))
        case Tab.UNASSIGNED:
            return Q(assigned_to__isnull=True, assigned_unit__isnull=True)
        case Tab.PAUSED:
            return Q(paused=True)
        case Tab.APPROVAL:
            return Q(approval=True)
        case _:
            return Q()


def soon_until(today: date) -> date:
    """The third working day from today."""
    calendar = law.calendar()
    if not calendar.first <= today <= calendar.last - timedelta(days=30):
        return today + timedelta(days=SOON)
    return law_rules.recount(calendar, start=today, days=SOON, unit=Unit.WORKING)[0]


def _above(path: str) -> list[str]:
    """«/79/26740/kt/» → «/79/», «/79/26740/»."""
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[:depth])}/" for depth in range(1, len(parts))]


def _holding(ids: Sequence[int], above: Iterable[int]) -> tuple[set[int], list[tuple[int, int]]]:
    """Which units hold open cases, and which were given some from a unit above. Seeks in indexes only; one query."""
    if not ids:
        return set(), []
    over = list(above)
    organisations: Any = Case._meta.get_field("unit").related_model
    rows = organisations.objects.filter(pk__in=ids).annotate(
        holds=_first(unit=OuterRef("pk")),
        **{f"from_{pk}": _first(assigned_unit=OuterRef("pk"), unit=pk) for pk in over},
    )
    names = ["holds", *(f"from_{pk}" for pk in over)]
    units, lent = set(), []
    for pk, holds, *given in rows.order_by().values_list("pk", *names):
        if holds is not None:
            units.add(pk)
        lent += [(pk, unit) for unit, has in zip(over, given, strict=True) if has is not None]
    return units, lent


def _first(**where: Any) -> Subquery:
    """The first of a range. Not EXISTS: PostgreSQL then walks the table, since so many rows would do."""
    return Subquery(Case.objects.filter(open=True, **where).order_by("queue_on").values("queue_on")[:1])
