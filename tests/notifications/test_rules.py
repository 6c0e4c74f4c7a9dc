"""Waits, answers of mail servers, addresses in part; and every letter in both languages."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from gandan.notifications import rules
from gandan.notifications.actions.messages import _subject
from gandan.notifications.types import Event
from tests.notifications import make


def test_waits_grow_and_end():
    waits = [rules.wait_after(n) for n in range(1, rules.MAX_ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert rules.wait_after(rules.MAX_ATTEMPTS) is None


@pytest.mark.parametrize(("code", "later"), [(421, True), (450, True), (550, False), (554, False), (250, False)])
def test_which_answers_ask_to_come_back(code, later):
    assert rules.is_temporary(code) is later


@pytest.mark.parametrize(
    ("address", "shown"), [("ba.hai@example.vn", "b•••@example.vn"), ("khong-co", "k•••"), ("", "•••")]
)
def test_addresses_are_shown_in_part(address, shown):
    assert rules.masked(address) == shown


def body_of(name: str, language: str = "vi", **fields: object) -> str:
    letter = make.letter(**fields)
    with translation.override(language):
        return render_to_string(f"notifications/{name}.txt", {"letter": letter, "unit": {"name": letter.unit_name}})


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_its_letter(event):
    body = body_of(event.value)
    assert "SG26-4829-1379" in body
    assert "https://gandan.example.vn/tra-cuu/SG26-4829-1379/" in body
    assert "Phường Sài Gòn" in body
    assert not re.search(r"\{[{%]|None", body)


def test_the_receipt_carries_both_numbers_and_the_due_date():
    body = body_of("received", pin="482913")
    assert "Mã xác nhận: 482913" in body
    assert "thứ Hai 16/11/2026 (Điều 28 Luật Tiếp công dân)" in body
    assert "Mã xác nhận" not in body_of("received")


def test_other_letters_never_carry_the_confirmation_number():
    for event in set(Event) - {Event.RECEIVED}:
        assert "482913" not in body_of(event.value, pin="482913")


def test_letters_do_not_repeat_what_was_said():
    for event in Event:
        assert "chuyện riêng" not in body_of(event.value, text="chuyện riêng")


def test_signs_are_not_turned_into_entities():
    assert "Sở «A & B» <x>" in body_of("forwarded", other="Sở «A & B» <x>")


def test_a_sealed_letter_says_nothing():
    body = body_of("sealed", pin="482913", kind="Tố cáo", due_source="Luật Tố cáo", other="Ai đó", text="chuyện riêng")
    for word in ("482913", "Tố cáo", "Luật", "Ai đó", "chuyện riêng", "16/11"):
        assert word not in body


@pytest.mark.parametrize("event", list(Event))
def test_subjects_are_neutral(event):
    subject = _subject(event, make.letter(kind="Tố cáo", text="chuyện riêng", pin="482913"))
    assert "SG26-4829-1379" in subject
    assert not {"Tố cáo", "chuyện riêng", "482913"} & set(subject.split(": "))
