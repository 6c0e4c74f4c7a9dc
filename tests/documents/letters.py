"""Facts for every kind of letter; all people are invented."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path
from typing import Any

from gandan.documents import queries, rules
from gandan.documents.types import LetterTemplate, NewLetter, Signer

ON = date(2026, 2, 5)
DEPUTY = Signer("Nguyễn Văn Mẫu", "Phó Chủ tịch UBND phường")
FACTS = {
    "unit": "phường Sài Gòn",
    "agency": "Ủy ban nhân dân phường Sài Gòn",
    "chairman": "Chủ tịch Ủy ban nhân dân phường Sài Gòn",
    "unit_address": "số 1 đường Mẫu",
    "unit_phone": "028 0000 0000",
    "code": "SG26-4829-1379",
    "follow": "gandan.example.vn/tra-cuu/",
    "received_on": "2026-01-12",
    "accepted_on": "2026-01-20",
    "due_on": "2026-02-19",
    "due_source": "Điều 28 Luật Khiếu nại số 02/2011/QH13",
    "petition": "đơn khiếu nại",
    "instance": "lần đầu",
    "first_decision": "số 12/QĐ-UBND ngày 05 tháng 01 năm 2026",
    "sender": "Nguyễn Thị Mẫu",
    "sender_address": "số 18 hẻm 12 đường Mẫu, khu phố 3",
    "subject": "Khiếu nại quyết định tháo dỡ mái che",
    "act": "Quyết định số 12/QĐ-UBND về tháo dỡ mái che",
    "wanted": "Hủy quyết định tháo dỡ.\nCho thời gian sửa lại mái.",
    "papers": "đơn 02 trang; 03 ảnh",
    "result": "Khiếu nại đúng một phần",
    "body": "Sở Xây dựng Thành phố Hồ Chí Minh",
    "reason": "Quyết định bị khiếu nại do Sở Xây dựng ban hành.",
    "content": "Phường đã dời điểm tập kết rác.\nCông ty lấy rác hai lần mỗi ngày.",
    "not_done": "lát lại vỉa hè, xong trước ngày 15 tháng 3.",
    "needed": "Bản sao giấy tờ nhà đất.\nẢnh mái che trước khi tháo.",
    "until": "2026-02-20",
    "extended_to": "2026-03-06",
    "meeting_at": "2026-02-12T08:30",
    "meeting_end": "2026-02-12T10:05",
    "meeting_place": "Phòng tiếp công dân",
    "chair": "ông Nguyễn Văn Mẫu, Phó Chủ tịch",
    "attendants": "Đại diện Phòng Kinh tế, Hạ tầng và Đô thị;\nTrưởng khu phố 3.",
    "respondent": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "sender_says": "Mái che có từ năm 2009.",
    "respondent_says": "Mái che vượt ranh 0,8 m.",
    "others_say": "Không có ý kiến khác.",
    "outcome": "Hai bên thống nhất tháo phần vượt ranh.",
    "findings": "Mái che rộng 2,4 m, 0,8 m nằm ngoài ranh.",
    "dialogue": "Hai bên đã đối thoại và thống nhất.",
    "conclusion": "Khiếu nại đúng một phần.",
    "decision": "Chỉ tháo dỡ phần mái che vượt ranh.",
    "executor": "Trưởng Phòng Kinh tế, Hạ tầng và Đô thị",
    "appeal_body": "Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh",
    "contact": "Văn phòng, 028 0000 0000",
}
PLAIN = """
    code = "thu"
    valid_from = 2026-01-01
    label = "Thư thử"
    label_en = "Trial letter"
    title = "Thông báo"
    about = "Việc của ông (bà) {sender}"
    abbreviation = "TB"
    series = "van-ban"
    signer = "committee"
    roles = ["petition_officer"]
    sources = [{ document = "Luật Tiếp công dân số 42/2013/QH13", article = "28", confidence = "verified" }]
    offers = [{ type = "complaint", states = ["received"] }]
    [[paragraphs]]
    text = "{agency} nhận đơn ngày {received_on}."
    [[paragraphs]]
    when = "body"
    text = "Đã chuyển {body}."
"""


def a_template(folder: Path, text: str = PLAIN, name: str = "thu.toml") -> LetterTemplate:
    (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    found, problems = queries.read_templates([folder / name])
    assert not problems, problems
    return found[0]


def faults(folder: Path, old: str, new: str) -> str:
    """What is said of the plain template with one thing changed."""
    text = textwrap.dedent(PLAIN)
    assert old in text
    (folder / "thu.toml").write_text(text.replace(old, new), encoding="utf-8")
    found, problems = queries.read_templates([folder / "thu.toml"])
    assert not found or not problems
    return "\n".join(map(str, problems))


def facts_for(template: LetterTemplate) -> dict[str, str]:
    return {code: FACTS[code] for code in ["agency", *rules.facts_of(template)]}


def a_paper(template: LetterTemplate, **changes: str) -> dict[str, Any]:
    return queries.composed(template, facts_for(template) | changes, DEPUTY, ON)


def a_letter(about: str = "case:SG26-4829-1379", template: LetterTemplate | None = None, **changes: Any) -> NewLetter:
    template = template or queries.letter_template("phieu-huong-dan", ON.replace(year=2027))
    given = {
        "about": about,
        "unit": "26740",
        "place": "Sài Gòn",
        "template": template,
        "facts": facts_for(template),
        "paper": a_paper(template),
        "signer": DEPUTY.title,
        "actor": "system:test",
    }
    return NewLetter(**(given | changes))
