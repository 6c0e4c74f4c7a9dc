"""What a resident types, checked before anything is sent."""

from __future__ import annotations

import unicodedata

import pytest
from django.http import QueryDict

from gandan.cases.forms import public as forms
from gandan.cases.forms.kept import kept_files
from gandan.cases.forms.public import SubmissionForm
from gandan.cases.forms.receipts import CodeForm, PinForm
from gandan.cases.types import IntakeType
from gandan.core.codes import code_of
from gandan.law.types import Choice
from tests.cases.doors_public.make import posted


def an_intake(**changes) -> IntakeType:
    kept = {
        "code": "field-report",
        "label": "Phản ánh hiện trường",
        "label_en": "Field report",
        "fields": (),
        "areas": (Choice("infrastructure", "Hạ tầng"), Choice("environment", "Rác")),
        "place": "required",
        "anonymous": True,
        "sealed": False,
        "promise": (),
        "promise_en": (),
    } | changes
    return IntakeType(**kept)


def filled(intake: IntakeType | None = None, **changes) -> SubmissionForm:
    typed = QueryDict(mutable=True)
    typed.update(posted(**changes))
    return SubmissionForm(intake or an_intake(), typed, {})


def test_a_plain_report_is_right():
    form = filled()
    assert form.is_valid(), form.errors
    made = form.submission("26740")
    assert made.subject == "Đèn đường trước nhà 45 tắt ba đêm liền, từ thứ Hai"
    assert (made.unit, made.field, made.address, made.party.anonymous) == ("26740", "infrastructure", "45 Lê Lợi", True)


def test_every_form_drawn_has_a_key_of_its_own():
    first, second = SubmissionForm(an_intake()), SubmissionForm(an_intake())
    assert first["key"].value() != second["key"].value()


@pytest.mark.parametrize("address", ["gần chợ", "", "ở đó"])
def test_a_place_that_could_be_anywhere_is_sent_back(address):
    form = filled(address=address)
    assert not form.is_valid()
    assert list(form.errors) == ["address"]
    assert form.step == 2


@pytest.mark.parametrize("address", ["đầu hẻm 18", "ngã tư Lê Lợi, Pasteur", "45 Lê Lợi"])
def test_a_place_that_can_be_found_is_taken(address):
    assert filled(address=address).is_valid()


def test_a_pin_on_the_map_is_place_enough():
    form = filled(address="", lat="10.7769004", lon="106.7009")
    assert form.is_valid(), form.errors
    assert form.submission("26740").place.lat == 10.7769


@pytest.mark.parametrize("lat", ["ở đây", "91", "nan", "inf"])
def test_a_pin_that_is_no_place_is_refused(lat):
    assert "lat" in filled(lat=lat, lon="106.7").errors


def test_text_is_kept_in_one_form_whatever_the_keyboard_sent():
    typed = unicodedata.normalize("NFD", "Đường ngập nước, ổ gà sâu.\r\n\r\n\r\n\r\nTừ hôm qua.\x07")
    form = filled(content=typed)
    assert form.is_valid()
    assert form.cleaned_data["content"] == "Đường ngập nước, ổ gà sâu.\n\nTừ hôm qua."


def test_a_text_of_a_hundred_kilobytes_is_measured_not_cut():
    form = filled(content="đ" * 100_000)
    assert "90.000" in form.errors["content"][0] or "90000" in form.errors["content"][0]


@pytest.mark.parametrize(
    ("contact", "read"),
    [
        ("0912 345 678", ("0912345678", "")),
        ("+84 912 345 678", ("+84912345678", "")),
        ("ten@hop.thu", ("", "ten@hop.thu")),
        ("", ("", "")),
    ],
)
def test_a_contact_is_a_telephone_or_an_address(contact, read):
    form = filled(contact=contact)
    assert form.is_valid()
    assert (form.submission("26740").party.phone, form.submission("26740").party.email) == read


@pytest.mark.parametrize("contact", ["12", "ten@", "gọi sau", "a@b", "0912 345 678 999 999"])
def test_a_contact_that_leads_nowhere_is_refused(contact):
    assert list(filled(contact=contact).errors) == ["contact"]


def test_a_name_is_needed_where_the_sender_wants_one():
    assert list(filled(sender="named").errors) == ["name"]
    assert list(filled(sender="sealed").errors) == ["name"]
    sealed = filled(sender="sealed", name="Nguyễn Văn Mẫu")
    assert sealed.is_valid()
    assert sealed.submission("26740").party.sealed


def test_without_name_no_name_is_taken_along():
    form = filled(sender="anonymous", name="Nguyễn Văn Mẫu")
    assert form.is_valid()
    assert form.submission("26740").party.name == ""


def test_a_type_that_needs_a_name_offers_no_other_way():
    form = filled(an_intake(anonymous=False), sender="anonymous")
    assert list(form.errors) == ["sender"]


def test_a_machine_that_fills_every_field_is_told():
    assert "website" in filled(website="https://example.org").errors


def test_a_form_sent_the_moment_it_was_drawn_is_sent_back_once(settings):
    settings.RATE_LIMITS = True
    quick = filled(started=forms.started_token())
    assert "Gửi lần nữa" in str(quick.non_field_errors())
    assert filled(started=forms.started_token(seconds_ago=3)).is_valid()
    assert not filled(started="made-up").is_valid()
    settings.RATE_LIMITS = False
    assert filled(started=forms.started_token()).is_valid()


def test_the_step_with_the_first_error_is_the_open_one():
    assert filled(content="").step == 2
    assert filled(contact="12").step == 3
    assert filled(content="", contact="12").step == 2


def test_a_forged_or_foreign_token_brings_no_file():
    assert kept_files(["made-up", forms.started_token(), ""]) == []


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        ("Rác. Chất đống từ sáng.", "Rác. Chất đống từ sáng."),
        ("Đèn tắt ba đêm!\nXin sửa.", "Đèn tắt ba đêm!"),
        ("từ " * 100, "từ " * 39 + "từ…"),
    ],
)
def test_the_subject_is_the_first_sentence(content, subject):
    assert forms.subject_of(content) == subject


def test_a_code_is_read_as_people_write_it():
    code = code_of("SG", 2026, "4829137")
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), f"  {code}  "):
        form = CodeForm({"ma": typed})
        assert form.is_valid(), typed
        assert form.cleaned_data["ma"] == code


def test_a_mistyped_digit_is_told_from_nonsense():
    code = code_of("SG", 2026, "4829137")
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert "Mã gõ sai một số" in CodeForm({"ma": wrong}).errors["ma"][0]
    assert "10 chữ số" in CodeForm({"ma": "xin chào"}).errors["ma"][0]
    assert CodeForm({"ma": ""}).errors["ma"]


@pytest.mark.parametrize("pin", ["123456", "123 456", " 123-456 "])
def test_a_pin_is_read_as_people_write_it(pin):
    form = PinForm({"pin": pin})
    assert form.is_valid()
    assert form.cleaned_data["pin"] == "123456"


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef"])
def test_a_pin_has_six_digits(pin):
    assert PinForm({"pin": pin}).errors["pin"]
