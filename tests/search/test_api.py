"""The machines' door of search."""

import pytest

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
