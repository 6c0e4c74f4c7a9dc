"""What the first page costs a phone that was never here: bytes over the line, as Chromium counts them."""

from __future__ import annotations

import os

from playwright.sync_api import sync_playwright

from dev import provision


def kilobytes(address: str) -> tuple[float, int]:
    """Transferred kilobytes and requests of a first visit, 390 px wide, nothing cached."""
    flags = ["--no-first-run", "--disable-background-networking"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    taken: list[float] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=provision.chromium(), args=flags)
        context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, locale="vi")
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        browser.close()
    return sum(taken) / 1024, len(taken)
