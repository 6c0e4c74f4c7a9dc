"""Disclosures: what Tân Phú published in 2024 by several forms (scenario E), and a living Phường Sài Gòn."""

from __future__ import annotations

from datetime import date, timedelta

from gandan.core import clock
from gandan.demo import rules
from gandan.demo.actions.pictures import store_pictures
from gandan.directory.types import Actor
from gandan.disclosures import actions
from gandan.disclosures.queries import of_code, read_table
from gandan.disclosures.types import Draft, PlanView, Proof
from gandan.documents import actions as documents
from gandan.documents import queries as papers
from gandan.law import queries as law
from gandan.law.types import Calendar

TAN_PHU = "767"
FIRST_2024 = date(2024, 1, 8)
BUDGET = """Khoản chi,Dự toán năm (triệu đồng),Đã chi (triệu đồng)
Giáo dục và đào tạo,4.200,3.150
Y tế và dân số,1.800,1.240
Văn hóa và thể thao,950,610
Bảo đảm xã hội,3.600,2.890
Hạ tầng và đô thị,6.400,4.270
Quản lý nhà nước,5.100,3.780
Tổng chi,22.050,15.940
"""
# Content, title, summary (plain words), days after the first; what is invented here is a sample.
WORDS = {
    "socio_economic_plan": (
        "Kế hoạch kinh tế - xã hội và kết quả",
        "Phường đặt mười việc chính trong năm, ghi rõ việc nào xong khi nào.",
    ),
    "budget": (
        "Thực hiện ngân sách chín tháng",
        "Phường đã chi 15.940 triệu đồng, bằng 72 % dự toán. Chi nhiều nhất cho hạ tầng, rồi đến quản lý và giáo dục.",
    ),
    "projects_land_planning": (
        "Danh sách công trình nâng cấp hẻm",
        "Sáu hẻm được làm lại cống và mặt đường; mỗi hẻm có ngày bắt đầu và ngày xong.",
    ),
    "officials_and_conduct": (
        "Quy chế thực hiện dân chủ và người giải quyết từng việc",
        "Ai nhận, ai giải quyết từng loại giấy tờ, và phải cư xử thế nào với dân.",
    ),
    "funds_contributions": (
        "Thu và chi Quỹ Vì người nghèo",
        "Dân và doanh nghiệp góp 412 triệu đồng; đã dùng 365 triệu để sửa nhà và trao học bổng.",
    ),
    "public_assets": (
        "Mua sắm và thanh lý tài sản",
        "Mua hai máy quét cho quầy, thanh lý bốn bộ bàn ghế cũ.",
    ),
    "social_support": (
        "Danh sách hộ được hỗ trợ và tiêu chí xét",
        "Tiêu chí xét, số hộ được hỗ trợ và mức của từng nhóm. Hỏi danh sách tại quầy.",
    ),
    "relief_and_donations": (
        "Tiền ủng hộ đồng bào bị bão lụt",
        "Nhận 286 triệu đồng, đã chuyển hết qua Mặt trận.",
    ),
    "military_service": (
        "Gọi nhập ngũ: số lượng, tạm hoãn, miễn",
        "Số người được gọi, được hoãn và được miễn, theo từng lý do.",
    ),
    "inspection_discipline": (
        "Kết luận kiểm tra nội bộ",
        "Kiểm tra việc trả hồ sơ: hai bộ phận phải sửa cách ghi giấy hẹn.",
    ),
    "consultation_outcome": (
        "Kết quả lấy ý kiến về giờ họp chợ",
        "Dân góp 64 ý kiến; phường nhận 41 ý, giải thích 23 ý còn lại.",
    ),
    "fees": (
        "Mức phí, lệ phí thu tại phường",
        "Từng khoản thu, mức thu và ai được miễn.",
    ),
    "procedures": (
        "Thủ tục làm tại phường",
        "Cần giấy tờ gì, bao lâu xong, làm ở đâu.",
    ),
    "other": (
        "Lịch tiếp công dân",
        "Chủ tịch tiếp dân mỗi tuần một buổi; ghi ngày và nơi.",
    ),
}  # fmt: skip


