"""Machines ask for units."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema

from gandan.directory import queries
from gandan.directory.types import UnitDetail, UnitLink, UnitMatch

router = Router(tags=["units"])


class UnitOut(Schema):
    """A unit found by words; `formerly` names the ended unit that was meant."""

    code: str
    name: str
    short_name: str
    province: str
    formerly: str = ""


class LinkOut(Schema):
    code: str
    name: str
    on: date | None = None
    kind: str = ""
    takes_open_work: bool = False


class ContactOut(Schema):
    address: str
    phone: str
    email: str
    hours: str


class UnitDetailOut(Schema):
    """A unit with its dates, what came before and after it, and how to reach it."""

    code: str
    name: str
    short_name: str
    kind: str
    tier: str
    province: str
    prefix: str
    valid_from: date | None
    valid_to: date | None
    parent: LinkOut | None
    predecessors: list[LinkOut]
    successors: list[LinkOut]
    contact: ContactOut
    lat: float | None
    lon: float | None
    boundary_url: str | None
    source: str


@router.get("/units", response=list[UnitOut], summary="Units by words, with or without diacritics")
def units(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(..., max_length=80),
    limit: int = Query(20, ge=1, le=50),
) -> list[UnitOut]:
    response["Cache-Control"] = "public, max-age=300"
    return [_found(match) for match in queries.search_units(q, limit)]


@router.get("/units/{code}", response=UnitDetailOut, summary="One unit; `on` asks who bore the code on a day")
def unit(request: HttpRequest, response: HttpResponse, code: str, on: date | None = None) -> UnitDetailOut:
    response["Cache-Control"] = "public, max-age=300"
    return _shown(queries.unit_detail(code, on))


def _found(match: UnitMatch) -> UnitOut:
    view = match.view
    return UnitOut(
        code=view.code,
        name=view.name,
        short_name=view.short_name,
        province=view.province_name,
        formerly=match.formerly,
    )


def _shown(detail: UnitDetail) -> UnitDetailOut:
    view = detail.view
    lat, lon = detail.point or (None, None)
    return UnitDetailOut(
        code=view.code,
        name=view.name,
        short_name=view.short_name,
        kind=detail.kind.value,
        tier=detail.tier.value,
        province=view.province_name,
        prefix=view.prefix,
        valid_from=detail.valid_from,
        valid_to=detail.valid_to,
        parent=_link(detail.parent) if detail.parent else None,
        predecessors=[_link(each) for each in detail.predecessors],
        successors=[_link(each) for each in detail.successors],
        contact=ContactOut(address=detail.address, phone=detail.phone, email=detail.email, hours=detail.hours),
        lat=lat,
        lon=lon,
        boundary_url=reverse("directory:boundary", args=[view.code]) if detail.has_boundary else None,
        source=detail.source,
    )


def _link(link: UnitLink) -> LinkOut:
    return LinkOut(code=link.code, name=link.name, on=link.on, kind=link.kind, takes_open_work=link.takes_open_work)
