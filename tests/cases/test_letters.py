"""Official letters about a case: filled from its records, refused with gaps, numbered once, read by few."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from docx import Document
from pypdf import PdfReader

from gandan.audit import queries as audit
from gandan.cases import actions, queries
from gandan.cases.actions import letters as writing
from gandan.cases.models import Case, Entry
from gandan.cases.queries import letters, own
from gandan.cases.queries.records import verify_records
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.documents import queries as documents
from gandan.documents.models import Counter, Letter
from gandan.documents.queries.letters import verify_letters
from gandan.documents.types import LetterState
from gandan.law.types import Role
from tests.cases import make
from tests.cases.make import PartyInput
from tests.directory import make as directory
from tests.documents.letters import PLAIN, a_template

SENDER = PartyInput(name="Nguyễn Thị Mẫu", phone="0912345678", address="số 18 hẻm 12 đường Mẫu")
REASON = "Ghi nhầm địa chỉ người gửi"


@pytest.fixture
def ward(db):
    return make.a_ward_at_work()


def a_complaint(**changes) -> str:
    return make.sent(make.a_complaint(**({"party": SENDER} | changes))).code


def accepted(ward, **changes) -> str:
    code = a_complaint(**changes)
    make.do(code, "accept", ward.leader, text="Thụ lý khiếu nại về tháo dỡ mái che.")
    return code


def verifying(ward) -> str:
    code = accepted(ward)
    actions.assign([code], ward.leader, organisation=ward.department.pk)
    return code


def issue(case: str, kind: str, actor: Actor, key: str = "", **facts: str):
    wanted = letters.composing(case, kind, actor)
    return actions.issue_letter(
        case, kind, actor, facts={**wanted.known, **facts}, signer=wanted.signer, seen=wanted.seen, key=key
    )


def words(code: str, letter) -> str:
    content = documents.file_of(letter.id, f"case:{code}", "pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_letter_is_filled_from_the_case_and_enters_its_timeline(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer)
    assert (letter.name, letter.state) == ("Thông báo số 01/TB-UBND", LetterState.ISSUED)
    said = words(code, letter)
    case = Case.objects.get(code=code)
    for expected in (
        "ông (bà) Nguyễn Thị Mẫu, địa chỉ: số 18 hẻm 12 đường Mẫu",
        "Khiếu nại về: Quyết định số 12/QĐ-UBND.",
        f"được thụ lý từ ngày {clock.today():%d}",
        "theo Điều 28 Luật Khiếu nại số 02/2011/QH13",
        f"bằng mã hồ sơ {code}",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
    ):
        assert expected in said
    assert "Căn cứ Luật Khiếu nại số 02/2011/QH13;" in said
    entry = queries.case_view(code, ward.officer).entries[-1]
    assert (entry.label, entry.text, entry.public, entry.state_to) == (
        "Đã ban hành văn bản", "Thông báo số 01/TB-UBND", True, case.state,
    )  # fmt: skip
    taken = {name: content.read() for name, content in own.enclosed(own.own_data(code))}
    assert taken[f"van-ban/01-{letter.file_name}.pdf"].startswith(b"%PDF"), "whoever takes their data takes it along"
    assert list(verify_records()) == list(verify_letters()) == audit.verify() == []


def test_the_docx_that_comes_with_it_says_the_same(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer)
    document = Document(io.BytesIO(documents.file_of(letter.id, f"case:{code}", "docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Nguyễn Thị Mẫu, địa chỉ: số 18 hẻm 12 đường Mẫu" in text
    assert document.tables[1].cell(0, 0).text == "Số: 01/TB-UBND"


def test_missing_facts_are_all_named_and_take_no_number(ward):
    code = accepted(ward, party=PartyInput(anonymous=False, name="Bà Hai (mẫu)", phone="0912345678"))
    with pytest.raises(Refused) as refusal:
        actions.issue_letter(code, "thong-bao-thu-ly", ward.officer, facts={})
    assert refusal.value.errors == {
        "signer": "Còn thiếu: người ký.",
        "sender": "Còn thiếu: họ tên người gửi.",
        "sender_address": "Còn thiếu: địa chỉ người gửi.",
        "act": "Còn thiếu: quyết định, hành vi bị khiếu nại.",
    }
    with pytest.raises(Refused, match="địa chỉ người gửi"):
        issue(code, "thong-bao-thu-ly", ward.officer)
    assert not Letter.objects.exists()
    assert not Counter.objects.filter(series__startswith="letter:").exists()


def test_what_the_records_say_cannot_be_written_over(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer, code="SG26-0000-0000", due_on="2020-01-01", agency="Tôi")
    facts = documents.letter_facts(letter.id, f"case:{code}")
    assert (facts["code"], facts["agency"]) == (code, "Ủy ban nhân dân phường Sài Gòn")
    assert facts["due_on"] > clock.today().isoformat()


def test_a_letter_belongs_to_its_step_and_kind_of_case(ward):
    code = a_complaint()
    with pytest.raises(Conflict, match="Không soạn «Thông báo thụ lý khiếu nại»"):
        issue(code, "thong-bao-thu-ly", ward.officer)
    with pytest.raises(Conflict):
        issue(code, "cong-van-tra-loi", ward.officer)
    with pytest.raises(NotFound):
        issue(code, "khong-co", ward.officer)
    offered = [each.code for each in letters.letter_section(queries.case_view(code, ward.officer), ward.officer).offers]
    assert offered == ["bien-nhan-don", "de-nghi-bo-sung", "phieu-huong-dan", "thong-bao-khong-thu-ly"]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COUNTER_OFFICER, {"bien-nhan-don"}),
        (Role.PETITION_OFFICER, {"bien-nhan-don", "phieu-huong-dan"}),
        (Role.LEADER, {"bien-nhan-don", "phieu-huong-dan"}),
        (Role.AUDITOR, set()),
        (Role.EDITOR, set()),
    ],
)
def test_who_writes_what(ward, role, may):
    account = ward.accounts.get(role) or directory.an_officer(role, ward.unit)
    actor = directory.queries.actor_of(account)
    code = a_complaint()
    for kind in ("bien-nhan-don", "phieu-huong-dan"):
        if kind in may:
            assert letters.composing(code, kind, actor)
        else:
            with pytest.raises((NotAllowed, NotFound)):
                letters.composing(code, kind, actor)


def test_another_ward_finds_nothing(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer)
    stranger = directory.an_actor(Role.LEADER, directory.a_ward("26737", "Phường Tân Định"))
    for look in (
        lambda: letters.composing(code, "thong-bao-thu-ly", stranger),
        lambda: letters.letter_file(code, letter.id, stranger, "pdf"),
        lambda: actions.cancel_letter(code, letter.id, stranger, REASON),
        lambda: actions.open_letter(code, letter.id, stranger, REASON),
    ):
        with pytest.raises(NotFound):
            look()


def test_pressed_twice_it_is_issued_once(ward):
    code = accepted(ward)
    first, second = (issue(code, "thong-bao-thu-ly", ward.officer, key="once") for _ in range(2))
    assert first.id == second.id
    assert Letter.objects.count() == 1
    assert issue(code, "thong-bao-thu-ly", ward.officer, key="again").symbol == "02/TB-UBND"


def test_who_has_not_seen_the_last_entry_is_told(ward):
    code = accepted(ward)
    wanted = letters.composing(code, "thong-bao-thu-ly", ward.officer)
    make.do(code, "note", ward.officer, text="Vừa có thêm giấy tờ.")
    with pytest.raises(Conflict, match="Vừa có thay đổi"):
        actions.issue_letter(
            code, "thong-bao-thu-ly", ward.officer, facts=wanted.known, signer=wanted.signer, seen=wanted.seen
        )
    assert not Letter.objects.exists()


def test_few_statements_stand_under_the_lock(ward, monkeypatch):
    code = accepted(ward)
    inside: list[str] = []

    def count(execute, sql, params, many, context):
        if connection.in_atomic_block and len(connection.savepoint_ids) > before and "SAVEPOINT" not in sql:
            inside.append(sql)
        return execute(sql, params, many, context)

    before = len(connection.savepoint_ids)
    monkeypatch.setattr(writing, "_print", lambda letter: None)
    with connection.execute_wrapper(count):
        issue(code, "thong-bao-thu-ly", ward.officer)
    assert 0 < len(inside) <= 10, inside


def test_printing_that_fails_keeps_the_number_and_is_made_up_for(ward, monkeypatch):
    from django.utils import timezone

    from gandan.documents import actions as printing
    from gandan.documents.actions import letters as inner

    def burn(row):
        raise RuntimeError("out of paper")

    code = accepted(ward)
    with monkeypatch.context() as broken:
        broken.setattr(inner, "printed", burn)
        letter = issue(code, "thong-bao-thu-ly", ward.officer)
    assert (letter.state, letter.symbol) == (LetterState.ISSUING, "01/TB-UBND")
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert printing.finish_stranded() == 1
    assert "Số: 01/TB-UBND" in words(code, letter)


def test_letters_of_many_cases_at_once_have_no_gap(transactional_db):
    ward = make.a_ward_at_work()
    codes = [accepted(ward) for _ in range(6)]

    def try_it(turn: int) -> str:
        try:
            return issue(codes[turn % 6], "thong-bao-thu-ly", ward.officer).symbol
        except Conflict:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        given = [symbol for symbol in pool.map(try_it, range(18)) if symbol]
    assert len(given) >= 6
    assert sorted(given) == [f"{number:02d}/TB-UBND" for number in range(1, len(given) + 1)]
    assert Counter.objects.get(series="letter:26740:van-ban").last == len(given) == Letter.objects.count()
    assert Entry.objects.filter(action="issue_letter").count() == len(given)
    assert list(verify_letters()) == list(verify_records()) == []


def test_every_letter_is_offered_for_types_and_states_that_exist(tmp_path, monkeypatch):
    from gandan.cases.checks import letters_are_offered_somewhere

    assert letters_are_offered_somewhere() == []
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))
    (tmp_path / "letters").mkdir()
    text = PLAIN.replace('offers = [{ type = "complaint", states = ["received"] }]', OFFERS)
    a_template(tmp_path / "letters", text)
    found = sorted(error.msg for error in letters_are_offered_somewhere())
    assert found == ["thu: không có loại việc «none»", "thu: «complaint» không có bước «nowhere»"]


OFFERS = 'offers = [{ type = "complaint", states = ["nowhere"] }, { type = "none" }]'


# --- the dialogue ---

DIALOGUE = {"meeting_place": "Phòng tiếp công dân", "chair": "ông Mẫu", "attendants": "Khu phố 3"}


def test_a_dialogue_is_announced_five_days_before_and_its_minutes_know_it(ward):
    code = verifying(ward)
    soon, in_time = (f"{clock.today() + timedelta(days=days)}T08:30" for days in (4, 5))
    with pytest.raises(Refused, match="Phải báo trước ít nhất 5 ngày"):
        issue(code, "giay-moi-doi-thoai", ward.officer, meeting_at=soon, **DIALOGUE)
    invitation = issue(code, "giay-moi-doi-thoai", ward.officer, meeting_at=in_time, **DIALOGUE)
    assert "Thời gian: 8 giờ 30 phút" in words(code, invitation)
    known = letters.composing(code, "bien-ban-doi-thoai", ward.officer).known
    assert (known["meeting_at"], known["meeting_place"], known["chair"]) == (in_time, "Phòng tiếp công dân", "ông Mẫu")


def test_earlier_steps_fill_later_letters(ward):
    code = verifying(ward)
    make.do(code, "hold_dialogue", ward.officer, on=clock.today().isoformat(), text="Hai bên thống nhất.",
            waiver="Hai bên cùng đề nghị đối thoại ngay.")  # fmt: skip
    known = letters.composing(code, "quyet-dinh-giai-quyet", ward.officer).known
    assert known["dialogue"] == "Hai bên thống nhất."
    assert known["accepted_on"] == clock.today().isoformat()
    refused = a_complaint()
    make.do(refused, "refuse", ward.leader, ground="out_of_time", reason="Đã hết thời hiệu khiếu nại.")
    letter = issue(refused, "thong-bao-khong-thu-ly", ward.officer)
    assert "Đã hết thời hiệu khiếu nại." in words(refused, letter)


def test_a_decision_names_what_may_follow(ward):
    code = verifying(ward)
    facts = {
        "findings": "Mái che rộng 2,4 m.", "conclusion": "Khiếu nại đúng một phần.", "decision": "Sửa quyết định.",
        "appeal_body": "Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh", "executor": "Văn phòng",
    }  # fmt: skip
    letter = issue(code, "quyet-dinh-giai-quyet", ward.officer, **facts)
    said = words(code, letter)
    assert letter.symbol == "01/QĐ-UBND"
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG SÀI GÒN" in said
    assert "khiếu nại lần hai đến Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh" in said


# --- drafts, cancelling ---


def test_a_draft_is_kept_incomplete_and_becomes_the_letter(ward):
    code = accepted(ward)
    draft = actions.save_draft(code, "thong-bao-gia-han", ward.officer, facts={"reason": "Nhiều nơi phải xác minh."})
    wanted = letters.composing(code, "thong-bao-gia-han", ward.leader, draft.id)
    assert wanted.known["reason"] == "Nhiều nơi phải xác minh."
    section = letters.letter_section(queries.case_view(code, ward.officer), ward.officer)
    assert [each.state for each in section.letters] == [LetterState.DRAFT]
    facts = wanted.known | {"extended_to": "2027-01-10"}
    done = actions.issue_letter(
        code, "thong-bao-gia-han", ward.leader, facts=facts, signer=wanted.signer, draft=draft.id
    )
    assert (done.id, done.state) == (draft.id, LetterState.ISSUED)
    with pytest.raises(Conflict):
        actions.drop_draft(code, draft.id, ward.officer)
    assert Entry.objects.filter(action="issue_letter").count() == 1
    other = actions.save_draft(code, "thong-bao-gia-han", ward.officer, facts={})
    actions.drop_draft(code, other.id, ward.officer)
    assert Letter.objects.count() == 1


def test_a_cancelled_letter_keeps_number_and_file_and_says_so(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer)
    with pytest.raises(Refused, match="từ 10 đến 300"):
        actions.cancel_letter(code, letter.id, ward.officer, "nhầm")
    with pytest.raises(NotAllowed):
        actions.cancel_letter(code, letter.id, ward.counter, REASON)
    assert actions.cancel_letter(code, letter.id, ward.officer, REASON).state is LetterState.CANCELLED
    with pytest.raises(NotAllowed):
        actions.cancel_letter(code, letter.id, ward.officer, REASON)
    assert issue(code, "thong-bao-thu-ly", ward.officer).symbol == "02/TB-UBND"
    labels = [entry.label for entry in queries.case_view(code, ward.officer).entries]
    assert labels[-2:] == ["Đã hủy văn bản", "Đã ban hành văn bản"]
    assert words(code, letter)
    assert list(verify_records()) == list(verify_letters()) == []


def test_a_letter_is_no_proof_that_something_was_done(ward):
    code = make.sent(make.a_report(type="recommendation", party=SENDER)).code
    issue(code, "bien-nhan-don", ward.counter)
    assert not queries.case_view(code, ward.officer).evidence


# --- who reads it outside ---


def test_the_public_entry_tells_kind_and_number_never_the_name(ward):
    code = make.sent(make.a_report(type="recommendation", party=SENDER, publish=True)).code
    make.do(code, "accept", ward.officer)
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    letter = issue(code, "cong-van-tra-loi", ward.officer, content="Đã dời điểm tập kết rác.")
    assert "Nguyễn Thị Mẫu" in words(code, letter)
    shown = str(queries.confirmed_view(code).entries)
    assert "Công văn số 01/UBND-VP" in shown
    assert "Nguyễn Thị Mẫu" not in shown


def test_the_sender_reads_what_is_meant_for_them(ward):
    code = accepted(ward)
    issue(code, "thong-bao-thu-ly", ward.officer)
    actions.save_draft(code, "thong-bao-gia-han", ward.officer, facts={})
    assert [each.name for each in letters.letters_for_sender(code)] == ["Thông báo số 01/TB-UBND"]


def test_who_is_forgotten_is_forgotten_in_letters_too(ward):
    code = accepted(ward)
    letter = issue(code, "thong-bao-thu-ly", ward.officer)
    assert actions.erase_person(Actor.system("retention"), code=code, rule="Quy chế mẫu về lưu trữ") == 1
    row = Letter.objects.get(pk=letter.id)
    assert (row.symbol, row.data, row.pdf) == ("01/TB-UBND", {}, None)
    assert not [payload for *_rest, payload in audit.payloads("letter:") if "Mẫu" in str(payload)]
    assert list(verify_letters()) == list(verify_records()) == audit.verify() == []
    with pytest.raises(NotFound):
        letters.letter_file(code, letter.id, ward.officer, "pdf")


# --- sealed ---


def sealed_case(ward) -> str:
    who = PartyInput(name="Người Kín Mẫu", phone="0912345678", sealed=True)
    return make.sent(make.a_report(type="recommendation", party=who, subject="Việc ông Trần Văn Kín")).code


def test_a_sealed_case_gives_only_what_is_neutral_and_keeps_the_letter_sealed(ward):
    code = sealed_case(ward)
    with pytest.raises(NotAllowed):
        letters.composing(code, "bien-nhan-don", ward.counter)
    wanted = letters.composing(code, "phieu-chuyen-don", ward.officer)
    assert (wanted.sealed, wanted.subject) == (True, "")
    assert "Kín" not in str(wanted)
    assert "Người Kín" not in str(wanted)
    facts = {"body": "Thanh tra Thành phố", "reason": "Không thuộc thẩm quyền.", "subject": "Việc ông Kín"}
    letter = issue(code, "phieu-chuyen-don", ward.officer, **facts)
    entry = queries.case_view(code, ward.officer).entries[-1]
    assert (entry.public, entry.text) == (False, "Phiếu chuyển số 01/PC-UBND")
    assert not letters.letters_for_sender(code)
    row = Letter.objects.get(pk=letter.id)
    assert "Kín" not in str(row.__dict__)
    assert not [payload for *_rest, payload in audit.payloads("letter:") if "Thanh tra" in str(payload)]
    with pytest.raises(Refused, match="không lưu nháp"):
        actions.save_draft(code, "phieu-chuyen-don", ward.officer, facts=facts)


def test_a_sealed_letter_is_read_with_a_reason_that_is_entered_first(ward):
    code = sealed_case(ward)
    letter = issue(
        code, "phieu-chuyen-don", ward.officer, body="Thanh tra", reason="Khác thẩm quyền.", subject="Việc A"
    )
    with pytest.raises(NotAllowed, match="niêm phong"):
        letters.letter_file(code, letter.id, ward.officer, "pdf")
    with pytest.raises(Refused, match="từ 10 đến 300"):
        actions.open_letter(code, letter.id, ward.officer, "xem")
    with pytest.raises(NotAllowed):
        actions.open_letter(code, letter.id, ward.counter, "Cần xem để chuyển hồ sơ")
    content, _letter = actions.open_letter(code, letter.id, ward.leader, "Cần xem để ký và chuyển hồ sơ")
    assert content[:5] == b"%PDF-"
    openings = queries.case_view(code, ward.leader).openings
    assert [each.reason for each in openings] == ["Cần xem để ký và chuyển hồ sơ"]
