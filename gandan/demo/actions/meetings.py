"""Meetings of a living Phường Sài Gòn: weekly receptions, a dialogue ahead, one called off, one moved, some over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from gandan.core import clock
from gandan.core.clock import VIETNAM
from gandan.demo import rules
from gandan.directory.types import Actor
from gandan.events import actions, queries
from gandan.events.types import Announcement, Audience, Kind, Weekly
from gandan.law import queries as law

THURSDAY = 3
BACK, AHEAD = timedelta(weeks=5), timedelta(weeks=8)
POSTED = 12  # working days before the first meeting of the schedule
ROOM = "Phòng tiếp công dân, trụ sở UBND phường Sài Gòn"
CHAIR = "Chủ tịch UBND phường"
BRING = "Không cần hẹn trước. Mang giấy tờ liên quan và biên nhận nếu đã gửi đơn."


def meetings(unit: str, officers: dict[str, Actor]) -> None:
    today, reception = clock.today(), officers["tiepdan"]
    _receptions(unit, today, reception)
    _party(unit, today, reception)
    _dialogue(unit, today, officers["lanhdao"])
    _neighbourhood(today, officers["khupho"])
    _inside(unit, today, officers["lanhdao"])


def _receptions(unit: str, today: date, officer: Actor) -> None:
    """Every Thursday by the chairman; what is over was held, the third to come is called off, the second moved."""
    given = Announcement(
        kind=Kind.CITIZEN_RECEPTION, title="Chủ tịch UBND phường tiếp công dân", starts_at=_at(today, 8), place=ROOM,
        presides=CHAIR, topics="Nghe và trả lời kiến nghị, phản ánh, khiếu nại của người dân.", how_to_join=BRING,
    )  # fmt: skip
    weekly = Weekly(THURSDAY, time(8), today - BACK, today + AHEAD, time(11, 30))
    posted = _at(rules.working_back(law.calendar(), weekly.since, POSTED), 9)
    made = actions.schedule(given, weekly, officer, unit, at=posted)
    shown = [queries.meeting(slug) for slug in made.slugs]
    for each in shown:
        if each.starts_at <= clock.now() and each.past:
            actions.mark_held(each.slug, officer, seen=1)
    coming = [each for each in shown if not each.past and each.starts_at > clock.now()]
    second, third = coming[1], coming[2]
    later = rules.working_on_or_after(law.calendar(), second.day + timedelta(days=1))
    why = "Chủ tịch dự kỳ họp HĐND Thành phố vào sáng thứ Năm"
    actions.move(second.slug, _at(later, 14), _at(later, 16, 30), "", why, officer, seen=1)
    actions.cancel(third.slug, "Phòng tiếp công dân sửa chữa; tuần sau tiếp bình thường", officer, seen=1)


def _party(unit: str, today: date, officer: Actor) -> None:
    monday = today + timedelta(days=7 - today.weekday())
    for day in (monday - timedelta(days=21), monday, monday + timedelta(days=28)):
        on = rules.working_on_or_after(law.calendar(), day)
        given = Announcement(
            kind=Kind.CITIZEN_RECEPTION, title="Bí thư Đảng ủy phường tiếp dân", starts_at=_at(on, 14),
            ends_at=_at(on, 16, 30), place="Trụ sở Đảng ủy phường Sài Gòn", presides="Bí thư Đảng ủy phường",
            how_to_join=BRING,
        )  # fmt: skip
        posted = _at(rules.working_back(law.calendar(), min(on, today), 8), 9)
        slug = actions.announce(given, officer, unit, at=posted)
        if on < today:
            actions.mark_held(slug, officer, seen=1)


def _dialogue(unit: str, today: date, leader: Actor) -> None:
    day = rules.working_on_or_after(law.calendar(), today + timedelta(days=17))
    given = Announcement(
        kind=Kind.DIALOGUE_CONFERENCE, title="Hội nghị đối thoại với Nhân dân", starts_at=_at(day, 18),
        place="Hội trường UBND phường Sài Gòn", presides="Chủ tịch UBND phường và Thường trực HĐND phường",
        topics="Rác và giờ thu gom, trật tự đô thị, chung cư phải di dời.\nBạn hỏi việc khác cũng được.",
        how_to_join="Đến trực tiếp, hoặc gửi câu hỏi trước tại quầy, qua trưởng khu phố hay trang này.",
        online_link="https://hop.example.vn/doi-thoai-phuong-sai-gon",
    )  # fmt: skip
    actions.announce(given, leader, unit, at=_at(rules.working_back(law.calendar(), today, 1), 10))


def _neighbourhood(today: date, head: Actor) -> None:
    day = rules.working_back(law.calendar(), today - timedelta(days=20), 0)
    given = Announcement(
        kind=Kind.COMMUNITY_MEETING, title="Họp dân khu phố 3: nắp cống và hẻm 18", starts_at=_at(day, 19),
        ends_at=_at(day, 20, 30), place="Văn phòng khu phố 3", presides="Trưởng khu phố 3",
        topics="Bàn việc thay nắp cống, giờ để xe trong hẻm.",
    )  # fmt: skip
    slug = actions.announce(given, head, "26740-kp03", at=_at(day - timedelta(days=6), 8))
    actions.mark_held(slug, head, seen=1)


def _inside(unit: str, today: date, leader: Actor) -> None:
    day = rules.working_on_or_after(law.calendar(), today + timedelta(days=4))
    given = Announcement(
        kind=Kind.TRAINING, title="Tập huấn tiếp công dân trực tuyến cho cán bộ", starts_at=_at(day, 14),
        ends_at=_at(day, 16), place="Phòng họp 2, UBND phường", presides="Chánh Văn phòng HĐND và UBND phường",
        topics="Báo người tham gia, thử kỹ thuật, ghi hình buổi tiếp.", audience=Audience.INSIDE,
    )  # fmt: skip
    actions.announce(given, leader, unit, at=_at(rules.working_back(law.calendar(), today, 2), 9))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)
