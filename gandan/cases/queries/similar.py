"""Cases perhaps about the same thing: alike in words, near in place, close in time; each with why."""

from __future__ import annotations

import math
from datetime import timedelta

from django.db.models import Q

from gandan.cases.models import Case
from gandan.cases.rules.likeness import FAR, LATELY, likeness, shingles, spelt
from gandan.cases.types import SimilarView
from gandan.core import clock

READ = 100  # the newest candidates; each costs some fifty microseconds
BEGINNING = 400  # characters of a content that are compared
SHOWN = 5
WORTH = 4  # words of a letter that are worth comparing
METRES_A_DEGREE = 111_320


def similar(case: Case) -> tuple[SimilarView, ...]:
    """One query, by unit, type and days: as costly with a million cases as with a thousand. None for what is closed.

    Where the case has a place only those around it are candidates, and those that have none.
    """
    if not case.open or case.secret is not None:
        return ()
    days = timedelta(days=LATELY)
    found = Case.objects.filter(
        unit=case.unit_id,
        type=case.type,
        received_on__gte=case.received_on - days,
        received_on__lte=case.received_on + days,
        open=True,
    ).exclude(pk=case.pk)
    if case.lat is not None and case.lon is not None:
        height = FAR / METRES_A_DEGREE
        width = height / max(0.1, math.cos(math.radians(case.lat)))
        box = Q(lat__range=(case.lat - height, case.lat + height), lon__range=(case.lon - width, case.lon + width))
        found = found.filter(box | Q(lat=None))
    columns = ("code", "subject", "content", "lat", "lon", "received_on", "neighbourhood_id")
    mine = shingles(_words(case))
    scored = [(row, _compared(case, mine, row)) for row in found.only(*columns).order_by("-id")[:READ]]
    alike = sorted((view for _row, view in scored if view), key=lambda view: (-view.score, view.code))
    return tuple(alike[:SHOWN])


def alike(unit: int, type: str, words: str, neighbourhood: int | None = None) -> tuple[SimilarView, ...]:
    """The same for a letter that is only being written down: by its words, and the neighbourhood it is about."""
    if len(words.split()) < WORTH:
        return ()
    return similar(
        Case(unit_id=unit, type=type, content=words, received_on=clock.today(), neighbourhood_id=neighbourhood)
    )


def _compared(case: Case, mine: frozenset[str], row: Case) -> SimilarView | None:
    theirs = shingles(_words(row))
    days = abs((case.received_on - row.received_on).days)
    area = case.neighbourhood_id is not None and case.neighbourhood_id == row.neighbourhood_id
    found = likeness(mine, theirs, metres=_metres(case, row), days=days, same_area=area)
    if found is None:
        return None
    words = spelt(_words(case), found.words)
    return SimilarView(row.code, row.subject, found.metres, row.received_on, found.score, words, days)


def _words(case: Case) -> str:
    return f"{case.subject} {case.content[:BEGINNING]}"


def _metres(case: Case, row: Case) -> int | None:
    if case.lat is None or case.lon is None or row.lat is None or row.lon is None:
        return None
    east = (row.lon - case.lon) * math.cos(math.radians(case.lat))
    return round(math.hypot(east, row.lat - case.lat) * METRES_A_DEGREE)
