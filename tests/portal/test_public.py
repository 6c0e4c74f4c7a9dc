"""Pages that join rooms: home, units, search, records, privacy, help; and what caches may keep."""

from __future__ import annotations

import gzip
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from gandan.cases.models import Case, Link
from gandan.cases.types import LinkKind
from gandan.core import clock
from gandan.directory.models import Succession
from gandan.directory.types import Actor
from gandan.disclosures import actions as disclosures
from gandan.law.types import Role
from gandan.news import actions as news
from gandan.news.types import NewReform
from gandan.portal.public.search import SCOPES
from gandan.search import actions as search
from gandan.search.models import Missing
from gandan.ui import caching
from gandan.ui.caching import public_page
from tests.cases.doors_public.make import ANSWER, CONTENT, a_case, a_home, a_specialist, answered, does
from tests.directory.make import a_unit, a_ward, an_actor, an_officer
from tests.disclosures.make import a_budget, a_house
from tests.disclosures.make import published as disclosed
from tests.events import make as events
from tests.news.make import an_editor, published

pytestmark = pytest.mark.django_db

PAGES = ["/", "/don-vi/", "/don-vi/26740/", "/tim-kiem/", "/so-lieu/vu-viec/", "/quyen-rieng-tu/", "/tro-giup/"]


@pytest.fixture
def ward():
    return a_home()


def months_ago(case: str, days: int) -> None:
    """Moves a case into the past, as if it had come in then."""
    row = Case.objects.get(code=case)
    gone = clock.today() - timedelta(days=days)
    Case.objects.filter(code=case).update(received_on=gone, queue_on=row.queue_on - timedelta(days=days))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_in_both_languages(client, ward, address):
    assert client.get(address).status_code == 200
    english = Client()
    english.cookies["django_language"] = "en"
    page = english.get(address)
    assert page.status_code == 200
    assert '<html lang="en"' in page.content.decode()


@pytest.mark.parametrize("address", ["/", "/don-vi/", "/tim-kiem/?q=sai", "/quyen-rieng-tu/", "/tro-giup/"])
def test_an_empty_installation_still_answers(client, address):
    assert client.get(address).status_code == 200


def test_home_counts_what_the_records_show(client, ward):
    receipts = [a_case() for _ in range(3)]
    answered(receipts[0].code, ward)
    assert "trên 3" in client.get("/").content.decode()
    for kind, number in (("nhan", 3), ("tra-loi", 1), ("dung-han", 1), ("tra-loi-tre", 0), ("qua-han", 0)):
        records = client.get(f"/so-lieu/vu-viec/?loai={kind}")
        assert records.context["page"].total == number, kind


def test_what_is_overdue_is_not_hidden(client, ward):
    receipt = a_case()
    Case.objects.update(due_on=clock.today() - timedelta(days=20), queue_on=clock.today() - timedelta(days=20))
    response = client.get("/")
    assert response.context["figures"].overdue == 1
    assert "Quá hạn" in response.content.decode()
    records = client.get("/so-lieu/vu-viec/?loai=qua-han").content.decode()
    assert "Phường Sài Gòn" in records
    assert receipt.code not in records


def test_records_show_no_content_without_leave(client, ward):
    private, public = a_case(), a_case(publish=True, content="Nắp cống vỡ ở hẻm 18, rất nguy hiểm.")
    answered(private.code, ward)
    page = client.get("/so-lieu/vu-viec/").content.decode()
    assert private.code not in page
    assert "Nắp cống" not in page  # allowed, but not answered yet
    answered(public.code, ward)
    page = client.get("/so-lieu/vu-viec/").content.decode()
    assert "Nắp cống vỡ ở hẻm 18" in page
    assert f"/tra-cuu/{public.code}/" in page
    assert private.code not in page
    assert CONTENT[:20] not in page


