"""The desk's pages of letters: the form filled in, everything missing at its field, files only for who may."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gandan.cases import actions, queries
from gandan.cases.actions import submit
from gandan.documents.models import Letter
from gandan.documents.types import LetterState
from gandan.law.types import Role
from tests.cases import make
from tests.cases.test_letters import REASON, SENDER, a_complaint, accepted, issue, sealed_case
from tests.directory import make as directory

KIND = "thong-bao-thu-ly"


@pytest.fixture
def ward(db):
    return make.a_ward_at_work()


@pytest.fixture
def officer(client, ward):
    client.force_login(ward.accounts[Role.PETITION_OFFICER])
    return client


def form_at(code: str, kind: str = KIND) -> str:
    return reverse("cases:compose_letter", args=[code, kind])


def fields(html: str) -> dict[str, str]:
    """What a browser would send back of the form."""
    body = html[html.index('class="card stack"') :]
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', body))
    found |= {name: text.strip() for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)<', body)}
    chosen = re.search(r'<select name="signer".*?<option value="([^"]*)" selected', body, re.S)
    return found | ({"signer": chosen[1]} if chosen else {})


def test_the_case_page_offers_what_can_be_written_now(officer, ward):
    code = accepted(ward)
    html = officer.get(reverse("cases:desk_case", args=[code])).content.decode()
    assert form_at(code) in html
    assert form_at(code, "cong-van-tra-loi") not in html
    issue(code, KIND, ward.officer)
    html = officer.get(reverse("cases:desk_case", args=[code])).content.decode()
    assert "số 01/TB-UBND" in html


def test_from_the_filled_form_to_the_numbered_letter(officer, ward, django_assert_max_num_queries):
    code = accepted(ward)
    officer.get(form_at(code))
    with django_assert_max_num_queries(15):
        page = officer.get(form_at(code))
    sent = fields(page.content.decode())
    assert sent["sender"] == SENDER.name
    done = officer.post(form_at(code), sent | {"do": "issue"})
    letter = Letter.objects.get()
    assert (done.status_code, done["Location"]) == (303, reverse("cases:letter", args=[code, letter.pk]))
    assert officer.post(form_at(code), sent | {"do": "issue"})["Location"] == done["Location"]
    assert Letter.objects.count() == 1
    with django_assert_max_num_queries(15):
        html = officer.get(done["Location"]).content.decode()
    assert "Thông báo số 01/TB-UBND" in html
    pdf = officer.get(reverse("cases:letter_pdf", args=[code, letter.pk]))
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert "thong-bao-thu-ly%2001-TB-UBND.pdf" in pdf["Content-Disposition"]
    docx = officer.get(reverse("cases:letter_docx", args=[code, letter.pk]))
    assert docx["Content-Disposition"].startswith("attachment")
    assert docx.content[:2] == b"PK"


@pytest.mark.parametrize("do", ["issue", "preview"])
def test_everything_missing_is_said_at_once_and_nothing_typed_is_lost(officer, ward, do):
    code = accepted(ward)
    page = officer.post(form_at(code), {"do": do, "wanted": "Hủy quyết định <b>ngay</b>"})
    html = page.content.decode()
    assert page.status_code == 422
    for label in ("họ tên người gửi", "địa chỉ người gửi", "quyết định, hành vi bị khiếu nại", "người ký"):
        assert f"Còn thiếu: {label}." in html
    assert "Hủy quyết định &lt;b&gt;ngay&lt;/b&gt;" in html
    assert not Letter.objects.exists()


def test_what_the_records_lack_is_told_before_writing(officer, ward):
    code = make.sent(make.a_complaint()).code
    make.do(code, "accept", ward.leader, text="Thụ lý đơn khiếu nại này.")
    assert "<li>Địa chỉ người gửi</li>" in officer.get(form_at(code)).content.decode()


def test_a_preview_has_no_number_and_keeps_nothing(officer, ward):
    code = accepted(ward)
    sent = fields(officer.get(form_at(code)).content.decode())
    page = officer.post(form_at(code), sent | {"do": "preview"})
    assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in page["Cache-Control"]
    assert not Letter.objects.exists()


def test_somebody_was_faster(officer, ward):
    code = accepted(ward)
    sent = fields(officer.get(form_at(code)).content.decode())
    make.do(code, "note", ward.leader, text="Xem lại địa chỉ trước khi gửi.")
    page = officer.post(form_at(code), sent | {"do": "issue"})
    assert page.status_code == 409
    assert "Vừa có thay đổi" in page.content.decode()
    assert officer.post(form_at(code), fields(page.content.decode()) | {"do": "issue"}).status_code == 303


def test_a_draft_is_kept_found_finished_and_dropped(officer, ward):
    code = accepted(ward)
    assert officer.post(form_at(code), {"do": "draft", "act": "Quyết định số 12"}).status_code == 303
    draft = Letter.objects.get()
    assert draft.state == LetterState.DRAFT
    address = f"{form_at(code)}?nhap={draft.pk}"
    assert address in officer.get(reverse("cases:desk_case", args=[code])).content.decode()
    html = officer.get(address).content.decode()
    assert 'value="Quyết định số 12"' in html
    assert officer.get(f"{form_at(code)}?nhap=999").status_code == 404
    assert officer.post(reverse("cases:drop_letter", args=[code, draft.pk])).status_code == 303
    assert not Letter.objects.exists()


def test_cancelling_asks_why(officer, ward):
    code = accepted(ward)
    letter = issue(code, KIND, ward.officer)
    address = reverse("cases:cancel_letter", args=[code, letter.id])
    page = officer.post(address, {"reason": "nhầm"})
    assert page.status_code == 422
    assert "từ 10 đến 300" in page.content.decode()
    assert officer.post(address, {"reason": REASON}).status_code == 303
    html = officer.get(reverse("cases:letter", args=[code, letter.id])).content.decode()
    assert REASON in html
    assert address not in html


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 200), (Role.EDITOR, 404), (Role.VOLUNTEER, 404)])
def test_who_reads_the_files(client, ward, role, status):
    code = accepted(ward)
    letter = issue(code, KIND, ward.officer)
    client.force_login(directory.an_officer(role, ward.unit))
    for name in ("letter", "letter_pdf", "letter_docx"):
        assert client.get(reverse(f"cases:{name}", args=[code, letter.id])).status_code == status
    assert client.get(form_at(code)).status_code in (403, 404)
    assert client.post(reverse("cases:cancel_letter", args=[code, letter.id]), {"reason": REASON}).status_code in (
        403,
        404,
    )


def test_nobody_comes_in_without_signing_in(client, ward):
    code = accepted(ward)
    letter = issue(code, KIND, ward.officer)
    for address in (form_at(code), reverse("cases:letter_pdf", args=[code, letter.id])):
        assert client.get(address).status_code == 302


def test_odd_addresses_are_not_found(officer, ward):
    code = accepted(ward)
    for address in (
        form_at(code, "khong-co"),
        form_at("SG26-0000-0000"),
        f"{reverse('cases:letter', args=[code, 10**18])}",
    ):
        assert officer.get(address).status_code == 404


@pytest.mark.parametrize(
    "text", ["#panic() $x$ {code}", "<script>alert(1)</script>", "Nguyễn", "\U0001f600" * 40, "a" * 499, "\x00\x07x"]
)
def test_hostile_words_are_words(officer, ward, text):
    code = accepted(ward)
    sent = fields(officer.get(form_at(code)).content.decode())
    sent |= dict.fromkeys(("sender", "sender_address", "act", "wanted", "respondent"), text)
    done = officer.post(form_at(code), sent | {"do": "issue"})
    assert done.status_code == 303
    html = officer.get(done["Location"]).content.decode()
    assert "<script>alert" not in html


def test_ten_kilobytes_where_a_line_is_meant_are_refused_in_words(officer, ward):
    code = accepted(ward)
    sent = fields(officer.get(form_at(code)).content.decode())
    page = officer.post(form_at(code), sent | {"do": "issue", "act": "a" * 10_240, "wanted": "b" * 10_240})
    assert page.status_code == 422
    assert "Dài quá 9740 chữ" in page.content.decode()
    assert officer.post(form_at(code), sent | {"do": "issue", "wanted": "b " * 5_000}).status_code == 303


# --- sealed ---


def test_a_sealed_letter_is_opened_by_its_page_only(client, ward):
    code = sealed_case(ward)
    facts = {"body": "Thanh tra", "reason": "Khác thẩm quyền.", "subject": "Việc A"}
    letter = issue(code, "phieu-chuyen-don", ward.officer, **facts)
    client.force_login(ward.accounts[Role.LEADER])
    html = client.get(reverse("cases:letter", args=[code, letter.id])).content.decode()
    assert reverse("cases:open_letter", args=[code, letter.id]) in html
    assert "Thanh tra" not in html
    assert client.get(reverse("cases:letter_pdf", args=[code, letter.id])).status_code == 403
    address = reverse("cases:open_letter", args=[code, letter.id])
    assert client.post(address, {"reason": "xem", "kind": "pdf"}).status_code == 422
    opened = client.post(address, {"reason": "Cần xem để ký và chuyển", "kind": "pdf"})
    assert opened.content[:5] == b"%PDF-"
    assert "no-store" in opened["Cache-Control"]
    assert queries.case_view(code, ward.leader).openings


# --- the sender ---


def test_the_sender_fetches_their_letter_with_the_number_only(client, ward):
    receipt = submit(make.a_complaint(party=SENDER), make.Actor.resident())
    make.do(receipt.code, "accept", ward.leader, text="Thụ lý đơn khiếu nại này.")
    letter = issue(receipt.code, KIND, ward.officer)
    other = a_complaint()
    address = reverse("cases:sender_letter", args=[receipt.code, letter.id])
    assert client.get(address)["Location"] == reverse("cases:case", args=[receipt.code])
    client.post(reverse("cases:case", args=[receipt.code]), {"pin": receipt.pin})
    html = client.get(reverse("cases:case", args=[receipt.code])).content.decode()
    assert address in html
    assert client.get(address).content[:5] == b"%PDF-"
    assert client.get(reverse("cases:sender_letter", args=[receipt.code, letter.id + 5])).status_code == 404
    assert client.get(reverse("cases:sender_letter", args=[other, letter.id])).status_code == 303
    actions.cancel_letter(receipt.code, letter.id, ward.officer, REASON)
    html = client.get(reverse("cases:case", args=[receipt.code])).content.decode()
    assert address not in html
    assert "đã hủy, không còn giá trị" in html
