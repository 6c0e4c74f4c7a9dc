"""What the books say of a case: the columns of Form 03/TCD (Decree 154/2026) and of the register of petitions."""

from __future__ import annotations

from datetime import date

from gandan.cases.types.books import Book, BookCase, Step

# (code, heading, share of the page's width, centred). The thirteen of the reception book are those of Form 03/TCD.
Columns = tuple[tuple[str, str, float, bool], ...]
RECEPTION: Columns = (
    ("number", "TT", 0.5, True),
    ("date", "Ngày tiếp", 1.2, True),
    ("sender", "Họ tên, địa chỉ", 2.3, False),
    ("identity", "Số định danh", 1.1, True),
    ("subject", "Nội dung vụ việc", 3.0, False),
    ("kind", "Loại đơn", 1.2, False),
    ("people", "Số người", 0.6, True),
    ("settled_by", "Cơ quan đã giải quyết", 1.2, False),
    ("competence", "Thẩm quyền", 1.7, False),
    ("guidance", "Hướng dẫn", 1.7, False),
    ("passed_to", "Cơ quan nhận đơn chuyển đến", 1.4, False),
    ("follow_up", "Theo dõi kết quả giải quyết", 1.8, False),
    ("note", "Ghi chú", 1.0, False),
)
PETITIONS: Columns = (
    ("number", "TT", 0.5, True),
    ("date", "Ngày nhận", 1.2, True),
    ("code", "Mã hồ sơ", 1.8, True),
    ("channel", "Nguồn", 1.0, False),
    ("sender", "Họ tên, địa chỉ", 2.3, False),
    ("kind", "Loại đơn", 1.2, False),
    ("field", "Lĩnh vực", 1.2, False),
    ("subject", "Nội dung", 3.0, False),
    ("due_on", "Hạn", 1.2, True),
    ("competence", "Xử lý đơn", 2.0, False),
    ("follow_up", "Kết quả", 1.9, False),
    ("letters", "Văn bản", 1.8, False),
    ("note", "Ghi chú", 0.9, False),
)
LETTERS: Columns = (
    ("number", "TT", 0.5, True),
    ("symbol", "Số, ký hiệu", 1.4, True),
    ("date", "Ngày", 1.1, True),
    ("about", "Tên loại, trích yếu", 4.0, False),
    ("signer", "Người ký", 1.6, False),
    ("recipients", "Nơi nhận", 3.0, False),
    ("code", "Hồ sơ", 1.8, True),
    ("note", "Ghi chú", 2.0, False),
)
COLUMNS = {Book.RECEPTION: RECEPTION, Book.PETITIONS: PETITIONS, Book.LETTERS: LETTERS}
SEALED = ("number", "date", "kind")  # all that a book says of a sealed case

_ACCEPTED, _GUIDED, _PASSED, _REFUSED = "accept", "guide", "forward", "refuse"


def row(book: Book, number: int, case: BookCase) -> tuple[str, ...]:
    """One line, in the order of the book's columns."""
    shown = SEALED if case.sealed else tuple(code for code, *_rest in COLUMNS[book])
    values = _values(number, case)
    return tuple(values[code] if code in shown else "" for code, *_rest in COLUMNS[book])


def _values(number: int, case: BookCase) -> dict[str, str]:
    return {
        "number": str(number),
        "date": day(case.received_on),
        "code": case.code,
        "kind": case.kind,
        "channel": case.channel,
        "sender": case.sender,
        "identity": case.identity,
        "subject": case.subject,
        "field": case.field,
        "people": str(case.people),
        "settled_by": case.settled_by,
        "competence": _competence(case.steps),
        "guidance": _guidance(case.steps),
        "passed_to": _last(case.steps, _PASSED).body,
        "follow_up": _follow_up(case),
        "letters": "; ".join(case.letters),
        "due_on": day(case.due_on) if case.due_on else "",
        "note": "",
    }


def day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


def _last(steps: tuple[Step, ...], action: str) -> Step:
    found = [step for step in steps if step.action == action]
    return found[-1] if found else Step(action, date.min, "")


def _competence(steps: tuple[Step, ...]) -> str:
    decided = [step for step in steps if step.action in (_ACCEPTED, _GUIDED, _PASSED, _REFUSED)]
    if not decided:
        return "Đang xem xét"
    return {
        _ACCEPTED: "Thuộc thẩm quyền, đã nhận giải quyết",
        _GUIDED: "Không thuộc thẩm quyền, đã hướng dẫn",
        _PASSED: "Không thuộc thẩm quyền, đã chuyển",
        _REFUSED: "Không nhận giải quyết, có nêu lý do",
    }[decided[-1].action] + f" ({day(decided[-1].on)})"


def _guidance(steps: tuple[Step, ...]) -> str:
    guided = _last(steps, _GUIDED)
    if guided.on == date.min:
        return ""
    return f"Gửi đơn đến {guided.body}. {guided.text}".strip() if guided.body else guided.text


def _follow_up(case: BookCase) -> str:
    if case.answered_on is None:
        return case.state
    what = f": {case.result}" if case.result else ""
    return f"{case.state} ngày {day(case.answered_on)}{what}"
