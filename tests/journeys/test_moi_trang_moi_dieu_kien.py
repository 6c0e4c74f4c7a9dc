"""The whole matrix, for `make audit`: every page in each language, light and dark, at both widths."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from gandan.law.types import Role
from tests.directory import make as directory

from . import pages
from .test_moi_trang_deu_doc_duoc import addresses, look, scene  # noqa: F401

# Vietnamese in the light stands in `make test`.
CONDITIONS = [("vi", True), ("en", False), ("en", True)]
PARTS = 2


@pytest.mark.audit
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("language", "dark"), CONDITIONS)
def test_the_pages_of_everybody(visitor, scene, axe, language, dark, part):  # noqa: F811
    page = visitor(language=language, dark=dark)
    page.goto("/tra-cuu/{own}/?xac-nhan={own_pin}".format(**scene))  # opens the pages of this case to its sender
    in_its_language(page, language)
    look(page, axe, addresses(pages.EVERYBODY, part, PARTS), scene)


@pytest.mark.audit
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("language", "dark"), CONDITIONS)
def test_the_pages_of_an_officer(visitor, scene, axe, language, dark, part):  # noqa: F811
    page = visitor(language=language, dark=dark)
    sign_in(page, Role.LEADER)
    in_its_language(page, language)
    look(page, axe, addresses(pages.OFFICER, part, PARTS), scene)


@pytest.mark.audit
@pytest.mark.parametrize(("language", "dark"), CONDITIONS)
def test_the_pages_of_an_administrator(visitor, ward, scene, axe, language, dark):  # noqa: F811
    account = directory.an_officer(Role.ADMINISTRATOR, ward.unit)
    directory.a_holder(account.person, ward.unit, Role.AUDITOR, "Thanh tra")
    page = visitor(language=language, dark=dark)
    sign_in(page, Role.ADMINISTRATOR)
    look(page, axe, addresses(pages.ADMINISTRATOR), scene)


def sign_in(page: Page, role: Role) -> None:
    """In whatever language, and the password once more, as who changes how they sign in says it."""
    page.goto("/tai-khoan/login/?next=/tai-khoan/reauthenticate/")
    page.locator("input[name=login]").fill(f"{role.value}.26740".replace("_", "-"))
    page.locator("input[name=password]").fill(directory.PASSWORD)
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/tai-khoan/reauthenticate/")
    page.locator("input[name=password]").fill(directory.PASSWORD)
    page.locator("main form[method=post] [type=submit]").first.click()
    page.wait_for_url(lambda address: "reauthenticate" not in address)


def in_its_language(page: Page, language: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
