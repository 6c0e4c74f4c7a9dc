"""Chị Bình and Chị Dung answer the same report: one wins, the other is told what changed and keeps her words."""

import pytest
from playwright.sync_api import Page, expect

from gandan.cases.models import Case, Entry
from gandan.law.types import Role
from tests.cases import make as cases

from .make import sign_in

SLOW = "Tôi đã gọi công ty chiếu sáng, tối nay thay xong. Câu này viết rất lâu."


@pytest.fixture
def code(ward) -> str:
    code = cases.sent(place=None).code
    cases.do(code, "start_verification", ward.officer)
    return code


def open_case(visitor, role: Role, code: str) -> Page:
    page = visitor()
    sign_in(page, role)
    page.goto(f"/ban-lam-viec/viec/{code}/")
    return page


def write_answer(page: Page, words: str) -> None:
    page.get_by_label("Nội dung trả lời công khai").fill(words)
    page.get_by_label("Đã giải quyết xong").check()
    page.get_by_label("Số văn bản").fill("12/UBND")


def press(page: Page) -> None:
    page.get_by_role("region", name="Trả lời").get_by_role("button", name="Trả lời").click()


def test_the_second_one_reads_what_changed_and_sends_again(visitor, code, axe):
    slow, quick = (open_case(visitor, role, code) for role in (Role.PETITION_OFFICER, Role.LEADER))
    write_answer(slow, SLOW)
    quick.get_by_label("Ghi chú, chỉ cán bộ thấy").fill("Công ty hẹn 19 giờ tối nay.")
    quick.get_by_role("button", name="Ghi chú nội bộ").click()
    expect(quick.get_by_text("Đã ghi: Ghi chú nội bộ.")).to_be_visible()

    press(slow)
    told = slow.get_by_role("alert").first
    expect(told).to_contain_text("Chưa ghi được: việc vừa thay đổi")
    expect(told).to_contain_text("Phó Chủ tịch phụ trách đô thị")
    expect(told).to_contain_text("Công ty hẹn 19 giờ tối nay.")
    expect(slow.get_by_label("Nội dung trả lời công khai")).to_have_value(SLOW)
    expect(slow.get_by_label("Đã giải quyết xong")).to_be_checked()
    axe(slow)
    assert Case.objects.get().state == "verifying"

    press(slow)
    expect(slow.get_by_text("Đã ghi: Trả lời.")).to_be_visible()
    assert Entry.objects.get(action="answer").text == SLOW


def test_where_the_step_is_gone_her_words_are_still_there(visitor, code, axe):
    slow, quick = (open_case(visitor, role, code) for role in (Role.PETITION_OFFICER, Role.LEADER))
    write_answer(slow, SLOW)
    write_answer(quick, "Đã thay bóng đèn.")
    press(quick)
    expect(quick.get_by_text("Đã ghi: Trả lời.")).to_be_visible()

    press(slow)
    told = slow.get_by_role("alert").first
    expect(told).to_contain_text("Đã thay bóng đèn.")
    expect(told).to_contain_text("Phó Chủ tịch phụ trách đô thị")
    kept = slow.get_by_label("Nội dung trả lời công khai")
    expect(kept).to_have_value(SLOW)
    expect(kept).not_to_be_editable()
    axe(slow)
    assert Entry.objects.filter(action="answer").count() == 1


def test_a_button_pressed_twice_is_done_once(visitor, code):
    page = open_case(visitor, Role.PETITION_OFFICER, code)
    write_answer(page, "Đã thay bóng đèn.")
    with page.context.expect_page() as other:  # the second press lands in a page of its own
        page.evaluate(
            """() => {
                const form = document.querySelector("#lam form");
                form.target = "_blank"; form.submit(); form.target = ""; form.submit();
            }"""
        )
    expect(page.get_by_text("Đã trả lời").first).to_be_visible()
    expect(other.value.get_by_text("Đã trả lời").first).to_be_visible()
    assert Entry.objects.filter(action="answer").count() == 1
    for one in (page, other.value):
        one.wait_for_load_state()
        expect(one.get_by_text("Chưa ghi được")).to_have_count(0)
