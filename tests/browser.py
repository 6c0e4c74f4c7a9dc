"""Chromium for journeys: `page` is a desk screen, `phone` 390 px wide; errors of a page fail its test."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dev import provision

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds: slow processors may have three browsers to draw for, and only failures wait so long
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Every rule looks at every element. Of what passes one element each is described: that is two thirds of the time.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": AXE_TAGS},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},  # style sheets are read by an experimental rule only, which no tag of ours runs
}

Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, driven by Playwright; nothing is downloaded."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")
    expect.set_options(timeout=PATIENCE)  # as actions wait
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=provision.chromium(), args=[*quiet, "--no-first-run"])
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, live_server: object) -> Iterator[Visitor]:
    """Makes a visitor with cookies of their own: `visitor(width=390, language="en", javascript=False)`.

    At the end no page may have thrown, logged an error or asked another host.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    address = str(live_server)

    def new(*, width: int = DESK["width"], language: str = "vi", javascript: bool = True, dark: bool = False) -> Page:
        phone = width < 500
        context = chromium.new_context(
            base_url=address,
            viewport=PHONE if phone else {"width": width, "height": DESK["height"]},
            locale=language,
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page, address, complaints)
        return page

    yield new
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


# Of the page itself, or of the browser's own reader of PDF.
OWN = ("data:", "blob:", "about:", "chrome-extension:", "chrome:")


def watch(page: Page, address: str, complaints: list[str]) -> None:
    page.on("pageerror", lambda error: complaints.append(f"{page.url} threw: {error}"))
    page.on("console", lambda message: note(page, message.type, message.text, complaints))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, *OWN))
            else complaints.append(f"{page.url} asked another host: {request.url}")
        ),
    )


def note(page: Page, kind: str, text: str, complaints: list[str]) -> None:
    # A 4xx that the journey asked for is written to the console by the browser itself.
    if kind == "error" and not text.startswith("Failed to load resource"):
        complaints.append(f"{page.url} logged: {text}")


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor()


@pytest.fixture
def phone(visitor: Visitor) -> Page:
    return visitor(width=PHONE["width"])


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: no violation of WCAG 2.2 A and AA, nor of axe's own best practices, on the page as it stands."""
    return assert_accessible


def assert_accessible(page: Page) -> None:
    page.wait_for_load_state()  # with its styles: without them colours and sizes are others
    # Evaluated by the driver, not put into the page: our content security policy allows no script inside it.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {axe_source()} }}")
    result = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    found = [
        f"{page.url}: {violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html'][:200]}\n"
        f"    {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"][:5]
    ]
    assert result["passes"], "axe looked at nothing"
    assert not found, "\n".join(found)


@functools.cache
def axe_source() -> str:
    return next((Path(__file__).parent / "vendor").glob("axe-*.min.js")).read_text(encoding="utf-8")
