"""The machines' door: the promised shapes, the same answer for the same key, and no 500 whatever is thrown at it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gandan.audit import queries as audit
from gandan.cases.models import Case, Entry, Party
from tests.cases import make

URL = "/api/v1/cases"


@pytest.fixture
def ward(db: None, settings: Any) -> make.Ward:
    settings.RATE_LIMITS = False  # hundreds of requests a second come from one address here
    return make.a_ward_at_work()


def a_body(**changes: Any) -> dict[str, Any]:
    lamp = {
        "type": "field-report",
        "unit": "26740",
        "subject": "Đèn đường hỏng trước hẻm 18",
        "content": "Đèn tắt từ tối thứ Hai.",
        "field": "infrastructure",
        "place": {"lat": make.HERE.lat, "lon": make.HERE.lon, "address": "Đầu hẻm 18"},
        "party": {"name": "Bà Hai (mẫu)", "phone": "0912345678"},
    }
    return lamp | changes


def post(client: Client, body: Any, key: str = "k-1", kind: str = "application/json", **more: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(URL, content, content_type=kind, headers=headers, **more)


def errors(response: Any) -> dict[str, str]:
    return {each["field"]: each["message"] for each in response.json()["errors"]}


def test_a_case_is_created_with_a_receipt_that_can_be_proved(ward: make.Ward, client: Client) -> None:
    response = post(client, a_body())
    assert response.status_code == 201
    told = response.json()
    assert set(told) == {"code", "track_url", "due_on", "receipt"}
    assert set(told["receipt"]) == {"entry", "hash"}
    case = Case.objects.get()
    assert (told["code"], told["due_on"]) == (case.code, case.due_on.isoformat())
    assert f"/tra-cuu/{case.code}/?xac-nhan=" in told["track_url"]
    assert audit.entry_by_hash(told["receipt"]["hash"]).id == told["receipt"]["entry"]
    assert Party.objects.get().phone == "0912345678"


def test_the_same_key_and_request_give_the_same_body(ward: make.Ward, client: Client) -> None:
    first, again = post(client, a_body()), post(client, dict(reversed(a_body().items())))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    make.do(first.json()["code"], "start_verification", ward.officer)
    make.do(first.json()["code"], "extend", ward.leader, reason="Chờ vật tư.")
    assert post(client, a_body()).json() == first.json()
    assert Case.objects.count() == 1


def test_the_same_key_with_another_request_is_409(ward: make.Ward, client: Client) -> None:
    post(client, a_body())
    response = post(client, a_body(content="Khác."))
    assert response.status_code == 409
    assert list(errors(response)) == ["Idempotency-Key"]


def test_without_a_key_nothing_is_taken(ward: make.Ward, client: Client) -> None:
    response = post(client, a_body(), key="")
    assert response.status_code == 422
    assert list(errors(response)) == ["Idempotency-Key"]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": "x"}, "subject"),
        ({"subject": 7}, "subject"),
        ({"content": "a" * 100_000}, "content"),
        ({"unit": "99999"}, "unit"),
        ({"type": "love-letter"}, "type"),
        ({"type": "denunciation"}, "answers.denounced"),
        ({"field": "space"}, "field"),
        ({"place": {"lat": 200, "lon": 0}}, "place"),
        ({"place": {"lat": 10.7}}, "place"),
        ({"place": {"lat": "x", "lon": 1}}, "place.lat"),
        ({"place": None}, "address"),
        ({"party": {"name": "A", "phone": "call me"}}, "party.phone"),
        ({"party": {"name": "A", "email": "<script>"}}, "party.email"),
        ({"party": []}, "party"),
        ({"answers": {"x": 1}}, "answers.x"),
        ({"answers": [1]}, "answers"),
        ({"neighbourhood": "26743-kp1"}, "neighbourhood"),
    ],
)
def test_bad_input_is_422_at_its_field(ward: make.Ward, client: Client, changes: dict[str, Any], field: str) -> None:
    response = post(client, a_body(**changes))
    assert response.status_code == 422, response.content
    assert list(errors(response)) == [field]
    assert all(errors(response).values())
    assert not Case.objects.exists()


def test_a_missing_field_is_named(ward: make.Ward, client: Client) -> None:
    response = post(client, {"type": "field-report"})
    assert response.status_code == 422
    assert set(errors(response)) == {"unit", "subject", "content"}


def test_a_task_cannot_be_made_from_outside(ward: make.Ward, client: Client) -> None:
    response = post(client, a_body(type="task", field="", place=None))
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe\x00", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"1" * 5000, "application/json", 400),
        (b"null", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'"x"', "application/json", 422),
        (b"", "application/json", 422),
        (b"type=field-report", "application/x-www-form-urlencoded", 415),
        (b"<xml/>", "text/xml", 415),
        (b"{" + b" " * 300_000 + b"}", "application/json", 413),
        (b"x" * (3 * 1024 * 1024), "application/json", 413),
    ],
)
def test_bodies_that_are_no_request(ward: make.Ward, client: Client, content: bytes, kind: str, status: int) -> None:
    response = post(client, content, kind=kind)
    assert response.status_code == status, response.content
    assert response.json()["errors"]
    assert not Case.objects.exists()


def test_the_public_view_by_code(ward: make.Ward, client: Client) -> None:
    code = make.sent(subject="Việc riêng của tôi").code
    told = client.get(f"{URL}/{code.lower()}").json()
    assert (told["code"], told["state"], told["unit"]) == (code, "received", "26740")
    assert told["explain"]
    assert told["milestones"][0]["state"] == "now"
    assert "riêng" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("code", ["SG26-0000-0001", "SG26-1234-5678", "x", "..%2f", "SG26" + "9" * 500])
def test_a_code_that_leads_nowhere_is_404_with_a_hint(ward: make.Ward, client: Client, code: str) -> None:
    response = client.get(f"{URL}/{code}")
    assert response.status_code == 404
    if b"errors" in response.content:
        assert "mã" in errors(response)[""].lower()


def test_requests_are_limited_where_limits_are_on(ward: make.Ward, client: Client, settings: Any) -> None:
    from gandan.core import throttle

    throttle.clear()
    settings.RATE_LIMITS = True
    statuses = [post(client, b"{").status_code for _ in range(31)]
    assert statuses[-1] == 429
    assert set(statuses[:30]) == {400}
    settings.RATE_LIMITS = False
    assert post(client, b"{").status_code == 400
    throttle.clear()


def test_the_interface_describes_itself(ward: make.Ward, client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) >= {"/api/v1/cases", "/api/v1/cases/{code}"}
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert b"ninja/swagger-ui-bundle" in page.content
    assert b"https://" not in page.content.replace(b"https://www.w3.org", b"")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("type", "unit", "subject", "content", "field", "place", "party", "answers", "neighbourhood", "publish")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=3), key=st.text(min_size=1, max_size=20))
def test_whatever_is_sent_is_never_a_500(ward: make.Ward, client: Client, changes: dict[str, Any], key: str) -> None:
    key = key.encode("ascii", "replace").decode().replace("\r", "-").replace("\n", "-").replace("\x00", "-")
    response = post(client, json.dumps(a_body(**changes)), key=key)
    assert response.status_code in {201, 400, 403, 409, 422}, (changes, response.content)
    if response.status_code != 201:
        assert response.json()["errors"]
    assert Entry.objects.count() == Case.objects.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=st.text(min_size=1, max_size=30).filter(lambda text: "/" not in text and text not in (".", "..")))
def test_whatever_code_is_asked_for_is_never_a_500(ward: make.Ward, client: Client, code: str) -> None:
    from urllib.parse import quote

    response = client.get(f"{URL}/{quote(code.encode(errors='replace'))}")
    assert response.status_code in ({400} if "\0" in code else {200, 404})
