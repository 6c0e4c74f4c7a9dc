"""Fast entry: a letter on paper becomes a case with a receipt; the same letter twice is seen before it is saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gandan.cases.models import Attachment, Case, Clock, Party
from gandan.core import clock
from gandan.law.types import Role
from tests.cases import make
from tests.cases.doors_desk.make import BACKEND, client_of, text_of

PAGE = "/ban-lam-viec/nhap-don/"


def a_letter(**changes: Any) -> dict[str, Any]:
    return {
        "type": "recommendation",
        "unit": "26740",
        "key": make.a_key(),
        "channel": "post",
        "received_on": clock.today().isoformat(),
        "field": "infrastructure",
        "content": "Hẻm 30 ngập mỗi khi mưa lớn, đề nghị phường nạo vét cống.",
        "name": "Ông Ba Mẫu",
        "phone": "0900 000 111",
        "home": "30/4 hẻm 30",
    } | changes


def test_an_officer_enters_a_letter_and_hands_over_its_receipt(ward: make.Ward, officer: Client) -> None:
    day = clock.today() - timedelta(days=2)
    scan = SimpleUploadedFile("don.pdf", make.PDF, "application/pdf")
    given = a_letter(received_on=day.isoformat(), external_number="125/Đ", files=[scan])
    response = officer.post(PAGE, given)
    case = Case.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{PAGE}{case.code}/")
    assert (case.channel, case.received_on, case.external_number) == ("post", day, "125/Đ")
    assert case.subject == "Hẻm 30 ngập mỗi khi mưa lớn, đề nghị phường nạo vét cống"
    assert {each.starts_on for each in Clock.objects.all()} == {day}, "clocks count from the day it came"
    assert (Party.objects.get().phone, Attachment.objects.get().name) == ("0900000111", "don.pdf")
    page = text_of(officer.get(response["Location"]))
    for word in (case.code, "Mã xác nhận", "Nhập đơn tiếp theo", "In biên nhận"):
        assert word in page
    paper = officer.get(f"{PAGE}{case.code}/bien-nhan.pdf")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_the_confirmation_number_is_shown_to_who_entered_it_only(ward: make.Ward, officer: Client) -> None:
    there = officer.post(PAGE, a_letter())["Location"]
    for page in (there, f"{there}bien-nhan.pdf"):
        assert client_of(ward, Role.LEADER).get(page).status_code == 404
    own = make.sent().code
    assert officer.get(f"{PAGE}{own}/").status_code == 404, "nor of what residents sent"


def test_the_same_sender_or_the_same_words_are_seen_before_it_is_saved(ward: make.Ward, officer: Client) -> None:
    officer.post(PAGE, a_letter())
    again = a_letter(content="Hẻm 30 ngập mỗi khi mưa lớn, đề nghị phường nạo vét cống ngay.", phone="", name="Bà Tư")
    response = officer.post(PAGE, again)
    assert response.status_code == 409
    assert "Gần giống nội dung." in text_of(response)
    other = a_letter(content="Đèn đường trước chợ hỏng đã ba tuần nay.", name="Ông B.")
    response = officer.post(PAGE, other)
    assert "Cùng người gửi." in text_of(response)
    assert Case.objects.count() == 1
    assert officer.post(PAGE, other | {"anyway": "1"}).status_code == 303
    assert Case.objects.count() == 2


def test_a_group_and_its_representatives(ward: make.Ward, officer: Client) -> None:
    lines = "Trần Thị Mẫu, 0900 000 222\nLê Văn Mẫu"
    assert officer.post(PAGE, a_letter(people=12, others=lines)).status_code == 303
    people = list(Party.objects.order_by("id").values_list("role", "name", "phone"))
    page = text_of(officer.get(f"/ban-lam-viec/viec/{Case.objects.get().code}/"))
    assert "12 người cùng gửi" in page
    assert "Người đại diện" in page
    assert people == [
        ("petitioner", "Ông Ba Mẫu", "0900000111"),
        ("representative", "Trần Thị Mẫu", "0900000222"),
        ("representative", "Lê Văn Mẫu", ""),
    ]
    response = officer.post(PAGE, a_letter(people=7, others=lines, name="Ông C", phone="", content="Nước yếu quá."))
    assert response.status_code == 422
    assert "cử nhiều nhất 2 người đại diện" in text_of(response)
    assert "Điều 29" in text_of(response)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": "hôm qua"}, "received_on"),
        ({"received_on": "2001-01-01"}, None),
        ({"channel": "web"}, "channel"),
        ({"field": "forged"}, "field"),
        ({"content": ""}, "content"),
        ({"name": ""}, "name"),
        ({"phone": "gọi sau"}, "phone"),
        ({"email": "x@"}, "email"),
        ({"people": "0"}, "people"),
        ({"neighbourhood": "26743-kp1"}, "neighbourhood"),
        ({"type": "complaint"}, "act"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    ward: make.Ward, officer: Client, changes: dict[str, str], field: str | None
) -> None:
    response = officer.post(PAGE, a_letter(**changes))
    assert response.status_code == 422
    if field:
        assert field in response.context["form"].errors
    assert a_letter()["content"] in text_of(response) or field == "content"
    assert not Case.objects.exists()


def test_pressed_twice_it_is_one_case(ward: make.Ward, officer: Client) -> None:
    letter = a_letter(anyway="1")
    assert officer.post(PAGE, letter)["Location"] == officer.post(PAGE, letter)["Location"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_enter_nothing(ward: make.Ward, role: Role) -> None:
    from tests.directory import make as directory

    client = client_of(ward, role) if role in ward.accounts else client_of(directory.an_officer(role, ward.unit))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, a_letter()).status_code == 403
    assert not Case.objects.exists()


def test_every_kind_but_the_sealed_one_has_its_form(ward: make.Ward, officer: Client) -> None:
    page = text_of(officer.get(PAGE, {"loai": "complaint"}))
    assert "Quyết định hoặc hành vi bị khiếu nại" in page
    assert "nhập theo lối niêm phong" in page
    sealed = officer.post(PAGE, a_letter(type="denunciation"))
    assert Case.objects.get().type == "recommendation" if sealed.status_code == 303 else not Case.objects.exists()


def test_the_province_enters_a_second_complaint_that_came_by_post(ward: make.Ward, officer: Client) -> None:
    given = {"field": "construction", "act": "Quyết định số 9/QĐ-UBND (lần đầu)", "wanted": "Hủy quyết định"}
    assert officer.post(PAGE, a_letter(type="complaint-second", address="", **given)).status_code == 303
    assert Clock.objects.get().code == "accept"


def test_it_costs_few_queries(ward: make.Ward, officer: Client, django_assert_max_num_queries: Any) -> None:
    officer.get(PAGE)
    with django_assert_max_num_queries(12):
        officer.get(PAGE)


def test_the_kind_that_stands_open_is_marked(ward: make.Ward, officer: Client) -> None:
    page = officer.get(f"{PAGE}?loai=complaint").content.decode()
    assert page.count('aria-current="page">Khiếu nại') == 1


def test_a_letter_half_typed_is_there_again_after_signing_in(ward: make.Ward) -> None:
    client = Client()
    typed = a_letter(type="field-report", address="Hẻm 30", received_on="2026-11-02")
    assert client.post(PAGE, typed)["Location"].startswith("/tai-khoan/login/")
    client.force_login(ward.accounts[Role.PETITION_OFFICER], backend=BACKEND)
    back = client.get(PAGE)
    form = back.context["form"]
    kept = [form[name].value() for name in ("content", "name", "received_on", "channel")]
    assert kept == [typed["content"], "Ông Ba Mẫu", "2026-11-02", "post"]
    assert back.context["intake"].code == "field-report"
    assert "Phiên đăng nhập đã hết" in text_of(back)
    assert not client.get(PAGE).context["form"]["content"].value(), "given back once"


def test_what_may_be_the_same_is_shown_while_a_letter_is_written(ward: make.Ward, officer: Client) -> None:
    officer.post(PAGE, a_letter(neighbourhood=ward.neighbourhood.code))
    known = Case.objects.get()
    words = "Cứ mưa lớn là hẻm 30 ngập, đề nghị cho nạo vét cống sớm."
    looked = {"type": "recommendation", "unit": "26740", "content": words, "name": "Bà Năm", "look": "1"}
    response = officer.post(PAGE, looked)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Có thể đã có đơn về việc này" in page.partition('id="trung"')[2]
    assert f"/viec/{known.code}/" in page
    assert words in page, "nothing that was written is lost"
    assert 'aria-invalid="true"' not in page, "it is not being sent yet"
    other = officer.post(PAGE, looked | {"content": "Thư viện khu phố nên mở cửa vào cuối tuần cho trẻ em."})
    assert "Không thấy đơn nào đang mở giống đơn này." in text_of(other)
    assert known.code not in text_of(other)
    assert officer.post(PAGE, looked | {"content": "x"}).status_code == 200
    assert Case.objects.count() == 1
