"""Chị Oanh publishes the budget before its clock ends, posts the sheet and proves it; a reader finds it by phone."""

from playwright.sync_api import expect

from gandan.disclosures.models import DisclosureClock, Publication
from gandan.law.types import Role
from tests.cases.make import PDF
from tests.directory import make as directory
from tests.disclosures.make import CSV

from .make import a_photo, fits, sign_in


def test_chi_oanh_publishes_the_budget_and_a_reader_finds_it(visitor, ward, tmp_path, axe):
    directory.an_officer(Role.EDITOR, ward.unit, title="Công chức Văn phòng", name="Chị Oanh (mẫu)")
    desk = visitor()
    sign_in(desk, Role.EDITOR)
    desk.goto("/ban-lam-viec/cong-khai/moi/?muc=budget")
    desk.get_by_label("Tên nội dung").fill("Thực hiện ngân sách chín tháng")
    desk.get_by_label("Tóm tắt bằng lời dễ hiểu").fill("Phường đã chi 1.350 triệu đồng, nhiều nhất cho giáo dục.")
    desk.get_by_text("Bảng số liệu 1").click()
    desk.get_by_label("Số liệu của bảng").first.fill(CSV)
    desk.get_by_label("Ngày ban hành").fill(directory.today().isoformat())
    desk.set_input_files("#id_files", {"name": "nghi-quyet.pdf", "mimeType": "application/pdf", "buffer": PDF})
    desk.get_by_role("button", name="Lưu và xem lại").click()
    expect(desk.get_by_text("Còn 5 ngày làm việc")).to_be_visible()

    desk.get_by_role("button", name="Công khai ngay").click()
    expect(desk.get_by_text("Đã công khai. In tờ niêm yết")).to_be_visible()
    code = Publication.objects.get().code
    sheet = desk.request.get(f"/ban-lam-viec/cong-khai/{code}/to-niem-yet.pdf")
    assert sheet.body().startswith(b"%PDF")
    desk.get_by_text("Ghi thêm hình thức").click()
    desk.get_by_label("Hình thức", exact=True).select_option("board")
    desk.get_by_label("Nơi niêm yết, nơi họp").fill("Trụ sở UBND phường")
    desk.get_by_label("Ai thực hiện (chức danh)").fill("Công chức Văn phòng")
    desk.set_input_files("#id_photo", a_photo(tmp_path))
    desk.get_by_role("button", name="Lưu bằng chứng").click()
    expect(desk.get_by_text("Đã ghi hình thức công khai.")).to_be_visible()
    clock = DisclosureClock.objects.get()
    assert clock.met_on <= clock.due_on

    reader = visitor()
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.goto("/cong-khai/")
    fits(reader)
    axe(reader)
    reader.get_by_role("link", name="Thực hiện ngân sách chín tháng").click()
    expect(reader.get_by_role("rowheader", name="Giáo dục")).to_be_visible()
    expect(reader.get_by_alt_text("Ảnh niêm yết tại Trụ sở UBND phường")).to_be_attached()
    fits(reader)
    axe(reader)
    with reader.expect_response(lambda answer: "/tep/" in answer.url and answer.status == 200):  # fetched only now
        reader.get_by_text("Đọc ngay ở đây").click()
    expect(reader.locator("object.reader")).to_be_visible()
    reader.get_by_role("link", name="Hỏi về nội dung này").click()
    expect(reader.locator("#id_content")).to_have_value(
        f"Tôi hỏi về nội dung công khai «Thực hiện ngân sách chín tháng» (mã {code}): "
    )
