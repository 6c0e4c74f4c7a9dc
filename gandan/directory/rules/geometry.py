"""Places inside boundaries: ray casting over rings of (longitude, latitude), degrees as in GeoJSON (RFC 7946)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]  # the outer ring, then its holes
METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Boundary:
    """The reference boundary of a unit, with the box around it for a quick no."""

    code: str
    name: str
    inner: tuple[float, float]  # longitude, latitude of a point inside
    west: float
    south: float
    east: float
    north: float
    polygons: tuple[Polygon, ...]


def boundary_of(feature: Mapping[str, Any]) -> Boundary:
    """A boundary from a GeoJSON feature (Polygon or MultiPolygon) with `code` and `name`."""
    geometry, properties = feature["geometry"], feature["properties"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    polygons = tuple(tuple(tuple((x, y) for x, y, *_ in ring) for ring in part) for part in parts)
    points = [point for polygon in polygons for point in polygon[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    inner = (float(properties.get("lon", xs[0])), float(properties.get("lat", ys[0])))
    return Boundary(properties["code"], properties["name"], inner, min(xs), min(ys), max(xs), max(ys), polygons)


def contains(boundary: Boundary, lon: float, lat: float) -> bool:
    """Whether a place lies inside; a hole is outside. On the line itself either answer may come."""
    if not (boundary.west <= lon <= boundary.east and boundary.south <= lat <= boundary.north):
        return False
    return any(_in_polygon(polygon, lon, lat) for polygon in boundary.polygons)


def near(one: Boundary, other: Boundary) -> bool:
    """Whether two boundaries share a corner: neighbours, in a dataset simplified with its topology."""
    if one.west > other.east or other.west > one.east or one.south > other.north or other.south > one.north:
        return False
    return not _corners(one).isdisjoint(_corners(other))


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two (longitude, latitude) a few kilometres apart; flat, off by less than one in a thousand."""
    east = (b[0] - a[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(east, b[1] - a[1]) * METRES_A_DEGREE


def _in_polygon(polygon: Polygon, lon: float, lat: float) -> bool:
    outer, *holes = polygon
    return _in_ring(outer, lon, lat) and not any(_in_ring(hole, lon, lat) for hole in holes)


def _in_ring(ring: Sequence[tuple[float, float]], lon: float, lat: float) -> bool:
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        # Half-open in latitude, so that a ray through a corner counts it once.
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def _corners(boundary: Boundary) -> set[tuple[float, float]]:
    return {point for polygon in boundary.polygons for ring in polygon for point in ring}
