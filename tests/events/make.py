"""Builders: a ward with its officers, a reception, a weekly schedule, a fixed morning. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gandan.core import clock
from gandan.core.clock import VIETNAM
from gandan.directory.models import Account, Installation, Organisation
from gandan.directory.queries import actor_of
from gandan.directory.types import Actor
from gandan.events import actions
from gandan.events.types import Announcement, Kind, Weekly
from gandan.law.types import Role
from tests.directory import make as directory

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=VIETNAM)  # a quiet week before one with a day off (Tue 24 Nov)


@dataclass(frozen=True)
class House:
    unit: Organisation
    officer_account: Account

    @property
    def officer(self) -> Actor:
        return actor_of(self.officer_account)


def a_house() -> House:
    ward = directory.a_ward()
    account = directory.an_officer(Role.PETITION_OFFICER, ward, title="Công chức tiếp dân", name="Chị Tâm (mẫu)")
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward, "demo": False})
    return House(ward, account)


def at(day: int, hour: int = 8, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def a_reception(**changes: Any) -> Announcement:
    values: dict[str, Any] = {
        "kind": Kind.CITIZEN_RECEPTION,
        "title": "Chủ tịch UBND phường tiếp công dân",
        "starts_at": at(26),
        "ends_at": at(26, 11, 30),
        "place": "Phòng tiếp công dân, trụ sở UBND phường",
        "presides": "Chủ tịch UBND phường",
        "topics": "Nghe kiến nghị, phản ánh của người dân.",
    }
    return Announcement(**(values | changes))


def a_dialogue(**changes: Any) -> Announcement:
    values: dict[str, Any] = {
        "kind": Kind.DIALOGUE_CONFERENCE,
        "title": "Hội nghị đối thoại với Nhân dân",
        "starts_at": at(10, 18, month=12),
        "ends_at": None,
        "place": "Hội trường phường",
        "presides": "Chủ tịch UBND phường và Thường trực HĐND phường",
        "topics": "Rác, trật tự đô thị.",
    }
    return Announcement(**(values | changes))


def thursdays(**changes: Any) -> Weekly:
    values: dict[str, Any] = {
        "weekday": 3, "starts": time(8), "ends": time(11, 30), "since": date(2026, 11, 16), "until": date(2026, 12, 31),
    }  # fmt: skip
    return Weekly(**(values | changes))


def a_scene(leader: Actor) -> dict[str, str]:
    """A reception that was moved, one that was called off, one that is over; around today."""
    soon = datetime.combine(clock.today() + timedelta(days=9), time(8), VIETNAM)
    given = {"starts_at": soon, "ends_at": soon + timedelta(hours=3)}
    link = "https://hop.example.vn/phong-tiep-dan"
    moved = actions.announce(a_reception(**given, online_link=link), leader, "26740")
    actions.move(moved, soon + timedelta(days=1), None, "Hội trường", "Chủ tịch họp ở Thành phố", leader, seen=1)
    called_off = actions.announce(a_reception(**given, title="Tiếp dân buổi sáng"), leader, "26740")
    actions.cancel(called_off, "Phòng tiếp dân đang sửa", leader, seen=1)
    ago = soon - timedelta(days=30)
    actions.announce(a_reception(starts_at=ago, ends_at=ago + timedelta(hours=3)), leader, "26740")
    return {"meeting": moved, "called_off": called_off}
