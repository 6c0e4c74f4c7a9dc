"""Everybody can read every page: axe finds nothing, at both widths, and no page is wider than a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from gandan.cases import actions
from gandan.cases.actions import sealing
from gandan.cases.models import Attachment
from gandan.cases.types import PartyInput
from gandan.directory.models import Installation
from gandan.law.types import Role
from gandan.procedures import actions as procedures
from tests.browser import DESK, PHONE
from tests.cases import make as cases
from tests.cases import sealed as denunciations
from tests.directory import make as directory
from tests.disclosures import make as disclosures
from tests.events import make as events
from tests.news import make as news
from tests.procedures.make import a_point

from . import pages
from .make import a_picture, at_the_desk, fits, sign_in

VISITED = {**pages.EVERYBODY, **pages.OFFICER, **pages.ADMINISTRATOR}
LISTED = [
    set(VISITED),
    pages.ON_THE_WAY,
    pages.NOT_OFFERED,
    pages.LEADS_ON,
    pages.ONLY_POSTED,
    pages.DATA,
    pages.MACHINES,
]


@pytest.fixture
def scene(ward) -> dict[str, object]:
    """A ward with cases at every point of their life."""
    Installation.objects.update(demo=True)
    mine = cases.sent(files=(cases.a_file(),))
    working = cases.sent(subject="Cống nghẹt trước số nhà 7").code
    cases.do(working, "start_verification", ward.officer)
    cases.do(working, "note", ward.officer, text="Hẹn công ty thoát nước.")
    sealed = cases.sent(party=PartyInput(name="Ông Ba (mẫu)", phone="0900000003", sealed=True)).code
    whole = cases.sent(denunciations.a_denunciation()).code
    sealing.open_content(whole, ward.leader, denunciations.REASON)
    answered = cases.answered(ward, publish=True).code
    who = PartyInput(name="Công Tằng Tôn Nữ Thị Phương Thảo " * 4, email=f"{'dia-chi-rat-dai' * 4}@example.vn")
    long = cases.sent(subject="Đườnghẻmnhỏ" * 10, content="Khôngdấucách" * 40, address="Ngõ" * 60, party=who).code
    complaint = cases.sent(cases.a_complaint()).code
    letter = actions.issue_letter(complaint, "bien-nhan-don", ward.leader, facts={}).id
    own = cases.sent()
    shown = cases.sent(files=(cases.a_file(a_picture(), "den.png"),)).code
    cases.do(shown, "show_nearby", ward.officer, text="Đèn đường đầu hẻm 18 không sáng")
    procedures.load_catalogue()
    point = a_point()
    person = ward.accounts[Role.LEADER].person_id
    return {
        **news.a_scene(ward.leader),
        **disclosures.a_scene(ward.leader),
        **events.a_scene(ward.leader),
        "code": mine.code,
        "pin": mine.pin,
        "own": own.code,
        "own_pin": own.pin,
        "working": working,
        "sealed": sealed,
        "whole": whole,
        "answered": answered,
        "long": long,
        "complaint": complaint,
        "letter": letter,
        "person": person,
        "point": point,
        "shown": shown,
        "photo": Attachment.objects.get(case__code=shown).pk,
    }


def names(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        elif each.name:
            yield space + each.name


def test_every_address_is_listed_once():
    known = [name for names in LISTED for name in names]
    assert len(known) == len(set(known)), "a name stands in two lists"
    there = {name for name in names(get_resolver().url_patterns) if not name.startswith("api-1:")}
    assert there - set(known) == set(), "a new page: put it into tests/journeys/pages.py, where axe looks at it"
    assert set(known) - there == set(), "gone: take it out of tests/journeys/pages.py"


def look(page: Page, axe, addresses: Iterable[str], scene: dict[str, object], widths=(DESK, PHONE)) -> None:
    for address in addresses:
        answer = page.goto(address.format(**scene))
        assert answer.status in (200, 422), f"{address}: {answer.status}"
        assert page.url.split("?")[0].endswith(address.format(**scene).split("?")[0]), f"{address} led to {page.url}"
        for width in widths:
            page.set_viewport_size(width)
            fits(page)
            axe(page)


def addresses(listed: dict[str, list[str]], part: int = 0, parts: int = 1) -> list[str]:
    return [address for each in listed.values() for address in each][part::parts]


PARTS = 3  # as there are workers on two processors; each part makes the scene anew


@pytest.mark.parametrize("part", range(PARTS))
def test_the_pages_of_everybody(visitor, scene, axe, part):
    page = visitor()
    page.goto("/tra-cuu/{own}/?xac-nhan={own_pin}".format(**scene))  # opens the pages of this case to its sender
    look(page, axe, addresses(pages.EVERYBODY, part, PARTS), scene)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_pages_of_an_officer(visitor, scene, axe, part):
    page = visitor()
    sign_in(page, Role.LEADER)
    confirm(page)
    look(page, axe, addresses(pages.OFFICER, part, PARTS), scene)


@pytest.mark.parametrize("part", range(2))
def test_the_pages_of_an_administrator(visitor, ward, scene, axe, part):
    account = directory.an_officer(Role.ADMINISTRATOR, ward.unit)
    directory.a_holder(account.person, ward.unit, Role.AUDITOR, "Thanh tra")
    page = visitor()
    sign_in(page, Role.ADMINISTRATOR)
    look(page, axe, addresses(pages.ADMINISTRATOR, part, 2), scene)


def test_ten_pages_in_english(visitor, scene, axe):
    page = visitor(language="en")
    look(page, axe, pages.ENGLISH["everybody"], scene, widths=(DESK,))
    page.goto("/tai-khoan/login/")
    page.get_by_label("User name or e-mail").fill("leader.26740")
    page.get_by_label("Password").fill(directory.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    at_the_desk(page)
    look(page, axe, pages.ENGLISH["officer"], scene, widths=(DESK,))
    assert sum(map(len, pages.ENGLISH.values())) == 10


def test_the_desk_in_the_dark(visitor, scene, axe):
    page = visitor(dark=True)
    sign_in(page, Role.LEADER)
    look(page, axe, ["/ban-lam-viec/", "/ban-lam-viec/viec/", "/ban-lam-viec/viec/{working}/"], scene)
    look(page, axe, ["/ban-lam-viec/viec/{sealed}/"], scene)


def confirm(page: Page) -> None:
    """Who changes how they sign in says the password again."""
    page.goto("/tai-khoan/reauthenticate/")
    page.get_by_label("Mật khẩu").fill(directory.PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(lambda address: "reauthenticate" not in address)
