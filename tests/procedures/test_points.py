"""Places where papers are taken in: kept at the desk, read by everybody, told to machines."""

import html
import json
import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from gandan.audit.models import Entry
from gandan.core.types import NotAllowed, Refused
from gandan.directory.models import Installation
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.procedures import actions, queries
from gandan.procedures.models import ServicePoint
from gandan.procedures.queries import points
from gandan.procedures.types import PointKind
from gandan.search.queries import search
from tests.directory.make import a_ward, an_officer
from tests.procedures.make import a_point

DESK = "/ban-lam-viec/thu-tuc/noi-nop/"


def text(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def ward(catalogue):
    ward = a_ward()
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward, "demo": False})
    return ward


@pytest.fixture
def desk(ward, client):
    client.force_login(an_officer(Role.EDITOR, ward))
    return client


def told(unit: str = "26740", **more: object) -> dict[str, object]:
    week = {f"hours_{day}": "7:30-11:30, 13h-17h" for day in range(5)} | {"hours_5": "7:30-11:30", "late_1": "17-19"}
    base = {"unit": unit, "kind": "office", "name": "Bộ phận Một cửa", "address": "1 đường Mẫu", "accessible": "co"}
    return base | week | {"lat": "10.78", "lon": "106.7", "late_for": "2.000815", "seen": "0"} | more


def test_the_desk_keeps_a_place_and_the_procedure_shows_it(desk, monkeypatch, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert desk.post(f"{DESK}them/", told()).status_code == 303
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 11, tzinfo=UTC))  # 18:00, a Tuesday
    with django_assert_max_num_queries(15):
        page = desk.get("/thu-tuc/2.000815/")
    words = text(page)
    assert "Đang mở ngoài giờ, đến 19:00" in words
    assert "Thứ Hai đến thứ Sáu 7:30–11:30, 13:00–17:00" in words
    assert "Đang đóng, mở 7:30" in text(desk.get("/thu-tuc/1.001193/")), "births are not registered in the evening"
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.S)[1]
    place = json.loads(script)["availableChannel"][-1]["serviceLocation"]
    assert place["geo"]["latitude"] == 10.78
    assert {"dayOfWeek": "https://schema.org/Saturday", "opens": "07:30", "closes": "11:30"}.items() <= next(
        each for each in place["openingHoursSpecification"] if "Saturday" in each["dayOfWeek"]
    ).items()
    assert "Bộ phận Một cửa" in text(desk.get("/thu-tuc/noi-nop/"))
    found = search("giờ mở cửa", "point")[0]
    assert found.link == f"/thu-tuc/noi-nop/?don-vi=26740#noi-{ServicePoint.objects.get().pk}"
    assert "Thứ Hai đến thứ Sáu 7:30–11:30" in found.summary
    assert found.link in desk.get("/tim-kiem/?q=mot+cua").content.decode()
    assert desk.get("/api/v1/procedures/2.000815").json()["points"][0]["name"] == "Bộ phận Một cửa"


def test_changed_hidden_and_each_change_in_the_log(desk):
    desk.post(f"{DESK}them/", told())
    id = ServicePoint.objects.get().pk
    form = desk.get(f"{DESK}{id}/")
    assert 'value="7:30–11:30, 13:00–17:00"' in form.content.decode()
    assert desk.post(f"{DESK}{id}/", told(seen=1, address="2 đường Mẫu")).status_code == 303
    late = desk.post(f"{DESK}{id}/", told(seen=1, address="3 đường Mẫu"))
    assert (late.status_code, "Người khác vừa sửa nơi này" in text(late)) == (422, True)
    assert desk.post(f"{DESK}{id}/an-hien/", {"hidden": "1"}).status_code == 303
    assert "2 đường Mẫu" not in text(desk.get("/thu-tuc/2.000815/"))
    assert search("giờ mở cửa", "point") == []
    assert "đang ẩn" in text(desk.get(DESK))
    assert Entry.objects.filter(object=f"service-point:{id}").count() == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hours_0": "sáng"}, "Không hiểu «sáng»"),
        ({"hours_0": "17-7"}, "giờ đóng phải sau giờ mở"),
        ({"lat": "106.7", "lon": "10.78"}, "nằm ngoài Việt Nam"),
        ({"lon": ""}, "cả vĩ độ và kinh độ"),
        ({"name": " "}, "Ghi tên nơi này"),
        ({"address": "x" * 400}, "300"),
        ({"phone": "<script>"}, "Điện thoại chỉ gồm"),
        ({"late_for": "9.999999"}, "Không có thủ tục mã này: 9.999999"),
        ({"valid_from": "2026-12-01", "valid_to": "2026-11-01"}, "Ngày cuối phải sau ngày đầu"),
        ({"unit": "99999"}, "Chọn đơn vị"),
    ],
)
def test_what_is_wrong_comes_back_at_its_field(desk, change, said):
    answer = desk.post(f"{DESK}them/", told(**change))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not ServicePoint.objects.exists()