def test_records_page_by_key(client, ward):
    for _ in range(28):
        a_case()
    first = client.get("/so-lieu/vu-viec/")
    assert len(first.context["page"].rows) == 25
    second = client.get("/so-lieu/vu-viec/" + first.context["older"])
    assert len(second.context["page"].rows) == 3
    assert not second.context["older"]


@pytest.mark.parametrize(
    "query", ["thang=abc", "thang=9999-01", "loai=x", "sau=-1", "sau=" + "9" * 30, "thang=2019-13"]
)
def test_nonsense_in_the_address_is_harmless(client, ward, query):
    assert client.get(f"/so-lieu/vu-viec/?{query}").status_code == 200


def test_an_unknown_unit_is_not_found(client, ward):
    assert client.get("/so-lieu/vu-viec/?don-vi=99999").status_code == 404
    lost = client.get("/don-vi/99999/")
    assert lost.status_code == 404
    assert '<a class="btn" href="/tim-kiem/">' in lost.content.decode()  # never a dead end
    assert client.get("/don-vi/99999/ranh-gioi.geojson").status_code == 404


def test_an_earlier_month_has_its_own_list(client, ward):
    receipt = a_case()
    months_ago(receipt.code, 40)
    then = clock.today() - timedelta(days=40)
    assert client.get("/so-lieu/vu-viec/").context["page"].total == 0
    assert client.get(f"/so-lieu/vu-viec/?thang={then:%Y-%m}").context["page"].total == 1


def test_who_withdrew_or_was_merged_into_an_open_case_is_not_counted_as_answered(client, ward):
    main, twin, gone = (a_case(content=f"{CONTENT} Lần {n}.").code for n in (1, 2, 3))
    does(a_specialist(ward), twin, "link_duplicate", main_code=main)
    does(Actor.resident(), gone, "withdraw")

    def told() -> tuple[int, int, int]:
        caching.forget()
        figures = client.get("/").context["figures"]
        page = client.get("/so-lieu/vu-viec/?loai=tra-loi").context["page"]
        assert page.total == len(page.rows) == figures.answered
        assert all(row.answered_on for row in page.rows)
        return figures.received, figures.answered, figures.on_time

    assert told() == (3, 0, 0)
    rows = client.get("/so-lieu/vu-viec/").context["page"].rows
    assert [row.answered_on for row in rows] == [None, None, None]
    answered(main, ward)
    assert told() == (3, 2, 2)  # one answer for both who reported it


def test_home_shows_answers_that_may_be_read(client, ward):
    receipt = a_case(publish=True)
    answered(receipt.code, ward)
    page = client.get("/").content.decode()
    assert ANSWER in page
    assert f"/tra-cuu/{receipt.code}/" in page


def test_home_says_how_long_answers_take_once_there_are_enough(client, ward):
    for _ in range(4):
        answered(a_case().code, ward)
    assert client.get("/").context["times"] == ()
    answered(a_case().code, ward)
    caching.forget()
    (line,) = client.get("/").context["times"]
    assert (line.field, line.answered, line.on_time, line.middle) == ("infrastructure", 5, 5, 0)


def test_another_wards_cases_are_not_counted(client, ward):
    a_ward("26743", "Phường Bến Thành")
    a_case()
    assert client.get("/so-lieu/vu-viec/?don-vi=26743").context["page"].total == 0


def test_where_nobody_works_nobody_is_told_to_send(client, ward):
    other = a_ward("26743", "Phường Bến Thành")
    page = client.get("/don-vi/26743/").content.decode()
    assert "Phường Bến Thành chưa làm việc trên trang này" in page
    assert "/gui-don/?don-vi=26743" not in page
    assert "chưa làm việc trên trang này" in client.get("/gui-don/?don-vi=26743").content.decode()
    table = client.get("/cong-khai/?don-vi=26743").content.decode()
    assert "chưa làm việc trên trang này" in table
    assert table.count("Chưa rõ") == 14  # and nothing is called missing
    an_officer(Role.COUNTER_OFFICER, other)
    caching.forget()
    assert "/cong-khai/?don-vi=26743" in client.get("/don-vi/26743/").content.decode()
    assert "/gui-don/?don-vi=26743" in client.get("/don-vi/26743/").content.decode()
    assert "chưa làm việc trên trang này" not in client.get("/gui-don/?don-vi=26743").content.decode()