# For the office's own people (Art. 46).
INSIDE = {
    "finance": (
        "Chi thu nhập tăng thêm quý III",
        "Cách chia, tổng số và số người được hưởng; ai chưa rõ hỏi kế toán trong tuần này.",
    ),
    "staff": (
        "Kế hoạch đào tạo và quy hoạch",
        "Ai được cử đi học lớp nào, tiêu chí chọn, và lớp bắt đầu ngày nào.",
    ),
    "work_plans": (
        "Kế hoạch công tác tháng tới",
        "Mười hai việc của tháng, mỗi việc có người chủ trì và ngày xong.",
    ),
}  # fmt: skip


def disclosures(unit: str, officers: dict[str, Actor]) -> None:
    """All of it in two bulk writes and a plan."""
    before, _after = store_pictures()
    actor = Actor.system("demo")
    actions.publish_many(TAN_PHU, [_past(number, before) for number in range(len(WORDS))], actor, "Văn phòng (mẫu)")
    editor = officers["bientap"]
    codes = actions.publish_many(unit, _living(before), editor, "Văn phòng HĐND và UBND (mẫu)")
    today = clock.today()
    soon = min(today + timedelta(days=20), date(today.year, 12, 31))
    lines = [
        PlanView("budget", ("website", "board"), soon, editor.person, "", False, ""),
        PlanView("relief_and_donations", ("website", "board", "radio"), None, None, "", True, "Chưa có đợt hỗ trợ nào"),
    ]
    actions.plan(unit, today.year, lines, editor)
    _corrected(editor, codes[1])
    _withdrawn(unit, editor)
    _inside(unit, editor, before)


def _corrected(editor: Actor, code: str) -> None:
    """The budget once more, with one number put right: readers see what changed."""
    it = of_code(code)
    table = read_table("Chi ngân sách chín tháng", BUDGET.replace("1.240", "1.290").replace("15.940", "15.990"))
    summary = it.summary.replace("15.940", "15.990").replace("72 %", "73 %")
    files = tuple((file.id, file.name) for file in it.files)
    new = Draft(
        it.item.code, it.title, summary, it.decision_on, it.decision_number, it.period, (table,) if table else (), files
    )
    actions.correct(code, new, "Sửa số đã chi của Y tế và dân số: 1.290 triệu đồng, không phải 1.240.", editor)


def _withdrawn(unit: str, editor: Actor) -> None:
    """One that had to be taken back: title and reason stay."""
    decided = rules.working_back(law.calendar(), clock.today(), 12)
    words = "Bảng thu phí gửi xe của ba điểm gửi xe do phường quản lý."
    draft = Draft("fees", "Phí gửi xe tại ba điểm (mẫu)", words, decided, "95/TB-UBND", f"năm {decided.year}")
    (code,) = actions.publish_many(unit, [actions.Past(draft, _steps_on(law.calendar(), decided, 2))], editor)
    actions.withdraw(
        code, "Thông báo 95 bị thay bằng Quyết định 111; mức thu đúng nằm ở nội dung «Mức phí, lệ phí».", editor
    )


def _inside(unit: str, editor: Actor, pictures: list[tuple[int, str]]) -> None:
    """What the office discloses to its own people (Art. 46): two done, one that waits."""
    calendar, today, plans = law.calendar(), clock.today(), []
    picture, name = pictures[0]
    for number, (code, (title, summary)) in enumerate(INSIDE.items()):
        decided = rules.working_back(calendar, today, 12 - 5 * number)
        draft = Draft(
            code, f"{title} (mẫu)", summary, decided, f"{40 + number}/TB-UBND", f"năm {today.year}", set="agency"
        )
        published = _steps_on(calendar, decided, 2) if number < 2 else None
        board = Proof(
            "board", published or today, place="Bảng tin tầng 1", who="Văn phòng", photo=picture, photo_name=name
        )
        plans.append(actions.Past(draft, published, (board,) if published else ()))
    actions.publish_many(unit, plans, editor, "Văn phòng HĐND và UBND (mẫu)")


