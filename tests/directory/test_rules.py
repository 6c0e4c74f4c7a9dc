"""Names, prefixes and places."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import shape

from gandan.core.codes import code_of, read_code
from gandan.directory.queries.boundaries import boundaries, code_at, feature, neighbour_codes
from gandan.directory.rules import (
    bare_code,
    boundary_of,
    code_below,
    contains,
    device_name,
    distance_m,
    ended_code,
    kind_of,
    path_below,
    prefix_of,
    short_name_of,
)
from gandan.directory.types import Kind

SQUARE = [[106.0, 10.0], [107.0, 10.0], [107.0, 11.0], [106.0, 11.0], [106.0, 10.0]]
HOLE = [[106.4, 10.4], [106.6, 10.4], [106.6, 10.6], [106.4, 10.6], [106.4, 10.4]]
ISLAND = [[108.0, 10.0], [108.1, 10.0], [108.1, 10.1], [108.0, 10.0]]


@pytest.mark.parametrize(
    ("name", "kind", "short", "prefix"),
    [
        ("Phường Sài Gòn", Kind.WARD, "Sài Gòn", "SG"),
        ("Phường Tân Định", Kind.WARD, "Tân Định", "TD"),
        ("Phường Cầu Ông Lãnh", Kind.WARD, "Cầu Ông Lãnh", "COL"),
        ("Phường Văn Miếu - Quốc Tử Giám", Kind.WARD, "Văn Miếu - Quốc Tử Giám", "VMQT"),
        ("xã Bắc Sơn", Kind.COMMUNE, "Bắc Sơn", "BS"),
        ("Đặc khu Côn Đảo", Kind.SPECIAL_ZONE, "Côn Đảo", "CD"),
        ("Thành phố Huế", Kind.CITY, "Huế", "HU"),
        ("Phường Móng Cái 2", Kind.WARD, "Móng Cái 2", "MC"),
        ("Xã M'Drắk", Kind.COMMUNE, "M'Drắk", "MD"),
        ("Quận 1", Kind.DISTRICT, "Quận 1", "QU"),
        ("Thị trấn Cần Thạnh", Kind.TOWNSHIP, "Cần Thạnh", "CT"),
        ("Thị xã Sơn Tây", Kind.DISTRICT, "Sơn Tây", "ST"),
        ("Tỉnh Đắk Lắk", Kind.PROVINCE, "Đắk Lắk", "DL"),
    ],
)
def test_a_name_says_kind_short_form_and_prefix(name, kind, short, prefix):
    assert kind_of(name) == kind
    assert short_name_of(name) == short
    assert prefix_of(name) == prefix


def test_a_name_without_a_kind_says_none():
    assert kind_of("Sài Gòn") is None
    assert kind_of("Phườngsài") is None
    assert short_name_of("Ban Quản lý") == "Ban Quản lý"


@given(st.text(min_size=0, max_size=60))
def test_every_prefix_makes_a_code_that_reads_back(name):
    code = code_of(prefix_of(name), 2026, "4829137")
    assert read_code(code) == code


def test_codes_of_ended_units_and_of_bodies():
    assert ended_code("26740", 2025) == "26740@2025"
    assert bare_code("26740@2025") == bare_code("26740") == "26740"
    assert path_below("/79/", "26740") == "/79/26740/"
    assert path_below("", "79") == "/79/"
    assert code_below("26740", "26740-vhxh", "26743") == "26743-vhxh"
    assert code_below("26740", "truong-x", "26743") == "truong-x"


def a_boundary(geometry):
    return boundary_of({"geometry": geometry, "properties": {"code": "x", "name": "X"}})


def test_a_hole_is_outside_and_every_part_counts():
    boundary = a_boundary({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]})
    assert contains(boundary, 106.2, 10.2)
    assert not contains(boundary, 106.5, 10.5)
    assert contains(boundary, 108.07, 10.03)
    assert not contains(boundary, 107.5, 10.5)
    assert not contains(boundary, 106.2, 12)


def test_every_unit_holds_its_own_inner_point():
    wrong = [b.code for b in boundaries().values() if code_at(*b.inner) != b.code]
    assert len(boundaries()) == 294
    assert wrong == []


@given(st.floats(105.28, 106.03), st.floats(20.56, 21.39))
def test_ray_casting_agrees_with_shapely_in_ha_noi(lon, lat):
    code = code_at(lon, lat)
    truth = {b.code for b in boundaries().values() if SHAPES[b.code].contains(ShapelyPoint(lon, lat))}
    assert {code} - {""} == truth


SHAPES = {code: shape(json.loads(json.dumps(feature(code, "self")["geometry"]))) for code in boundaries()}


def test_neighbours_touch():
    assert set(neighbour_codes("26740")) >= {"26737", "26743"}
    assert "00070" not in neighbour_codes("26740")
    assert all(code in neighbour_codes(other) for code in ("26740", "00070") for other in neighbour_codes(code))


def test_a_hundredth_of_a_degree_is_about_a_kilometre():
    assert distance_m((106.70, 10.77), (106.70, 10.78)) == pytest.approx(1113, rel=0.01)
    assert distance_m((106.70, 10.77), (106.71, 10.77)) == pytest.approx(1094, rel=0.01)


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Linux"),
        ("Máy ở quán net", "Máy ở quán net"),
    ],
)
def test_a_device_in_words(user_agent, said):
    assert device_name(user_agent) == said
