"""What a resident reads about a procedure, without a script, and takes along."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.utils import timezone

from gandan.directory.types import Actor
from gandan.procedures import actions, queries
from gandan.procedures.models import PublicService

CUT = Path(__file__).with_name("portal_cut.json")


def text(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def at(monkeypatch):
    def freeze(*moment: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))

    return freeze


def test_found_by_words_by_life_and_by_field(catalogue, client):
    assert "/thu-tuc/2.000815/" in client.get("/thu-tuc/?q=sao+y").content.decode()
    page = client.get("/thu-tuc/?viec=mo-cua-hang")
    assert "Đăng ký thành lập hộ kinh doanh" in text(page)
    assert "Đăng ký khai tử" in text(client.get("/thu-tuc/", {"linh-vuc": "Hộ tịch"}))
    assert "Chưa tìm thấy thủ tục này" in text(client.get("/thu-tuc/?q=xyzxyz"))
    assert client.get("/thu-tuc/?viec=khong-co&linh-vuc=khong").status_code == 200
    english = text(client.get("/thu-tuc/?viec=sinh-con", HTTP_ACCEPT_LANGUAGE="en"))
    assert english.count("A child is born") == 3, "in the title, over the list, among the events"
    assert "The guidance and the rules are in Vietnamese." in text(
        client.get("/thu-tuc/2.000815/", HTTP_ACCEPT_LANGUAGE="en")
    )


def test_a_page_says_what_to_bring_and_when_it_is_done(catalogue, client, at, django_assert_max_num_queries):
    at(2026, 2, 12, 3)  # a Thursday, 10:00 in Việt Nam; New Year is near
    with django_assert_max_num_queries(15):
        page = client.get("/thu-tuc/1.004194/")
    words = text(page)
    assert "Cần mang theo" in words
    assert "Giấy tờ chứng minh chỗ ở" in words
    counted, by_law = queries.due_if_filed(queries.service("1.004194").facts, timezone.now())
    assert not by_law
    assert counted.days == 3
    assert (counted.on - counted.start).days > 3, "the days of Tết do not count"
    assert f"{counted.on:%d/%m}" in words


@pytest.mark.parametrize(("hour", "day"), [(7, 26), (9, 27)])  # 14:00 and 16:00 in Việt Nam
def test_certified_copies_by_the_hour(catalogue, client, at, hour, day):
    at(2026, 11, 26, hour)
    counted, by_law = queries.due_if_filed(queries.service("2.000815").facts, timezone.now())
    assert by_law
    assert counted.on.day == day


def test_the_fee_is_counted_by_pages_and_copies(catalogue, client):
    assert "36.000 đ" in text(client.get("/thu-tuc/2.000815/?trang=10&ban=3"))
    assert "Thông tư 226/2016/TT-BTC" in text(client.get("/thu-tuc/2.000815/"))
    wrong = client.get("/thu-tuc/2.000815/?trang=0&ban=x")
    assert wrong.status_code == 422
    assert "Ít nhất 1 trang." in text(wrong)
    assert client.get("/thu-tuc/1.001193/?trang=0").status_code == 200, "no fee by pages, nothing asked"


def test_what_the_source_does_not_say_is_not_made_up(catalogue, client):
    assert queries.due_if_filed(queries.service("1.001193").facts, timezone.now()) is None
    assert "Nguồn không ghi rõ số ngày" in text(client.get("/thu-tuc/1.001193/"))


def test_hours_are_said_where_the_source_names_hours(catalogue, client):
    assert "Trong 1 giờ" in text(client.get("/thu-tuc/2.001159/"))
    assert queries.hours_if_filed(queries.service("1.013067").facts) is None, "days are named too: the longest counts"


def test_machines_read_it_too(catalogue, client):
    page = client.get("/thu-tuc/2.000815/").content.decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert told["@type"] == "GovernmentService"
    assert told["identifier"] == "2.000815"
    assert client.get("/api/v1/procedures?q=sao%20y").json()[0]["code"] == "2.000815"
    whole = client.get("/api/v1/procedures/2.000815").json()
    assert whole["groups"][0]["papers"][0]["originals"] == 1
    assert client.get("/api/v1/procedures/9.999999").status_code == 404


def test_a_sheet_for_the_counter(catalogue, client):
    assert "Tờ chuẩn bị giấy tờ" in text(client.get("/thu-tuc/2.000815/ban-in/"))
    sheet = client.get("/thu-tuc/2.000815/ban-in.pdf")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet.content)) <= 1


def test_the_list_is_carried_with_its_ticks_and_no_number_is_asked(catalogue, client):
    page = client.get("/thu-tuc/2.000815/mang-theo/?ban-danh-sach=1&co=1&co=99&co=<b>").content.decode()
    assert "<input" not in page[page.index("<main") : page.index("</main")], "nothing is asked"
    address = html.unescape(re.search(r'href="(http://[^"]+ban-danh-sach=1[^"]*)"', page)[1])
    assert address.endswith("?ban-danh-sach=1&co=1")
    assert "[x] Bản chính của giấy cần sao" in unquote(re.search(r'href="(sms:[^"]+)"', page)[1])
    there = client.get(address).content.decode()
    assert there.count("checked") == 1
    assert client.get("/thu-tuc/2.000815/?ban-danh-sach=7&co=1").content.decode().count("checked") == 0


def test_asking_about_it_begins_a_question(catalogue, client):
    page = client.get("/thu-tuc/2.000815/").content.decode()
    link = html.unescape(re.search(r'href="(/gui-don/\?loai=question[^"]+)"', page)[1])
    assert "procedure=2.000815" in link


def test_html_in_a_record_stays_text(db, tmp_path, client):
    records = json.loads(CUT.read_text("utf-8"))
    records[1]["ten_thu_tuc"] = "</script><script>alert(1)</script>"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(records), "utf-8")
    actions.import_procedures(path)
    page = client.get("/thu-tuc/1.004194/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert client.get("/thu-tuc/1.004194/ban-in.pdf").status_code == 200


def test_a_hidden_one_is_nowhere(catalogue, client):
    actions.set_hidden("2.000815", True, actor=Actor.system("test"))
    assert client.get("/thu-tuc/2.000815/").status_code == 404
    assert client.get("/api/v1/procedures/2.000815").status_code == 404
    assert "/thu-tuc/2.000815/" not in client.get("/thu-tuc/?viec=can-ban-sao").content.decode()
    assert "2.000815" not in {row.code for row in queries.search_procedures("sao y")}
    actions.set_hidden("2.000815", False, actor=Actor.system("test"))
    assert queries.search_procedures("sao y")[0].code == "2.000815"
    assert PublicService.objects.filter(hidden=True).count() == 0


def test_every_procedure_that_ships_has_a_page(catalogue, client):
    for code in PublicService.objects.values_list("code", flat=True):
        assert client.get(f"/thu-tuc/{code}/").status_code == 200, code
