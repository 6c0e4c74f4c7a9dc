"""A security key: registered and used in Chromium with its virtual authenticator, on the real pages."""

import pytest
from playwright.sync_api import expect

from gandan.law.types import Role

from . import make


@pytest.fixture
def officer(transactional_db):
    return make.an_officer(Role.SPECIALIST, make.a_ward(), "le.mau")


def with_a_key(page):
    """Chromium's own virtual authenticator: a key that is always plugged in and always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def sign_in(page):
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("le.mau")
    page.get_by_label("Mật khẩu").fill(make.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_an_officer_adds_a_security_key_and_signs_in_with_it(visitor, live_server, officer):
    page, address = visitor(), str(live_server)
    assert "//localhost:" in address, "WebAuthn knows names, not numbers: 127.0.0.1 is no relying party"
    devtools, key = with_a_key(page)
    page.goto(f"{address}/tai-khoan/2fa/webauthn/add/")
    sign_in(page)
    expect(page.get_by_role("button", name="Xác nhận")).to_be_visible()  # the page before asks for the password too
    page.get_by_label("Mật khẩu").fill(make.PASSWORD)  # asked again before the way of signing in changes
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa").fill("Khóa USB ở cơ quan")
    page.wait_for_load_state()  # with the script that asks the key
    page.get_by_role("button", name="Thêm khóa này").click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.goto(f"{address}/tai-khoan/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Khóa USB ở cơ quan")).to_be_visible()
    (kept,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert kept["rpId"] == "localhost"

    page.context.clear_cookies()
    page.goto(f"{address}/tai-khoan/login/")
    sign_in(page)
    page.wait_for_url("**/2fa/authenticate/**")
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.wait_for_url("**/ban-lam-viec/**")
    expect(page.get_by_text(officer.person.name).first).to_be_visible()
