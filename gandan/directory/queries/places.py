"""Where something is: which unit a place belongs to, and the boundaries a map shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.types import NotFound, Point
from gandan.directory.models import Succession
from gandan.directory.queries.boundaries import NOTICE, boundaries, code_at, feature, neighbour_codes
from gandan.directory.queries.units import no_unit, row_by_code, rows, unit, view_of
from gandan.directory.rules import contains
from gandan.directory.types import UnitView


def unit_at(point: Point) -> UnitView | None:
    """The unit whose boundary holds a place today; None where no boundary is known."""
    code = code_at(point.lon, point.lat)
    found = rows().filter(code=code).at(clock.today()).first() if code else None
    return view_of(found) if found else None


def inside(code: str, point: Point) -> bool | None:
    """Whether a place lies in a unit; None where that unit's boundary is not known."""
    boundary = boundaries().get(code)
    return contains(boundary, point.lon, point.lat) if boundary else None


def beside(code: str, point: Point) -> bool | None:
    """Whether a place lies in a unit or in one that touches it; None where that unit's boundary is not known."""
    here = inside(code, point)
    return here if here is not False else any(inside(each, point) for each in neighbour_codes(code))


def heir_of(old: int) -> UnitView | None:
    """The successor that takes the open work of an ended unit by default."""
    link = Succession.objects.filter(predecessor_id=old, takes_open_work=True).first()
    return unit(link.successor_id) if link else None


def successor_at(old: int, point: Point | None) -> UnitView | None:
    """The successor of a unit for something at a place: the one whose boundary holds it, else the heir."""
    links = list(Succession.objects.filter(predecessor_id=old).select_related("successor"))
    here = next((link for link in links if point and inside(link.successor.code, point)), None)
    chosen = here or next((link for link in links if link.takes_open_work), None)
    return unit(chosen.successor_id) if chosen else None


def boundary_geojson(code: str, neighbours: bool = True) -> dict[str, Any]:
    """A FeatureCollection for the map of a unit: itself (role «self») and its neighbours (role «neighbour»).

    An ended unit is shown by its successors (role «successor»), a body inside a unit by that unit. At most about
    46 KB. Raises NotFound where no boundary is known.
    """
    own, role = _shown(code)
    if not own:
        raise NotFound(unit=_("Chưa có ranh giới của đơn vị này."))
    features = [feature(each, role) for each in own]
    if neighbours and role == "self":
        features += [feature(each, "neighbour") for each in neighbour_codes(own[0])]
    return {"type": "FeatureCollection", "notice": NOTICE, "features": features}


def _shown(code: str) -> tuple[list[str], str]:
    known = boundaries()
    row = row_by_code(code)
    if row is None:
        raise no_unit(code)
    if row.valid_to is not None and row.valid_to < clock.today():
        links = Succession.objects.filter(predecessor=row).select_related("successor")
        return [link.successor.code for link in links if link.successor.code in known], "successor"
    above = row.path.strip("/").split("/")
    return next(([each] for each in reversed(above) if each in known), []), "self"
