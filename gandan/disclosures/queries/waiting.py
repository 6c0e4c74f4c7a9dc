"""What has still to be made public, by the unit and the law's list that ask for it: for the morning's page."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from gandan.core import clock
from gandan.directory.types import Actor
from gandan.disclosures.models import Publication
from gandan.disclosures.policies import paths_of
from gandan.disclosures.types import State, ToPublish
from gandan.law import queries as law

MOST = 300


def to_publish(actor: Actor) -> tuple[ToPublish, ...]:
    """Contents that the overview calls late or waiting this year; those whose clock ends first before others.

    One query.
    """
    paths = paths_of(actor)
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(unit__path__startswith=path)
    rows = Publication.objects.filter(
        below, state__in=[State.DRAFT, State.AWAITING], year__lte=clock.today().year
    ).select_related("unit", "clock")[:MOST]
    by_list: dict[tuple[str, str, str], list[Publication]] = defaultdict(list)
    for row in rows if paths else ():
        by_list[row.unit.code, row.unit.name, row.set].append(row)
    found = [_to_publish(*key, of_list) for key, of_list in by_list.items()]
    return tuple(sorted(found, key=lambda one: (one.first is None, one.first)))


def _to_publish(unit: str, name: str, of: str, rows: list[Publication]) -> ToPublish:
    clocks = [row.clock for row in rows if hasattr(row, "clock")]
    today = clock.today()
    first = min(clocks, key=lambda each: each.due_on, default=None)
    return ToPublish(
        unit=unit,
        unit_name=name,
        set=of,
        number=len({row.item for row in rows}),
        late=len({row.item for row in rows if hasattr(row, "clock") and row.clock.due_on < today}),
        first=first.due_on if first else None,
        clock=first.view(law.calendar(), today) if first else None,
    )
