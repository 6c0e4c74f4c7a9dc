"""«Tôi cũng gặp»: what an officer has opened is offered to neighbours; who joins has a code, and hears the answer."""

from __future__ import annotations

import pytest

from gandan.cases.models import Attachment, Case, Link, Party
from gandan.cases.public import joining as door
from gandan.cases.queries.nearby import nearby
from gandan.cases.queries.records import verify_records
from gandan.core.types import Point, Refused
from gandan.notifications.models import Message
from tests.cases import make
from tests.cases.doors_public.make import posted
from tests.journeys.make import a_picture

pytestmark = pytest.mark.django_db
STEPS = "/gui-don/"
WORDS = "Đèn đường đầu hẻm 18 không sáng"
BESIDE = {"lat": str(make.HERE.lat + 0.0003), "lon": str(make.HERE.lon)}


@pytest.fixture
def ward():
    from gandan.directory.models import Installation

    ward = make.a_ward_at_work()
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward.unit, "demo": False})
    return ward


@pytest.fixture
def lamp(ward):
    """A report that its officer has opened to neighbours."""
    case = make.a_case()
    make.do(case.code, "show_nearby", ward.officer, text=WORDS)
    return case


def sent_on(client, **changes):
    return client.post(STEPS, posted(sender=None, then="3", **changes))


def joined(client, code, **data):
    return client.post(
        f"/gui-don/cung-gap/{code}/", {"joining": "1", "key": make.a_key(), "said": "", "contact": "", **data}
    )


def test_only_what_an_officer_has_opened_is_shown_to_neighbours(client, ward):
    case = make.a_case(content="Nhà bà Tư Mẫu số 5 để đèn tắt")
    page = sent_on(client, content="Đèn đường hẻm 18 không sáng", **BESIDE)
    assert "Tôi cũng gặp" not in page.content.decode()
    make.do(case.code, "show_nearby", ward.officer, text=WORDS)
    page = sent_on(client, content="Đèn đường hẻm 18 không sáng", **BESIDE).content.decode()
    assert WORDS in page
    assert "Cách chỗ bạn chọn 33 m" in page
    assert "Tư Mẫu" not in page, "the sender's own words stay with the officers"
    make.do(case.code, "show_nearby", ward.officer, text="")
    assert WORDS not in sent_on(client, content="Đèn đường hẻm 18 không sáng", **BESIDE).content.decode()


def test_who_has_another_matter_goes_on(client, lamp):
    page = sent_on(client, content="Rác chất đống ở đây ba ngày nay", **BESIDE)
    mark = page.context["near_mark"]
    assert mark
    assert 'id="id_name"' in sent_on(client, content="Rác chất đống", seen_near=mark, **BESIDE).content.decode()
    forged = sent_on(client, content="Rác chất đống ở đây", seen_near="0" * 16, **BESIDE)
    assert forged.context["near"], "neighbours are shown once, whatever a page says it has seen"


def test_an_address_without_a_pin_is_compared_by_its_words(client, lamp):
    alike = sent_on(client, content="Đèn đường không sáng", address="đầu hẻm 18")
    assert [each.code for each in alike.context["near"]] == [lamp.code]
    other = sent_on(client, content="Nuôi gà gây tiếng ồn", address="120 Pasteur")
    assert 'id="id_name"' in other.content.decode()


def test_other_kinds_and_far_places_are_not_offered(ward, lamp):
    far = Point(make.HERE.lat + 0.02, make.HERE.lon)
    assert nearby(ward.unit.pk, "field-report", WORDS, far) == ()
    assert nearby(ward.unit.pk, "question", WORDS, make.HERE) == ()
    assert nearby(ward.unit.pk, "field-report", "", make.HERE)[0].metres == 0


def test_a_joiner_has_a_code_and_hears_the_answer(client, ward, lamp):
    page = joined(client, lamp.code, contact="tu.mau@example.vn", said="Sáng nay vẫn tắt.")
    assert page.status_code == 303
    own = Case.objects.exclude(pk=lamp.pk).get()
    assert f"/gui-don/{own.code}/bien-nhan/" in page["Location"]
    assert Link.objects.get(case=own).other == lamp
    assert not own.open, "the desk has one case, not two"
    receipt = client.get(page["Location"]).content.decode()
    assert own.code in receipt
    waiting = client.get(f"/tra-cuu/{own.code}/").content.decode()
    assert "Đã trả lời" not in waiting, "it stands where the first report stands"
    assert "Chưa có câu trả lời" in waiting
    make.do(lamp.code, "start_verification", ward.officer)
    proof = make.a_file(a_picture("gold"), "sau.png")
    make.do(lamp.code, "answer", ward.officer, files=(proof,), text="Đã thay bóng.", result="done")
    from gandan.cases.actions.telling import tell_duplicates

    tell_duplicates(lamp.code, Case.objects.get(pk=lamp.pk).last_number)
    assert Message.objects.filter(address="tu.mau@example.vn", about=f"case:{own.code}").exists()
    answered = client.get(f"/tra-cuu/{own.code}/").content.decode()
    assert "Đã thay bóng." in answered
    assert "Đã trả lời đúng hạn" in answered
    assert "sau.png" not in answered, "who joined is anybody: no photograph before a person has looked at it"
    assert list(verify_records()) == []


