"""Journeys through the gallery in Chromium: accessible in every dress, and the optional scripts do their work."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from gandan.law.types import Role
from tests.directory.make import a_ward, an_officer

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-4.14.1.min.js"
GALLERY = "/ban-lam-viec/thanh-phan/"


def signed_in(page: Page, address: str) -> Page:
    account = an_officer(Role.SPECIALIST, a_ward())  # with a queue of their own, so the box to search it is there
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": address}])
    return page


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(
    ("width", "language", "dark"), [(1280, "vi", False), (390, "vi", False), (1280, "vi", True), (390, "en", True)]
)
def test_every_component_is_accessible(visitor, live_server, width, language, dark):
    page = signed_in(visitor(width=width, language=language, dark=dark), str(live_server))
    page.goto(GALLERY)
    expect(page.locator("h1")).to_have_text("Bộ thành phần" if language == "vi" else "Components")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out sideways"


def test_the_gallery_without_scripts(visitor, live_server):
    page = signed_in(visitor(javascript=False), str(live_server))
    page.goto(GALLERY)
    expect(page.locator("[data-map]")).to_be_hidden()
    expect(page.locator("[data-keys-toggle]")).to_be_hidden()
    expect(page.locator("#id_photo")).to_be_attached()


def test_an_officer_moves_and_chooses_by_keys_and_turns_them_off(visitor, live_server):
    page = signed_in(visitor(), str(live_server))
    page.goto(GALLERY)
    rows = page.locator("[data-keys] tr")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_have_class("here")
    page.keyboard.press("x")
    expect(rows.nth(0).locator("input")).to_be_checked()
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.nth(0).locator("a").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("jx")
    expect(page.locator("[data-search]")).to_have_value("jx")
    page.locator("[data-keys-toggle]").click()
    expect(page.locator("[data-keys-toggle]")).to_have_text("Bật phím tắt")
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-keys] tr.here")).to_have_count(0)


def test_a_resident_sets_a_pin_by_keyboard_and_takes_it_away(visitor, live_server):
    page = signed_in(visitor(width=390), str(live_server))
    page.goto(GALLERY)
    page.locator(".map__ground").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lat")).to_have_value("10.776900")
    expect(page.locator("[data-map-status]")).to_have_text("Đã đặt ghim")
    expect(page.locator(".map__pin")).to_be_visible()
    page.locator("[data-map-clear]").click()
    expect(page.locator("#lat")).to_have_value("")
    expect(page.locator(".map__pin")).to_have_count(0)


def test_chosen_files_are_shown_taken_out_and_held_to_their_limits(visitor, live_server):
    page = signed_in(visitor(), str(live_server))
    page.goto(GALLERY)
    page.set_input_files("#id_photo", {"name": "den.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 1500})
    chosen = page.locator('[data-files-of="id_photo"]')
    expect(chosen.locator(".file")).to_contain_text("den.jpg")
    expect(chosen.locator(".file")).to_contain_text("2 KB")
    chosen.get_by_role("button", name="Bỏ den.jpg").click()
    expect(chosen.locator(".file")).to_have_count(0)
    assert page.evaluate("document.querySelector('#id_photo').files.length") == 0
    page.set_input_files("#id_photo", {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 10_000_001})
    expect(chosen.locator(".err")).to_contain_text("to.jpg")


def test_a_draft_waits_on_the_device_and_a_sealed_one_does_not(visitor, live_server):
    page = signed_in(visitor(), str(live_server))
    page.goto(GALLERY)
    offer = page.locator("[data-draft-offer]")
    expect(offer).to_be_hidden()
    page.locator("#draft-text").fill("Đèn hỏng đầu hẻm")
    page.locator("#draft-skip").fill("0900000000")
    page.locator("[name=loud]").check()
    # When the hand rests. As a function: our content security policy lets no words be run.
    page.wait_for_function("() => localStorage.getItem('draft:gallery-sample')?.includes('loud')")
    assert "0900000000" not in page.evaluate("localStorage.getItem('draft:gallery-sample')")
    page.reload()
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Viết tiếp").click()
    expect(page.locator("#draft-text")).to_have_value("Đèn hỏng đầu hẻm")
    expect(page.locator("[name=loud]")).to_be_checked()
    page.locator("[name=sealed]").check()
    assert page.evaluate("localStorage.getItem('draft:gallery-sample')") is None
    page.locator("#draft-text").fill("Không được giữ")
    page.wait_for_timeout(900)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(offer).to_be_hidden()
