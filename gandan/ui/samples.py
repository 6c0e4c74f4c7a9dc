"""What the gallery fills components with; it says of itself that it is sample."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple


class SampleDay(NamedTuple):
    """A day of the sample strip, in the shape of `gandan.law.types.Step`."""

    on: date
    counted: int | None
    why: str
    reason: str = ""
    reason_en: str = ""


START = date(2026, 11, 20)
MARKS: list[tuple[int | None, str, str, str]] = [
    (None, "start", "", ""),
    (None, "weekend", "thứ Bảy", "Saturday"),
    (None, "weekend", "Chủ nhật", "Sunday"),
    (1, "counted", "", ""),
    (None, "holiday", "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
    (2, "counted", "", ""),
    (None, "paused", "Chờ phúc đáp", "Waiting for a reply"),
    (3, "counted", "", ""),
    (4, "worked", "Làm bù ngày 02/01", "Make-up day"),
    (None, "weekend", "Chủ nhật", "Sunday"),
    (5, "due", "", ""),
]
STRIP = [SampleDay(START + timedelta(days=n), *mark) for n, mark in enumerate(MARKS)]

SAMPLES: dict[str, Any] = {
    "strip": STRIP,
    "answered": date(2026, 11, 25),
    "due": STRIP[-1].on,
    "moment": datetime(2026, 11, 12, 8, 40),
    "crumbs": [("Trang chủ", "/"), ("Dân biết", "#"), ("Ngân sách", "")],
    "tabs": [
        {"label": "Việc của tôi", "href": "#", "count": 18, "current": True},
        {"label": "Quá hạn", "href": "#", "count": 1, "late": True},
        {"label": "Tạm dừng", "href": "#", "count": 2},
    ],
    "steps": ["Việc gì", "Ở đâu", "Người gửi"],
    "milestones": [
        {"label": "Tiếp nhận", "state": "done", "note": "02/11"},
        {"label": "Phân công", "state": "done", "note": "03/11"},
        {"label": "Xác minh", "state": "now", "note": "đang làm"},
        {"label": "Trả lời", "state": "todo"},
        {"label": "Đánh giá", "state": "todo"},
    ],
    "menu": [("Chuyển cơ quan khác", "#", "send"), ("Không thuộc thẩm quyền", "#", "circle-x")],
    "links": [
        {"label": "14 nội dung công khai", "href": "#", "n": "11 / 14"},
        {"label": "Thủ tục và lệ phí", "href": "#", "n": 1086},
        {"label": "Rác đầu hẻm chợ", "href": "#", "sub": "Đang xác minh", "icon": "chevron-right"},
    ],
    "facts": [("Báo đã nhận", "Ngay khi gửi, có mã"), ("Trả lời bạn", "Chậm nhất thứ Hai 30/11")],
    "ratings": [("done", "Đã xong"), ("partly", "Xong một phần"), ("not", "Chưa giải quyết")],
    "covered": ["Họ tên", "Điện thoại"],
}
