"""Builders: a ward that is at home here, what a resident posts, cases at each point of their life."""

from __future__ import annotations

import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gandan.cases import actions
from gandan.cases.forms import public as forms
from gandan.cases.models import Case
from gandan.cases.types import PartyInput, Receipt, Submission
from gandan.directory import queries as directory
from gandan.directory.models import Account, Installation, Organisation
from gandan.directory.types import Actor
from gandan.law.types import Role
from tests.directory.make import a_ward, an_officer

REPORT = "field-report"
CONTENT = "Đèn đường trước nhà 45 tắt ba đêm liền, từ thứ Hai. Buổi tối rất khó đi."
ANSWER = "Đã thay bóng đèn ngày 20/11 và kiểm tra cả tuyến."


def a_home(demo: bool = False) -> Organisation:
    """The ward that this installation serves."""
    ward = a_ward()
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward, "demo": demo})
    return ward


def posted(**changes: Any) -> dict[str, Any]:
    """A report as the form sends it; `None` leaves a field out."""
    found = {
        "type": REPORT,
        "unit": "26740",
        "key": uuid.uuid4().hex,
        "started": forms.started_token(seconds_ago=60),
        "website": "",
        "field": "infrastructure",
        "content": CONTENT,
        "address": "45 Lê Lợi",
        "sender": "anonymous",
        "contact": "",
    } | changes
    return {name: value for name, value in found.items() if value is not None}


def a_picture(name: str = "den.png", colour: str = "navy", kind: str = "PNG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), f"image/{kind.lower()}")


def sent(client: Client, **changes: Any) -> str:
    """Sends a report through the door and gives its code."""
    response = client.post("/gui-don/", posted(**changes))
    assert response.status_code == 303, response.content.decode()[:2000]
    return response["Location"].split("/")[2]


def a_case(publish: bool = False, email: str = "", content: str = CONTENT, **changes: Any) -> Receipt:
    """A report that came in without a browser."""
    submission = Submission(
        type=REPORT,
        unit="26740",
        subject=forms.subject_of(content),
        content=content,
        key=uuid.uuid4().hex,
        field="infrastructure",
        address="45 Lê Lợi",
        party=PartyInput(email=email, anonymous=True),
        publish=publish,
        **changes,
    )
    return actions.submit(submission, Actor.resident())


def a_specialist(ward: Organisation) -> Actor:
    known = Account.objects.filter(username="chuyen-vien-mau").first()
    return directory.actor_of(known or an_officer(Role.SPECIALIST, ward, "chuyen-vien-mau", "Chuyên viên đô thị"))


def does(actor: Actor, code: str, action: str, **form: Any) -> None:
    seen = Case.objects.values_list("last_number", flat=True).get(code=code)
    actions.perform(code, action, actor, seen=seen, form=form)


def verified(code: str, ward: Organisation) -> None:
    does(a_specialist(ward), code, "start_verification")


def asked(code: str, ward: Organisation, text: str = "Cột đèn số mấy?") -> None:
    verified(code, ward)
    does(a_specialist(ward), code, "request_information", text=text)


def answered(code: str, ward: Organisation, text: str = ANSWER, **more: Any) -> None:
    """Answered with a document number as evidence."""
    verified(code, ward)
    form = {"text": text, "document_number": "12/UBND-KT", "result": "done"} | more
    does(a_specialist(ward), code, "answer", **form)


def confirm(client: Client, receipt: Receipt) -> None:
    response = client.post(f"/tra-cuu/{receipt.code}/", {"pin": receipt.pin})
    assert response.status_code == 303
