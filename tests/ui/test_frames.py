"""The frames, the error pages, and how a reader wants pages shown."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.test.html import parse_html
from django.urls import reverse
from django.utils import translation

from gandan.ui import public
from gandan.ui.types import NavLink, RailGroup, RailLink
from tests.ui.make import request

NAV = [NavLink("Dân biết", "/cong-khai/", "", "door-1"), NavLink("Gửi", "/gui-don/", "send", "bottom")]
RAIL = [RailGroup("", (RailLink("Hàng việc", "/ban-lam-viec/", "inbox", 3, "", True),))]


def shown(template: str, **context) -> str:
    page = render_to_string(template, context, request=None) if context.pop("bare", False) else ""
    if not page:
        page = render_to_string(template, {"request": request(), "unit": None, "portal_nav": NAV, **context})
    parse_html(page)
    return page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_public_frame(language):
    with translation.override(language):
        page = shown("ui/public.html", door=1)
    assert f'<html lang="{language}"' in page
    assert '<a href="/cong-khai/" aria-current="true">' in page
    assert 'href="#noi-dung"' in page and 'id="noi-dung"' in page
    assert "Gần Dân" in page, "no unit: the product's own name"
    assert "<script" not in page, "a plain page loads no script"


def test_the_ribbon_of_the_sample_authority():
    assert 'class="sample' not in shown("ui/public.html")
    assert 'class="sample' in shown("ui/public.html", demo=True)
    assert 'class="sample' in shown("ui/desk.html", demo=True, desk_nav=RAIL)


def test_the_desk_frame():
    page = shown("ui/desk.html", desk_nav=RAIL, account_name="Trần Thị Mẫu", desk_search="/ban-lam-viec/")
    assert '<body class="desk">' in page
    assert page.count("Hàng việc") == 2, "in the rail and in the menu of phones"
    assert ">TM<" in page


def test_the_print_frame_uses_the_paper_sheet_on_screen_too():
    page = shown("ui/print.html")
    assert re.search(r'print\.css"[^>]*media="all"', page)


@pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_error_pages_in_both_languages(name, language):
    with translation.override(language):
        page = shown(name)
    heading = re.search(r"<h1>(.*?)</h1>", page, re.S)
    assert heading and heading[1].strip()
    assert page.count("<h1") == 1
    assert ("Về trang chủ" in page) == (language == "vi")


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_of_last_resort_need_nothing(name):
    """No context, no static files, no catalogue: whatever broke, this page shows."""
    page = render_to_string(name)
    parse_html(page)
    assert "{%" not in page and "/static/" not in page
    assert 'lang="en"' in page


def test_mails_are_plain_and_framed():
    text = render_to_string("ui/email.txt", {"unit": {"name": "Phường Sài Gòn & bạn"}})
    assert "Phường Sài Gòn & bạn" in text, "plain text is not escaped"
    page = render_to_string("ui/email.html", {"unit": {"name": "<b>Phường</b>"}})
    parse_html(page)
    assert "&lt;b&gt;Phường" in page
    assert "<img" not in page and "http" not in page, "no tracking pixel, nothing loaded"


@pytest.mark.parametrize("size", ["1", "1.15", "1.3"])
def test_a_reader_chooses_the_size_of_text(size):
    client = Client()
    answer = client.post(reverse("ui:text_size"), {"size": size, "next": "/tra-cuu/?q=1"})
    assert (answer.status_code, answer["Location"]) == (303, "/tra-cuu/?q=1")
    cookie = client.cookies["text_size"]
    assert cookie.value == size and cookie["httponly"] and cookie["samesite"] == "Lax"


def test_the_chosen_size_stands_on_the_page():
    with_size = render_to_string("ui/public.html", {"request": request(text_size="1.3")})
    assert '<html lang="vi" data-text-size="1.3">' in with_size
    assert "data-text-size" not in render_to_string("ui/public.html", {"request": request(text_size='9" onload="x')})


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_no_way_out_of_the_house(target):
    answer = Client().post(reverse("ui:text_size"), {"size": "1.3", "next": target})
    assert answer["Location"] == "/"


def test_the_size_is_not_chosen_by_a_link():
    assert Client().get(reverse("ui:text_size")).status_code == 405


def test_an_unknown_size_is_the_ordinary_one():
    client = Client()
    client.post(reverse("ui:text_size"), {"size": "99"})
    assert client.cookies["text_size"].value == "1"


def test_a_reader_chooses_the_language_without_a_token():
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("ui:language"), {"language": "en", "next": "/co-chu/"})
    assert answer.status_code == 302
    assert client.cookies["django_language"].value == "en"


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_so_in_the_frame():
    answer = public.csrf_failure(request("/gui-don/"))
    assert answer.status_code == 403
    assert "Chưa có gì được lưu" in answer.content.decode()


@pytest.mark.django_db
def test_the_gallery_is_for_staff():
    answer = Client().get(reverse("ui:gallery"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@override_settings(DEBUG=False)
@pytest.mark.django_db
def test_an_unknown_address_gets_the_friendly_page():
    answer = Client().get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()
