"""What every write of the room asks first: whether the words are whole, who may, which row, how early."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from gandan.core.clock import VIETNAM, day_of
from gandan.core.text import clean, one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor, UnitView
from gandan.events import rules
from gandan.events.models import Meeting
from gandan.events.policies import may_announce, may_announce_inside
from gandan.events.queries import notice_of, online_notice_of, visible_to
from gandan.events.types import Announcement, Audience, Kind, Notice

LENGTHS = {"title": 200, "place": 300, "presides": 160, "topics": 3000, "how_to_join": 1500, "online_link": 400}
LINES = {"topics", "how_to_join"}
REQUIRED = ("title", "place", "presides")
LONGEST_DAYS = 14
EARLIEST_YEAR = 1990
LATEST_YEARS = 3  # ahead


def checked(given: Announcement, now: datetime) -> dict[str, object]:
    """The columns of a meeting, or Refused at each field that is wrong."""
    told = {name: (clean if name in LINES else one_line)(getattr(given, name)) for name in LENGTHS}
    errors = {name: _("Còn thiếu.") for name in REQUIRED if not told[name]}
    for name, most in LENGTHS.items():
        if len(told[name]) > most:
            errors[name] = _("Dài quá %(most)s chữ cái. Viết gọn lại.") % {"most": most}
    if told["title"] and len(told["title"]) < 5:
        errors["title"] = _("Ghi tên buổi gặp, ví dụ «Chủ tịch UBND phường tiếp công dân».")
    if told["online_link"] and not rules.host_of(told["online_link"]):
        errors["online_link"] = _("Ghi địa chỉ bắt đầu bằng https://, như địa chỉ phòng họp đã tạo.")
    errors |= _wrong_times(given, now) | _wrong_point(given)
    if errors:
        raise Refused(**errors)
    return told | {
        "kind": given.kind,
        "starts_at": given.starts_at,
        "ends_at": given.ends_at,
        "lat": given.lat,
        "lon": given.lon,
        "audience": given.audience,
    }


def _wrong_times(given: Announcement, now: datetime) -> dict[str, str]:
    if not EARLIEST_YEAR <= given.starts_at.year <= now.year + LATEST_YEARS:
        return {"starts_at": _("Xem lại năm của ngày này.")}
    if given.ends_at is not None and given.ends_at <= given.starts_at:
        return {"ends_at": _("Giờ kết thúc phải sau giờ bắt đầu.")}
    if given.ends_at is not None and (given.ends_at - given.starts_at).days >= LONGEST_DAYS:
        return {"ends_at": _("Một buổi dài nhất hai tuần. Buổi lặp lại thì lập lịch hằng tuần.")}
    return {}


def _wrong_point(given: Announcement) -> dict[str, str]:
    if (given.lat is None) != (given.lon is None):
        return {"place": _("Ghim trên bản đồ thiếu một số. Đặt lại ghim.")}
    if given.lat is not None and given.lon is not None and not (6 <= given.lat <= 24 and 101 <= given.lon <= 118):
        return {"place": _("Ghim nằm ngoài Việt Nam. Đặt lại ghim.")}
    return {}


def need_announcer(actor: Actor, unit: UnitView, given: Announcement) -> None:
    if not may_announce(actor, unit.path, given.kind):
        raise NotAllowed(_("Vai của bạn không đăng loại buổi gặp này cho đơn vị này."))
    need_insider(actor, unit.path, given.audience)


def need_insider(actor: Actor, path: str, audience: Audience) -> None:
    if audience == Audience.INSIDE and not may_announce_inside(actor, path):
        raise Refused(audience=_("Vai của bạn không báo riêng trong cơ quan. Chọn «Mọi người»."))


def locked(slug: str, actor: Actor, seen: int | None) -> Meeting:
    """The row, for change, in the caller's transaction. Conflict where somebody changed it since `seen`."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit")
    row = rows.filter(visible_to(actor), slug=slug).first()
    if row is None:
        raise NotFound(_("Không có buổi gặp này."))
    if not may_announce(actor, row.unit.path, Kind(row.kind)):
        raise NotAllowed(_("Vai của bạn không đổi được buổi gặp này."))
    if seen is not None and row.version != seen:
        raise Conflict(_("Buổi này vừa được người khác sửa. Mở lại để xem, rồi làm lại."))
    return row


def reason_of(given: str) -> str:
    reason = one_line(given)
    if len(reason) < 5:
        raise Refused(reason=_("Ghi lý do, người dân sẽ đọc lý do này."))
    if len(reason) > 300:
        raise Refused(reason=_("Dài quá %(most)s chữ cái. Viết gọn lại.") % {"most": 300})
    return reason


def proof(row: Meeting) -> None:
    """Write down how early it is posted; of what was written down afterwards, or is not for everybody, nothing is
    claimed.
    """
    row.on_time = row.notice_days = row.notice_given = row.notice_at = row.notice_for = None
    row.notice_unit = row.notice_source = row.notice_pack = ""
    if row.starts_at <= row.posted_at or row.audience == Audience.INSIDE:
        return
    day = day_of(row.starts_at)
    found = notice_of(Kind(row.kind), day_of(row.posted_at), day, online=bool(row.online_link))
    if found:
        _write(row, found, row.posted_at, day)


def prove_online(row: Meeting, now: datetime) -> None:
    """It goes online too, later than it was posted: that is what counts, unless it was late before."""
    if row.starts_at <= now or row.audience == Audience.INSIDE:
        return
    day = day_of(row.starts_at)
    found = online_notice_of(Kind(row.kind), day_of(now), day)
    if found and not (found.on_time and row.on_time is False):
        _write(row, found, now, day)


def prove_offline(row: Meeting, now: datetime) -> None:
    """It does not go online after all: its notice counts again from when it was posted, for the day first announced.

    What has begun keeps the proof that it had: nobody mends it afterwards.
    """
    if row.starts_at <= now or row.audience == Audience.INSIDE:
        return
    day = day_of(row.moved_from or row.starts_at)
    found = notice_of(Kind(row.kind), day_of(row.posted_at), day, online=False)
    if found:
        _write(row, found, row.posted_at, day)


def prove_move(row: Meeting, now: datetime) -> None:
    """How early another day is told, counted as its notice was; the first day's notice stays as it is."""
    row.moved_at, row.moved_given = now, None
    found = notice_of(Kind(row.kind), day_of(now), day_of(row.starts_at), online=bool(row.online_link))
    if found and found.unit == row.notice_unit:
        row.moved_given = found.given


def _write(row: Meeting, found: Notice, at: datetime, day: date) -> None:
    row.on_time, row.notice_days, row.notice_unit = found.on_time, found.days, found.unit
    row.notice_given, row.notice_source, row.notice_pack = found.given, found.source, found.pack
    row.notice_at, row.notice_for = at, day


def request_of(unit: int, given: Announcement, *more: object) -> str:
    """What came with a key, as one line: a repeat is known by it, also after the meeting has changed."""
    return hashlib.sha256(json.dumps([unit, asdict(given), *more], default=_plain).encode()).hexdigest()


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def said_moment(at: datetime | None) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="minutes") if at else ""
