"""Ông Ba asks to be kept secret; who opens his name gives a reason, and the auditor and he himself read it."""

import pytest
from playwright.sync_api import expect

from gandan.cases.models import Entry
from gandan.cases.types import PartyInput
from gandan.law.types import Role
from tests.cases import make as cases
from tests.directory import make as directory

from .make import sign_in

REASON = "Cần hẹn ông Ba gặp để lập biên bản."


@pytest.fixture
def mine(ward):
    directory.an_officer(Role.AUDITOR, ward.unit, title="Thanh tra")
    return cases.sent(place=None, party=PartyInput(name="Ông Ba (mẫu)", phone="0900000003", sealed=True))


def test_a_sealed_name_is_opened_with_a_reason_that_others_read(visitor, ward, mine, axe):
    address = f"/ban-lam-viec/viec/{mine.code}/"
    officer = visitor()
    sign_in(officer, Role.PETITION_OFFICER)
    officer.goto(address)
    expect(officer.get_by_text("Nhật ký: chưa ai mở")).to_be_visible()
    assert "Ông Ba" not in officer.content()
    officer.get_by_label("Lý do mở (bắt buộc)").fill("cần")
    officer.get_by_role("button", name="Mở niêm phong, ghi nhật ký").click()
    expect(officer.get_by_text("Ghi rõ hơn vì sao cần biết tên")).to_be_visible()
    assert not Entry.objects.filter(action="open_seal").exists()

    officer.get_by_label("Lý do mở (bắt buộc)").fill(REASON)
    officer.get_by_role("button", name="Mở niêm phong, ghi nhật ký").click()
    expect(officer.get_by_text("Ông Ba (mẫu)")).to_be_visible()
    expect(officer.get_by_text("0900000003")).to_be_visible()
    axe(officer)
    officer.goto(address)
    assert "Ông Ba" not in officer.content(), "opened once, not for good"

    auditor = visitor()
    sign_in(auditor, Role.AUDITOR)
    auditor.goto(address)
    expect(auditor.locator(".seal")).to_contain_text(REASON)
    expect(auditor.locator(".seal")).to_contain_text("Công chức tiếp dân")
    expect(auditor.get_by_role("button", name="Mở niêm phong")).to_have_count(0)

    sender = visitor(width=390)
    sender.goto(f"/tra-cuu/{mine.code}/?xac-nhan={mine.pin}")
    expect(sender.get_by_text(REASON)).to_be_visible()
