"""The whole country as it ships: imported once, since that takes a second, and looked at from many sides."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from gandan.directory import actions, queries
from gandan.directory.models import Organisation, Succession

OLD_DAYS = date(2019, 5, 1)


class TestTheCountry(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        actions.import_units()

    def test_codes_by_day(self) -> None:
        assert queries.unit_by_code("26740").name == "Phường Sài Gòn"
        assert queries.unit_by_code("26740", on=OLD_DAYS).name == "Phường Bến Nghé"
        assert queries.unit_by_code("26740@2025").name == "Phường Bến Nghé"
        assert queries.unit_by_code("760").name == "Quận 1"
        assert queries.unit_by_code("760").ended_on == "2025-06-30"
        assert queries.unit_by_code("760", on=date(2026, 1, 1)) is None
        assert queries.unit_by_code("26740", on=OLD_DAYS).path == "/79/760/26740@2025/"
        assert queries.unit_by_code("nothing") is None
        assert queries.unit_by_code("26740").prefix == "SG"

    def test_districts_have_their_wards_and_successors(self) -> None:
        for code, wards, successors in (("760", 10, 4), ("767", 11, 5), ("002", 18, 3)):
            district = Organisation.objects.get(code=code)
            assert Organisation.objects.below(district.path).exclude(pk=district.pk).count() == wards
            assert Succession.objects.filter(predecessor=district).count() == successors
            heirs = Succession.objects.filter(predecessor__path__startswith=district.path, takes_open_work=True)
            assert heirs.count() == wards + 1
        detail = queries.unit_detail("26740")
        assert {link.code for link in detail.predecessors} >= {"760", "26740@2025"}
        assert queries.unit_detail("760").successors[0].code == "26740"
        assert detail.view.province_name == "Hồ Chí Minh"

    def test_every_parent_exists_when_its_unit_does(self) -> None:
        for unit in Organisation.objects.select_related("parent").exclude(parent=None):
            for day in filter(None, (unit.valid_from or OLD_DAYS, unit.valid_to)):
                assert unit.parent.exists_on(day), (unit.code, day)

    def test_historical_boundaries_of_time_do_not_overlap(self) -> None:
        bearers: dict[str, list] = {}
        for unit in Organisation.objects.all():
            bearers.setdefault(unit.code.partition("@")[0], []).append(unit)
        for units in bearers.values():
            ordered = sorted(units, key=lambda unit: unit.valid_to or date.max)
            assert all(one.valid_to < other.valid_from for one, other in pairwise(ordered))

    def test_wards_are_found_by_their_own_and_their_old_names(self) -> None:
        """`/api/v1/search` and the index, not only the page that asks the directory itself."""

        def keys(q: str) -> list[str]:
            hits = self.client.get("/api/v1/search", {"q": q, "scope": "unit"}).json()["hits"]
            return [hit["key"] for hit in hits]

        assert keys("phuong sai gon")[0] == "26740"
        assert "26740" in keys("ben nghe")  # a ward until 30 June 2025

    def test_boundaries_for_maps(self) -> None:
        answer = self.client.get("/don-vi/26740/ranh-gioi.json")
        shape = json.loads(answer.content)
        assert answer["Content-Type"] == "application/geo+json"
        assert "public" in answer["Cache-Control"]
        assert len(answer.content) < 60_000
        assert shape["notice"] == "Ranh giới tham khảo, không có giá trị pháp lý."
        roles = {each["properties"]["code"]: each["properties"]["role"] for each in shape["features"]}
        assert [code for code, role in roles.items() if role == "self"] == ["26740"]
        assert set(roles.values()) == {"self", "neighbour"}
        assert (
            self.client.get("/don-vi/26740/ranh-gioi.json", headers={"If-None-Match": answer["ETag"]}).status_code
            == 304
        )
        old = json.loads(self.client.get("/don-vi/760/ranh-gioi.json").content)
        assert {each["properties"]["code"] for each in old["features"]} == {"26740", "26737", "26743", "26758"}
        assert self.client.get("/don-vi/00000/ranh-gioi.json").status_code == 404
        assert self.client.get("/don-vi/04/ranh-gioi.json").status_code == 404

    def test_units_by_words(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            found = queries.search_units("sai gon")
        assert len(asked) <= 5
        assert found[0].view.code == "26740"
        assert queries.search_units("Sài Gòn")[0].view.code == "26740"
        assert queries.search_units("phuong hoan kiem")[0].view.code == "00070"
        matches = [(each.view.code, each.formerly) for each in queries.search_units("hoan kiem ha noi")]
        assert matches[0] == ("00070", "")
        assert ("00082", "Quận Hoàn Kiếm") in matches
        quan_1 = queries.search_units("quận 1")
        assert [(each.view.code, each.formerly) for each in quan_1[:4]] == [
            ("26740", "Quận 1"),
            ("26737", "Quận 1"),
            ("26743", "Quận 1"),
            ("26758", "Quận 1"),
        ]
        assert queries.search_units("") == queries.search_units("%%%") == queries.search_units("khong dau ca") == []
        assert len(queries.search_units("an", 7)) == 7

    def test_units_for_machines(self) -> None:
        found = self.client.get("/api/v1/units", {"q": "quan 1", "limit": 2}).json()
        assert found[0] == {
            "code": "26740",
            "name": "Phường Sài Gòn",
            "short_name": "Sài Gòn",
            "province": "Hồ Chí Minh",
            "formerly": "Quận 1",
        }
        unit = self.client.get("/api/v1/units/26740").json()
        assert (unit["kind"], unit["valid_from"], unit["prefix"]) == ("ward", "2025-07-01", "SG")
        assert {link["code"] for link in unit["predecessors"]} >= {"760", "26740@2025"}
        assert self.client.get(unit["boundary_url"]).status_code == 200
        then = self.client.get("/api/v1/units/26740", {"on": "2019-05-01"}).json()
        assert (then["name"], then["code"]) == ("Phường Bến Nghé", "26740@2025")
        assert [link["code"] for link in then["successors"]] == ["26740"]
        assert self.client.get("/api/v1/units/26740", {"on": "hôm qua"}).status_code == 422
        unknown = self.client.get("/api/v1/units/00000")
        assert unknown.status_code == 404
        assert unknown.json()["errors"][0]["field"] == "unit"
        assert self.client.get("/api/v1/units").status_code == 422
