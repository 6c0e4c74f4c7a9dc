"""Ông Bảy, seventy, prepares papers for a certified copy on a phone and prints the list."""

from playwright.sync_api import Route, expect

from gandan.procedures import actions
from tests.procedures.make import a_point

from .make import fits


def test_ong_bay_prepares_a_certified_copy(visitor, ward, axe):
    actions.load_catalogue()
    a_point(name="Một cửa xa", lat=10.9, lon=106.9)
    a_point(name="Một cửa gần", lat=10.781, lon=106.701)
    bay = visitor(width=390)
    bay.context.grant_permissions(["geolocation"])
    bay.context.set_geolocation({"latitude": 10.78, "longitude": 106.7})
    bay.goto("/thu-tuc/")
    box = bay.get_by_role("combobox", name="Tìm thủ tục")
    box.fill("sao y")  # at once: a list for its beginning would be replaced under his hand
    expect(bay.get_by_role("option").first).to_contain_text("Chứng thực bản sao từ bản chính")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "tim-goi-y-0")
    expect(bay.get_by_role("option", selected=True)).to_have_count(1)
    axe(bay)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("sao y can cuoc")
    box.press("Enter")
    bay.wait_for_url("**/thu-tuc/?q=**")
    late: list[Route] = []
    bay.route("**/checklist.js", lambda route: late.append(route), times=1)
    with bay.expect_request("**/checklist.js"):
        bay.get_by_role("link", name="Chứng thực bản sao từ bản chính (sao y)").first.click()
    original = bay.get_by_label("Bản chính của giấy cần sao (không phải bản photo)")
    original.check()  # he is quicker than the script on a slow line: it takes no tick away
    late.pop().continue_()
    expect(bay.get_by_text("Đã có 1/3")).to_be_visible()
    expect(original).to_be_checked()
    fits(bay)
    bay.reload()
    expect(original).to_be_checked()

    bay.get_by_label("Số trang của bản chính").fill("10")
    bay.get_by_label("Số bản cần chứng thực").fill("3")
    bay.get_by_role("button", name="Tính", exact=True).click()
    expect(bay.get_by_text("36.000 đ")).to_be_visible()
    fits(bay)
    axe(bay)

    places = bay.locator("[data-points] [data-point]")
    expect(places.first).to_contain_text("Một cửa xa")
    bay.get_by_role("button", name="Xếp nơi gần tôi lên đầu").click()
    expect(places.first).to_contain_text("Một cửa gần")
    expect(places.first).to_contain_text("200 m")

    bay.get_by_role("button", name="In danh sách này").click()
    expect(bay.get_by_role("heading", name="Cần mang theo")).to_be_visible()
    expect(bay.get_by_role("img", name="Mã QR mở trang này")).to_be_visible()
    expect(bay.locator("li.had")).to_have_count(1)
    pdf = bay.request.get(bay.get_by_role("link", name="Tải tờ PDF").get_attribute("href"))
    assert pdf.body().startswith(b"%PDF")
    bay.get_by_role("link", name="Về trang thủ tục").click()
    expect(original).to_be_checked()

    bay.get_by_role("button", name="Gửi sang điện thoại").click()
    carried = bay.get_by_role("link", name="ban-danh-sach=").get_attribute("href")
    daughter = visitor(width=390)
    daughter.goto(carried)
    expect(daughter.get_by_label("Bản chính của giấy cần sao (không phải bản photo)")).to_be_checked()
    expect(daughter.get_by_text("Đã có 1/3")).to_be_visible()
    bay.get_by_role("link", name="Về trang thủ tục").click()
    bay.get_by_role("link", name="Hỏi về thủ tục này").click()
    expect(bay.get_by_label("Thủ tục liên quan (nếu biết)")).to_have_value(
        "2.000815 Chứng thực bản sao từ bản chính (sao y)"
    )
