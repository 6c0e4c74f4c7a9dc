"""The line is lost twice: what was written stays on the phone, goes once when the line is back, and can be deleted."""

from playwright.sync_api import expect

from gandan.cases.models import Case

from .make import CONTENT, go_on, write_report

KEPT = "JSON.parse(localStorage.getItem('draft:gui-don') || 'null')"


def test_a_report_waits_for_the_line(visitor, ward):
    hai = visitor(width=390)
    hai.goto("/gui-don/?loai=field-report")
    write_report(hai)
    hai.context.set_offline(True)
    hai.get_by_role("button", name="Tiếp tục").click()
    expect(hai.get_by_text("Mất mạng. Chữ bạn viết đã được giữ")).to_be_visible()
    hai.context.set_offline(False)  # and the page goes on by itself
    hai.get_by_label("Không ghi tên").check()
    expect(hai.get_by_role("button", name="Xóa nháp")).to_be_visible()  # the script that keeps it is at work

    hai.context.set_offline(True)
    hai.get_by_role("button", name="Gửi", exact=True).click()
    expect(hai.get_by_text("Mất mạng. Đơn đã được giữ")).to_be_visible()
    kept = hai.evaluate(KEPT)
    assert kept["waiting"]
    assert not Case.objects.exists()
    hai.close()  # the phone is put away

    later = hai.context.new_page()
    hai.context.set_offline(False)
    later.goto("/gui-don/")
    later.get_by_role("button", name="Viết tiếp").click()
    expect(later.get_by_label("Không ghi tên")).to_be_checked()
    assert dict(kept["fields"])["key"] == later.locator("[name=key]").input_value(), "the same key: sent once"
    later.get_by_role("button", name="Gửi", exact=True).click()
    expect(later.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    assert Case.objects.get().content == CONTENT
    later.wait_for_function(f"() => {KEPT} === null")


def test_a_draft_can_be_deleted_and_what_is_sealed_leaves_none(visitor, ward):
    hai = visitor(width=390)
    hai.goto("/gui-don/?loai=field-report")
    write_report(hai)
    go_on(hai)
    hai.get_by_role("button", name="Xóa nháp").click()
    assert hai.evaluate(KEPT) is None
    hai.goto("/gui-don/?loai=field-report")
    write_report(hai, content="Cán bộ địa chính vòi tiền, nhận hối lộ của tôi")
    go_on(hai)
    expect(hai.get_by_role("heading", name="Nghe như tố cáo")).to_be_visible()
    hai.wait_for_function(f"() => {KEPT} === null")
    hai.evaluate("() => localStorage.setItem('draft:gui-don', '{}')")  # left by who went on before the script was there
    hai.get_by_role("link", name="Mở trang gửi kín").click()
    hai.wait_for_url("**/to-cao/")
    hai.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('draft:'))")
