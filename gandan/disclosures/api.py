"""Machines ask what was disclosed."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from gandan.directory import queries as directory
from gandan.disclosures import queries
from gandan.disclosures.types import ItemRow, State

router = Router(tags=["disclosures"])


class PublicationOut(Schema):
    code: str
    title: str
    url: str
    decision_number: str
    decision_on: date
    published_on: date | None
    due_on: date | None
    version: int


class ItemOut(Schema):
    """One content of the law in one year; `standing`: done, ending, due, late, missing or nothing."""

    item: str
    number: int
    label: str
    standing: str
    source: str
    publications: list[PublicationOut]


@router.get("/disclosures", response=list[ItemOut], summary="What a unit had to disclose in a year, and did")
def disclosures(
    request: HttpRequest,
    response: HttpResponse,
    unit: str = Query(..., max_length=40),
    year: int = Query(..., ge=2000, le=2100),
    item: str = Query("", max_length=60),
) -> list[ItemOut]:
    response["Cache-Control"] = "public, max-age=300"
    found = queries.matrix(directory.the_unit(unit), year)
    return [_shown(row) for row in found.rows if item in ("", row.item.code)]


def _shown(row: ItemRow) -> ItemOut:
    published = [each for each in row.publications if each.state is State.PUBLISHED]
    return ItemOut(
        item=row.item.code,
        number=row.item.number,
        label=row.item.label,
        standing=row.standing.value,
        source=str(row.item.source),
        publications=[
            PublicationOut(
                code=each.code, title=each.title, url=f"{settings.BASE_URL}/cong-khai/{each.code}/",
                decision_number=each.decision_number, decision_on=each.decision_on, published_on=each.published_on,
                due_on=each.due_on, version=each.version,
            )
            for each in published
        ],
    )  # fmt: skip
