"""Bà Lan's complaint comes on paper: entered, accepted, extended once, talked over, decided, sent; she reads it all."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from gandan.cases.models import Case, Clock
from gandan.cases.queries.receipts import pin
from gandan.core import clock
from gandan.documents.models import Letter
from gandan.law import queries as law
from gandan.law.rules import is_working_day
from gandan.law.types import Role

from .make import fits, sign_in


@pytest.fixture
def days_later(monkeypatch):
    real, gone = timezone.now, [0]

    def move(days: int) -> None:
        gone[0] += days
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=gone[0]))

    return move


def test_ba_lan_complains_on_paper_and_reads_the_decision(visitor, ward, axe, days_later):
    officer, leader = visitor(), visitor()
    code = enter(officer, axe)
    page = f"/ban-lam-viec/viec/{code}/"
    sign_in(leader, Role.LEADER)

    do(leader, page, "accept", "Thụ lý", {"Nội dung thụ lý": "Thụ lý giải quyết lần đầu."})
    write(leader, page, "thong-bao-thu-ly", {})
    do(leader, page, "record_complex", "Ghi nhận vụ việc phức tạp", {"Vì sao phức tạp": "Phải xác minh ở hai nơi."})
    before = Clock.objects.get(code="resolve").due_on
    do(leader, page, "extend", "Gia hạn", {"Lý do": "Vụ việc phức tạp, đã ghi vào hồ sơ."})
    assert Clock.objects.get(code="resolve").due_on > before
    leader.goto(page)
    leader.get_by_role("button", name="Tôi nhận").click()
    expect(leader.get_by_text("Đã phân công.")).to_be_visible()  # before the officer opens it

    meet = clock.today() + timedelta(days=5)
    while not is_working_day(law.calendar(), meet):
        meet += timedelta(days=1)
    asked = {"Giờ": "08:30", "Địa điểm": "Phòng tiếp công dân", "Người chủ trì": "Phó Chủ tịch"}
    soon = (clock.today() + timedelta(days=1)).isoformat()
    do(officer, page, "invite_dialogue", "Mời đối thoại", {"Ngày đối thoại": soon, **asked}, refused="ít nhất 5 ngày")
    do(officer, page, "invite_dialogue", "Mời đối thoại", {"Ngày đối thoại": meet.isoformat(), **asked})
    write(officer, page, "giay-moi-doi-thoai", {"hành phần": "Hai bên, Mặt trận phường"})

    days_later((meet - clock.today()).days)
    officer, leader = visitor(), visitor()
    sign_in(officer, Role.PETITION_OFFICER)
    sign_in(leader, Role.LEADER)
    minutes = {"Ngày đối thoại": meet.isoformat(), "Nội dung, kết quả": "Hai bên thống nhất đo lại mái che."}
    do(officer, page, "hold_dialogue", "Ghi biên bản đối thoại", minutes)
    decision = {"Nội dung quyết định": "Giữ mái che trong ranh nhà.", "Số quyết định": "9/QĐ-UBND"}
    do(leader, page, "decide", "Ra quyết định giải quyết", decision, choose="Khiếu nại đúng một phần")
    do(officer, page, "send_decision", "Gửi quyết định", {"Ngày gửi": clock.today().isoformat()})
    fits(officer)
    case = Case.objects.get()
    assert (case.state, case.on_time) == ("sent", True)

    lan = visitor(width=390)
    lan.goto(f"/tra-cuu/{code}/?xac-nhan={pin(code)}")
    expect(lan.get_by_text("Giữ mái che trong ranh nhà.").first).to_be_visible()
    for letter in Letter.objects.all():
        expect(lan.get_by_text(letter.symbol).first).to_be_visible()
    fits(lan)


def enter(officer: Page, axe) -> str:
    sign_in(officer, Role.PETITION_OFFICER)
    officer.get_by_role("link", name="Nhập đơn").click()
    officer.get_by_role("link", name="Khiếu nại (lần đầu)").click()
    officer.get_by_label("Bưu điện").check()
    officer.get_by_label("Lĩnh vực").select_option(label="Xây dựng")
    officer.get_by_label("Nội dung", exact=True).fill("Tôi không đồng ý với quyết định tháo dỡ mái che nhà tôi.")
    officer.get_by_label("Quyết định hoặc hành vi bị khiếu nại").fill("Quyết định số 12/QĐ-UBND")
    officer.get_by_label("Yêu cầu giải quyết").fill("Hủy quyết định")
    officer.get_by_label("Họ và tên người gửi").fill("Bà Lan (mẫu)")
    officer.get_by_label("Địa chỉ người gửi").fill("Số 5 hẻm 18 (mẫu)")
    axe(officer)
    fits(officer)
    officer.get_by_role("button", name="Lưu, in biên nhận").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("Đã lưu. Đưa biên nhận cho người gửi.")
    axe(officer)
    paper = officer.request.get(officer.get_by_role("link", name="In biên nhận").get_attribute("href"))
    assert paper.body().startswith(b"%PDF-")
    case = Case.objects.get()
    expect(officer.get_by_text(pin(case.code), exact=True)).to_be_visible()
    return case.code


def do(
    page: Page, case: str, action: str, label: str, fields: dict[str, str], *, choose: str = "", refused: str = ""
) -> None:
    """One step by its form on the page of the case."""
    page.goto(f"{case}?lam={action}")
    form = page.get_by_role("region", name=label, exact=True)
    for name, value in fields.items():
        form.get_by_label(re.compile(f"^{re.escape(name)}")).first.fill(value)
    if choose:
        form.get_by_label(choose, exact=True).check()
    form.get_by_role("button", name=label, exact=True).click()
    if refused:
        expect(form.get_by_text(refused).first).to_be_visible()
    else:
        expect(page.get_by_text(f"Đã ghi: {label}.")).to_be_visible()


def write(page: Page, case: str, kind: str, fields: dict[str, str]) -> None:
    """An official letter: what the records hold is there already."""
    page.goto(f"{case}van-ban/soan/{kind}/")
    for name, value in fields.items():
        page.get_by_label(re.compile(name)).first.fill(value)
    page.get_by_role("button", name="Cấp số và ban hành").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/"))
    letter = Letter.objects.latest("id")
    assert page.request.get(f"{case}van-ban/{letter.pk}.pdf").body().startswith(b"%PDF-")
