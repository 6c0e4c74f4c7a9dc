"""Machines ask for procedures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.procedures import queries
from gandan.procedures.rules import packed
from gandan.procedures.types import ServiceView

router = Router(tags=["procedures"])


class ProcedureOut(Schema):
    """One procedure found by words."""

    code: str
    name: str
    official: str
    field: str


@router.get("/procedures", response=list[ProcedureOut], summary="Procedures by words, with or without diacritics")
def procedures(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(..., max_length=200),
    limit: int = Query(20, ge=1, le=50),
) -> list[ProcedureOut]:
    response["Cache-Control"] = "public, max-age=60"
    return [ProcedureOut.from_orm(row) for row in queries.search_procedures(q, limit)]


@router.get("/procedures/{code}", response=dict[str, Any], summary="One procedure: papers, channels, time, fee, basis")
def procedure(request: HttpRequest, response: HttpResponse, code: str) -> dict[str, Any]:
    """As CPSV-AP names them: evidence in groups, channels with time and cost, outputs, legal basis."""
    response["Cache-Control"] = "public, max-age=60"
    view = queries.service(code)
    about = {"code": code, "short": view.name, "intake": view.intake, "version": view.version, "source": view.source}
    return about | packed(view.facts) | {"guidance": packed(view.guidance), "points": _places(view)}


def _places(view: ServiceView) -> list[dict[str, Any]]:
    """Where it is taken in now, with hours; the home unit first."""
    unit = directory.installation().unit
    points = queries.points_for(view.facts, unit.code if unit else "", clock.now())
    return [packed(each.view) | {"open": each.standing.open} for each in points]
