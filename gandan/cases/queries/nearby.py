"""What neighbours reported already and an officer has opened to all: near by distance, or alike by words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _

from gandan.cases.models import Attachment, Case, Link
from gandan.cases.rules.likeness import LATELY, likeness, shingles
from gandan.cases.types import LinkKind
from gandan.cases.types.nearby import Nearby
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.types import NotFound, Point
from gandan.law import queries as law

READ = 300  # the newest open ones of the unit; more lamps than that are not broken at once
METRES_A_DEGREE = 111_320


def nearby(unit: int, type: str, words: str, place: Point | None, limit: int = 4) -> tuple[Nearby, ...]:
    """Open reports of this type that may be about the same, likeliest first. At most three queries, usually one."""
    rows = Case.objects.filter(unit=unit, open=True, type=type).exclude(shown_as="").order_by("-id")[:READ]
    mine, today = shingles(words), clock.today()
    scored = []
    for row in rows:
        days = (today - row.received_on).days
        metres = _metres(place, row)
        found = likeness(mine, shingles(f"{row.shown_as} {row.address}"), metres=metres, days=min(days, LATELY))
        if found:
            scored.append((found.score, row))
    best = [row for _score, row in sorted(scored, key=lambda each: (-each[0], -each[1].pk))[:limit]]
    return _views(best, place) if best else ()


def shown(code: str) -> Nearby:
    """One that is open to all. Raises NotFound, also once it is closed or taken back."""
    proper = read_code(code)
    row = Case.objects.filter(code=proper, open=True).exclude(shown_as="").first() if proper else None
    if row is None:
        raise NotFound(_("Phản ánh này không còn mở cho mọi người."))
    return _views([row], None)[0]


def _views(rows: list[Case], place: Point | None) -> tuple[Nearby, ...]:
    counted = dict(
        Link.objects.filter(other__in=rows, kind=LinkKind.DUPLICATE_OF)
        .values_list("other").annotate(n=Count("id")).order_by()
    )  # fmt: skip
    photos = _photos(rows)
    return tuple(_view(row, place, counted.get(row.pk, 0), photos.get(row.pk)) for row in rows)


def _view(row: Case, place: Point | None, joined: int, photo: Attachment | None) -> Nearby:
    state = law.case_type_version(row.version).states[row.state]
    return Nearby(
        code=row.code,
        words=row.shown_as,
        metres=_metres(place, row),
        received_on=row.received_on,
        due_on=row.due_on,
        state_label=state.label,
        state_label_en=state.label_en,
        joined=joined,
        place=Point(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
        photo=photo.shown_id if photo else None,
        photo_name=photo.name if photo else "",
    )


def _photos(rows: Iterable[Case]) -> dict[int, Attachment]:
    """The first photograph of each that a person has found fit to be public."""
    found: dict[int, Attachment] = {}
    for row in Attachment.objects.filter(case__in=rows, public=True, shown__isnull=False).order_by("id"):
        found.setdefault(row.case_id, row)
    return found


def _metres(place: Point | None, row: Case) -> int | None:
    if place is None or row.lat is None or row.lon is None:
        return None
    across = (row.lon - place.lon) * math.cos(math.radians(place.lat))
    return round(math.hypot(row.lat - place.lat, across) * METRES_A_DEGREE)
