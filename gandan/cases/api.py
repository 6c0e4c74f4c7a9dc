"""The machines' door of the engine: hand something in, follow it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Header, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import BaseModel

from gandan.cases import actions, queries
from gandan.cases.forms import looking
from gandan.cases.types import Channel, PartyInput, PublicView, Receipt, Submission
from gandan.core.types import Point, Refused
from gandan.directory.types import Actor

router = Router(tags=["cases"])


class ErrorOut(Schema):
    field: str
    message: str


class ErrorsOut(Schema):
    """What is wrong, and at which field; an empty field: at none."""

    errors: list[ErrorOut]


# What comes in is plain pydantic: a Schema also reads attributes, and would take "party": [] for a party of defaults.


class PlaceIn(BaseModel):
    lat: float | None = None
    lon: float | None = None
    address: str = ""


class PartyIn(BaseModel):
    """Who sends. Left out, or without a name: anonymous, where the type allows it. `sealed`: kept under seal."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    anonymous: bool | None = None
    sealed: bool = False


class CaseIn(BaseModel):
    type: str = Field(description="Code of a case type, e.g. as /api/v1/openapi.json names them in answers")
    unit: str = Field(description="Code of the unit: 26740")
    subject: str
    content: str
    field: str = ""
    place: PlaceIn | None = None
    party: PartyIn | None = None
    answers: dict[str, Any] = Field(default_factory=dict, description="The case type's own fields")
    neighbourhood: str = ""
    publish: bool = Field(False, description="Content and answer may be public, without the sender")
    language: str = "vi"


class ReceiptOut(Schema):
    entry: int
    hash: str


class CaseOut(Schema):
    """What the sender keeps. `track_url` opens the content: it bears the confirmation number."""

    code: str
    track_url: str
    due_on: date | None
    receipt: ReceiptOut


class MilestoneOut(Schema):
    code: str
    label: str
    label_en: str
    state: str
    on: date | None


class PublicOut(Schema):
    """What a code alone opens: where it stands and until when, never what it is about."""

    code: str
    type: str
    type_label: str
    type_label_en: str
    unit: str
    unit_name: str
    state: str
    state_label: str
    state_label_en: str
    open: bool
    received_on: date
    due_on: date | None
    due_source: str
    due_local: bool
    provisional: bool
    paused: bool
    answered_on: date | None
    closed_on: date | None
    on_time: bool | None
    milestones: list[MilestoneOut]
    explain: list[str]
    explain_en: list[str]


ERRORS = {
    400: ErrorsOut,
    403: ErrorsOut,
    409: ErrorsOut,
    413: ErrorsOut,
    415: ErrorsOut,
    422: ErrorsOut,
    429: ErrorsOut,
}


@router.post("/cases", response={201: CaseOut, **ERRORS}, summary="Hand something in")
def create(
    request: HttpRequest,
    payload: CaseIn,
    idempotency_key: str = Header("", alias="Idempotency-Key", description="Required; the same key is one case"),
) -> Status:
    """The same key with the same request gives the same answer, however often; with another request 409."""
    if not idempotency_key:
        raise Refused(**{"Idempotency-Key": "Thiếu đầu mục Idempotency-Key: một mã riêng cho mỗi lần gửi."})
    try:
        receipt = actions.submit(_submission(payload, idempotency_key), Actor.resident())
    except Refused as refusal:
        if "key" in refusal.errors:
            refusal.errors["Idempotency-Key"] = refusal.errors.pop("key")
        raise
    return Status(201, _receipt(receipt))


@router.get("/cases/{code}", response={200: PublicOut, 404: ErrorsOut, 429: ErrorsOut}, summary="The public view")
def show(request: HttpRequest, response: HttpResponse, code: str) -> PublicOut:
    response["Cache-Control"] = "private, no-store"
    if looking.tries_many_codes(request):
        raise HttpError(429, "Bạn vừa thử nhiều mã không có. Chờ mười phút rồi thử lại.")
    with looking.looking_up(request):
        return _shown(queries.public_view(code))


def _submission(payload: CaseIn, key: str) -> Submission:
    place, party = payload.place or PlaceIn(), payload.party or PartyIn()
    if (place.lat is None) != (place.lon is None):
        raise Refused(place="Ghi cả vĩ độ (lat) và kinh độ (lon), hoặc bỏ cả hai.")
    return Submission(
        type=payload.type,
        unit=payload.unit,
        subject=payload.subject,
        content=payload.content,
        key=key,
        field=payload.field,
        place=Point(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        address=place.address,
        party=_party(party),
        answers=payload.answers,
        channel=Channel.API,
        language=payload.language,
        publish=payload.publish,
        neighbourhood=payload.neighbourhood,
    )


def _party(given: PartyIn) -> PartyInput:
    anonymous = given.anonymous if given.anonymous is not None else not given.name.strip()
    return PartyInput(given.name, given.phone, given.email, given.address, anonymous, given.sealed)


def _receipt(receipt: Receipt) -> CaseOut:
    return CaseOut(
        code=receipt.code,
        track_url=queries.track_url(receipt.code, receipt.pin),
        due_on=receipt.due_on,
        receipt=ReceiptOut(entry=receipt.entry, hash=receipt.hash),
    )


def _shown(view: PublicView) -> PublicOut:
    clock = view.clock
    names = set(PublicOut.model_fields) - {"milestones", "provisional", "explain", "explain_en"}
    return PublicOut(
        **{name: getattr(view, name) for name in names},
        provisional=clock.provisional if clock else False,
        explain=list(clock.sentences) if clock else [],
        explain_en=list(clock.sentences_en) if clock else [],
        milestones=[
            MilestoneOut(code=m.code, label=m.label, label_en=m.label_en, state=m.state, on=m.on)
            for m in view.milestones
        ],
    )
