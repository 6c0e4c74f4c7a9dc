"""The machines' door of search."""

import pytest

from gandan.core import throttle
from tests.search import make


@pytest.fixture
def procedures(db):
    make.procedures()


def test_machines_find_what_people_find(client, procedures):
    response = client.get("/api/v1/search", {"q": "dang ky khai si", "limit": 1})
    assert response.status_code == 200
    assert response.json() == {
        "q": "dang ky khai si",
        "hits": [
            {
                "scope": "procedure",
                "key": "khai-sinh",
                "title": "Đăng ký khai sinh",
                "summary": "Cấp giấy khai sinh cho trẻ em",
                "link": "/khai-sinh/",
                "unit": "",
            }
        ],
        "next": "",
    }


@pytest.mark.parametrize("q", ["", '"*', "NEAR(", "😀"])
def test_nothing_found_is_an_empty_list(client, procedures, q):
    response = client.get("/api/v1/search", {"q": q})
    assert (response.status_code, response.json()["hits"]) == (200, [])


def test_scope(client, procedures):
    assert client.get("/api/v1/search", {"q": "khai sinh", "scope": "article"}).json()["hits"] == []


@pytest.mark.parametrize("asked", [{}, {"q": "x" * 201}, {"q": "x", "limit": "0"}, {"q": "x", "limit": "abc"}])
def test_bad_questions_are_refused_at_their_field(client, procedures, asked):
    response = client.get("/api/v1/search", asked)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] in {"q", "limit"}


def test_one_scope_is_read_to_its_end_by_key(client, procedures):
    asked = {"q": "dang ky", "scope": "procedure", "limit": 3}
    first = client.get("/api/v1/search", asked).json()
    rest = client.get("/api/v1/search", asked | {"after": first["next"]}).json()
    keys = [hit["key"] for hit in (*first["hits"], *rest["hits"])]
    assert (first["next"], rest["next"]) == (keys[2], "")
    assert sorted(keys) == ["ket-hon", "khai-sinh", "khai-tu", "tam-tru"]


def test_machines_are_told_what_is_being_typed(client, procedures):
    told = client.get("/api/v1/search/suggestions", {"q": "dang ky kh"}).json()
    assert [each["title"] for each in told["suggestions"]] == ["Đăng ký khai sinh", "Đăng ký khai tử"]
    assert told["suggestions"][0] | {"title": ""} == {
        "scope": "procedure", "key": "khai-sinh", "title": "", "link": "/khai-sinh/",
    }  # fmt: skip
    assert client.get("/api/v1/search/suggestions", {"q": "x" * 201}).status_code == 422


def test_look_ups_are_limited_as_all_reading_is(client, procedures, monkeypatch, settings):
    settings.RATE_LIMITS = True
    throttle.clear()
    monkeypatch.setattr("gandan.config.api.READS", 2)
    asked = [client.get("/api/v1/search/suggestions", {"q": "dang"}).status_code for _ in range(3)]
    throttle.clear()
    assert asked == [200, 200, 429]
