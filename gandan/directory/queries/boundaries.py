"""The reference boundaries that ship with the house, read once a process. They have no legal value."""

from __future__ import annotations

import functools
import gzip
import json
from pathlib import Path
from typing import Any

from gandan.directory.rules import Boundary, boundary_of, contains, near

FILE = Path(__file__).resolve().parent.parent / "data" / "boundaries_hcmc_hanoi.geojson.gz"
NOTICE = "Ranh giới tham khảo, không có giá trị pháp lý."


@functools.cache
def boundaries() -> dict[str, Boundary]:
    """By the code of the unit; only Hà Nội and HCMC are known."""
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {feature["properties"]["code"]: boundary_of(feature) for feature in features}


def code_at(lon: float, lat: float) -> str:
    """The code of the unit whose boundary holds a place; "" where none is known."""
    return next((code for code, boundary in boundaries().items() if contains(boundary, lon, lat)), "")


@functools.cache
def neighbour_codes(code: str) -> tuple[str, ...]:
    own = boundaries()[code]
    return tuple(sorted(other.code for other in boundaries().values() if other.code != code and near(own, other)))


def feature(code: str, role: str) -> dict[str, Any]:
    """A boundary as a GeoJSON feature."""
    boundary = boundaries()[code]
    return {
        "type": "Feature",
        "id": code,
        "properties": {
            "code": code,
            "name": boundary.name,
            "role": role,
            "lat": boundary.inner[1],
            "lon": boundary.inner[0],
        },
        "geometry": {"type": "MultiPolygon", "coordinates": boundary.polygons},
    }
