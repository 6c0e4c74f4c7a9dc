"""The browser proves a receipt itself: on the page, and in the file that people keep."""

import json

import pytest
from django.test import Client

from gandan.audit import actions, queries
from gandan.ui import caching
from tests.audit.make import several


@pytest.fixture
def paper(transactional_db, tmp_path):
    caching.forget()
    made = several(6, "case:SG26-4829-1379", "case:x")
    actions.checkpoint()
    path = tmp_path / "bien-nhan.json"
    path.write_text(json.dumps(queries.receipt(made[2].hash)))
    return path


def prove(page, path) -> str:
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Kiểm chứng").click()
    box = page.locator("[data-verify-result] .alert")
    box.wait_for()
    return f"{box.get_attribute('data-verdict')}: {box.inner_text()}"


def alter(path, change) -> None:
    made = json.loads(path.read_text())
    change(made)
    path.write_text(json.dumps(made))


def test_hai_proves_her_receipt_on_the_page_without_sending_it(page, paper):
    page.goto("/kiem-chung/")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    said = prove(page, paper)
    assert said.startswith("proved: Biên nhận đúng")
    assert queries.public_key() in said
    assert "POST" not in sent


CHANGES = {
    "Nội dung mục nhật ký không khớp": lambda r: r["entry"].update(at="2026-01-01T00:00:00.000000Z"),
    "Mã việc trên biên nhận": lambda r: r.update(code="SG26-0000-0000"),
    "Đường chứng minh không dẫn": lambda r: r["proof"].__setitem__(0, "00" * 32),
    "Chữ ký của mốc kiểm chứng": lambda r: r.update(checkpoint=r["checkpoint"].replace("Z\n", "Y\n", 1)),
    "thuộc một nhật ký khác": lambda r: r.update(public_key="11" * 32),
    "không đúng dạng": lambda r: r.pop("proof"),
}


def test_the_kept_page_finds_every_alteration_without_a_server(page, paper, tmp_path):
    kept = tmp_path / "tu-kiem-chung.html"
    kept.write_bytes(Client().get("/kiem-chung/tu-kiem-chung.html").content)
    stranger = page.context.browser.new_page()
    try:
        stranger.goto(kept.as_uri())
        assert prove(stranger, paper).startswith("proved: Biên nhận đúng")
        whole = paper.read_text()
        for expected, change in CHANGES.items():
            paper.write_text(whole)
            alter(paper, change)
            said = prove(stranger, paper)
            assert said.startswith("failed"), expected
            assert expected in said
        paper.write_text(whole)
        alter(paper, lambda r: r.update(checkpoint="", proof=[]))
        assert prove(stranger, paper).startswith("waiting")
        paper.write_text("<html>")
        assert "không phải JSON" in prove(stranger, paper)
    finally:
        stranger.close()


def test_hai_proves_her_receipt_without_scripts(visitor, paper):
    page = visitor(width=390, javascript=False)
    page.goto("/kiem-chung/")
    page.set_input_files("input[type=file]", paper)
    page.get_by_role("button", name="Kiểm chứng").click()
    page.get_by_role("heading", name="Biên nhận đúng").wait_for()
