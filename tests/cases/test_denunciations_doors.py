"""The doors of a denunciation: sent without a trace on the device or in a session, opened for one answer."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gandan.cases.models import Attachment, Case, Entry
from gandan.cases.queries import receipts
from gandan.directory.models import Installation
from gandan.documents.models import StoredFile
from gandan.law.types import Role
from tests.cases import make, sealed
from tests.cases.sealed import ACCUSED, CONTENT, NAME, REASON, TELLING_FILE
from tests.cases.test_denunciations import nowhere
from tests.directory import make as directory

DOOR = "/gui-don/to-cao/"


@pytest.fixture
def ward(db, settings) -> make.Ward:
    settings.RATE_LIMITS = False
    ward = make.a_ward_at_work()
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward.unit, "demo": False})
    return ward


def filled(**changes) -> dict:
    typed = {
        "unit": "26740", "key": make.a_key(), "started": "", "website": "", "against": "staff", "denounced": ACCUSED,
        "office": "Trưởng phòng Mẫu", "field": "construction", "content": CONTENT, "sender": "named", "name": NAME,
        "home": "9 ngõ Vắng Tanh", "phone": "0909 123 987", "email": "", "honest": "on",
    }  # fmt: skip
    return {name: value for name, value in (typed | changes).items() if value is not None}


def a_pdf(name: str = TELLING_FILE, size: int = 0) -> SimpleUploadedFile:
    more = b"% " + b"x" * size + b"\n" if size else b""
    return SimpleUploadedFile(name, make.PDF.replace(b"trailer", more + b"trailer"), "application/pdf")


def sent(client: Client, **changes) -> tuple[str, str]:
    response = client.post(DOOR, filled(**changes))
    assert response.status_code == 200, response.content.decode()[:3000]
    receipt = response.context["receipt"]
    return receipt.code, receipt.pin


def at_desk(ward: make.Ward, role: Role) -> Client:
    client = Client()
    client.force_login(ward.accounts[role])
    return client


def page_of(code: str) -> str:
    return f"/ban-lam-viec/viec/{code}/"


def test_it_is_sent_and_leaves_no_session_no_cookie_of_its_own_and_no_cache(client, ward):
    page = client.get(DOOR)
    assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "same-origin"
    words = page.content.decode()
    assert "data-draft-done" in words and "data-draft=" not in words and "data-draft-offer" not in words
    response = client.post(DOOR, filled(files=[a_pdf()]))
    assert response.status_code == 200 and "no-store" in response["Cache-Control"]
    assert set(client.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()
    nowhere(response.content.decode().replace("construction", ""))
    assert "Tố cáo" not in re.sub(r"<(header|footer|nav).*?</\1>", "", response.content.decode(), flags=re.S)
    assert StoredFile.objects.get().media_type == "application/octet-stream"
    assert Attachment.objects.get().name == "tep-niem-phong-1"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"against": ""}, "against"),
        ({"against": "<b>head</b>"}, "against"),
        ({"denounced": ""}, "denounced"),
        ({"denounced": "x" * 301}, "denounced"),
        ({"content": "ngắn"}, "content"),
        ({"content": "a" * 20_001}, "content"),
        ({"name": ""}, "name"),
        ({"home": ""}, "home"),
        ({"sender": "anonymous", "name": ""}, "evidence"),
        ({"phone": "gọi tôi"}, "phone"),
        ({"email": "<script>@x"}, "email"),
        ({"honest": ""}, "honest"),
        ({"website": "http://x"}, "website"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(client, ward, changes, field):
    proof = [] if field == "evidence" else [a_pdf()]
    response = client.post(DOOR, filled(files=proof, **changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Case.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("to.pdf", make.PDF + b"x" * (10 * 1024 * 1024), "application/pdf"),
        SimpleUploadedFile("may.exe", b"MZ" + b"0" * 100, "application/pdf"),
        SimpleUploadedFile("rong.pdf", b"", "application/pdf"),
    ],
    ids=["huge", "program", "empty"],
)
def test_a_file_that_cannot_be_kept_is_refused(client, ward, upload):
    response = client.post(DOOR, filled(files=[upload]))
    assert response.status_code == 422 and "files" in response.context["form"].errors
    assert not Case.objects.exists()


def test_large_files_are_never_put_down_as_they_are(client, ward, monkeypatch):
    from django.core.files import uploadedfile

    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file in the clear")

    monkeypatch.setattr(uploadedfile.TemporaryUploadedFile, "__init__", refuse)
    sent(client, files=[a_pdf(size=3 * 1024 * 1024)])


def test_html_is_text(client, ward):
    code, _pin = sent(client, content="<script>alert(1)</script> và <b>đậm</b>", denounced="<img src=x>")
    opened = at_desk(ward, Role.PETITION_OFFICER).post(f"{page_of(code)}noi-dung/", {"reason": REASON})
    text = opened.content.decode()
    assert "<script>alert(1)" not in text and "<img src=x>" not in text and "&lt;script&gt;alert(1)" in text


def test_a_replayed_key_is_the_same_receipt_and_another_body_is_told(client, ward):
    form = filled()
    first = client.post(DOOR, form | {"files": [a_pdf()]}).context["receipt"].code
    assert client.post(DOOR, form | {"files": [a_pdf()]}).context["receipt"].code == first
    assert client.post(DOOR, form | {"content": "Một nội dung khác hẳn."}).status_code == 409
    assert Case.objects.count() == 1


def test_a_forged_origin_is_refused(ward):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(DOOR, filled()).status_code == 403
    assert not Case.objects.exists()


def other(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06d}"


def test_the_code_alone_is_neutral_and_the_number_opens_what_was_told(client, ward):
    code, pin = sent(client)
    alone = client.get(f"/tra-cuu/{code}/?xac-nhan={pin}").content.decode()
    assert "Đơn của bạn: Đang xử lý" in alone
    assert not re.search(r"(?i)tố cáo|thụ lý|Phường Sài Gòn</h|Điều 24", alone.split("<main")[1].split("</main")[0])
    assert client.post("/gui-don/to-cao/theo-doi/", {"code": code, "pin": other(pin)}).status_code == 422
    make.do(code, "accept", ward.leader, text="Thụ lý.")
    make.do(code, "notify", ward.officer, to_sender="Đơn được nhận xem xét từ hôm nay.", on="2026-11-20")
    mine = client.post("/gui-don/to-cao/theo-doi/", {"code": code, "pin": pin})
    text = mine.content.decode()
    assert "Đơn được nhận xem xét từ hôm nay." in text
    nowhere(text.replace("construction", ""))
    assert not Session.objects.exists()
    assert client.get(f"/gui-don/{code}/bien-nhan/").status_code == 303


def test_the_sender_adds_withdraws_and_asks_for_protection(client, ward):
    code, pin = sent(client)
    own = {"code": code, "pin": pin}
    page = client.post("/gui-don/to-cao/theo-doi/", own)
    seen = page.context["mine"].seen
    asked = client.post(
        "/gui-don/to-cao/theo-doi/", own | {"do": "ask_protection", "seen": seen, "key": "a", "text": "Bảo vệ con tôi."}
    )
    assert asked.status_code == 200 and "Đã ghi nhận" in asked.content.decode()
    added = own | {"do": "add_information", "seen": seen + 1, "key": "b", "text": "Thêm biên lai.", "files": [a_pdf()]}
    assert client.post("/gui-don/to-cao/theo-doi/", added).status_code == 200
    assert Attachment.objects.get().name == "tep-niem-phong-1"
    assert client.post("/gui-don/to-cao/theo-doi/", own | {"do": "accept", "seen": seen + 2}).status_code == 200
    assert Case.objects.get().state == "received"
    make.do(code, "decide_protection", ward.leader, to_sender="Giữ bí mật nơi ở.")
    make.do(code, "end_protection", ward.leader, to_sender="Không còn nguy cơ.")
    gone = client.post("/gui-don/to-cao/theo-doi/", own | {"do": "withdraw", "seen": seen + 4, "key": "c"})
    assert gone.status_code == 200 and Case.objects.get().state == "withdrawn"


def test_a_protection_is_not_decided_before_it_is_asked_for(ward):
    from gandan.core.types import Refused

    code = sealed.denounced().code
    with pytest.raises(Refused, match="Chưa có yêu cầu bảo vệ"):
        make.do(code, "decide_protection", ward.leader, to_sender="Có.")


def test_protection_asked_for_at_sending_is_an_act_of_its_own(client, ward):
    code, _pin = sent(client, protection="Vợ tôi làm cùng phòng.")
    assert list(Entry.objects.values_list("action", flat=True).order_by("number")) == ["submit", "ask_protection"]
    make.do(code, "decide_protection", ward.leader, to_sender="Chuyển nơi làm việc.")


def test_the_paper_is_neutral(client, ward):
    import io

    from pypdf import PdfReader

    code, pin = sent(client)
    paper = client.post("/gui-don/to-cao/bien-nhan.pdf", {"code": code, "pin": pin})
    assert paper["Content-Type"] == "application/pdf" and "no-store" in paper["Cache-Control"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    bare = "".join(text.split())
    assert code in bare and pin in bare and "Đơn của bạn" in text
    assert "tố cáo" not in text.lower() and "Sài Gòn" not in text
    assert client.post("/gui-don/to-cao/bien-nhan.pdf", {"code": code, "pin": other(pin)}).status_code == 422


def test_the_list_shows_code_day_clock_and_state_only(client, ward):
    code, _pin = sent(client)
    text = at_desk(ward, Role.LEADER).get("/ban-lam-viec/to-cao/").content.decode()
    assert code in text and "Đã nhận" in text
    nowhere(text)
    for role in (Role.COUNTER_OFFICER, Role.SPECIALIST):
        other = at_desk(ward, role)
        assert other.get("/ban-lam-viec/to-cao/").status_code == 403
        assert other.get(page_of(code)).status_code == 404


def test_the_page_is_without_words_until_it_is_opened_and_after(client, ward):
    code, _pin = sent(client, files=[a_pdf()])
    officer = at_desk(ward, Role.PETITION_OFFICER)
    assert (
        officer.post(
            page_of(code) + "lam/start_checking/", {"seen": 1, "key": "x", "text": "Lời Bướm Bay Cao"}
        ).status_code
        == 303
    )
    nowhere(officer.get(page_of(code)).content.decode())
    assert officer.post(f"{page_of(code)}noi-dung/", {"reason": "ngắn"}).status_code == 422
    opened = officer.post(f"{page_of(code)}noi-dung/", {"reason": REASON})
    text = opened.content.decode()
    assert opened.status_code == 200 and "no-store" in opened["Cache-Control"]
    assert all(word in text for word in (CONTENT, ACCUSED, TELLING_FILE, "Lời Bướm Bay Cao"))
    assert NAME not in text, "who sent it is opened apart"
    nowhere(officer.get(page_of(code)).content.decode())
    file = opened.context["content"].files[0]
    fetched = officer.post(f"{page_of(code)}noi-dung/{file.id}/", {"reason": REASON})
    assert fetched.content == make.PDF and fetched["Content-Type"] == "application/pdf"
    assert "no-store" in fetched["Cache-Control"]
    assert NAME in officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).content.decode()
    assert Entry.objects.filter(action="open_seal").count() == 3


def test_the_auditor_reads_who_opened_what_and_nothing_else(client, ward):
    code, _pin = sent(client)
    at_desk(ward, Role.PETITION_OFFICER).post(f"{page_of(code)}noi-dung/", {"reason": REASON})
    auditor = Client()
    auditor.force_login(directory.an_officer(Role.AUDITOR, ward.unit, title="Thanh tra"))
    text = auditor.get("/ban-lam-viec/mo-niem-phong/").content.decode()
    assert all(word in text for word in (code, "Công chức tiếp dân", REASON, "Mở nội dung"))
    assert auditor.get(page_of(code)).status_code == 404
    assert at_desk(ward, Role.LEADER).get("/ban-lam-viec/mo-niem-phong/").status_code == 403


def test_two_persons_open_an_identity_where_the_installation_asks_for_it(client, ward, settings):
    settings.SEAL_TWO_PERSONS = True
    code, _pin = sent(client)
    officer, leader = at_desk(ward, Role.PETITION_OFFICER), at_desk(ward, Role.LEADER)
    assert officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).status_code == 422
    assert officer.post(f"{page_of(code)}danh-tinh/de-nghi/", {"reason": REASON}).status_code == 303
    asked = Entry.objects.get(action="ask_seal").number
    assert officer.post(f"{page_of(code)}danh-tinh/{asked}/dong-y/", {"reason": REASON}).status_code == 403
    assert "Đồng ý cho mở một lần" in leader.get(page_of(code)).content.decode()
    assert leader.post(f"{page_of(code)}danh-tinh/{asked}/dong-y/", {"reason": REASON}).status_code == 303
    assert leader.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).status_code == 422, "consent is not asking"
    assert NAME in officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).content.decode()
    assert officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).status_code == 422, "once"
    nowhere(sealed.everything())


def test_a_consent_ends_after_its_hours(client, ward, settings, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    settings.SEAL_TWO_PERSONS, settings.SEAL_HOURS = True, 2
    code, _pin = sent(client)
    officer, leader = at_desk(ward, Role.PETITION_OFFICER), at_desk(ward, Role.LEADER)
    officer.post(f"{page_of(code)}danh-tinh/de-nghi/", {"reason": REASON})
    asked = Entry.objects.get(action="ask_seal").number
    leader.post(f"{page_of(code)}danh-tinh/{asked}/dong-y/", {"reason": REASON})
    later = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).status_code == 422


def test_the_chooser_leads_here():
    assert reverse("cases:denounce") == DOOR


def test_an_officer_enters_a_letter_that_came_by_post(client, ward):
    officer = at_desk(ward, Role.PETITION_OFFICER)
    assert officer.get("/ban-lam-viec/to-cao/nhap/").status_code == 200
    typed = filled(channel="post", received_on="2026-11-16", files=[a_pdf()], honest=None)
    entered = officer.post("/ban-lam-viec/to-cao/nhap/", typed)
    assert entered.status_code == 200, entered.content.decode()
    nowhere(entered.content.decode())
    case = Case.objects.get()
    assert (case.channel, f"{case.received_on}", case.subject) == ("post", "2026-11-16", "Đơn niêm phong")
    nowhere(sealed.everything())
    assert officer.post("/ban-lam-viec/to-cao/nhap/", typed | {"key": make.a_key(), "content": "x"}).status_code == 422
    assert at_desk(ward, Role.COUNTER_OFFICER).get("/ban-lam-viec/to-cao/nhap/").status_code == 403


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"code": "x" * 10_000, "pin": "1"},
        {"code": "SG26-0000-0000", "pin": "123456"},
        {"code": "\x00", "pin": "\x00"},
        {"code": ["a", "b"], "pin": ""},
    ],
)
def test_nonsense_at_the_senders_door_is_refused(client, ward, typed):
    for address in ("/gui-don/to-cao/theo-doi/", "/gui-don/to-cao/bien-nhan.pdf"):
        assert client.post(address, typed).status_code == 404


def test_a_code_of_another_kind_is_no_sealed_case(client, ward):
    other = make.sent()
    answer = client.post("/gui-don/to-cao/theo-doi/", {"code": other.code, "pin": other.pin})
    assert answer.status_code == 404


def test_wrong_numbers_are_counted_and_stopped(client, ward, settings):
    from gandan.core import throttle

    settings.RATE_LIMITS = True
    throttle.clear()
    code, pin = sealed.denounced().code, "000000"
    right = receipts.pin(code)
    wrong = pin if right != pin else "111111"
    for _ in range(5):
        assert client.post("/gui-don/to-cao/theo-doi/", {"code": code, "pin": wrong}).status_code == 422
    blocked = client.post("/gui-don/to-cao/theo-doi/", {"code": code, "pin": right})
    assert blocked.status_code == 422 and "Sai nhiều lần" in blocked.content.decode()
    throttle.clear()


@pytest.mark.parametrize("attachment", [0, 999_999])
def test_a_file_that_is_not_of_the_case_is_not_found(client, ward, attachment):
    code, _pin = sent(client)
    officer = at_desk(ward, Role.PETITION_OFFICER)
    assert officer.post(f"{page_of(code)}noi-dung/{attachment}/", {"reason": REASON}).status_code == 404
    assert not Entry.objects.filter(action="open_seal").exists()


def test_a_file_of_another_case_is_not_opened_through_mine(client, ward):
    first, _pin = sent(client, files=[a_pdf()])
    second, _pin = sent(client)
    foreign = Attachment.objects.get(case__code=first).pk
    officer = at_desk(ward, Role.PETITION_OFFICER)
    assert officer.post(f"{page_of(second)}noi-dung/{foreign}/", {"reason": REASON}).status_code == 404


def test_a_refused_step_keeps_its_words_on_the_page_and_nowhere_else(client, ward):
    code, _pin = sent(client)
    officer = at_desk(ward, Role.PETITION_OFFICER)
    refused = officer.post(f"{page_of(code)}lam/forward/", {"seen": 1, "body": "Cơ quan Bướm Bay", "reason": ""})
    assert refused.status_code == 422 and "Cơ quan Bướm Bay" in refused.content.decode()
    nowhere(sealed.everything())


def test_the_api_takes_one_in_and_tells_nothing(client, ward):
    body = {
        "type": "denunciation", "unit": "26740", "subject": "Tố cáo zxqvtieude", "content": CONTENT,
        "field": "construction", "party": {"name": NAME, "phone": "0909123987", "address": "9 ngõ Vắng Tanh"},
        "answers": {"denounced": ACCUSED},
    }  # fmt: skip
    headers = {"Idempotency-Key": "k-1"}
    made = client.post("/api/v1/cases", body, content_type="application/json", headers=headers)
    assert made.status_code == 201, made.content
    assert client.post("/api/v1/cases", body, content_type="application/json", headers=headers).json() == made.json()
    code = made.json()["code"]
    shown = client.get(f"/api/v1/cases/{code}").json()
    assert (shown["type"], shown["unit"], shown["due_on"], shown["milestones"]) == ("", "", None, [])
    nowhere(str(shown))
    nowhere(sealed.everything())


def test_two_persons_open_a_sealed_name_of_another_kind_of_letter_too(client, ward, settings):
    from gandan.cases.types import PartyInput

    settings.SEAL_TWO_PERSONS = True
    code = make.sent(party=PartyInput(name=NAME, phone="0909123987", sealed=True)).code
    officer, leader = at_desk(ward, Role.PETITION_OFFICER), at_desk(ward, Role.LEADER)
    assert "Đề nghị mở danh tính" in officer.get(page_of(code)).content.decode()
    assert officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).status_code == 422
    officer.post(f"{page_of(code)}danh-tinh/de-nghi/", {"reason": REASON})
    asked = Entry.objects.get(action="ask_seal").number
    assert leader.post(f"{page_of(code)}danh-tinh/{asked}/dong-y/", {"reason": REASON}).status_code == 303
    assert NAME in officer.post(f"{page_of(code)}niem-phong/", {"reason": REASON}).content.decode()
