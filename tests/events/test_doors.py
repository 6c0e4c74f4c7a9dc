"""The doors: what residents find and take along, what officers do, what machines ask, and bad input at each of them."""

import json
import re
from unittest.mock import patch

import pytest
from django.utils import timezone
from icalendar import Calendar

from gandan.events import actions, queries
from gandan.events.models import Meeting
from gandan.events.types import Kind, State
from gandan.law.types import Role
from gandan.ui import caching
from tests.directory.make import an_actor, an_officer
from tests.events.make import MONDAY, a_dialogue, a_reception, at, thursdays

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    caching.forget()
    with patch.object(timezone, "now", return_value=MONDAY):
        yield
    caching.forget()


def typed(**changes):
    values = {
        "kind": "citizen_reception", "title": "Chủ tịch UBND phường tiếp công dân", "presides": "Chủ tịch UBND phường",
        "place": "Phòng tiếp công dân", "topics": "", "how_to_join": "", "online_link": "", "point": "",
        "audience": "public", "key": "mot-lan", "unit": "26740", "day": "2026-11-26", "starts": "8:00", "ends": "11:30",
    }  # fmt: skip
    return values | changes


def weekly(**changes):
    return typed(weekday="1", since="2026-11-16", until="2026-12-15", make_up="on", key="ca-lich") | changes


def test_residents_see_what_is_to_come_and_what_is_over(client, house, django_assert_max_num_queries):
    actions.schedule(a_reception(), thursdays(), house.officer, "26740")
    actions.announce(a_reception(title="Buổi tháng trước", starts_at=at(5), ends_at=None), house.officer, "26740")
    with django_assert_max_num_queries(8):
        page = client.get("/lich/").content.decode()
    ahead, over = page.split('id="da-qua"')
    assert ahead.count('class="datebox"') == 7
    assert "Buổi tháng trước" in over
    assert "8:00–11:30" in ahead
    assert "/lich/lich.ics?don-vi=26740" in page
    with patch.object(timezone, "now", return_value=at(20)):
        caching.forget()
        assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam." in client.get("/lich/").content.decode()
    caching.forget()
    assert "Chưa có buổi gặp nào" in client.get("/lich/?don-vi=26740&loai=toa-dam").content.decode()
    for wrong in ("/lich/?loai=la-lung", "/lich/khong-co/", "/lich/khong-co.ics", "/lich/?don-vi=99999"):
        assert client.get(wrong).status_code == 404


def test_a_meeting_says_all_that_one_needs_to_go_there(client, house, django_assert_max_num_queries):
    given = a_reception(lat=10.77, lon=106.7, online_link="https://hop.example.vn/1", how_to_join="Mang căn cước.")
    slug = actions.announce(given, house.officer, "26740")
    with django_assert_max_num_queries(15):
        page = client.get(f"/lich/{slug}/").content.decode()
    for words in (
        "thứ Năm", "8:00–11:30", "Phòng tiếp công dân", "Chủ trì: Chủ tịch UBND phường", "Mang căn cước.",
        "hop.example.vn", f"/lich/{slug}.ics",
        "openstreetmap.org", "Đăng ngày 16/11/2026, trước 7 ngày làm việc", "ít nhất 5 ngày làm việc",
    ):  # fmt: skip
        assert words in page, words
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (told["@type"], told["startDate"]) == ("Event", "2026-11-26T08:00:00+07:00")
    actions.move(slug, at(27, 14), None, "", "Chủ tịch họp HĐND", house.officer, seen=1)
    caching.forget()
    moved = client.get(f"/lich/{slug}/").content.decode()
    assert "Dời từ 8:00 ngày 26/11" in moved
    assert "Đăng ngày 16/11/2026, trước 7 ngày làm việc" in moved
    assert "Tính cho ngày đăng lúc ấy, thứ Năm 26/11/2026. Báo dời ngày 16/11/2026, trước 8 ngày làm việc." in moved
    assert '"previousStartDate": "2026-11-26T08:00:00+07:00"' in moved
    assert "Chủ tịch họp HĐND" in moved
    actions.cancel(slug, "Phòng đang sửa", house.officer, seen=2)
    caching.forget()
    off = client.get(f"/lich/{slug}/").content.decode()
    assert "Buổi này đã hủy" in off
    assert "Phòng đang sửa" in off
    assert "hop.example.vn/1" not in off


