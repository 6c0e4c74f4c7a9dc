"""The closed vocabulary of letters: every placeholder that a template may name, and how its value is read."""

from __future__ import annotations

from datetime import date, datetime

from gandan.documents.types import Fact, FactKind

_TEXT, _LONG, _DATE, _MOMENT = FactKind.TEXT, FactKind.LONGTEXT, FactKind.DATE, FactKind.MOMENT

_ALL = (
    # The unit: from the directory.
    Fact("unit", "tên đơn vị", "the unit's name", fixed=True, neutral=True),
    Fact("agency", "tên cơ quan ban hành", "the issuing body's name", fixed=True, neutral=True),
    Fact("chairman", "chức danh người đứng đầu", "the head's title", fixed=True, neutral=True),
    Fact("unit_address", "địa chỉ đơn vị", "the unit's address", fixed=True, neutral=True),
    Fact("unit_phone", "điện thoại đơn vị", "the unit's telephone", fixed=True, neutral=True),
    # The case: from its records.
    Fact("code", "mã hồ sơ", "case code", fixed=True, neutral=True),
    Fact("follow", "địa chỉ tra cứu", "address for following", fixed=True, neutral=True),
    Fact("received_on", "ngày nhận đơn", "day of receipt", _DATE, fixed=True, neutral=True),
    Fact("accepted_on", "ngày thụ lý", "day of acceptance", _DATE, fixed=True, neutral=True),
    Fact("due_on", "hạn giải quyết", "due date", _DATE, fixed=True, neutral=True),
    Fact("due_source", "căn cứ của thời hạn", "source of the time limit", fixed=True, neutral=True),
    Fact("petition", "loại đơn", "kind of petition", fixed=True, neutral=True),
    Fact("instance", "lần giải quyết", "which instance", fixed=True),
    # The case: as its records say, and an officer may put it better.
    Fact("sender", "họ tên người gửi", "sender's name"),
    Fact("sender_address", "địa chỉ người gửi", "sender's address"),
    Fact("subject", "nội dung đơn", "what the petition is about"),
    Fact("act", "quyết định, hành vi bị khiếu nại", "decision or act complained of"),
    Fact("wanted", "yêu cầu của người gửi", "what the sender asks for", _LONG),
    Fact("papers", "giấy tờ kèm theo", "papers handed in"),
    Fact("result", "kết quả giải quyết", "result"),
    # What only an officer can say.
    Fact("body", "cơ quan nhận", "receiving body"),
    Fact("reason", "lý do, căn cứ", "grounds", _LONG),
    Fact("content", "nội dung trả lời", "the answer", _LONG),
    Fact("not_done", "phần chưa làm được, vì sao và khi nào", "what is not done, why and by when", _LONG),
    Fact("needed", "thông tin, tài liệu cần bổ sung", "what has to be added", _LONG),
    Fact("until", "ngày cuối để bổ sung", "last day for adding", _DATE),
    Fact("extended_to", "hạn mới", "new due date", _DATE),
    Fact("meeting_at", "thời gian đối thoại", "time of the dialogue", _MOMENT),
    Fact("meeting_end", "thời gian kết thúc đối thoại", "end of the dialogue", _MOMENT),
    Fact("meeting_place", "địa điểm đối thoại", "place of the dialogue"),
    Fact("chair", "người chủ trì", "who chairs"),
    Fact("attendants", "thành phần tham dự", "who takes part", _LONG),
    Fact("respondent", "người bị khiếu nại", "who is complained of"),
    Fact("sender_says", "ý kiến người khiếu nại", "what the complainant says", _LONG),
    Fact("respondent_says", "ý kiến người bị khiếu nại", "what the respondent says", _LONG),
    Fact("others_say", "ý kiến của người khác", "what others say", _LONG),
    Fact("outcome", "kết quả đối thoại", "outcome of the dialogue", _LONG),
    Fact("findings", "kết quả xác minh", "findings", _LONG),
    Fact("dialogue", "kết quả đối thoại (nếu có)", "the dialogue (if held)", _LONG),
    Fact("conclusion", "kết luận", "conclusion", _LONG),
    Fact("decision", "nội dung quyết định", "what is decided", _LONG),
    Fact("executor", "người chịu trách nhiệm thi hành", "who carries it out"),
    Fact("first_decision", "quyết định giải quyết lần đầu", "decision of first instance"),
    Fact("appeal_body", "cơ quan giải quyết lần hai", "body of second instance"),
    Fact("contact", "người, nơi liên hệ", "contact person or place"),
)
FACTS: dict[str, Fact] = {fact.code: fact for fact in _ALL}

MOST = {FactKind.TEXT: 500, FactKind.LONGTEXT: 20_000, FactKind.DATE: 10, FactKind.MOMENT: 16}  # letters


def said(code: str, value: str) -> str:
    """A value as a letter writes it: «ngày» stands in the template, so a date is «05 tháng 02 năm 2026»."""
    kind = FACTS[code].kind
    if kind is FactKind.DATE:
        return long_day(date.fromisoformat(value))
    if kind is FactKind.MOMENT:
        at = datetime.fromisoformat(value)
        return f"{at.hour} giờ {at.minute:02d} phút, ngày {long_day(at.date())}"
    return value


def long_day(day: date) -> str:
    """«05 tháng 02 năm 2026»: a nought before days below 10 and months 1 and 2 (Decree 30/2020, Annex I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def day_in(code: str, value: str) -> date:
    """The day of a date or moment. ValueError for nonsense."""
    if FACTS[code].kind is FactKind.MOMENT:
        return datetime.fromisoformat(value).date()
    return date.fromisoformat(value)


def readable(code: str, value: str) -> bool:
    """Whether it is a value of its kind at all."""
    if FACTS[code].kind not in (FactKind.DATE, FactKind.MOMENT):
        return True
    try:
        day_in(code, value)
        said(code, value)
    except ValueError:
        return False
    return True
