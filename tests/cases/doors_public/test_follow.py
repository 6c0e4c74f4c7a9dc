"""`/tra-cuu/`: the code shows how far it is, code and number show what it is about."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from gandan.cases.forms import looking
from gandan.cases.models import Case, Entry
from gandan.cases.public import confirmation
from gandan.core.codes import code_of
from tests.cases.doors_public.make import (
    ANSWER,
    CONTENT,
    a_case,
    a_home,
    a_picture,
    a_specialist,
    answered,
    asked,
    confirm,
    does,
    sent,
    verified,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward():
    return a_home()


@pytest.fixture
def limited(settings):
    """Limits as in production."""
    settings.RATE_LIMITS = True


def key_of(page) -> dict[str, str]:
    """The hidden fields of the first form on the page for an action."""
    text = page.content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("seen", "key")}


# --- the code alone ---


def test_a_code_leads_to_its_page(client):
    receipt = a_case()
    response = client.get("/tra-cuu/", {"ma": f" {receipt.code.lower()} "})
    assert response.status_code == 303
    assert response["Location"] == f"/tra-cuu/{receipt.code}/"


def test_a_mistyped_code_is_recognised(client):
    code = code_of("SG", 2026, "4829137")
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    response = client.get("/tra-cuu/", {"ma": wrong})
    assert response.status_code == 422
    assert "Mã gõ sai một số" in response.content.decode()
    assert client.get(f"/tra-cuu/{wrong}/").status_code == 404


def test_a_code_that_nobody_has_is_not_found(client):
    response = client.get(f"/tra-cuu/{code_of('SG', 2026, '0000001')}/")
    assert response.status_code == 404
    assert "Không có vụ việc mang mã này" in response.content.decode()


def test_a_code_written_otherwise_goes_to_the_proper_address(client):
    receipt = a_case()
    response = client.get(f"/tra-cuu/{receipt.code.lower().replace('-', '')}/")
    assert response.status_code == 303
    assert response["Location"] == f"/tra-cuu/{receipt.code}/"


def test_the_code_alone_shows_how_far_it_is_and_never_what(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    case = Case.objects.get()
    assert "Đã trả lời đúng hạn" in page
    assert f"Vì sao hạn là {case.due_on:%d/%m}" in page or "Vì sao hạn là" in page
    assert 'class="days' in page
    for secret in (CONTENT[:20], ANSWER, "45 Lê Lợi", receipt.pin, "12/UBND-KT"):
        assert secret not in page


def test_what_an_officer_asked_is_not_told_by_the_code_alone(client, ward):
    receipt = a_case()
    asked(receipt.code, ward, "Cột đèn trước nhà bà Mẫu số mấy?")
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert "Chờ người gửi bổ sung" in page
    assert "Cột đèn" not in page
    confirm(client, receipt)
    assert "Cần bạn bổ sung" in client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    does(a_specialist(ward), receipt.code, "resume", reason="Đã tự tìm ra.")
    stranger = Client().get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert "Cột đèn" not in stranger
    assert "tự tìm ra" not in stranger


def test_guessing_codes_ends(client, limited):
    for number in range(30):
        client.get(f"/tra-cuu/{code_of('SG', 2026, f'{number:07d}')}/")
    receipt = a_case()
    assert client.get(f"/tra-cuu/{receipt.code}/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.5").get(f"/tra-cuu/{receipt.code}/").status_code == 200


# --- the confirmation number ---


def test_the_number_opens_content_and_answer(client, ward):
    receipt = a_case()
    answered(receipt.code, ward, not_done="Chưa thay cột, sẽ thay trước 31/01/2027.")
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    for words in (CONTENT[:20], ANSWER, "Chưa thay cột", "12/UBND-KT", "Diễn biến công khai", "45 Lê Lợi"):
        assert words in page, words


def test_the_link_of_the_receipt_opens_and_becomes_clean(client):
    receipt = a_case()
    response = client.get(f"/tra-cuu/{receipt.code}/?xac-nhan={receipt.pin}")
    assert response.status_code == 303
    assert response["Location"] == f"/tra-cuu/{receipt.code}/"
    assert CONTENT[:20] in client.get(response["Location"]).content.decode()


def test_a_number_opens_its_own_case_only(client):
    mine, other = a_case(), a_case(content="Nước chảy tràn ra đường Pasteur.")
    confirm(client, mine)
    assert "Pasteur" not in client.get(f"/tra-cuu/{other.code}/").content.decode()


def test_after_five_wrong_numbers_even_the_right_one_waits(client, limited):
    receipt = a_case()
    wrong = f"{(int(receipt.pin) + 1) % 1_000_000:06d}"
    tries = [client.post(f"/tra-cuu/{receipt.code}/", {"pin": wrong}).status_code for _ in range(5)]
    assert tries == [422] * 5
    blocked = client.post(f"/tra-cuu/{receipt.code}/", {"pin": receipt.pin})
    assert blocked.status_code == 429
    assert "Chờ 15 phút" in blocked.content.decode()
    assert client.get(f"/tra-cuu/{receipt.code}/?xac-nhan={receipt.pin}").status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.5")
    assert elsewhere.post(f"/tra-cuu/{receipt.code}/", {"pin": receipt.pin}).status_code == 303


def test_many_addresses_together_are_stopped_too(limited, monkeypatch):
    monkeypatch.setattr(confirmation, "TRIES_A_CODE", 3)
    receipt = a_case()
    wrong = f"{(int(receipt.pin) + 1) % 1_000_000:06d}"
    codes = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post(f"/tra-cuu/{receipt.code}/", {"pin": wrong}).status_code
        for n in range(4)
    ]
    assert codes == [422, 422, 422, 429]


def test_one_address_does_not_try_a_number_at_many_codes(limited, monkeypatch):
    monkeypatch.setattr(confirmation, "TRIES_A_CALLER", 3)
    receipts = [a_case() for _ in range(4)]
    guesser = Client(REMOTE_ADDR="2001:db8:1:2::1")
    guess = next(f"{n:06d}" for n in range(9) if f"{n:06d}" not in {each.pin for each in receipts})
    tried = [guesser.post(f"/tra-cuu/{each.code}/", {"pin": guess}).status_code for each in receipts]
    assert tried == [422, 422, 422, 429]
    neighbour = Client(REMOTE_ADDR="2001:db8:1:2:ffff::9")
    assert neighbour.post(f"/tra-cuu/{receipts[0].code}/", {"pin": guess}).status_code == 429, "the same line"


def test_codes_are_guessed_no_faster_at_another_door(limited, monkeypatch):
    monkeypatch.setattr(looking, "MOST", 2)
    receipt = a_case()
    none = next(code for n in range(9) if (code := code_of("ZZ", 2026, f"{n:07d}")) != receipt.code)
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    assert guesser.get(f"/tra-cuu/{none}/ma-mot-lan/").status_code == 404
    assert guesser.get(f"/api/v1/cases/{none}").status_code == 404
    assert guesser.get(f"/api/v1/cases/{receipt.code}").status_code == 429
    assert guesser.get(f"/tra-cuu/{receipt.code}/").status_code == 429
    assert guesser.get(f"/tra-cuu/{receipt.code}/ma-mot-lan/").status_code == 303
    told = guesser.post("/gui-don/to-cao/theo-doi/", {"code": receipt.code, "pin": receipt.pin})
    assert (told.status_code, "vừa thử nhiều mã" in told.content.decode()) == (404, True)
    assert Client(REMOTE_ADDR="203.0.113.10").get(f"/api/v1/cases/{receipt.code}").status_code == 200


def test_a_number_that_is_none_is_told_without_counting(client, limited):
    receipt = a_case()
    for _ in range(7):
        assert client.post(f"/tra-cuu/{receipt.code}/", {"pin": "12ab"}).status_code == 422
    confirm(client, receipt)


def test_a_confirmation_expires(client, monkeypatch):
    receipt = a_case()
    confirm(client, receipt)
    session = client.session
    session[confirmation.KEY] = {receipt.code: session[confirmation.KEY][receipt.code] - confirmation.LASTS - 1}
    session.save()
    assert CONTENT[:20] not in client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    response = client.post(f"/tra-cuu/{receipt.code}/rate/", {"rating": "done"})
    assert response.status_code == 303
    assert response["Location"].endswith("#xac-nhan")


def test_content_is_kept_by_no_cache(client):
    code = sent(client)
    assert "no-store" in client.get(f"/tra-cuu/{code}/")["Cache-Control"]


def test_the_sender_sees_their_own_photos(client):
    code = sent(client, files=[a_picture()])
    page = client.get(f"/tra-cuu/{code}/").content.decode()
    link = re.search(r'href="(/tep/[^"]+)"', page)[1].replace("&amp;", "&")
    picture = client.get(link)
    assert picture.status_code == 200
    picture.close()


# --- answering back ---


def test_a_rating_closes_the_case(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/")
    assert "Trả lời này có giải quyết được việc của bạn không?" in page.content.decode()
    response = client.post(f"/tra-cuu/{receipt.code}/rate/", key_of(page) | {"rating": "partly", "text": "Còn tối."})
    assert response.status_code == 303
    assert Case.objects.get().rating == "partly"
    after = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert "Đã ghi nhận" in after
    assert 'name="rating"' not in after


def test_a_rating_without_choice_is_sent_back(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/")
    response = client.post(f"/tra-cuu/{receipt.code}/rate/", key_of(page) | {"text": "Còn tối."})
    assert response.status_code == 422
    assert "Còn tối." in response.content.decode()
    assert Case.objects.get().rating == ""


def test_it_is_reopened_once(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/")
    assert "Mở lại được một lần" in page.content.decode()
    typed = key_of(page) | {"reason": "Đèn lại tắt tối qua."}
    assert client.post(f"/tra-cuu/{receipt.code}/reopen/", typed).status_code == 303
    case = Case.objects.get()
    assert case.open
    assert case.reopened == 1
    does(a_specialist(ward), receipt.code, "answer", text=ANSWER, document_number="13/UBND", result="done")
    again = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert f"/tra-cuu/{receipt.code}/reopen/" not in again


def test_pressed_twice_it_is_done_once(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    confirm(client, receipt)
    typed = key_of(client.get(f"/tra-cuu/{receipt.code}/")) | {"rating": "done"}
    for _ in range(2):
        assert client.post(f"/tra-cuu/{receipt.code}/rate/", typed).status_code == 303
    assert Entry.objects.filter(action="rate").count() == 1


def test_what_was_asked_for_can_be_sent_with_a_photo(client, ward):
    receipt = a_case()
    asked(receipt.code, ward)
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/")
    assert "Cột đèn số mấy?" in page.content.decode()
    typed = key_of(page) | {"text": "Cột số 12.", "files": [a_picture("cot-12.png")]}
    assert client.post(f"/tra-cuu/{receipt.code}/supplement/", typed).status_code == 303
    entry = Entry.objects.get(action="supplement")
    assert entry.attachments.get().name == "cot-12.png"


def test_an_officers_step_is_not_a_senders(client, ward):
    receipt = a_case()
    confirm(client, receipt)
    for action in ("answer", "assign", "no-such-thing"):
        response = client.post(f"/tra-cuu/{receipt.code}/{action}/", {"seen": "1", "text": "x", "result": "done"})
        assert response.status_code == 303
    assert Entry.objects.count() == 1
    assert "không còn làm được" in client.get(f"/tra-cuu/{receipt.code}/").content.decode()


def test_without_confirmation_nothing_is_done(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    response = client.post(f"/tra-cuu/{receipt.code}/rate/", {"rating": "not", "seen": "3"})
    assert response.status_code == 303
    assert Case.objects.get().rating == ""


def test_somebody_was_faster(client, ward):
    receipt = a_case()
    confirm(client, receipt)
    typed = key_of(client.get(f"/tra-cuu/{receipt.code}/")) | {"text": "Thêm: cột số 12."}
    verified(receipt.code, ward)
    response = client.post(f"/tra-cuu/{receipt.code}/add_information/", typed)
    assert response.status_code in (303, 409)
    if response.status_code == 409:
        assert "Thêm: cột số 12." in response.content.decode()


# --- what everybody may read ---


def test_a_published_answer_is_for_everybody(client, ward):
    receipt = a_case(publish=True)
    assert CONTENT[:20] not in client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    answered(receipt.code, ward)
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert "Đèn đường trước nhà 45" in page
    assert ANSWER in page
    assert "Vì sao mọi người đọc được?" in page
    assert receipt.pin not in page
    assert 'name="rating"' not in page


def test_the_page_says_forwarded_and_merged_in_words(client, ward):
    receipt = a_case()
    verified(receipt.code, ward)
    does(a_specialist(ward), receipt.code, "forward", body="Điện lực Sài Gòn (mẫu)", reason="Đèn do điện lực quản lý.")
    assert "Đã chuyển cơ quan có thẩm quyền" in client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    confirm(client, receipt)
    assert "Điện lực Sài Gòn (mẫu)" in client.get(f"/tra-cuu/{receipt.code}/").content.decode()


def test_it_costs_few_queries(client, ward, django_assert_max_num_queries):
    receipt = a_case()
    answered(receipt.code, ward)
    with django_assert_max_num_queries(10):
        client.get(f"/tra-cuu/{receipt.code}/")
    confirm(client, receipt)
    with django_assert_max_num_queries(15):
        client.get(f"/tra-cuu/{receipt.code}/")


def test_in_english(client, ward):
    receipt = a_case()
    answered(receipt.code, ward)
    client.cookies["django_language"] = "en"
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert "Answered in time" in page
    assert "Field report" in page
    confirm(client, receipt)
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert "Did this answer solve your matter?" in page


def test_dates_stand_as_given(client):
    receipt = a_case()
    case = Case.objects.get()
    page = client.get(f"/tra-cuu/{receipt.code}/").content.decode()
    assert f"{case.due_on:%d/%m/%Y}" in page
    assert case.due_on >= case.received_on + timedelta(days=5)