def test_what_moved_is_said_the_same_way_everywhere(client, house):
    """Only the place; only the hour; and back to where it was."""
    slug = actions.announce(a_reception(), house.officer, "26740")
    client.force_login(house.officer_account)
    pages = (f"/lich/{slug}/", "/lich/", f"/ban-lam-viec/lich/{slug}/")
    steps = (
        (8, "Hội trường", "Đổi nơi gặp"), (14, "", "Dời từ 8:00 ngày 26/11"), (8, "", "Trở lại ngày giờ đăng lần đầu"),
    )  # fmt: skip
    for seen, (hour, place, said) in enumerate(steps, 1):
        actions.move(slug, at(26, hour), None, place, "Phòng tiếp dân đang sửa", house.officer, seen=seen)
        caching.forget()
        shown = {address: client.get(address).content.decode() for address in pages}
        assert [address for address in pages if said not in shown[address]] == []
        assert ("previousStartDate" in shown[pages[0]]) == (hour == 14)
        assert "Tính cho ngày" not in "".join(shown.values()), "it is the same day"


def test_telephones_take_one_meeting_or_follow_all(client, house):
    slug = actions.announce(a_reception(topics="Rác, “đèn”; vỉa hè\nvà cây"), house.officer, "26740")
    answer = client.get(f"/lich/{slug}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (at(26), at(26, 11, 30))
    assert (event["summary"], event["status"], event["sequence"]) == (
        "Chủ tịch UBND phường tiếp công dân", "CONFIRMED", 0,
    )  # fmt: skip
    assert "Rác, “đèn”; vỉa hè\nvà cây" in event["description"]
    actions.cancel(slug, "Phòng đang sửa", house.officer, seen=1)
    actions.announce(a_dialogue(), an_actor(Role.LEADER, house.unit), "26740")
    feed = Calendar.from_ical(client.get("/lich/lich.ics?don-vi=26740").content)
    events = {event["uid"]: event for event in feed.walk("VEVENT")}
    assert len(events) == 2
    called_off = next(event for uid, event in events.items() if uid.startswith(slug))
    assert (called_off["status"], called_off["sequence"]) == ("CANCELLED", 1)
    dialogues = Calendar.from_ical(client.get("/lich/lich.ics?loai=doi-thoai").content).walk("VEVENT")
    assert [each["summary"] for each in dialogues] == ["Hội nghị đối thoại với Nhân dân"]


def test_machines_ask_too(client, house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    told = client.get("/api/v1/meetings?unit=26740").json()
    assert [(each["code"], each["state"], each["on_time"]) for each in told] == [(slug, "announced", True)]
    assert told[0]["starts_at"] == "2026-11-26T08:00:00+07:00"
    assert client.get("/api/v1/meetings?unit=26740&past=true").json() == []
    assert client.get("/api/v1/meetings?unit=26740&kind=seminar").json() == []
    assert client.get("/api/v1/meetings?unit=26740&kind=x").status_code == 422
    assert client.get("/api/v1/meetings?unit=x").status_code == 404


def test_an_officer_posts_one_and_is_told_when_it_is_late(desk):
    assert desk.get("/ban-lam-viec/lich/moi/").status_code == 200
    late = desk.post("/ban-lam-viec/lich/moi/", typed(day="2026-11-19"))
    assert late.status_code == 200
    words = late.content.decode()
    assert "Luật: đăng trước ít nhất 5 ngày làm việc" in words
    assert "Buổi này đăng trước 3 ngày làm việc" in words
    assert "Lẽ ra phải đăng chậm nhất ngày" in words
    assert not Meeting.objects.exists()
    done = desk.post("/ban-lam-viec/lich/moi/", typed(day="2026-11-19", sure="1"))
    assert done.status_code == 303
    assert Meeting.objects.get().on_time is False
    again = desk.post("/ban-lam-viec/lich/moi/", typed(day="2026-11-19", sure="1"))
    assert again["Location"] == done["Location"]
    early = desk.post("/ban-lam-viec/lich/moi/", typed(key="khac"))
    assert early.status_code == 303, "early enough: nothing is asked twice"
    assert Meeting.objects.count() == 2


def test_an_officer_enters_a_schedule_and_sees_its_days_first(desk, house):
    shown = desk.post("/ban-lam-viec/lich/hang-tuan/", weekly())
    words = shown.content.decode()
    assert shown.status_code == 200
    assert "5 buổi" in words
    assert "Ngày Văn hóa Việt Nam" in words
    assert "gặp thứ Tư 25/11" in words
    assert "Buổi đầu tiên đăng trước 1 ngày làm việc" in words
    assert not Meeting.objects.exists()
    for nothing in ({}, {"sure": "1"}):
        closed = desk.post("/ban-lam-viec/lich/hang-tuan/", weekly(weekday="5", make_up="", **nothing))
        assert closed.status_code == 422
        assert "cơ quan đều nghỉ" in closed.content.decode()
    assert desk.post("/ban-lam-viec/lich/hang-tuan/", weekly(sure="1")).status_code == 303
    assert desk.post("/ban-lam-viec/lich/hang-tuan/", weekly(sure="1")).status_code == 303
    assert Meeting.objects.count() == 5
    listed = desk.get("/ban-lam-viec/lich/").content.decode()
    assert listed.count("Chủ tịch UBND phường tiếp công dân") == 5
    one = queries.upcoming(house.unit.path)[0].slug
    assert "cùng 4 buổi khác" in desk.get(f"/ban-lam-viec/lich/{one}/").content.decode()


def test_an_officer_moves_cancels_and_notes_it(desk, house, django_assert_max_num_queries):
    slug = actions.announce(a_reception(), house.officer, "26740")
    here = f"/ban-lam-viec/lich/{slug}/"
    with django_assert_max_num_queries(15):
        desk.get(here)
    assert (
        desk.post(f"{here}doi/", {"day": "2026-11-27", "starts": "14:00", "reason": "", "seen": 1}).status_code == 422
    )
    with django_assert_max_num_queries(18):  # a session, an officer's roles and the write itself
        moved = desk.post(
            f"{here}doi/", {"day": "2026-11-27", "starts": "14:00", "reason": "Chủ tịch đi họp", "seen": 1}
        )
    assert moved.status_code == 303
    stale = desk.post(f"{here}huy/", {"reason": "Phòng đang sửa", "seen": 1})
    assert stale.status_code == 422
    assert "người khác sửa" in stale.content.decode()
    assert desk.post(f"{here}sua/", typed(place="Hội trường", ends="", seen=2)).status_code == 303
    assert queries.meeting(slug).place == "Hội trường"
    assert desk.post(f"{here}huy/", {"reason": "Phòng đang sửa", "seen": 3}).status_code == 303
    page = desk.get(here).content.decode()
    assert "từ 8:00 ngày 26/11 sang 14:00 ngày 27/11" in page
    assert "Công chức tiếp dân" in page
    for seen in (4, "²", "9" * 5000):
        assert desk.post(f"{here}da-dien-ra/", {"seen": seen}).status_code == 409
    assert "báo dời ngày" in desk.get("/ban-lam-viec/lich/?muc=da-huy").content.decode().lower()
    assert slug in desk.get("/ban-lam-viec/lich/?muc=da-huy").content.decode()
    over = actions.announce(
        a_reception(title="Buổi sáng nay", starts_at=at(16, 9), ends_at=at(16, 10)), house.officer, "26740"
    )
    with patch.object(timezone, "now", return_value=at(16, 11)):
        assert desk.post(f"/ban-lam-viec/lich/{over}/da-dien-ra/", {"seen": 1}).status_code == 303
    assert queries.meeting(over).state is State.HELD


def test_who_only_reads_reads_and_who_may_not_is_told(client, house):
    slug = actions.announce(a_reception(), house.officer, "26740")
    client.force_login(an_officer(Role.AUDITOR, house.unit))
    assert "Đăng một buổi" not in client.get("/ban-lam-viec/lich/").content.decode()
    page = client.get(f"/ban-lam-viec/lich/{slug}/").content.decode()
    assert "Dời buổi này" not in page
    for address in ("moi/", "hang-tuan/", f"{slug}/sua/"):
        assert client.get(f"/ban-lam-viec/lich/{address}").status_code == 403
    assert client.post(f"/ban-lam-viec/lich/{slug}/huy/", {"reason": "Tôi muốn thế", "seen": 1}).status_code == 403
    client.logout()
    assert client.get("/ban-lam-viec/lich/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "30/02/2026"}, "Ghi ngày, ví dụ"),
        ({"starts": "25:00"}, "Ghi giờ, ví dụ"),
        ({"ends": "7:00"}, "Giờ kết thúc phải sau"),
        ({"kind": "seminar"}, "Chọn một trong các mục"),
        ({"online_link": "javascript:alert(1)"}, "https://"),
        ({"point": "đâu đó"}, "Ghi hai số"),
        ({"point": "48.1, 11.5"}, "ngoài Việt Nam"),
        ({"title": "<b>x</b>" * 60}, "Dài quá"),
        ({"unit": "26737"}, "Chọn một trong các mục"),
        ({"title": "", "place": ""}, "Còn thiếu"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_keeps_what_was_typed(desk, changes, said):
    answer = desk.post("/ban-lam-viec/lich/moi/", typed(sure="1", **changes))
    assert answer.status_code == 422
    words = answer.content.decode()
    assert said in words
    assert "Phòng tiếp công dân" in words or "place" in changes
    assert not Meeting.objects.exists()


def test_what_was_typed_is_text(client, house):
    slug = actions.announce(
        a_reception(title="<script>alert(1)</script> họp", topics="</script><b>x"), house.officer, "26740"
    )
    for address in ("/lich/", f"/lich/{slug}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "</script><b>x" not in page


def test_pages_speak_english(client, house):
    slug = actions.announce(a_reception(kind=Kind.CITIZEN_RECEPTION), house.officer, "26740")
    page = client.get(f"/lich/{slug}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Citizen reception" in page
    assert "Thursday" in page
