"""What every journey does: sign in, look whether a page fits, find a picture on the disk."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page

from gandan.law.types import Role
from tests.directory.make import PASSWORD

CONTENT = "Đèn đường trước hẻm 18 tắt ba đêm liền, từ thứ Hai. Buổi tối rất khó đi."


def sign_in(page: Page, role: Role, unit: str = "26740") -> None:
    """As the officer of this role, by the page that officers use."""
    sign_in_as(page, f"{role.value}.{unit}".replace("_", "-"))


def sign_in_as(page: Page, username: str) -> None:
    if "/tai-khoan/login/" not in page.url:
        page.goto("/tai-khoan/login/?next=/ban-lam-viec/viec/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    at_the_desk(page)


def at_the_desk(page: Page) -> None:
    """By its path: the page of signing in bears the desk's in `?next=`. Loaded, so that scripts are at work."""
    page.wait_for_url(lambda address: urlsplit(address).path.startswith("/ban-lam-viec/"))


def fits(page: Page) -> None:
    """No page is wider than its screen."""
    page.wait_for_load_state()
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url} sticks out by {over} px"


def a_picture(colour: str = "navy") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


def a_photo(folder: Path, name: str = "den.png", colour: str = "navy") -> str:
    path = folder / name
    path.write_bytes(a_picture(colour))
    return str(path)


def write_report(page: Page, content: str = CONTENT, address: str = "Đầu hẻm 18, khu phố 3") -> None:
    """The first two steps as a resident fills them in; `go_on` leads to the third."""
    page.wait_for_url("**/gui-don/**")  # which step it shows is read only there
    if page.get_by_label("Một chỗ cần sửa, cần dọn").count():
        page.get_by_label("Một chỗ cần sửa, cần dọn").check()
        page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Hạ tầng: đèn, cống, đường").check()
    page.get_by_label("Bạn thấy gì? Từ khi nào?").fill(content)
    page.get_by_label("Địa chỉ hoặc mốc dễ nhận ra").fill(address)


def go_on(page: Page) -> None:
    """From the matter to who sends it."""
    page.get_by_role("button", name="Tiếp tục").click()
    page.locator("#id_name").wait_for()


def send(page: Page) -> str:
    """Sends it and gives the code on the receipt."""
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**/bien-nhan/")
    return page.url.rstrip("/").split("/")[-2]
