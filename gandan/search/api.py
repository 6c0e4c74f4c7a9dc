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
    """What was found, best first; `next`: the key behind which the following stand, within one scope."""

    q: str
    hits: list[HitOut]
    next: str = ""


class SuggestionOut(Schema):
    """A thing whose name goes on as typed, or that is likely meant."""

    scope: str
    key: str
    title: str
    link: str


class SuggestionsOut(Schema):
    q: str
    suggestions: list[SuggestionOut]


@router.get("/search", response=FoundOut, summary="Everything public by words, with or without diacritics")
def search(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(..., max_length=200),
    scope: str = Query("", max_length=24),
    unit: str = Query("", max_length=40),
    limit: int = Query(20, ge=1, le=queries.MOST),
    after: str = Query("", max_length=80),
) -> FoundOut:
    """The last word may be unfinished. `unit`: what belongs to this unit or to none. `after`: only with `scope`."""
    response["Cache-Control"] = "public, max-age=60"
    if scope:
        page = queries.page(q, scope, limit, unit or None, after)
        return FoundOut(q=q, hits=[HitOut.from_orm(hit) for hit in page.hits], next=page.next)
    hits = queries.search(q, None, limit, unit or None)
    return FoundOut(q=q, hits=[HitOut.from_orm(hit) for hit in hits])


@router.get("/search/suggestions", response=SuggestionsOut, summary="What is probably being typed")
def suggestions(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query(..., max_length=200),
    scope: str = Query("", max_length=24),
    unit: str = Query("", max_length=40),
    limit: int = Query(6, ge=1, le=20),
) -> SuggestionsOut:
    """From two letters on. For boxes that people type in: ask when they pause, not at every letter."""
    response["Cache-Control"] = "public, max-age=60"
    hits = queries.suggestions(q, limit, scope or None, unit or None)
    return SuggestionsOut(q=q, suggestions=[SuggestionOut.from_orm(hit) for hit in hits])
