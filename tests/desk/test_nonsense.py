"""Whatever stands in an address or a form, no door breaks: it says what is wrong, or shows what there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DataError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver

import gandan
from gandan.config.middleware import Doors
from gandan.law.types import Role
from tests.cases import make
from tests.directory import make as directory

# Every name that a door reads from an address or a form.
READ = re.compile(r"""(?:GET|POST|data|posted)(?:\.(?:get|getlist)\(|\[)"([\w-]+)\"""")
NAMES = {name for path in Path(gandan.__file__).parent.rglob("*.py") for name in READ.findall(path.read_text("utf-8"))}
UNREADABLE, NO_NUMBER = "a\0b", "²"


def addresses(code: str, resolver: URLResolver | None = None, start: str = "/") -> Iterator[str]:
    """Each address of the house that asks for words only; `code` stands for them."""
    for pattern in (resolver or get_resolver()).url_patterns:
        shape = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(code, pattern, shape)
        elif not re.search(r"\(\?P|<int:|<uuid:", shape):
            yield re.sub(r"<(?:str:)?\w+>", code, re.sub(r"<slug:\w+>", "note", shape))


@pytest.fixture
def busy(ward: make.Ward) -> tuple[Client, str]:
    """Whoever may most, and a case to look at."""
    account = directory.an_officer(Role.PETITION_OFFICER, ward.unit, "nhieu-vai")
    for role in (Role.LEADER, Role.ADMINISTRATOR, Role.EDITOR, Role.AUDITOR):
        directory.a_holder(account.person, ward.unit, role)
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client, make.sent().code


def test_no_address_breaks_by_what_is_no_number(busy: tuple[Client, str]) -> None:
    if connection.vendor != "sqlite":
        return  # read before any database is asked
    client, code = busy
    asked = dict.fromkeys(NAMES, NO_NUMBER)
    broken = [path for path in addresses(code) if "logout" not in path and client.get(path, asked).status_code >= 500]
    assert len(NAMES) > 80 and not broken


def test_what_no_text_holds_is_answered_before_any_door(busy: tuple[Client, str]) -> None:
    client, _code = busy
    page = client.get("/tim-kiem/", {"q": UNREADABLE})
    assert (page.status_code, "ký tự không đọc được" in page.content.decode()) == (400, True)
    told = client.get("/api/v1/units", {"q": UNREADABLE})
    assert (told.status_code, told.json()["errors"][0]["field"]) == (400, "")
    for path in ("/don-vi/%00/", "/thu-tuc/%00/", "/ban-lam-viec/viec/%00/", "/api/v1/units/%00", "/tra-cuu/%00/"):
        assert client.get(path).status_code == 400, path


def test_a_made_up_host_is_refused_at_every_door(db: None) -> None:
    for path in ("/", "/ban-lam-viec/", "/ban-lam-viec/viec/", "/api/v1/openapi.json"):
        assert Client().get(path, headers={"host": "evil.example"}).status_code == 400, path


def test_a_value_that_a_form_let_through_and_no_column_holds_is_no_fault_either(rf: RequestFactory, db: None) -> None:
    request = rf.post("/gui-don/")
    request.user = AnonymousUser()
    told = Doors(lambda _request: HttpResponse()).process_exception(request, DataError("cannot contain NUL"))
    assert told is not None and told.status_code == 400