def test_joined_twice_is_counted_once(client, lamp):
    assert joined(client, lamp.code, contact="0912 000 111").status_code == 303
    again = client.get(f"/gui-don/cung-gap/{lamp.code}/")
    assert again.status_code == 303, "the same browser is led to its own receipt"
    from django.test import Client

    twice = joined(Client(), lamp.code, contact="0912000111")
    assert twice.status_code == 422
    assert "đã báo việc này rồi" in twice.content.decode()
    first = joined(Client(), lamp.code, contact="ba.hai@example.vn")  # who reported it first
    assert first.status_code == 422
    assert Link.objects.filter(other=lamp).count() == 1


def test_pressed_twice_it_joins_once(client, lamp):
    from django.test import Client

    key = make.a_key()
    assert joined(client, lamp.code, key=key).status_code == 303
    assert joined(Client(), lamp.code, key=key).status_code == 303
    assert Link.objects.filter(other=lamp).count() == 1
    assert joined(Client(), lamp.code, key=key, said="Khác hẳn").status_code == 422


def test_the_number_of_joiners_is_shown(client, lamp):
    from django.test import Client

    for _ in range(3):
        joined(Client(), lamp.code)
    page = sent_on(client, content="Đèn đường hẻm 18 không sáng", **BESIDE).content.decode()
    assert "3 người khác cũng báo." in page


def test_what_is_not_open_to_all_cannot_be_joined(client, ward, lamp):
    hidden = make.a_case()
    for code in (hidden.code, "SG26-0000-0001", "x"):
        assert joined(client, code).status_code == 404
    make.do(lamp.code, "start_verification", ward.officer)
    make.do(lamp.code, "answer", ward.officer, text="Đã thay bóng.", result="done", document_number="1/UBND")
    assert joined(client, lamp.code).status_code == 404


def test_a_caller_joins_a_few_times_an_hour(client, lamp, settings, monkeypatch):
    from django.test import Client

    settings.RATE_LIMITS = True
    monkeypatch.setattr(door, "MOST", 2)
    assert [joined(Client(), lamp.code).status_code for _ in range(3)] == [303, 303, 429]


@pytest.mark.parametrize("data", [
    {"said": "a" * 3000}, {"contact": "gọi sau"}, {"key": ""}, {"key": "k" * 300}, {"contact": "a@b"},
])  # fmt: skip
def test_bad_input_joins_nothing(client, lamp, data):
    assert joined(client, lamp.code, **data).status_code in (422, 200)
    assert not Link.objects.exists()


def test_nasty_words_are_text(client, lamp):
    assert joined(client, lamp.code, said="<script>alert(1)</script> '; DROP TABLE x; -- 😀").status_code == 303
    own = Case.objects.exclude(pk=lamp.pk).get()
    assert "<script>alert" not in client.get(f"/tra-cuu/{own.code}/").content.decode()


@pytest.mark.parametrize("words", [
    "Đèn tắt", "Gọi bà Hai 0912345678 nhé", "Gửi ba.hai@example.vn", "Xe 51F-123.45 đậu chắn", "a" * 300,
])  # fmt: skip
def test_words_for_everybody_tell_of_nobody(ward, words):
    case = make.a_case()
    with pytest.raises(Refused) as refused:
        make.do(case.code, "show_nearby", ward.officer, text=words)
    assert "text" in refused.value.errors
    assert Case.objects.get(pk=case.pk).shown_as == ""


def test_neighbours_cost_few_queries(ward, lamp, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert nearby(ward.unit.pk, "field-report", WORDS, make.HERE)


def test_joining_keeps_to_the_budget_of_sending(client, lamp, django_assert_max_num_queries):
    joined(client, lamp.code)
    from django.test import Client

    fresh = Client()
    with django_assert_max_num_queries(40):
        assert joined(fresh, lamp.code, contact="0900000001").status_code == 303
    assert Party.objects.filter(phone="0900000001").exists()
    assert not Attachment.objects.exists()
