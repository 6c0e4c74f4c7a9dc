"""Two denunciations, sealed whole like any other: one under way, one without a name. Their words are in no row."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from gandan.cases.types import Channel, PartyInput, PlannedCase, PlannedStep, Submission
from gandan.core import clock
from gandan.demo import rules
from gandan.directory.types import Actor
from gandan.law import queries as law

TYPE = "denunciation"
ABOUT = {
    "denounced": "Nguyễn Văn Nào (mẫu)",
    "office": "Nhân viên thu phí của một đơn vị ngoài phường",
    "against": "other",
}
SENDER = PartyInput(name="Trần Thị Kín (mẫu)", phone="0900000099", address="9 ngõ Mẫu, khu phố 2", sealed=True)


def sealed_letters(unit: str, officers: dict[str, Actor]) -> list[PlannedCase]:
    """Plans, oldest first; the same every time."""
    return [_under_way(unit, officers), _without_a_name(unit)]


def _under_way(unit: str, officers: dict[str, Actor]) -> PlannedCase:
    officer, leader = officers["tiepdan"], officers["lanhdao"]
    steps = (
        PlannedStep(
            "start_checking", _at(11), officer, {"text": "Nội dung thuộc thẩm quyền của phường, đủ điều kiện."}
        ),
        PlannedStep("accept", _at(8), leader, {"text": "Thụ lý nội dung thu phí không biên lai."}),
        PlannedStep(
            "notify", _at(6), officer, {"to_sender": "Đơn của bạn đã được thụ lý.", "on": f"{_at(6):%Y-%m-%d}"}
        ),
        PlannedStep("start_verifying", _at(4), leader, {"text": "Tổ xác minh gồm hai người."}),
    )
    told = _submission(
        unit,
        "Thu phí vệ sinh không biên lai",
        "Ba tháng liền thu phí vệ sinh nhưng không đưa biên lai cho các hộ trong ngõ.",
        ABOUT | {"protection": "Đề nghị không để người bị tố cáo biết nhà tôi."},
        SENDER,
        _at(12),
        "demo-sealed-1",
    )
    return PlannedCase(told, steps, digits="8800001")


def _without_a_name(unit: str) -> PlannedCase:
    told = _submission(
        unit,
        "Vật liệu công trình bị bớt",
        "Thấy chở bớt xi măng khỏi công trình vào ban đêm, hai lần trong tuần.",
        ABOUT | {"evidence": "Có ảnh chụp biển số xe và giờ ra vào, đưa khi được hỏi."},
        PartyInput(anonymous=True),
        _at(2),
        "demo-sealed-2",
    )
    return PlannedCase(told, digits="8800002")


def _submission(
    unit: str, subject: str, content: str, answers: dict[str, str], sender: PartyInput, at: datetime, key: str
) -> Submission:
    return Submission(
        type=TYPE,
        unit=unit,
        subject=subject,
        content=content,
        key=key,
        field=law.fields()[0].code,
        party=sender,
        answers=answers,
        channel=Channel.WEB,
        received_at=at,
    )


def _at(back: int) -> datetime:
    """Nine in the morning, so many working days ago."""
    day = rules.working_back(law.calendar(), clock.today() - timedelta(days=1), back)
    return datetime.combine(day, time(9, 0), clock.VIETNAM)
