"""Bà Tư, seventy, with her grandson's old phone: says it in her words, is led in three steps, wants to be called."""

from playwright.sync_api import Page, expect

from gandan.cases.models import Case, Party

from .make import fits


def big_enough(page: Page) -> None:
    """Whatever is pressed on the way is as high as a thumb."""
    page.wait_for_load_state()
    small = page.locator("main form button:visible, main form .opt:visible").evaluate_all(
        "all => all.map(each => [each.innerText, each.getBoundingClientRect().height]).filter(([, high]) => high < 44)"
    )
    assert not small, small


def test_ba_tu_is_led_in_three_steps(visitor, ward, axe):
    tu = visitor(width=390)
    tu.goto("/gui-don/")
    tu.get_by_label("Viết vài chữ về việc của bạn").fill("cong truoc nha nghet, mua la ngap")  # no marks on her keys
    expect(tu.get_by_role("heading", name="Nghe như: Một chỗ cần sửa, cần dọn")).to_be_visible()
    fits(tu)
    big_enough(tu)
    axe(tu)
    tu.get_by_role("button", name="Đúng, đi tiếp").click()

    expect(tu.get_by_label("Bạn thấy gì? Từ khi nào?")).to_have_value("cong truoc nha nghet, mua la ngap")
    tu.get_by_label("Hạ tầng: đèn, cống, đường").check()
    tu.get_by_label("Địa chỉ hoặc mốc dễ nhận ra").fill("số 7 hẻm 18 khu phố 3")
    fits(tu)
    big_enough(tu)
    tu.get_by_role("button", name="Tiếp tục").click()

    tu.get_by_label("Không ghi tên").check()
    tu.get_by_label("Gọi điện cho tôi").check()
    tu.get_by_role("button", name="Gửi", exact=True).click()
    expect(tu.get_by_role("alert")).to_contain_text("Ghi số điện thoại để được báo")
    tu.get_by_label("Số điện thoại hoặc e-mail để nhận kết quả").fill("0912 345 678")
    fits(tu)
    big_enough(tu)
    axe(tu)
    tu.get_by_role("button", name="Gửi", exact=True).click()
    expect(tu.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    assert Case.objects.get().type == "field-report"
    assert (Party.objects.get().told_by, Party.objects.get().anonymous) == ("phone", True)
