"""What many look for in vain becomes readable; what few do, or what may tell of a person, never does."""

from datetime import timedelta

import pytest
from django.test import Client

from gandan.core import clock, throttle
from gandan.core.home import home
from gandan.core.types import NotFound
from gandan.search import actions, queries, rules
from gandan.search.models import Missing


@pytest.fixture
def counted(db, tmp_path, monkeypatch):
    """In a home of its own: whoever reads the bytes of a database that is open takes SQLite's locks from it."""
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))


def looked_for(typed: str, sessions: int, first: int = 0) -> None:
    for number in range(first, first + sessions):
        actions.note_missing(typed, f"203.0.113.{number} Browser/{number}")


def terms() -> list[tuple[str, int]]:
    return [(each.term, each.times) for each in queries.missing_terms()]


def test_five_different_sessions_make_a_term(counted):
    looked_for("Giấy phép karaoke", 4)
    assert terms() == []
    looked_for("giay phep KARAOKE", 1, first=4)
    assert terms() == [("giay phep karaoke", 5)]


def test_one_session_counts_once_however_often_it_asks(counted):
    for _ in range(12):
        looked_for("giấy phép karaoke", 1)
    assert terms() == []


def test_it_goes_on_counting_in_fives(counted):
    looked_for("nuôi chó", 14)
    assert terms() == [("nuoi cho", 10)]


def test_before_that_nothing_can_be_read_back(counted):
    looked_for("trợ cấp khuyết tật", 4)
    assert not Missing.objects.exists()
    kept = b"".join(path.read_bytes() for path in home().glob(f"{throttle.FILE}*"))
    assert b"khuyet" not in kept and b"203.0.113" not in kept and b"Browser" not in kept


@pytest.mark.parametrize(
    "typed",
    ["0903 123 456", "079184001234", "ba.hai@example.org", "SG26-4829-1379", "tố cáo nguyễn văn a", "Trần Bảo Ngọc",
     "đơn của Lê Hoàng Nam", "12/4 Lê Lợi", "số 15/7 hẻm 18", "https://example.org", "a", "ở đâu", "x" * 90,
     "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"],
)  # fmt: skip
def test_what_may_tell_of_a_person_is_never_counted(typed):
    assert rules.countable(typed) == ""


@pytest.mark.parametrize(
    "typed", ["giấy phép karaoke", "Đăng ký xe 50cc", "LÊ PHÍ CHỨNG THỰC", "mẫu ct01", "lê phí sao y"]
)
def test_plain_needs_are_counted(typed):
    assert rules.countable(typed)


def test_settled_once_and_recorded(counted):
    looked_for("nuôi chó", 5)
    (row,) = queries.missing_terms()
    assert actions.settle_missing(row.id, "editor-1") == "nuoi cho"
    assert terms() == []
    with pytest.raises(NotFound):
        actions.settle_missing(row.id, "editor-1")


def test_what_nobody_looks_for_any_more_goes(counted):
    today = clock.today()
    for term, days in (("cũ", 181), ("mới", 179)):
        Missing.objects.create(term=term, times=5, first_on=today, last_on=today - timedelta(days=days))
    assert actions.forget_old() == 1
    assert terms() == [("mới", 5)]


def test_the_page_counts_what_it_did_not_find(counted):
    for number in range(5):
        Client(headers={"User-Agent": f"Browser/{number}"}).get("/tim-kiem/", {"q": "thuê hội trường"})
    assert terms() == [("thue hoi truong", 5)]


def test_a_reader_says_that_it_was_not_there(counted):
    for number in range(5):
        client = Client(headers={"User-Agent": f"Browser/{number}"}, enforce_csrf_checks=True)
        response = client.post("/tim-kiem/khong-thay/", {"q": "sao y cuối tuần"})
        assert response.status_code == 303 and not response.cookies
    assert terms() == [("sao y cuoi tuan", 5)]
    assert "Đã ghi nhận" in client.get(response["Location"]).content.decode()
