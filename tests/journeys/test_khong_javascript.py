"""An old phone and an old office computer, both without scripts: sent, given, answered, read."""

from playwright.sync_api import expect

from gandan.cases.models import Case
from gandan.law.types import Role

from .make import a_photo, fits, go_on, send, sign_in, write_report


def test_a_report_goes_all_the_way_without_scripts(visitor, ward, tmp_path):
    hai = visitor(width=390, javascript=False)
    hai.goto("/gui-don/")
    write_report(hai)
    hai.locator("#id_files").set_input_files(a_photo(tmp_path))
    go_on(hai)
    hai.get_by_label("Không ghi tên").check()
    code = send(hai)

    officer = visitor(javascript=False)
    sign_in(officer, Role.PETITION_OFFICER)
    officer.get_by_label(f"Chọn {code}").check()
    officer.get_by_role("button", name="Tôi nhận").click()
    expect(officer.get_by_text("Đã phân công 1 việc.")).to_be_visible()
    officer.get_by_role("link", name="Đèn đường trước hẻm 18").click()
    expect(officer.get_by_text("Tôi xử lý")).to_be_visible()
    officer.get_by_role("link", name="Trả lời").click()
    officer.get_by_label("Nội dung trả lời công khai").fill("Đã thay bóng đèn.")
    officer.get_by_label("Giải quyết được một phần").check()
    officer.locator("summary", has_text="Phần chưa làm được").click()
    officer.get_by_label("Phần chưa làm được, vì sao và khi nào").fill("Chưa có đèn dự phòng; trước 31/12.")
    officer.locator("input[type=file]").set_input_files(a_photo(tmp_path, "sau.png"))
    officer.get_by_role("region", name="Trả lời").get_by_role("button", name="Trả lời").click()
    expect(officer.get_by_text("Đã ghi: Trả lời.")).to_be_visible()
    assert Case.objects.get().result == "partly"

    hai.get_by_role("link", name="Theo dõi việc này").click()
    expect(hai.get_by_text("Chưa có đèn dự phòng; trước 31/12.")).to_be_visible()
    fits(hai)