def test_a_unit_that_ended_names_its_heirs(client, ward):
    old = a_unit("760", "Quận 1", ward.parent, valid_to=date(2025, 6, 30))
    Succession.objects.create(predecessor=old, successor=ward, on=date(2025, 7, 1), kind="split", takes_open_work=True)
    page = client.get("/don-vi/760/").content.decode()
    assert "không còn hoạt động" in page
    assert "/don-vi/26740/" in page
    assert "Quận 1" in client.get("/don-vi/26740/").content.decode()


def test_units_are_found_without_marks(client, ward):
    page = client.get("/don-vi/?q=sai+gon").content.decode()
    assert "Phường Sài Gòn" in page
    assert "/don-vi/26740/" in page


def test_the_boundary_is_for_maps(client, ward):
    response = client.get("/don-vi/26740/ranh-gioi.geojson")
    assert response["Content-Type"] == "application/geo+json"
    assert response.json()["features"][0]["properties"]["name"]


def test_search_finds_things_units_and_codes(client, ward):
    search.put("question", "q1", title="Sao y giấy tờ ngoài giờ ở đâu?", link="/hoi-dap/1/", summary="Tại quầy số 2.")
    page = client.get("/tim-kiem/?q=sao+y").content.decode()
    assert "/hoi-dap/1/" in page
    assert "/don-vi/26740/" in client.get("/tim-kiem/?q=sai+gon").content.decode()
    receipt = a_case()
    assert client.get("/tim-kiem/", {"q": receipt.code.lower()})["Location"] == f"/tra-cuu/{receipt.code}/"


def test_search_shows_groups_with_counts_and_all_of_each(client, ward):
    for number in range(23):
        search.put(
            "procedure", f"1.{number}", title=f"Giấy phép thứ {number}", link=f"/thu-tuc/1.{number}/", weight=300
        )
    search.put("article", "tin", title="Cấp giấy phép nhanh hơn", link="/tin-tuc/tin/")
    page = client.get("/tim-kiem/?q=giay+phep")
    shown = [(group.label, group.number, len(group.hits)) for group in page.context["groups"]]
    assert shown == [("Thủ tục", 23, 5), ("Tin tức", 1, 1)]
    assert "loai=thu-tuc" in page.content.decode() and "loai=tin-tuc" not in page.content.decode()
    first = client.get("/tim-kiem/?q=giay+phep&loai=thu-tuc")
    second = client.get("/tim-kiem/" + first.context["following"])
    keys = {hit.key for hit in (*first.context["page"].hits, *second.context["page"].hits)}
    assert (len(keys), second.context["following"]) == (23, "")
    assert client.get("/tim-kiem/?q=giay+phep&loai=khong-co&sau=x").status_code == 200


def test_every_kind_of_hit_has_its_name_among_the_suggestions(client, ward):
    told = client.get("/").content.decode().partition('data-suggest-kinds="')[2].partition('"')[0]
    assert {each.partition("=")[0] for each in told.split(";")} == set(SCOPES)


def test_what_only_comes_near_is_said_to_be_near(client, ward):
    search.put("procedure", "1", title="Đăng ký hộ kinh doanh", link="/thu-tuc/1/", weight=300)
    page = client.get("/tim-kiem/?q=giấy+phép+kinh+doanh+karaoke").content.decode()
    assert "Không có gì khớp hẳn" in page
    assert "Không có gì khớp hẳn" not in client.get("/tim-kiem/?q=kinh+doanh").content.decode()


