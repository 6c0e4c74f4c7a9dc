"""Bà Hai, no account: sends a report from her phone, follows it by code, rates the answer. With scripts and without."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from gandan.cases.models import Case
from gandan.ui import caching
from tests.cases.doors_public.make import ANSWER, CONTENT, a_case, a_home, a_picture, answered

ADDRESSES = ["/", "/gui-don/", "/gui-don/?loai=complaint", "/tra-cuu/", "/tra-cuu/?ma=SG26", "/don-vi/?q=sai+gon"]
ADDRESSES += ["/don-vi/26740/", "/so-lieu/vu-viec/", "/tim-kiem/?q=sai+gon", "/quyen-rieng-tu/", "/tro-giup/"]


@pytest.fixture
def ward(live_server):
    caching.forget()
    return a_home(demo=True)


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} sticks out sideways"


def picture_file(tmp_path) -> str:
    path = tmp_path / "den.png"
    path.write_bytes(a_picture().read())
    return str(path)


@pytest.mark.parametrize("javascript", [True, False])
def test_she_sends_a_report_with_a_photo_and_follows_it_to_a_rated_answer(visitor, ward, axe, tmp_path, javascript):
    page = visitor(width=390, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Gửi phản ánh", exact=True).first.click()
    page.get_by_label("Viết vài chữ về việc của bạn").fill(CONTENT)
    page.get_by_label("Một chỗ cần sửa, cần dọn").check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_label("Bạn thấy gì? Từ khi nào?")).to_have_value(CONTENT)
    page.get_by_label("Hạ tầng: đèn, cống, đường").check()
    page.get_by_label("Địa chỉ hoặc mốc dễ nhận ra").fill("gần chợ")
    page.locator("#id_files").set_input_files(picture_file(tmp_path))
    page.get_by_role("button", name="Tiếp tục").click()

    expect(page.get_by_role("alert")).to_contain_text("Còn 1 chỗ cần sửa")
    page.get_by_role("link", name=re.compile("có nhiều nơi")).click()
    expect(page.locator("#id_address")).to_be_focused()
    page.locator("#id_address").fill("45 Lê Lợi")
    expect(page.get_by_label("Giữ den.png")).to_be_checked()
    fits(page, 390)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Không ghi tên").check()
    fits(page, 390)
    page.get_by_role("button", name="Gửi", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    case = Case.objects.get()
    expect(page.get_by_text(case.code).first).to_be_visible()
    fits(page, 390)
    if javascript:
        axe(page)
    page.get_by_role("link", name="Theo dõi việc này").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đèn đường trước nhà 45")

    answered(case.code, ward)
    page.reload()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    fits(page, 390)
    if javascript:
        axe(page)
    page.get_by_label("Đã xong").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Đã ghi nhận.")).to_be_visible()
    case.refresh_from_db()
    assert case.rating == "done"


def test_she_sets_a_pin_on_the_map_of_her_ward(visitor, ward):
    page = visitor(width=390)
    page.goto("/gui-don/?loai=field-report")
    expect(page.locator("[data-map] path.map__area").first).to_be_attached()
    page.locator("[data-map-pin]").click()
    expect(page.locator("[data-map-status]")).to_contain_text("Phường Sài Gòn")
    page.get_by_label("Hạ tầng: đèn, cống, đường").check()
    page.get_by_label("Bạn thấy gì? Từ khi nào?").fill(CONTENT)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Không ghi tên").check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    assert Case.objects.get().lat


def test_what_she_wrote_stays_on_her_phone_until_it_is_sent(visitor, ward):
    page = visitor(width=390)
    page.goto("/gui-don/?loai=field-report")
    page.get_by_label("Bạn thấy gì? Từ khi nào?").fill(CONTENT)
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('draft:'))")
    page.goto("/gui-don/")
    page.get_by_role("button", name="Viết tiếp").click()
    expect(page.get_by_label("Bạn thấy gì? Từ khi nào?")).to_have_value(CONTENT)
    page.get_by_label("Hạ tầng: đèn, cống, đường").check()
    page.get_by_label("Địa chỉ hoặc mốc dễ nhận ra").fill("45 Lê Lợi")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Không ghi tên").check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('draft:'))")


def test_a_stranger_with_her_code_reads_nothing(visitor, ward):
    receipt = a_case()
    page = visitor()
    page.goto("/")
    page.get_by_label("Mã trên biên nhận hoặc giấy hẹn").fill(receipt.code.replace("-", " ").lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", name="Bạn là người gửi?")).to_be_visible()
    assert CONTENT[:20] not in page.content()
    page.get_by_label("Mã xác nhận").fill("000000" if receipt.pin != "000000" else "111111")
    page.get_by_role("button", name="Xem nội dung").click()
    expect(page.get_by_text("Mã xác nhận không đúng")).to_be_visible()


@pytest.mark.audit  # tests/journeys looks at each page once; here in other colours and words
@pytest.mark.parametrize(("width", "language", "dark"), [(390, "vi", False), (1280, "vi", True), (1280, "en", False)])
def test_every_public_page_is_accessible_and_fits(visitor, ward, axe, width, language, dark):
    answered(a_case(publish=True).code, ward)
    mine = a_case()
    page = visitor(width=width, language=language, dark=dark)
    for address in [*ADDRESSES, f"/tra-cuu/{mine.code}/", f"/tra-cuu/{mine.code}/?xac-nhan={mine.pin}"]:
        page.goto(address)
        fits(page, width)
        axe(page)
    page.goto(f"/gui-don/{mine.code}/bien-nhan/")
    fits(page, width)
    axe(page)


def test_her_proof_file_is_checked_away_from_the_site(visitor, ward, tmp_path):
    receipt = a_case()
    page = visitor()
    page.goto(f"/tra-cuu/{receipt.code}/?xac-nhan={receipt.pin}")
    proof = page.request.get(f"/gui-don/{receipt.code}/bien-nhan.json").json()
    path = tmp_path / "bien-nhan.json"
    path.write_text(json.dumps(proof), "utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "gandan.config.cli", "verify", "--receipt", str(path)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert receipt.code in checked.stdout + checked.stderr
