"""Places where papers are taken in: invented ones, marked as samples, with hours as they could be."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from gandan.directory.types import Actor
from gandan.procedures import actions
from gandan.procedures.queries import spans
from gandan.procedures.types import Opening, PointKind, PointView

POINTS = Path(__file__).resolve().parent.parent / "data" / "points.toml"
OFFICE_DAYS, SATURDAY = range(5), 5
SAME = ("name", "address", "lat", "lon", "phone", "note", "accessible")


def service_points(unit: str, actor: Actor) -> None:
    for told in tomllib.loads(POINTS.read_text("utf-8"))["point"]:
        actions.keep_point(_point(told, unit), actor=actor)


def _point(told: dict[str, Any], unit: str) -> PointView:
    lists = {name: tuple(told.get(name, ())) for name in ("late_for", "fields", "procedures")}
    same = {name: told[name] for name in SAME if name in told}
    return PointView(
        id=0, kind=PointKind(told["kind"]), unit=unit, unit_name="", openings=_openings(told), sample=True,
        **lists, **same,
    )  # fmt: skip


def _openings(told: dict[str, Any]) -> tuple[Opening, ...]:
    """Office hours on five days, the Saturday's, and what is open out of hours."""
    found = [Opening(day, a, b) for day in OFFICE_DAYS for a, b in spans(told["office"])]
    found += [Opening(SATURDAY, a, b) for a, b in spans(told.get("saturday", ""))]
    late = told.get("late", {"days": (), "hours": ""})
    return (*found, *(Opening(day, a, b, late=True) for day in late["days"] for a, b in spans(late["hours"])))
