"""`/gui-don/`: sending, and everything that can go wrong on the way."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gandan.cases.models import Attachment, Case, Entry, Party
from gandan.cases.public import submit as door
from gandan.documents.models import StoredFile
from tests.cases.doors_public.make import CONTENT, a_home, a_picture, posted, sent
from tests.directory.make import a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    return a_home()


def test_the_first_step_offers_every_kind_in_plain_words(client):
    page = client.get("/gui-don/").content.decode()
    assert "Bạn muốn nói điều gì?" in page
    for kind in ("field-report", "question", "recommendation", "civic-opinion", "information-request", "complaint"):
        assert f'value="{kind}"' in page
    assert 'value="denunciation"' not in page
    assert "Báo người có chức vụ làm trái pháp luật" in page
    assert page.count("chậm nhất") >= 6
    assert page.count("Điều ") >= 6


def test_the_form_says_until_when_and_by_what_right(client):
    page = client.get("/gui-don/?loai=field-report").content.decode()
    assert "Phản ánh hiện trường" in page
    assert "Nếu gửi hôm nay" in page
    assert "Chậm nhất" in page
    assert "Cam kết tại chỗ" in page
    assert "Phường Sài Gòn" in page
    assert 'name="key"' in page
    assert "<script>" not in page


def test_a_report_with_a_photo_becomes_a_case(client):
    response = client.post("/gui-don/", posted(files=[a_picture()], lat="10.77", lon="106.70", publish="on"))
    assert response.status_code == 303
    case = Case.objects.get()
    assert response["Location"] == f"/gui-don/{case.code}/bien-nhan/"
    assert (case.content, case.address, case.publish) == (CONTENT, "45 Lê Lợi", True)
    assert case.due_on > case.received_on
    assert Attachment.objects.get(case=case).name.endswith(".png")
    assert Entry.objects.get(case=case).hash


def test_a_wrong_form_comes_back_with_what_is_wrong_and_where(client):
    response = client.post("/gui-don/", posted(content="", address="gần chợ"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Còn 2 chỗ cần sửa trước khi gửi" in page
    assert 'href="#id_content"' in page
    assert 'href="#id_address"' in page
    assert "«gần chợ» có nhiều nơi" in page
    assert not Case.objects.exists()


def test_what_was_typed_is_still_there_after_an_error(client):
    data = posted(address="gần chợ", contact="0912345678")
    page = client.post("/gui-don/", data).content.decode()
    assert CONTENT in page
    assert "0912345678" in page
    assert data["key"] in page


def test_photos_need_not_be_chosen_again_after_an_error(client):
    page = client.post("/gui-don/", posted(address="", files=[a_picture("den.png"), a_picture("cot.png", "red")]))
    assert page.status_code == 422
    tokens = [each.token for each in page.context["form"].kept]
    assert len(tokens) == 2
    response = client.post("/gui-don/", posted(kept=tokens))
    assert response.status_code == 303
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["cot.png", "den.png"]


def test_a_kept_photo_that_was_unticked_is_left_out(client):
    page = client.post("/gui-don/", posted(address="", files=[a_picture("den.png"), a_picture("cot.png", "red")]))
    tokens = [each.token for each in page.context["form"].kept]
    client.post("/gui-don/", posted(kept=tokens[:1]))
    assert Attachment.objects.count() == 1


def test_eleven_photos_are_too_many(client):
    pictures = [a_picture(f"{number}.png", f"#0000{number:02d}") for number in range(11)]
    response = client.post("/gui-don/", posted(files=pictures))
    assert response.status_code == 422
    assert "nhiều nhất 10 tệp; bạn đã chọn 11" in response.content.decode()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_not_what_it_says_is_named(client):
    liar = SimpleUploadedFile("anh.jpg", b"MZ\x90\x00" + b"\x00" * 400, "image/jpeg")
    response = client.post("/gui-don/", posted(files=[liar, a_picture()]))
    page = response.content.decode()
    assert response.status_code == 422
    assert "anh.jpg:" in page
    assert [each.name for each in response.context["form"].kept] == ["den.png"]
    assert not Case.objects.exists()


def test_pressed_twice_it_is_sent_once(client):
    data = posted()
    first, second = client.post("/gui-don/", data), client.post("/gui-don/", data)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_the_same_key_with_another_text_is_not_swallowed(client):
    data = posted()
    client.post("/gui-don/", data)
    response = client.post("/gui-don/", data | {"content": "Một việc khác hẳn, ở chỗ khác."})
    assert response.status_code == 409
    assert Case.objects.count() == 1
    fresh = response.context["form"]["key"].value()
    assert fresh != data["key"]
    assert client.post("/gui-don/", data | {"content": "Một việc khác hẳn.", "key": fresh}).status_code == 303
    assert Case.objects.count() == 2


def test_machines_are_turned_away_by_the_trap(client):
    response = client.post("/gui-don/", posted(website="https://example.org"))
    assert response.status_code == 422
    assert not Case.objects.exists()


def test_html_and_sql_are_text(client):
    nasty = "<script>alert(1)</script> '; DROP TABLE cases_case; -- {{ 7*7 }} {% debug %} 😀"
    code = sent(client, content=nasty)
    page = client.get(f"/tra-cuu/{code}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page
    assert Case.objects.get().content == nasty


def test_a_huge_text_is_refused_with_a_number(client):
    response = client.post("/gui-don/", posted(content="a" * 100_000))
    assert response.status_code == 422
    assert "Dài quá" in response.content.decode()


def test_a_body_without_end_is_refused(client):
    assert client.post("/gui-don/", posted(content="a" * 3_000_000)).status_code == 400


def test_an_unknown_field_or_place_is_refused(client):
    assert client.post("/gui-don/", posted(field="chính trị")).status_code == 422
    far = client.post("/gui-don/", posted(lat="21.03", lon="105.85"))
    assert far.status_code == 422
    assert not Case.objects.exists()


def test_a_pin_in_another_ward_can_be_sent_there(client, home):
    a_ward("26737", "Phường Tân Định")
    a_ward("27139", "Phường Xuân Hoà")
    data = posted(lat="10.7848", lon="106.6896")  # in Xuân Hoà, which does not touch a far ward
    far = a_ward("27094", "Phường An Khánh")
    refused = client.post("/gui-don/", data | {"unit": far.code})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Điểm bạn chọn thuộc Phường Xuân Hoà" in page
    assert 'name="unit" value="27139"' in page
    sent_on = client.post("/gui-don/", data | {"unit": [far.code, "27139"]})  # hidden field, then the button
    assert sent_on.status_code == 303
    assert Case.objects.get().unit.code == "27139"


def test_a_recommendation_bears_a_name_and_can_be_withdrawn(client):
    code = sent(client, type="recommendation", sender="named", name="Nguyễn Văn Mẫu", address=None)
    page = client.get(f"/tra-cuu/{code}/").content.decode()
    assert f"/tra-cuu/{code}/withdraw/" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert client.post(f"/tra-cuu/{code}/withdraw/", {"seen": seen, "reason": "Đã tự giải quyết."}).status_code == 303
    assert not Case.objects.get().open
    assert Party.objects.get().name == "Nguyễn Văn Mẫu"
    assert "Nguyễn Văn Mẫu" not in client.get(f"/tra-cuu/{code}/").content.decode()


def test_a_unit_nobody_knows_is_not_found(client):
    assert client.get("/gui-don/?don-vi=99999").status_code == 404
    assert client.post("/gui-don/", posted(unit="99999")).status_code == 404


def test_a_sealed_name_is_in_no_column(client):
    sent(client, sender="sealed", name="Nguyễn Văn Mẫu Kín", contact="kin@hop.thu")
    party = Party.objects.get()
    assert party.sealed
    assert "Mẫu" not in f"{party.name}{party.email}{party.phone}"
    assert "Nguyễn Văn Mẫu Kín".encode() not in bytes(party.secret)


def test_other_types_are_offered_by_the_law_packs(client):
    page = client.get("/gui-don/").content.decode()
    assert 'value="task"' not in page
    response = client.get("/gui-don/?loai=question")
    assert 'name="address"' not in response.content.decode()


def test_another_unit_can_be_found_by_name(client, home):
    a_ward("26743", "Phường Bến Thành")
    page = client.get("/gui-don/?tim=ben+thanh").content.decode()
    assert "?don-vi=26743" in page
    assert "Phường Bến Thành" in client.get("/gui-don/?don-vi=26743").content.decode()


def test_too_many_from_one_address_wait(client, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(door, "MOST", 2)
    other = {"REMOTE_ADDR": "203.0.113.7"}
    assert [client.post("/gui-don/", posted(), **other).status_code for _ in range(3)] == [303, 303, 429]
    assert client.post("/gui-don/", posted(), REMOTE_ADDR="203.0.113.8").status_code == 303
    settings.RATE_LIMITS = False
    assert client.post("/gui-don/", posted(), **other).status_code == 303


def test_a_post_without_token_is_refused():
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/gui-don/", posted()).status_code == 403
    assert not Case.objects.exists()


def test_no_address_of_the_network_is_kept(client):
    client.post("/gui-don/", posted(), REMOTE_ADDR="203.0.113.99")
    rows = [*Case.objects.values(), *Entry.objects.values(), *Party.objects.values()]
    assert "203.0.113.99" not in json.dumps(rows, default=str)


def test_the_form_costs_few_queries(client, django_assert_max_num_queries):
    for address in ("/gui-don/", "/gui-don/?loai=field-report"):
        client.get(address)
        with django_assert_max_num_queries(8):
            client.get(address)


def test_sending_costs_few_queries(client, django_assert_max_num_queries):
    sent(client)
    data = posted()
    with django_assert_max_num_queries(30):
        assert client.post("/gui-don/", data).status_code == 303


def test_in_english(client):
    client.cookies["django_language"] = "en"
    page = client.get("/gui-don/?loai=field-report").content.decode()
    assert "Field report" in page
    assert "If you send today" in page
    assert "Infrastructure" in page
    wrong = client.post("/gui-don/", posted(address="gần chợ"))
    assert "could be many places" in wrong.content.decode()
