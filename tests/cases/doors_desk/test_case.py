"""The page of a case: who sees what, what may be done now, and that a forged or late step writes nothing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gandan.cases import actions
from gandan.cases.models import Attachment, Case, Entry
from gandan.cases.types import PartyInput, Told
from gandan.core.types import Point
from gandan.directory.types import Actor
from gandan.documents.types import MAX_BYTES
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import a_pdf, answer, client_of, page_of, post, text_of
from tests.directory import make as directory


@pytest.fixture
def code(ward) -> str:
    return make.sent(place=None).code


@pytest.fixture
def working(ward, code) -> str:
    make.do(code, "start_verification", ward.officer)
    return code


def entries() -> list[str]:
    return list(Entry.objects.order_by("case_id", "number").values_list("action", flat=True))


def buttons(response) -> set[str]:
    """What the page offers to do."""
    bar, panel = response.context["bar"], response.context["panel"]
    return {each.code for each in (*bar.shown, *bar.more)} | ({panel.possible.code} if panel else set())


# --- who sees it, who may do what ---


@pytest.mark.parametrize("role", [Role.COUNTER_OFFICER, Role.PETITION_OFFICER, Role.LEADER])
def test_officers_of_the_ward_read_it(ward, code, role):
    page = text_of(client_of(ward, role).get(page_of(code)))
    assert "Đèn trước hẻm 18 tắt từ tối thứ Hai" in page
    assert "0912345678" in page, "who works on it may call"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.VOLUNTEER])
def test_others_are_not_told_that_it_exists(ward, code, role):
    client = client_of(directory.an_officer(role, ward.unit))
    for response in (client.get(page_of(code)), post(client, code, "note", text="Tôi đọc được không?")):
        assert response.status_code == 404
        assert "Không có vụ việc mang mã này." in text_of(response)
        assert "Về hàng việc" in text_of(response), "a refusal stands in the frame of the desk"
    assert entries() == ["submit"]


def test_another_ward_is_not_told_either(ward, code):
    other = client_of(make.a_ward_at_work("26743", "Phường Bến Thành"), Role.LEADER)
    assert other.get(page_of(code)).status_code == 404
    assert other.post(f"{page_of(code)}niem-phong/", {"reason": "Tôi muốn biết ai gửi."}).status_code == 404


def test_a_specialist_works_on_what_was_given_to_them_only(ward, code, officer):
    specialist = client_of(ward, Role.SPECIALIST)
    assert specialist.get(page_of(code)).status_code == 404
    officer.post(f"{page_of(code)}phan-cong/", {"to": f"p:{ward.specialist.person}"})
    page = specialist.get(page_of(code))
    assert "Tôi xử lý" in text_of(page)
    assert {"start_verification", "answer"} <= buttons(page)
    assert page.context["assign"] is None, "who has it cannot pass it on"


def test_the_auditor_reads_and_changes_nothing(ward, code):
    auditor = client_of(directory.an_officer(Role.AUDITOR, ward.unit))
    page = auditor.get(page_of(code))
    assert (page.status_code, buttons(page), page.context["assign"], page.context["note"]) == (200, set(), None, None)
    assert post(auditor, code, "start_verification").status_code == 409
    assert entries() == ["submit"]


def test_each_role_finds_its_own_steps(ward, working):
    found = {
        role: buttons(client_of(ward, role).get(page_of(working))) for role in ward.accounts if role != Role.SPECIALIST
    }
    assert "answer" in found[Role.PETITION_OFFICER] & found[Role.LEADER]
    assert "answer" not in found[Role.COUNTER_OFFICER]
    assert "refuse" not in found[Role.COUNTER_OFFICER]
    assert "rate" not in set.union(*found.values()), "that is the sender's"


def test_few_queries(ward, officer, django_assert_max_num_queries):
    place = Point(make.HERE.lat + 0.0005, make.HERE.lon)
    make.sent(place=place)
    sealed = PartyInput(name="Kín", email="k@example.vn", sealed=True)
    code = make.sent(files=(make.a_file(),), party=sealed).code
    actions.assign([code], ward.officer, organisation=ward.department.pk)
    actions.assign([code], ward.officer, person=ward.officer.person)
    make.do(code, "start_verification", ward.officer)
    make.do(code, "submit_draft", ward.officer, text="Đã sửa.", document_number="1")
    actions.open_seal(code, ward.leader, "Cần hỏi lại địa chỉ.")
    for client in (officer, client_of(ward, Role.LEADER)):
        client.get(page_of(code))
        with django_assert_max_num_queries(15):
            assert client.get(page_of(code)).status_code == 200


# --- what it shows ---


def test_the_answer_and_the_note_stand_apart(ward, officer, working):
    page = officer.get(page_of(working)).content.decode()
    teal, paper = page.index('class="answer"'), page.index('class="note"')
    assert "Người dân sẽ đọc" in page[teal : teal + 600]
    assert "Chỉ cán bộ thấy" in page[paper : paper + 600]


def test_a_clock_says_on_what_it_rests_and_how_it_was_counted(ward, officer, code):
    page = text_of(officer.get(page_of(code)))
    assert "Điều 9 Quy chế mẫu của phường" in page
    assert "Cam kết tại chỗ" in page
    assert "ngày này không tính (Điều 147 Bộ luật Dân sự 2015)" in page


def test_to_whom_it_was_given_is_told_by_title(ward, officer, code):
    officer.post(f"{page_of(code)}phan-cong/", {"to": f"p:{ward.specialist.person}", "note": "Gấp giúp anh."})
    page = text_of(officer.get(page_of(code)))
    assert "Giao cho: Chuyên viên hạ tầng, Phòng Kinh tế, Hạ tầng và Đô thị" in page


def test_the_words_put_before_the_leader_begin_the_answer(ward, officer, working):
    words = {"text": "Đã thay bóng.", "not_done": "Chưa có đèn dự phòng.", "document_number": "7/UBND"}
    post(officer, working, "submit_draft", **words)
    leader = client_of(ward, Role.LEADER)
    form = leader.get(page_of(working)).context["panel"]
    assert form.possible.code == "approve"
    assert {name: form[name].value() for name in words} == words
    assert "hồ sơ đã có, thêm nếu cần" in text_of(leader.get(page_of(working)))
    assert post(leader, working, "approve", text=words["text"], result="done").status_code == 303

    # Sent back, they begin the next draft; but not a question to the sender.
    other = make.sent().code
    make.do(other, "start_verification", ward.officer)
    post(officer, other, "submit_draft", **words)
    post(leader, other, "send_back", reason="Ghi rõ ngày.")
    assert officer.get(page_of(other), {"lam": "answer"}).context["panel"]["text"].value() == words["text"]
    assert not officer.get(page_of(other), {"lam": "request_information"}).context["panel"]["text"].value()
    assert not officer.get(page_of(other)).context["note"]["text"].value()


def test_a_case_nearby_is_merged_with_its_code_filled_in(ward, officer):
    main = make.sent(place=make.HERE).code
    double = make.sent(place=Point(make.HERE.lat + 0.0003, make.HERE.lon)).code
    page = officer.get(page_of(double)).content.decode()
    link = re.search(r'href="(\?lam=link_duplicate&amp;main_code=[^"#]+)', page).group(1).replace("&amp;", "&")
    form = officer.get(page_of(double) + link).context["panel"]
    assert form["main_code"].value() == main
    assert post(officer, double, "link_duplicate", main_code=main).status_code == 303
    assert "gộp vào việc này" in text_of(officer.get(page_of(main)))


def test_a_long_name_and_a_long_subject_are_shown_whole(ward, officer):
    name = "Công Tằng Tôn Nữ Thị Phương Thảo " * 4
    subject = "Đườnghẻmnhỏ" * 9
    code = make.sent(subject=subject, party=PartyInput(name=name.strip()), place=None).code
    page = text_of(officer.get(page_of(code)))
    assert subject in page
    assert name.strip() in page


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "{{ request.user }}{% now 'Y' %}", "'; DROP TABLE cases_case; --"]
)
def test_what_residents_write_stays_words(ward, officer, hostile):
    code = make.sent(subject=f"Đèn {hostile}", content=f"Hỏng {hostile}", place=None).code
    page = officer.get(page_of(code))
    assert f"Hỏng {hostile}" in text_of(page) or "script" in hostile
    assert "<script>alert" not in page.content.decode()


# --- doing ---


def test_a_step_without_questions_is_one_press(ward, officer, code):
    page = officer.get(page_of(code))
    assert page.context["panel"] is None
    assert page.context["bar"].main.code == "start_verification"
    done = post(officer, code, "start_verification")
    assert (done.status_code, done["Location"]) == (303, page_of(code))
    assert Case.objects.get().state == "verifying"
    again = officer.get(page_of(code), {"lam": "start_verification"})
    assert again.context["panel"].possible.code == "answer", "a step that is gone does not open its form"


def test_it_can_still_be_done_with_a_word(ward, officer, code):
    assert officer.get(page_of(code), {"lam": "start_verification"}).context["panel"]["text"]
    post(officer, code, "start_verification", text="Chiều nay đi xem.")
    assert Entry.objects.get(action="start_verification").text == "Chiều nay đi xem."


def test_no_answer_without_proof(ward, officer, working):
    refused = post(officer, working, "answer", **answer(document_number=None))
    assert refused.status_code == 422
    form = refused.context["panel"]
    assert form.errors["files"] == ["Cần ít nhất một ảnh, một tệp hoặc số văn bản làm minh chứng."]
    assert form["text"].value() == "Đã thay bóng đèn."
    assert form["result"].value() == "done"
    assert "answer" not in entries()


@pytest.mark.parametrize("proof", [{"document_number": "12/UBND"}, {"document_number": None, "files": a_pdf}])
def test_either_proof_will_do(ward, officer, working, proof):
    given = {name: value() if callable(value) else value for name, value in proof.items()}
    assert post(officer, working, "answer", **answer(**given)).status_code == 303
    assert Case.objects.get().state == "answered"
    assert Attachment.objects.filter(evidence=True).count() == ("files" in given)


def test_after_a_re_opening_proof_is_asked_for_anew(ward, officer, working):
    post(officer, working, "answer", **answer())
    make.do(working, "reopen", Actor.resident(), reason="Vẫn tắt.")
    post(officer, working, "start_verification")
    assert "cần ít nhất một" in text_of(officer.get(page_of(working)))
    assert post(officer, working, "answer", **answer(document_number=None)).status_code == 422


WRONG_FILES = {
    "một tệp thực thi": SimpleUploadedFile("anh.jpg", b"MZ\x90\x00" + b"\0" * 200, "image/jpeg"),
    "ảnh hỏng": SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png"),
    "tệp rỗng": SimpleUploadedFile("rong.pdf", b"", "application/pdf"),
    "HTML": SimpleUploadedFile("trang.pdf", b"<html><script>alert(1)</script>", "application/pdf"),
    "quá lớn": SimpleUploadedFile("to.pdf", b"%PDF-1.4\n" + b"0" * MAX_BYTES, "application/pdf"),
}


@pytest.mark.parametrize("kind", WRONG_FILES)
def test_a_wrong_file_is_told_at_the_field_and_the_rest_is_kept(ward, officer, working, kind):
    bad = WRONG_FILES[kind]
    bad.seek(0)
    refused = post(officer, working, "answer", **answer(files=[a_pdf("dung.pdf"), bad]))
    assert refused.status_code == 422
    form = refused.context["panel"]
    assert len(form.errors["files"]) == 1
    assert form["text"].value() == "Đã thay bóng đèn."
    kept = [] if kind == "tệp rỗng" else ["dung.pdf"]  # the browser's own check comes before ours
    assert [each.name for each in form.kept] == kept
    assert "answer" not in entries()
    if kept:  # the next try needs no second choosing
        done = post(officer, working, "answer", **answer(kept=[each.token for each in form.kept]))
        assert done.status_code == 303
        assert Attachment.objects.get().name == "dung.pdf"


def test_eleven_files_are_too_many(ward, officer, working):
    refused = post(officer, working, "answer", **answer(files=[a_pdf(f"{n}.pdf") for n in range(11)]))
    assert refused.status_code == 422
    assert "Gửi nhiều nhất 10 tệp; bạn đã chọn 11." in text_of(refused)
    assert not Attachment.objects.exists()


def test_a_forged_token_of_a_kept_file_brings_nothing(ward, officer, working):
    refused = post(officer, working, "answer", **answer(document_number=None, kept="1:gia-mao"))
    assert refused.status_code == 422
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"result": "tuyệt vời"}, "result"),
        ({"result": None}, "result"),
        ({"text": "đ" * 100_000}, "text"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(ward, officer, working, changes, field):
    refused = post(officer, working, "answer", **answer(**changes))
    assert refused.status_code == 422
    assert list(refused.context["panel"].errors) == [field]
    assert "answer" not in entries()


def test_marks_written_apart_are_stored_together(ward, officer, working):
    post(officer, working, "note", text="Đã go\u0323i đie\u0323\u0302n lực 💡")
    assert Entry.objects.get(action="note").text == "Đã gọi điện lực 💡"


# --- forged and late ---


@pytest.mark.parametrize(
    "action",
    ["answer", "approve", "rate", "reopen", "supplement", "submit", "open_seal", "move_unit", "khong-co", "assign"],
)
def test_a_step_that_is_not_allowed_now_writes_nothing(ward, officer, code, action):
    before = entries()
    refused = post(officer, code, action, **answer(rating="done", reason="Tôi muốn thế này.", to="o:1"))
    assert refused.status_code == 409
    assert "Chưa ghi được" in text_of(refused)
    assert entries() == before


def test_a_step_of_another_role_writes_nothing(ward, code):
    counter = client_of(ward, Role.COUNTER_OFFICER)
    assert post(counter, code, "refuse", ground="unclear", reason="Không rõ.").status_code == 409
    assert entries() == ["submit"]


@pytest.mark.parametrize("seen", ["", "0", "-1", "999", "1e9", "một"])
def test_a_forged_reading_mark_writes_nothing(ward, officer, working, seen):
    before = entries()
    assert post(officer, working, "answer", **answer(seen=seen)).status_code in (409, 422)
    assert entries() == before


def test_the_late_one_is_told_who_did_what_and_keeps_every_word(ward, officer, working):
    seen = Case.objects.get().last_number
    make.do(working, "note", ward.leader, text="Điện lực hẹn 19 giờ.")
    late = post(officer, working, "answer", **answer(seen=seen, not_done="Đèn dự phòng."))
    assert late.status_code == 409
    said = text_of(late)
    assert "việc vừa thay đổi" in said
    assert "Phó Chủ tịch phụ trách đô thị" in said
    assert "“Điện lực hẹn 19 giờ.”" in said
    form = late.context["panel"]
    assert (form["text"].value(), form["not_done"].value(), form["result"].value()) == (
        "Đã thay bóng đèn.",
        "Đèn dự phòng.",
        "done",
    )
    assert form.unfolded()
    again = post(officer, working, "answer", **answer(seen=form["seen"].value(), key=form["key"].value()))
    assert again.status_code == 303


def test_who_comes_after_the_answer_finds_their_words_beside_it(ward, officer, working):
    seen = Case.objects.get().last_number
    make.do(working, "answer", ward.leader, text="Đã xong.", result="done", document_number="1")
    late = post(officer, working, "answer", **answer(seen=seen, text="Câu tôi viết rất lâu."))
    assert late.status_code == 409
    assert late.context["words"] == [("Nội dung trả lời công khai", "Câu tôi viết rất lâu."), ("Số văn bản", "12/UBND")]
    assert Entry.objects.filter(action="answer").count() == 1


def test_pressed_twice_it_is_done_once(ward, officer, working):
    form = officer.get(page_of(working)).context["panel"]
    sent = answer(seen=form["seen"].value(), key=form["key"].value())
    first, second = (post(officer, working, "answer", **sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert Entry.objects.filter(action="answer").count() == 1


@pytest.mark.parametrize("address", ["lam/answer/", "phan-cong/", "niem-phong/"])
def test_a_page_with_errors_can_be_loaded_again(ward, officer, working, address):
    back = officer.get(page_of(working) + address)
    assert back.status_code == 303
    assert officer.get(back["Location"]).status_code == 200


# --- giving, opening ---


@pytest.mark.parametrize("to", ["", "p:999999", "o:abc", "x:1"])
def test_a_wrong_receiver_is_told(ward, officer, code, to):
    page = officer.post(f"{page_of(code)}phan-cong/", {"to": to}, follow=True)
    assert re.search(r"Chọn người hoặc bộ phận|không thuộc", text_of(page))
    assert entries() == ["submit"]


def test_giving_what_moved_on_is_told(ward, officer, code):
    make.do(code, "note", ward.leader, text="Để tôi hỏi.")
    page = officer.post(f"{page_of(code)}phan-cong/", {"to": f"o:{ward.department.pk}", "seen": "1"}, follow=True)
    assert "Vừa có người khác cập nhật" in text_of(page)


@pytest.fixture
def sealed(ward) -> str:
    return make.sent(party=PartyInput(name="Ông Ba (mẫu)", phone="0900000003", sealed=True), place=None).code


def test_a_sealed_name_is_on_no_page_until_it_is_opened(ward, officer, sealed):
    assert "Ông Ba" not in officer.get(page_of(sealed)).content.decode()
    opened = officer.post(f"{page_of(sealed)}niem-phong/", {"reason": "Cần hẹn gặp để lập biên bản."})
    assert "Ông Ba (mẫu)" in text_of(opened)
    assert "no-store" in opened["Cache-Control"]
    assert "Ông Ba" not in officer.get(page_of(sealed)).content.decode()
    assert Entry.objects.get(action="open_seal").text == "Cần hẹn gặp để lập biên bản."


@pytest.mark.parametrize("reason", ["", "cần", "x" * 400])
def test_it_is_not_opened_without_a_reason(ward, officer, sealed, reason):
    refused = officer.post(f"{page_of(sealed)}niem-phong/", {"reason": reason})
    assert refused.status_code == 422
    assert refused.context["seal"].errors["reason"]
    assert "open_seal" not in entries()


def test_nor_by_those_who_work_without_a_name(ward, sealed):
    counter = client_of(ward, Role.COUNTER_OFFICER)
    assert "Mở niêm phong" not in text_of(counter.get(page_of(sealed)))
    refused = counter.post(f"{page_of(sealed)}niem-phong/", {"reason": "Tôi chỉ tò mò muốn biết."})
    assert refused.status_code == 403
    assert "Ông Ba" not in refused.content.decode()
    assert "open_seal" not in entries()


def test_the_log_is_read_by_those_who_may(ward, officer, sealed):
    officer.post(f"{page_of(sealed)}niem-phong/", {"reason": "Cần hẹn gặp để lập biên bản."})
    auditor = client_of(directory.an_officer(Role.AUDITOR, ward.unit))
    assert "Cần hẹn gặp để lập biên bản." in text_of(auditor.get(page_of(sealed)))
    counter = text_of(client_of(ward, Role.COUNTER_OFFICER).get(page_of(sealed)))
    assert "chưa ai mở" not in counter, "who may not read the log is not told a falsehood"


# --- in English ---


def test_in_english(ward, working):
    page = text_of(client_of(ward, Role.PETITION_OFFICER, **{"Accept-Language": "en"}).get(page_of(working)))
    for words in (
        "Field report",
        "Being verified",
        "5 working days left",
        "What can be done now",
        "Internal note",
        "What happened",
    ):
        assert words in page
    for words in ("Việc làm được", "Diễn biến", "Phân công", "Nội dung", "Minh chứng", "Người gửi", "Ghi chú"):
        assert words not in page


def test_who_wants_to_be_called_is_shown_with_a_number_though_without_a_name(ward):
    code = make.sent(party=PartyInput(phone="0912345678", anonymous=True, told_by=Told.PHONE)).code
    page = client_of(ward, Role.PETITION_OFFICER).get(page_of(code)).content.decode()
    assert "0912345678" in page
    assert "<b>gọi điện</b>" in page