def test_what_serves_what_and_until_when(ward):
    a_point()
    a_point(name="Công an", kind=PointKind.POLICE, fields=("Đăng ký, quản lý cư trú",))
    a_point(name="Tổ giúp", kind=PointKind.VOLUNTEER)
    a_point(name="Cũ", valid_to=datetime(2020, 1, 1).date())
    now = timezone.now()

    def names(code: str) -> list[str]:
        return [each.view.name for each in queries.points_for(queries.service(code).facts, "26740", now)]

    assert names("1.004194") == ["Công an", "Một cửa", "Tổ giúp"], "the place meant for residence first, help last"
    assert names("2.000815") == ["Một cửa", "Tổ giúp"]
    with pytest.raises(Refused):
        a_point()
    ward.valid_to = datetime(2025, 6, 30).date()
    ward.save()
    assert names("2.000815") == [], "a unit that ended takes nothing in"


def test_search_holds_what_is_in_force_each_day(ward, monkeypatch):
    def at_hand() -> set[str]:
        return {hit.title for hit in search("giờ mở cửa", "point")}

    def on(day: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, day, 5, tzinfo=UTC))

    on(1)
    a_point(name="Quầy lâu năm")
    a_point(name="Quầy tới mồng hai", valid_to=date(2026, 12, 2))
    a_point(name="Quầy từ mồng ba", valid_from=date(2026, 12, 3))
    assert at_hand() == {"Quầy lâu năm", "Quầy tới mồng hai"}
    on(3)
    assert actions.find_points_anew() == 2
    assert at_hand() == {"Quầy lâu năm", "Quầy từ mồng ba"}
    ward.valid_to = date(2026, 12, 3)
    ward.save()
    on(4)
    assert actions.find_points_anew() == 0
    assert at_hand() == set()


def test_a_hit_leads_to_a_page_that_shows_the_place(ward, client, monkeypatch):
    monkeypatch.setattr(points, "MOST", 1)
    a_point()
    a_ward(code="27001", name="Phường Khác")
    for name in ("Quầy xa một", "Quầy xa hai"):
        a_point(unit="27001", name=name)
    link, _, anchor = search("quay xa hai", "point")[0].link.partition("#")
    assert f'id="{anchor}"' in client.get(link).content.decode()
    assert f'id="{anchor}"' not in client.get("/thu-tuc/noi-nop/").content.decode()
    assert client.get("/thu-tuc/noi-nop/?don-vi=khong-co").status_code == 404


def test_whose_place_it_is(ward, client):
    id = a_point()
    elsewhere = a_ward(code="27001")
    client.force_login(an_officer(Role.EDITOR, elsewhere))
    assert client.get(f"{DESK}{id}/").status_code == 404
    assert client.post(f"{DESK}{id}/an-hien/", {"hidden": "1"}).status_code == 403
    assert "Một cửa" not in text(client.get(DESK))
    with pytest.raises(NotAllowed):
        actions.set_point_hidden(id, True, actor=Actor.resident())
    client.force_login(an_officer(Role.COUNTER_OFFICER, elsewhere))
    assert client.get(DESK).status_code == 403