def test_editors_read_what_many_did_not_find(client, ward):
    Missing.objects.create(term="giay phep karaoke", times=5, first_on=clock.today(), last_on=clock.today())
    client.force_login(an_officer(Role.EDITOR, ward))
    page = client.get("/ban-lam-viec/tim-khong-thay/").content.decode()
    written = client.get("/ban-lam-viec/tin/viet/?tieu-de=giay%20phep%20karaoke")
    assert "giay phep karaoke" in page and 'href="/ban-lam-viec/tin/viet/?tieu-de=giay%20phep%20karaoke"' in page
    assert 'href="/ban-lam-viec/thu-tuc/?them=giay%20phep%20karaoke"' in page
    assert written.context["form"]["title"].value() == "Giay phep karaoke"
    row = Missing.objects.get()
    assert client.post(f"/ban-lam-viec/tim-khong-thay/{row.pk}/xong/").status_code == 303
    assert not Missing.objects.exists()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "a" * 5000, '%_*"', "đ" * 80])
def test_search_bears_any_text(client, ward, typed):
    response = client.get("/tim-kiem/", {"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


# --- caches ---


@pytest.mark.parametrize("address", PAGES)
def test_public_pages_may_be_kept_and_asked_again(client, ward, address):
    response = client.get(address)
    assert "public" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]
    assert not response.cookies
    again = client.get(address, HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    assert not again.content


def test_what_is_said_to_one_reader_stands_in_no_page_that_others_get(client, ward, settings):
    settings.PAGE_CACHE_SECONDS = 30
    said = HttpResponse()
    waiting = CookieStorage(RequestFactory().get("/"))
    waiting.add(messages.SUCCESS, "Biên nhận đang được gửi đến ba.hai@example.vn.")
    waiting.update(said)
    client.cookies = said.cookies
    own = client.get("/quyen-rieng-tu/")
    assert "ba.hai@example.vn" in own.content.decode()
    assert "private" in own["Cache-Control"] and "public" not in own["Cache-Control"]
    assert "ba.hai@example.vn" not in Client().get("/quyen-rieng-tu/").content.decode()


def test_a_page_with_a_form_of_its_reader_is_kept_by_nobody(rf, settings):
    settings.PAGE_CACHE_SECONDS = 30
    form = public_page(lambda request: HttpResponse('<input name="csrfmiddlewaretoken">'))
    assert form(rf.get("/mau/"))["Cache-Control"] == "private"
    assert "public" in public_page(lambda request: HttpResponse("<input>"))(rf.get("/mau/"))["Cache-Control"]


def test_a_page_is_packed_for_who_can_unpack_it(client, ward):
    plain, packed = client.get("/"), client.get("/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode() == plain.content.decode()
    assert len(packed.content) < len(plain.content) / 2
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]


def test_a_kept_page_asks_the_database_nothing(client, ward, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 30
    first = client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/").content == first.content


def test_language_and_text_size_have_pages_of_their_own(client, ward, settings):
    settings.PAGE_CACHE_SECONDS = 30
    plain = client.get("/").content
    client.cookies["text_size"] = "1.3"
    large = client.get("/").content
    client.cookies["django_language"] = "en"
    english = client.get("/").content
    assert len({plain, large, english}) == 3
    assert b'data-text-size="1.3"' in large


def test_who_has_a_session_gets_no_shared_page(client, ward, settings):
    settings.PAGE_CACHE_SECONDS = 30
    client.get("/")
    session = client.session
    session["x"] = 1
    session.save()
    response = client.get("/")
    assert "public" not in response.get("Cache-Control", "")


def test_an_address_with_a_query_fills_no_memory(client, ward, settings):
    settings.PAGE_CACHE_SECONDS = 30
    for number in range(5):
        client.get(f"/don-vi/?q={number}")
    assert not caching._pages


@pytest.mark.parametrize(
    ("address", "most"), [("/", 14), ("/don-vi/26740/", 14), ("/so-lieu/vu-viec/", 6), ("/don-vi/?q=sai", 8)]
)
def test_pages_cost_few_queries(client, ward, django_assert_max_num_queries, address, most):
    for _ in range(3):
        answered(a_case(publish=True).code, ward)
    caching.forget()
    with django_assert_max_num_queries(most):
        client.get(address)


def test_home_shows_news_and_reforms_of_the_unit(client, ward):
    editor = an_editor()
    slug = published(editor, "Sao y buổi tối thứ Tư")
    new = NewReform("Trả kết quả tại nhà", clock.today(), "Người già", "Đến quầy hai lần.", "Bưu điện mang đến.")
    news.publish_reform(news.save_reform("26740", new, editor), editor)
    page = client.get("/").content.decode()
    assert f'href="/tin-tuc/{slug}/"' in page and "Bưu điện mang đến." in page
    assert page.count('class="door__t"') == 6
    assert f'href="/tin-tuc/{slug}/"' in client.get("/don-vi/26740/").content.decode()


def test_home_shows_what_became_public_and_what_has_to(client, ward):
    house = a_house()
    code = disclosed(house)
    late = a_budget(item="fees", title="Kế hoạch sử dụng đất", decision_on=clock.today() - timedelta(days=30))
    disclosures.draft(late, house.editor, house.unit.code)
    home = client.get("/")
    assert [each.code for each in home.context["disclosed"]] == [code]
    assert [row.standing.value for row in home.context["waiting"]] == ["late"]
    assert home.context["doors"][0].links[0].n == "1 / 14"
    page = home.content.decode()
    assert f'href="/cong-khai/{code}/"' in page and "Kế hoạch sử dụng đất" not in page  # a draft's title is not public


def test_home_shows_when_one_meets_the_leaders(client, ward):
    assert "Chưa có buổi gặp nào được đăng." in client.get("/").content.decode()
    scene = events.a_scene(an_actor(Role.LEADER, ward, "lanh-dao-khac"))
    caching.forget()
    page = client.get("/")
    assert {each.slug for each in page.context["meetings"]} == set(scene.values())
    words = page.content.decode()
    assert f'href="/lich/{scene["meeting"]}/"' in words and "Dời từ" in words and "Phòng tiếp dân đang sửa" in words
    with patch.object(timezone, "now", return_value=datetime(2026, 11, 20, 9, tzinfo=clock.VIETNAM)):
        caching.forget()
        assert "Thứ Ba 24/11 nghỉ: Ngày Văn hóa Việt Nam." in client.get("/").content.decode()


def test_meetings_are_a_group_of_what_is_found(client, ward):
    scene = events.a_scene(an_actor(Role.LEADER, ward, "lanh-dao-khac"))
    page = client.get("/tim-kiem/?q=gap+lanh+dao").content.decode()
    assert "Lịch gặp dân, sự kiện" in page and f'href="/lich/{scene["meeting"]}/"' in page
    whole = client.get("/tim-kiem/?q=tiep+dan&loai=lich").content.decode()
    assert "Đã hủy: " in whole and whole.index(scene["meeting"]) < whole.index(scene["called_off"])
    told = client.get("/api/v1/search/suggestions?q=tiep+cong+dan&scope=event").json()
    assert "event" in str(told)


def test_answers_to_one_merged_group_are_shown_once(client, ward):
    receipts = [a_case(publish=True) for _ in range(4)]
    rows = [Case.objects.get(code=each.code) for each in receipts]
    for row in rows[1:3]:
        Link.objects.create(case=row, other=rows[0], kind=LinkKind.DUPLICATE_OF)
    for each in receipts:
        answered(each.code, ward)
    shown = [each.code for each in client.get("/").context["answers"]]
    assert sorted(shown) == sorted([rows[0].code, rows[3].code])


def test_home_needs_few_queries(client, ward, django_assert_max_num_queries):
    published(an_editor())
    with django_assert_max_num_queries(30):
        client.get("/")