def _paper(title: str, summary: str, decided: date, number: str) -> tuple[tuple[int, str], ...]:
    """The document itself, as offices issue it."""
    values = {
        "agency": "ỦY BAN NHÂN DÂN\nPHƯỜNG SÀI GÒN", "parent": "", "number": f"Số: {number}", "mark": "BẢN MẪU",
        "place_and_date": f"Sài Gòn, ngày {decided.day:02d} tháng {decided.month:02d} năm {decided.year}",
        "kind": "QUYẾT ĐỊNH", "about": f"Về việc công bố công khai {title[0].lower()}{title[1:]}",
        "paragraphs": [summary, "Số liệu chi tiết nằm trong bảng kèm theo trên trang công khai của phường.",
                       "Ai có điều chưa rõ thì hỏi tại quầy tiếp dân hoặc bấm «Hỏi về nội dung này»."],
        "position": "CHỦ TỊCH", "name": "(Người ký mẫu)",
    }  # fmt: skip
    stored = documents.store(papers.pdf("cong-van", values), "quyet-dinh-ngan-sach.pdf")
    return ((stored.id, stored.name),)


def _past(number: int, pictures: list[tuple[int, str]]) -> actions.Past:
    """One content of 2024, through that year, each in the forms that the law asks for and often one more."""
    code = list(WORDS)[number]
    decided = FIRST_2024 + timedelta(days=24 * number)
    published = _steps_on(law.calendar(), decided, 2 + number % 3)
    draft = _draft(code, decided, f"{20 + number}/UBND", "năm 2024")
    return actions.Past(draft, published, _proofs(code, published, number, pictures))


def _living(pictures: list[tuple[int, str]]) -> list[actions.Past]:
    """This year's: most done, one due on the next working day, one late, one of which nothing arose."""
    calendar, today, plans = law.calendar(), clock.today(), []
    year = f"năm {today.year}"
    for number, code in enumerate(WORDS):
        if code in ("relief_and_donations", "projects_land_planning", "inspection_discipline"):
            continue
        decided = rules.working_back(calendar, today, 6 + 2 * number)
        published = _steps_on(calendar, decided, 1 + number % 4)
        proofs = _proofs(code, published, number, pictures)
        plans.append(actions.Past(_draft(code, decided, f"{100 + number}/QĐ-UBND", year), published, proofs))
    due = rules.working_back(calendar, today, 4)
    late = rules.working_back(calendar, today, 9)
    reason = "Chờ bản kết luận đã ký. Người chịu trách nhiệm: Chủ tịch UBND phường (mẫu)."
    plans.append(actions.Past(_draft("projects_land_planning", due, "131/QĐ-UBND", year)))
    plans.append(actions.Past(_draft("inspection_discipline", late, "127/KL-UBND", year), late_reason=reason))
    return plans


def _steps_on(calendar: Calendar, day: date, steps: int) -> date:
    """So many working days after a day."""
    for _ in range(steps):
        day = rules.working_on_or_after(calendar, day + timedelta(days=1))
    return day


def _draft(code: str, decided: date, number: str, period: str) -> Draft:
    title, summary = WORDS[code]
    if code != "budget":
        return Draft(code, f"{title}, {period} (mẫu)", summary, decided, number, period)
    table = read_table("Chi ngân sách chín tháng", BUDGET)
    files = _paper(f"{title}, {period}", summary, decided, number) if decided.year > FIRST_2024.year else ()
    tables = (table,) if table else ()
    return Draft(code, f"{title}, {period} (mẫu)", summary, decided, number, period, tables, files)


def _proofs(code: str, since: date, number: int, pictures: list[tuple[int, str]]) -> tuple[Proof, ...]:
    picture, name = pictures[number % len(pictures)]
    proofs = [
        Proof("board", since, place="Trụ sở UBND và nhà văn hóa", who="Văn phòng", photo=picture, photo_name=name)
    ]
    item = law.obligations("commune").items[code]
    if item.radio:
        last = since + timedelta(days=item.radio.days - 1)
        proofs.append(Proof("radio", since, last, times="6:30 và 17:00 mỗi ngày"))
    if number % 3 == 0:
        proofs.append(Proof("heads", since, receivers="Các trưởng khu phố, tổ trưởng tổ dân phố"))
    if number % 5 == 0:
        proofs.append(Proof("front", since, receivers="Ủy ban MTTQ và các đoàn thể"))
    return tuple(proofs)
