"""Bà Hai reports a broken lamp from her phone; Anh Cường answers with proof; she reads and rates the answer."""

from playwright.sync_api import expect

from gandan.cases.models import Case
from gandan.law.types import Role

from .make import a_photo, fits, go_on, send, sign_in, write_report


def test_ba_hai_reports_a_broken_lamp_and_follows_it_to_a_rated_answer(visitor, ward, axe, tmp_path):
    hai = visitor(width=390)
    hai.goto("/")
    hai.get_by_role("link", name="Gửi phản ánh", exact=True).first.click()
    write_report(hai)
    hai.locator("#id_files").set_input_files(a_photo(tmp_path))
    go_on(hai)
    hai.get_by_label("Không ghi tên").check()
    code = send(hai)
    expect(hai.get_by_role("heading", level=1)).to_have_text("Đã nhận. Giữ lại biên nhận này.")
    fits(hai)
    hai.get_by_role("link", name="Theo dõi việc này").click()
    expect(hai.get_by_text("Đã tiếp nhận").first).to_be_visible()

    answer_with_proof(visitor(), code, axe, tmp_path)

    hai.reload()
    expect(hai.get_by_text("Đã thay bóng đèn và kiểm tra cả tuyến.")).to_be_visible()
    expect(hai.get_by_role("link", name="sau.png")).to_be_visible()
    fits(hai)
    hai.get_by_label("Đã xong").check()
    hai.get_by_role("button", name="Gửi đánh giá").click()
    expect(hai.get_by_text("Đã ghi nhận.")).to_be_visible()
    assert Case.objects.get().rating == "done"


def answer_with_proof(officer, code, axe, tmp_path):
    sign_in(officer, Role.PETITION_OFFICER)
    officer.get_by_role("link", name="Đèn đường trước hẻm 18").click()
    expect(officer.get_by_role("link", name="den.png")).to_be_visible()
    officer.get_by_role("button", name="Bắt đầu xác minh").click()
    expect(officer.get_by_text("Đã ghi: Bắt đầu xác minh.")).to_be_visible()

    officer.get_by_label("Nội dung trả lời công khai").fill("Đã thay bóng đèn và kiểm tra cả tuyến.")
    officer.get_by_label("Đã giải quyết xong").check()
    answer = officer.get_by_role("region", name="Trả lời").get_by_role("button", name="Trả lời")
    answer.click()
    expect(officer.get_by_role("alert")).to_contain_text("Cần ít nhất một ảnh, một tệp hoặc số văn bản")
    expect(officer.get_by_label("Nội dung trả lời công khai")).to_have_value("Đã thay bóng đèn và kiểm tra cả tuyến.")
    expect(officer.get_by_label("Đã giải quyết xong")).to_be_checked()
    axe(officer)
    assert Case.objects.get().state == "verifying", "without proof nothing is answered"

    officer.locator("input[type=file]").set_input_files(a_photo(tmp_path, "sau.png", "gold"))
    answer.click()
    expect(officer.get_by_text("Đã ghi: Trả lời.")).to_be_visible()
    assert Case.objects.get(code=code).state == "answered"
