"""Petitions over a period by kind, field and unit: what reports are made of, whole and as everybody may read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from gandan.cases.models import Case
from gandan.cases.rules.figures import shielded
from gandan.cases.types import Counted, Measure, PetitionCell, PetitionFigures, PublicLine
from gandan.core.clock import VIETNAM
from gandan.directory import queries as directory
from gandan.law import queries as law

PETITION = "petition"
_KEY = ("type", "field", "unit")
Key = tuple[str, str, str]
Row = tuple[str, str, int]


def petition_figures(path: str, since: date, until: date, group: str = PETITION) -> PetitionFigures:
    """The unit of this path and those below it, both days included. Six queries, however many cases.

    What is brought over and pending is as the cases stand now: one re-opened since counts as open all along.
    """
    units = {unit.id: unit.code for unit in directory.bodies_below([path])}  # ids: ranges of the indexes by unit
    cases = Case.objects.filter(unit__in=units, type__in=_kinds(group))
    found: dict[Key, Counted] = {}
    for measure, (kind, field, unit), number in _counted(cases, since, until):
        found.setdefault((kind, field, units[unit]), dict.fromkeys(Measure, 0))[measure] += number
    cells = tuple(PetitionCell(*key, counted) for key, counted in sorted(found.items()))
    total = {measure: sum(cell.counted[measure] for cell in cells) for measure in Measure}
    return PetitionFigures(since, until, cells, total)


def public_lines(figures: PetitionFigures, dimension: str) -> tuple[PublicLine, ...]:
    """«kind», «field» or «unit» by themselves, never crossed: a cell of two could be taken from sums that are shown."""
    return shielded(figures.by(dimension))


def _counted(cases: QuerySet[Case], since: date, until: date) -> Iterator[tuple[Measure, Row, int]]:
    first, after = _midnight(since), _midnight(until + timedelta(days=1))
    received = Q(received_on__gte=since, received_on__lte=until)
    answered = Q(answered_on__gte=since, answered_on__lte=until)
    yield from _grouped(
        cases.filter(received),
        {Measure.RECEIVED: Count("id"), Measure.OWN: Count("id", filter=answered)},
    )
    yield from _grouped(
        cases.filter(answered),
        {
            Measure.RESOLVED: Count("id"),
            Measure.ON_TIME: Count("id", filter=Q(on_time=True)),
            Measure.LATE: Count("id", filter=~Q(on_time=True)),
        },
    )
    yield from _grouped(
        cases.filter(closed_at__gte=first, closed_at__lt=after, answered_on=None),
        {Measure.OTHERWISE: Count("id")},
    )
    # Twice: closed since then, by the index of closing, and never closed, by that of what is open.
    open_then = Q(received_on__lt=since)
    open_after = Q(received_on__lte=until)
    yield from _grouped(
        cases.filter(open_after, closed_at__gte=first),
        {
            Measure.BROUGHT: Count("id", filter=open_then),
            Measure.PENDING: Count("id", filter=Q(closed_at__gte=after)),
            Measure.OVERDUE: Count("id", filter=Q(closed_at__gte=after, due_on__lte=until)),
        },
    )
    yield from _grouped(
        cases.filter(open_after, closed_at=None),
        {
            Measure.BROUGHT: Count("id", filter=open_then),
            Measure.PENDING: Count("id"),
            Measure.OVERDUE: Count("id", filter=Q(due_on__lte=until)),
        },
    )


def _grouped(cases: QuerySet[Case], measures: dict[Measure, Count]) -> Iterator[tuple[Measure, Row, int]]:
    named = {f"number_{measure}": each for measure, each in measures.items()}  # «on_time» is also a column
    rows = cases.order_by().values_list(*_KEY).annotate(**named)
    for kind, field, unit, *numbers in rows:
        for measure, number in zip(measures, numbers, strict=True):
            if number:
                yield measure, (kind, field, unit), number


def _kinds(group: str) -> set[str]:
    """Codes of every type of the group, in force today or once."""
    return {code for code, versions in law.law().case_types.items() if any(each.group == group for each in versions)}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
