"""The public calculator: a date goes in, the due date comes out with its article and every counted day."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

ADDRESS = "/thoi-han/"


@pytest.fixture(autouse=True)
def _known_unit(db):
    """The frame asks which authority this is; the calculator itself needs no table."""


def ask(**query: str):
    response = Client().get(ADDRESS, query)
    return response, " ".join(strip_tags(response.content.decode()).split())


def test_the_empty_form_offers_every_clock():
    response, words = ask()
    assert response.status_code == 200
    html = response.content.decode()
    assert '<option value="complaint:resolve">Khiếu nại (lần đầu): Giải quyết lần đầu</option>' in html
    assert '<option value="recommendation:answer" selected>' in html
    assert "Hạn là" not in words


@pytest.mark.parametrize("day", ["02/11/2026", "2026-11-02", "2-11-2026"])
def test_a_resident_reads_the_date_the_article_and_every_day(day):
    response, words = ask(thoi_han="recommendation:answer", ngay=day)
    assert response.status_code == 200
    assert "Hạn là thứ Hai 16/11/2026" in words
    assert "Theo luật" in words
    assert "Điều 28 Luật Tiếp công dân số 42/2013/QH13" in words
    assert "Bỏ qua 4 ngày thứ Bảy, Chủ nhật." in words
    html = response.content.decode()
    assert html.count('<li class="day') == 15
    assert html.count("day--off") == 4
    assert html.count("day--due") == 1


def test_the_wards_own_promise_says_so_and_the_holiday_is_named():
    _, words = ask(thoi_han="field-report:answer", ngay="18/11/2026")
    assert "Hạn là thứ Năm 26/11/2026" in words
    assert "Cam kết tại chỗ" in words
    assert "giá trị mẫu" in words
    assert "Ngày Văn hóa Việt Nam" in words


def test_a_date_in_an_undecided_year_is_called_provisional():
    _, words = ask(thoi_han="denunciation:resolve", ngay="02/11/2026", gia_han="1")
    assert "Hạn là thứ Hai 04/01/2027" in words
    assert "Hạn tạm tính" in words
    assert "Xem từng ngày (64 ngày)" in words


def test_a_certified_copy_takes_the_hour():
    _, words = ask(thoi_han="certified-copy:return", ngay="13/02/2026", gio="15:30")
    assert "Hạn là thứ Hai 23/02/2026, 17:00" in words
    _, words = ask(thoi_han="certified-copy:return", ngay="13/02/2026", gio="14h59")
    assert "Hạn là thứ Sáu 13/02/2026, 17:00" in words


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"thoi_han": "complaint:resolve", "ngay": "30/02/2026"}, "Ghi ngày, ví dụ 24/11/2026."),
        ({"thoi_han": "complaint:resolve", "ngay": ""}, "Ghi ngày bắt đầu."),
        ({"thoi_han": "complaint:vote", "ngay": "10/02/2026"}, "Chọn một thời hạn trong danh sách."),
        ({"thoi_han": "complaint:resolve", "ngay": "10/02/2036"}, "nằm ngoài lịch làm việc đã có (2019 đến 2027)"),
        ({"thoi_han": "complaint:resolve", "ngay": "20/12/2027"}, "nằm ngoài lịch làm việc đã có (2019 đến 2027)"),
        ({"thoi_han": "complaint:resolve", "ngay": "10/02/0026"}, "chưa có quy định nào"),
        ({"thoi_han": "disclosure:publish", "ngay": "30/06/2023"}, "chưa có quy định nào"),
        ({"thoi_han": "complaint:resolve", "ngay": "10/02/2026", "gia_han": "2"}, "nhiều nhất 1 lần"),
        ({"thoi_han": "complaint:resolve", "ngay": "10/02/2026", "gia_han": "-1"}, "Ghi 0 hoặc số lớn hơn."),
        ({"thoi_han": "complaint:resolve", "ngay": "10/02/2026", "gia_han": "nhiều"}, "Ghi một số, ví dụ 1."),
        ({"thoi_han": "certified-copy:return", "ngay": "10/02/2026", "gio": "25:99"}, "Ghi giờ, ví dụ 15:30."),
        ({"thoi_han": "<script>", "ngay": "<b>' OR 1=1"}, "Ghi ngày, ví dụ 24/11/2026."),
    ],
)
def test_a_wrong_entry_is_told_at_its_field(query, message):
    response, words = ask(**query)
    assert response.status_code == 422
    assert message in words
    assert "Hạn là" not in words
    assert "<script>" not in response.content.decode().replace("<script src", "")


def test_the_page_is_for_english_readers_too():
    response = Client(headers={"accept-language": "en"}).get(
        ADDRESS, {"thoi_han": "complaint:resolve", "ngay": "10/02/2026"}
    )
    words = " ".join(strip_tags(response.content.decode()).split())
    assert "First settlement" in words
    assert "Due on Thursday 12/03/2026, after 30 calendar days." in words


def test_only_reading_is_allowed():
    assert Client().post(ADDRESS).status_code == 405
