"""Anh Cường clears a morning's inbox without touching the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from gandan.cases.models import Case
from gandan.law.types import Role
from tests.cases import make as cases

from .make import sign_in

SUBJECTS = ("Đèn hỏng hẻm 2", "Nắp cống vỡ hẻm 4", "Xà bần hẻm 6", "Vỉa hè lún hẻm 8")


@pytest.fixture
def morning(ward):
    """Four reports of one morning; the earlier one is due first or stands first."""
    for subject in SUBJECTS:
        cases.sent(subject=subject, place=None)
    return ward


@pytest.fixture
def desk(visitor, morning) -> Page:
    page = visitor()
    sign_in(page, Role.PETITION_OFFICER)
    return page


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def test_he_gives_two_away_answers_one_and_takes_one(desk):
    queue = desk.locator("[data-keys] tr")
    expect(queue).to_have_count(4)

    # J down, X choose: the first two go to the department.
    keys(desk, "j", "x", "j", "x")
    expect(desk.locator("[data-bulk-count]")).to_have_text("2")
    keys(desk, "g")
    expect(desk.get_by_label("Giao cho")).to_be_focused()
    down_to(desk, "Phòng Kinh tế, Hạ tầng và Đô thị")
    keys(desk, "Tab", "Enter")
    expect(desk.get_by_text("Đã phân công 2 việc.")).to_be_visible()
    listening(desk)
    assert set(given_to("Phòng Kinh tế, Hạ tầng và Đô thị")) == set(SUBJECTS[:2])

    # The third one: open it, begin, write, name the document, answer, and back.
    keys(desk, "j", "j", "j", "Enter")
    opened(desk, SUBJECTS[2])
    tab_to(desk, "Bắt đầu xác minh")
    keys(desk, "Enter")
    expect(desk.get_by_text("Đã ghi: Bắt đầu xác minh.")).to_be_visible()
    listening(desk)
    keys(desk, "r")
    expect(desk.get_by_label("Nội dung trả lời công khai")).to_be_focused()
    desk.keyboard.type("Đã dọn sạch xà bần sáng nay.")
    keys(desk, "Tab", "Space")
    expect(desk.get_by_label("Đã giải quyết xong")).to_be_checked()
    tab_to(desk, "Số văn bản")
    desk.keyboard.type("18/UBND-KT")
    tab_to(desk, "Trả lời")
    keys(desk, "Enter")
    expect(desk.get_by_text("Đã ghi: Trả lời.")).to_be_visible()
    listening(desk)
    assert Case.objects.get(subject=SUBJECTS[2]).state == "answered"
    keys(desk, "u")
    expect(queue).to_have_count(3)
    listening(desk)

    # The last one he takes himself.
    keys(desk, "j", "j", "j", "x", "g", "Tab", "Tab", "Enter")
    expect(desk.get_by_text("Đã phân công 1 việc.")).to_be_visible()
    last = Case.objects.get(subject=SUBJECTS[3])
    assert last.assigned_to == cases.Account.objects.get(username="petition-officer.26740").person


def test_the_way_back_leads_to_the_list_as_it_was_filtered(desk):
    desk.goto("/ban-lam-viec/viec/?tab=unassigned&q=nap+cong")
    keys(desk, "j", "Enter")
    opened(desk, SUBJECTS[1])
    keys(desk, "u")
    desk.wait_for_url("**/viec/?tab=unassigned&q=nap+cong")


def test_single_letters_can_be_turned_off_and_never_disturb_who_is_writing(desk):
    desk.locator("[data-keys] a").first.click()
    opened(desk, SUBJECTS[0])
    note = desk.get_by_label("Ghi chú, chỉ cán bộ thấy")
    keys(desk, "n")
    expect(note).to_be_focused()
    desk.keyboard.type("gru nxk")
    expect(note).to_have_value("gru nxk")
    desk.get_by_role("button", name="Tắt phím tắt").click()
    keys(desk, "u")
    expect(desk.get_by_role("heading", level=1)).to_have_text(SUBJECTS[0])
    desk.goto("/ban-lam-viec/viec/")
    keys(desk, "j")
    expect(desk.locator("[data-keys] tr.here")).to_have_count(0)


def test_choosing_none_says_so(desk):
    keys(desk, "j", "x")
    desk.get_by_role("button", name="Bỏ chọn").click()
    expect(desk.locator("[data-bulk-count]")).to_have_text("0")
    expect(desk.locator("[data-keys] tr.on")).to_have_count(0)


def opened(page: Page, subject: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    listening(page)


def listening(page: Page) -> None:
    """The script that hears the keys shows this button when it has started."""
    expect(page.get_by_role("button", name=re.compile("phím tắt"))).to_be_visible()


def given_to(body: str) -> list[str]:
    return list(Case.objects.filter(assigned_unit__name=body).values_list("subject", flat=True))


def down_to(page: Page, name: str, most: int = 30) -> None:
    """Presses Down until the menu that has the focus shows this choice: typing its letters asks for a quick hand."""
    for _press in range(most):
        if page.evaluate("document.activeElement.selectedOptions[0].label").strip() == name:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"Down does not reach «{name}»")


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Presses Tab until the element of this name has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(
            "name => (document.activeElement.labels?.[0] ?? document.activeElement).innerText?.trim() === name", name
        ):
            return
    raise AssertionError(f"Tab does not reach «{name}»")
