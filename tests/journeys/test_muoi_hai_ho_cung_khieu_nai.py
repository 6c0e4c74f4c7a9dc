"""Twelve traders contest one decision: they name too many, are told the law, and send three who speak for them."""

from playwright.sync_api import expect

from gandan.cases.models import Case, Party

from .make import fits


def test_twelve_traders_send_one_complaint(visitor, ward, axe):
    lan = visitor()
    lan.goto("/gui-don/")
    lan.get_by_label("Không đồng ý với một quyết định").check()
    lan.get_by_role("button", name="Tiếp tục").click()
    lan.get_by_label("Kể việc của bạn").fill("Chúng tôi không đồng ý với quyết định tháo dỡ chợ tạm.")
    lan.get_by_label("Xây dựng").check()
    lan.locator("[name=act]").fill("Quyết định số 12/QĐ-UBND")
    lan.locator("[name=wanted]").fill("Hủy quyết định")
    lan.get_by_role("button", name="Tiếp tục").click()

    lan.get_by_label("Họ và tên", exact=True).fill("Trần Thị Lan (mẫu)")
    lan.get_by_label("Nhiều người cùng ký").check()
    lan.get_by_label("Bao nhiêu người, kể cả bạn?").fill("8")
    lan.get_by_text("Ghi thêm người đại diện").click()
    for n in (2, 3):
        lan.get_by_label(f"Người đại diện {n}: họ tên").fill(f"Người Mẫu {n}")
    axe(lan)
    lan.get_by_role("button", name="Gửi", exact=True).click()
    expect(lan.get_by_role("alert")).to_contain_text("8 người cử nhiều nhất 2 người đại diện; đã ghi 3 (Điều 29")
    lan.get_by_label("Bao nhiêu người, kể cả bạn?").fill("12")
    lan.get_by_role("button", name="Gửi", exact=True).click()
    expect(lan.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    fits(lan)
    assert Case.objects.get().answers["people"] == 12
    assert [party.name for party in Party.objects.order_by("id")] == [
        "Trần Thị Lan (mẫu)", "Người Mẫu 2", "Người Mẫu 3",
    ]  # fmt: skip
