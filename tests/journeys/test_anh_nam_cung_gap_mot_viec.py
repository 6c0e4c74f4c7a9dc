"""Anh Năm finds his neighbour's report while he writes his own, and joins it; both read the same answer."""

from playwright.sync_api import expect

from gandan.cases.models import Case, Link
from tests.cases import make as cases

from .make import fits, write_report


def test_anh_nam_joins_instead_of_sending_again(visitor, ward, axe):
    main = cases.sent(content="Đèn trước nhà bà Sáu số 5 tắt rồi.").code
    cases.do(main, "show_nearby", ward.officer, text="Đèn đường đầu hẻm 18 không sáng")
    nam = visitor(width=390)
    nam.goto("/gui-don/")
    write_report(nam)
    nam.get_by_role("button", name="Tiếp tục").click()
    expect(nam.get_by_role("heading", name="Đèn đường đầu hẻm 18 không sáng")).to_be_visible()
    expect(nam.locator(".map__near")).to_have_text("1")
    expect(nam.get_by_text("Số 1 trên bản đồ ở dưới.")).to_be_visible()
    fits(nam)
    assert "bà Sáu" not in nam.content()
    axe(nam)
    nam.get_by_role("button", name="Tôi cũng gặp").click()
    expect(nam.get_by_role("heading", level=1)).to_have_text("Tôi cũng gặp")  # the next page has a button so called
    nam.get_by_role("button", name="Tôi cũng gặp").click()
    expect(nam.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    own = Link.objects.get(other__code=main).case
    assert Case.objects.filter(open=True).count() == 1

    cases.do(main, "start_verification", ward.officer)
    cases.do(main, "answer", ward.officer, text="Đã thay bóng đèn.", result="done", document_number="12/UBND")
    nam.goto(f"/tra-cuu/{own.code}/")
    expect(nam.get_by_text("Đã thay bóng đèn.")).to_be_visible()
