"""Machines search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from gandan.search import queries

router = Router(tags=["search"])


class HitOut(Schema):
    """One thing found; `scope` says what it is, `key` which one."""

    scope: str
    key: str
    title: str
    summary: str
    link: str
    unit: str


class FoundOut(Schema):
    """What was found, best first."""

    q: str
    hits: list[HitOut]


@router.get("/search", response=FoundOut, summary="Everything public by words, with or without diacritics")
def search(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(..., max_length=200),
    scope: str = Query("", max_length=24),
    unit: str = Query("", max_length=40),
    limit: int = Query(20, ge=1, le=queries.MOST),
) -> FoundOut:
    """The last word may be unfinished. `unit`: what belongs to this unit or to none."""
    response["Cache-Control"] = "public, max-age=60"
    hits = queries.search(q, scope or None, limit, unit or None)
    return FoundOut(q=q, hits=[HitOut.from_orm(hit) for hit in hits])
