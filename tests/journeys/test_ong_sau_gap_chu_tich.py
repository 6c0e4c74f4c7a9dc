"""Journey: an officer posts the weekly receptions; ông Sáu finds the next on his phone and takes it along."""

from __future__ import annotations

from datetime import time, timedelta

from icalendar import Calendar
from playwright.sync_api import expect

from gandan.core import clock
from gandan.events.models import Meeting
from gandan.events.queries import preview
from gandan.events.types import Weekly
from gandan.law.types import Role
from tests.journeys.make import fits, sign_in

TITLE = "Chủ tịch UBND phường tiếp công dân"


def test_ong_sau_puts_the_chairmans_reception_into_his_phone(ward, live_server, page, phone):
    first = clock.today() + timedelta(days=14)
    last = first + timedelta(days=20)
    number = len(preview(Weekly(first.weekday(), time(8), first, last)).days)  # days off are made up for, or left out
    page.goto(f"{live_server.url}/ban-lam-viec/lich/hang-tuan/")
    sign_in(page, Role.PETITION_OFFICER)
    page.get_by_label("Tên buổi gặp").fill(TITLE)
    page.get_by_label("Ai chủ trì").fill("Chủ tịch UBND phường")
    page.get_by_label("Nơi gặp").fill("Phòng tiếp công dân")
    page.get_by_label("Thứ mấy").select_option(str(first.weekday()))
    page.get_by_label("Từ giờ").fill("08:00")
    page.get_by_label("Đến giờ").fill("11:30")
    page.get_by_label("Từ ngày").fill(first.isoformat())
    page.get_by_label("Đến hết ngày").fill(last.isoformat())
    page.get_by_role("button", name="Xem các buổi").click()
    expect(page.get_by_role("heading", name=f"{number} buổi")).to_be_visible()
    page.get_by_role("button", name="Đăng cả lịch này").click()
    expect(page.get_by_text(f"Đã đăng {number} buổi.")).to_be_visible()

    phone.goto(f"{live_server.url}/")
    phone.get_by_role("navigation", name="Việc hay dùng").get_by_role("link", name="Lịch tiếp").click()
    expect(phone.get_by_role("heading", name="Sắp tới")).to_be_visible()
    phone.get_by_role("link", name=TITLE).first.click()
    expect(phone.get_by_text("Chủ trì: Chủ tịch UBND phường")).to_be_visible()
    fits(phone)
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="Thêm vào lịch điện thoại").click()
    event = Calendar.from_ical(taken.value.path().read_bytes()).walk("VEVENT")[0]
    meeting = Meeting.objects.order_by("starts_at").first()
    assert (event["summary"], event.decoded("dtstart")) == (TITLE, meeting.starts_at)
