"""`gandan import units`: all units of the country, repeated safely, a bad row listed and harmless."""

import json
from datetime import date

import pytest

from gandan.audit.models import Entry
from gandan.core.types import NotAllowed, Refused
from gandan.directory import actions
from gandan.directory.models import Organisation
from gandan.directory.types import Kind, Tier
from gandan.law.types import Role

from . import make

pytestmark = pytest.mark.django_db
OLD_DAYS = date(2019, 5, 1)


def a_file(tmp_path, told, name="units.json"):
    path = tmp_path / name
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode())
    return path


def a_province(code="79", name="Thành phố Hồ Chí Minh", wards=()):
    return {
        "Code": code,
        "FullName": name,
        "Wards": [{"Code": c, "FullName": n, "ProvinceCode": code} for c, n in wards],
    }


def test_the_whole_country_and_again():
    report = actions.import_units()
    assert (report.created, report.refused) == (34 + 3321 + 3 + 10 + 11 + 18, [])
    living = Organisation.objects.at(date(2026, 7, 25))
    assert living.filter(tier=Tier.COMMUNE.value).count() == 3321
    assert living.filter(tier=Tier.PROVINCIAL.value).count() == 34
    assert living.filter(kind=Kind.COMMUNE.value).count() == 2611
    assert living.filter(kind=Kind.WARD.value).count() == 697
    assert living.filter(kind=Kind.SPECIAL_ZONE.value).count() == 13
    again = actions.import_units()
    assert (again.created, again.updated, again.unchanged) == (0, 0, report.created)
    assert Entry.objects.filter(verb="units.import").count() == 1


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    report = actions.import_units(a_file(tmp_path, [a_province(wards=[("26740", "Phường Sài Gòn")])]), dry_run=True)
    assert (report.created, report.dry_run) == (2, True)
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_a_changed_name_is_taken_over_and_contact_stays(tmp_path):
    wards = [("26740", "Phường Sài Gòn")]
    actions.import_units(a_file(tmp_path, [a_province(wards=wards)]))
    Organisation.objects.filter(code="26740").update(phone="028 0000 0000", prefix="SGN")
    report = actions.import_units(a_file(tmp_path, [a_province(wards=[("26740", "Phường Sài Gòn Mới")])]))
    ward = Organisation.objects.get(code="26740")
    assert (report.updated, report.unchanged) == (1, 1)
    assert (ward.name, ward.phone, ward.prefix) == ("Phường Sài Gòn Mới", "028 0000 0000", "SGN")
    assert ward.folded.startswith("sai gon moi")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"Code": "2674", "FullName": "Phường A B"}, "[0].Wards[1].Code"),
        ({"Code": 26743, "FullName": "Phường A B"}, "[0].Wards[1].Code"),
        ({"Code": "२६७४३", "FullName": "Phường A B"}, "[0].Wards[1].Code"),
        ({"Code": "26740", "FullName": "Phường A B"}, "[0].Wards[1].Code"),
        ({"Code": "26743", "FullName": "Bến Thành"}, "[0].Wards[1].FullName"),
        ({"Code": "26743", "FullName": "Tỉnh Bến Thành"}, "[0].Wards[1].FullName"),
        ({"Code": "26743", "FullName": "  "}, "[0].Wards[1].FullName"),
        ({"Code": "26743", "FullName": "Phường " + "x" * 300}, "[0].Wards[1].FullName"),
        ({"Code": "26743", "FullName": "Phường Bến Thành", "ProvinceCode": "01"}, "[0].Wards[1].ProvinceCode"),
        ("Phường Bến Thành", "[0].Wards[1]"),
        (None, "[0].Wards[1]"),
    ],
)
def test_a_bad_row_is_listed_with_its_cell_and_harms_no_other(tmp_path, row, cell):
    told = [a_province(wards=[("26740", "Phường Sài Gòn")])]
    told[0]["Wards"] += [row, {"Code": "26758", "FullName": "Phường Cầu Ông Lãnh"}]
    report = actions.import_units(a_file(tmp_path, told))
    assert [(each.row, each.cell) for each in report.refused] == [(3, cell)]
    assert report.refused[0].message
    assert set(Organisation.objects.values_list("code", flat=True)) == {"79", "26740", "26758"}


def test_units_of_a_refused_province_are_refused_with_it(tmp_path):
    told = [a_province("7", wards=[("26740", "Phường Sài Gòn")]), a_province("01", "Thành phố Hà Nội")]
    report = actions.import_units(a_file(tmp_path, told))
    assert [each.cell for each in report.refused] == ["[0].Code", "[0].Wards[0]"]
    assert list(Organisation.objects.values_list("code", flat=True)) == ["01"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"{}", b"no json", '[{"Code": "Hà Nội"'.encode("utf-16"), b"\x1f\x8bbroken", b"[" * 100_000],
)
def test_a_file_that_is_no_list_of_units_is_refused(tmp_path, raw):
    with pytest.raises(Refused) as refusal:
        actions.import_units(a_file(tmp_path, raw))
    assert "file" in refusal.value.errors
    assert not Organisation.objects.exists()


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused):
        actions.import_units(tmp_path / "nowhere.json")


def test_decomposed_vietnamese_is_stored_composed(tmp_path):
    nfd = "Phươ\u0300ng Sa\u0300i Go\u0300n"
    actions.import_units(a_file(tmp_path, [a_province(wards=[("26740", nfd)])]))
    assert Organisation.objects.get(code="26740").name == "Phường Sài Gòn"


def test_the_number_of_an_ended_unit_is_not_overwritten(tmp_path):
    make.a_unit("26746", "Phường Nguyễn Thái Bình", make.a_city(), valid_to=date(2025, 6, 30))
    report = actions.import_units(a_file(tmp_path, [a_province(wards=[("26746", "Phường Mới Toanh")])]))
    assert [each.value for each in report.refused] == ["26746"]
    assert Organisation.objects.get(code="26746").name == "Phường Nguyễn Thái Bình"


def test_only_an_administrator_imports():
    with pytest.raises(NotAllowed):
        actions.import_units(actor=make.an_actor(Role.LEADER, make.a_ward()))
