"""Chị Tám looks through photographs before the public does: one box by hand, one by keys; what is kept is blurred."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from gandan.cases.models import Attachment
from gandan.law.types import Role
from tests.cases import make as cases

from .make import sign_in


def test_chi_tam_blurs_and_publishes(visitor, ward, axe):
    picture = io.BytesIO()
    Image.linear_gradient("L").save(picture, "PNG")
    case = cases.sent(files=(cases.a_file(picture.getvalue(), "den.png"),)).code
    cases.do(case, "show_nearby", ward.officer, text="Đèn đường đầu hẻm 18 không sáng")
    tam = visitor()
    sign_in(tam, Role.PETITION_OFFICER)
    tam.goto("/ban-lam-viec/")
    tam.get_by_role("link", name="Ảnh chờ duyệt").click()
    expect(tam.get_by_role("button", name="Thêm khung")).to_be_visible()  # script and photograph are there
    tam.wait_for_load_state()
    assert tam.locator("[data-photo] img").evaluate("photo => photo.naturalWidth")
    photo = tam.locator("[data-photo]").bounding_box()
    tam.mouse.move(photo["x"] + photo["width"] * 0.25, photo["y"] + photo["height"] * 0.25)
    tam.mouse.down()
    tam.mouse.move(photo["x"] + photo["width"] * 0.75, photo["y"] + photo["height"] * 0.75)
    tam.mouse.up()
    tam.get_by_role("button", name="Thêm khung").click()
    tam.keyboard.press("ArrowRight")
    tam.keyboard.press("Shift+ArrowDown")
    expect(tam.locator("[name=boxes]")).to_have_value(re.compile("; 41,40,20,21$"))
    first = tam.locator("[name=boxes]").input_value().split("; ")[0]
    assert [round(float(side) / 5) * 5 for side in first.split(",")] == [25, 25, 50, 50]
    tam.keyboard.press("Delete")
    axe(tam)
    tam.get_by_role("heading", name="Ảnh chờ duyệt").click()  # away from the boxes
    tam.keyboard.press("c")
    expect(tam.get_by_text("Ảnh đã công khai.")).to_be_visible()
    row = Attachment.objects.get()
    assert row.public
    assert row.shown_id not in (None, row.file_id)
