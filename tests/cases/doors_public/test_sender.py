"""What a sender may do with code and confirmation number, for every kind that residents send."""

from __future__ import annotations

import re

import pytest

from gandan.cases.models import Case
from gandan.cases.types import PartyInput
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_public.make import a_home, confirm

pytestmark = pytest.mark.django_db
KINDS = sorted(pack.code for pack in law.case_types() if pack.intake == "public" and not pack.sealed)


@pytest.fixture(autouse=True)
def home():
    return a_home()


def a_kind(code: str):
    """One of this kind, with what its pack asks for."""
    pack = law.case_type(code)
    answers = {spec.code: "Theo mẫu" for spec in pack.fields if spec.required and spec.kind in ("text", "longtext")}
    answers |= {spec.code: spec.choices[0].code for spec in pack.fields if spec.required and spec.kind == "choice"}
    field = answers.pop("field", "")
    place = {} if pack.place == "required" else {"place": None, "address": ""}
    party = PartyInput(name="Bà Hai (mẫu)", phone="0912345678")
    return make.sent(type=code, field=field, answers=answers, party=party, **place)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_added_to_or_withdrawn(client, kind):
    receipt = a_kind(kind)
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    offered = {spec.code for spec in law.case_type(kind).actions.values() if Role.CITIZEN in spec.roles}
    assert "withdraw" in offered
    assert f"/tra-cuu/{receipt.code}/withdraw/" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    data = {"seen": seen, "key": key, "reason": "Đã tự giải quyết."}
    for _ in range(2):  # pressed twice
        assert client.post(f"/tra-cuu/{receipt.code}/withdraw/", data).status_code == 303
    case = Case.objects.get()
    assert (case.open, case.last_number) == (False, 2)
    assert list(case.clocks.filter(stopped=False, met_on=None)) == []


def test_after_it_was_withdrawn_nothing_more_is_offered(client):
    receipt = a_kind("field-report")
    confirm(client, receipt)
    make.do(receipt.code, "withdraw", Actor.resident(), reason="")
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert f"/tra-cuu/{receipt.code}/withdraw/" not in page
    assert "Người gửi đã rút" in page
