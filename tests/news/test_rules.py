"""Rich text is tame, addresses are clean, captions are captions: without a database."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gandan.documents.rules.videos import forget_place, video_type_of
from gandan.documents.types import NotTaken
from gandan.news import rules
from gandan.news.public.ranges import asked_range
from gandan.news.types import Section, State, Step, Writing
from tests.news.make import a_film, a_webm

VILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>1</script>'>x</a>",
    "<svg onload=alert(1)>",
    "<p style='position:fixed' onclick=alert(1)>x</p>",
    "<iframe src='https://vi.du'></iframe>",
    "<form action='https://vi.du'><input name=a></form>",
    "<math><mtext><style><img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("vile", VILE)
def test_nothing_that_runs_survives(vile):
    tame = rules.sanitised(f"<p>Lời thường</p>{vile}").lower()
    assert "lời thường" in tame
    assert not any(
        word in tame for word in ("script", "onerror", "onload", "onclick", "style", "iframe", "<form", "svg")
    )


@given(st.text(max_size=200))
def test_taming_twice_changes_nothing(text):
    once = rules.from_plain(text)
    assert rules.sanitised(once) == once
    assert "<script" not in once.lower()


def test_what_no_feed_may_hold_is_left_out_and_no_tag_is_undone():
    told = rules.sanitised("<p>a&#1;b&#xFFFE;c</p><p>&#x338; onclick=alert(1) </p>")
    assert told == "<p>abc</p><p>\u0338 onclick=alert(1) </p>", "«>» and a stroke never become one letter"


def test_plain_paragraphs_become_paragraphs():
    rich = rules.from_plain("Một.\nHai.\n\n- táo\n- cam\n\n3 < 4 & 5")
    assert rich == "<p>Một.<br>Hai.</p>\n<ul><li>táo</li><li>cam</li></ul>\n<p>3 &lt; 4 &amp; 5</p>"
    assert rules.plain(rich) == "Một.\nHai.\n\ntáo\ncam\n\n3 < 4 & 5"


def test_a_heading_of_the_editor_stands_below_the_title():
    assert rules.sanitised("<h1>Mang gì theo?</h1><div>Bản chính</div>") == "<h2>Mang gì theo?</h2><div>Bản chính</div>"


def test_links_do_not_tell_where_one_came_from():
    assert 'rel="noopener noreferrer"' in rules.sanitised('<a href="https://dichvucong.gov.vn">Cổng</a>')


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đối thoại với tiểu thương", "doi-thoai-voi-tieu-thuong"),
        ("../../<b>", "b"),
        ("???", "tin"),
        ("x" * 300, "x" * 90),
    ],
)
def test_addresses_are_made_of_titles(title, slug):
    assert rules.slug_of(title) == slug


def test_what_changed_is_said_line_by_line():
    old = Writing("Cũ", "", "<p>giữ</p><p>bỏ</p>", Section.NOTICE)
    new = Writing("Mới", "", "<p>giữ</p><p>thêm</p>", Section.NOTICE)
    assert [(line.mark, line.text) for line in rules.changes(old, new)] == [
        ("-", "Cũ"), ("+", "Mới"), ("", "giữ"), ("-", "bỏ"), ("+", "thêm"),
    ]  # fmt: skip


def test_who_does_not_publish_sends_to_review():
    assert rules.steps_from(State.DRAFT, publisher=False, review=True) == (Step.SEND,)
    assert rules.steps_from(State.REVIEW, publisher=True, review=True) == (Step.RETURN, Step.PUBLISH, Step.SCHEDULE)
    assert rules.next_state(State.PUBLISHED, Step.SEND) is None


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Cảm ơn phường, xem https://vi.du", ""),
        ("mua ngay https://a.vn https://b.vn", "links"),
        ("!!!!", "empty"),
        ("a" * 40, "repeated"),
    ],
)
def test_advertising_is_seen_by_its_shape(text, advice):
    assert rules.advice_against(text) == advice


def test_captions_are_captions():
    told = "\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:04.000\r\nChào bà con\r\n"
    assert rules.captions_of(told).startswith("WEBVTT\n\n00:01.000")
    assert rules.captions_of("<script>") == rules.captions_of("WEBVTT\n\nkhông có giờ") == ""


@pytest.mark.parametrize(
    "link", ["http://vi.du/a", "javascript:alert(1)", "https://u@vi.du/", "https://[", "//vi.du", "https://x y.vn"]
)
def test_odd_links_have_no_host(link):
    assert rules.host_of(link) == ""


def test_a_film_forgets_where_it_was_taken():
    film = io.BytesIO(a_film())
    assert video_type_of(film) == "video/mp4"
    size = len(film.getvalue())
    assert forget_place(film) == 1
    assert b"+10.7769" not in film.getvalue() and len(film.getvalue()) == size
    assert forget_place(film) == 0


@pytest.mark.parametrize("live", [False, True])
def test_a_webm_forgets_its_tags_and_attachments(live):
    film = io.BytesIO(a_webm(live=live))
    assert video_type_of(film) == "video/webm"
    size = len(film.getvalue())
    assert forget_place(film) == 2
    assert b"LOCATION" not in film.getvalue() and b"+10.7769" not in film.getvalue() and b"tep" not in film.getvalue()
    assert len(film.getvalue()) == size and film.getvalue().endswith(b"\x1c\x53\xbb\x6b\x94" + bytes(20))
    assert forget_place(film) == 0


@given(st.binary(max_size=200))
def test_a_webm_that_makes_no_sense_is_left_as_it_is(tail):
    film = io.BytesIO(b"\x1a\x45\xdf\xa3" + tail)
    forget_place(film)
    assert len(film.getvalue()) == 4 + len(tail)


@pytest.mark.parametrize("fake", [b"", b"GIF89a", b"\x00\x00\x00\x18ftypisom" + bytes(50), b"\x1a\x45\xdf\xa3matroska"])
def test_what_is_no_film_is_not_taken(fake):
    with pytest.raises(NotTaken):
        video_type_of(io.BytesIO(fake))


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-99", (0, 99)),
        ("bytes=900-", (900, 999)),
        ("bytes=-10", (990, 999)),
        ("bytes=5000-", None),
        ("x", None),
        ("", None),
    ],
)
def test_players_ask_for_parts(header, part):
    assert asked_range(header, 1000) == part


def test_elements_and_plain_paragraphs_may_stand_beside_each_other():
    assert rules.from_plain("Một\n\n<h2>Hai</h2>\n\n- ba") == "<p>Một</p>\n<h2>Hai</h2>\n<ul><li>ba</li></ul>"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("http://127.0.0.1:8000/thu-tuc/2.000815/?trang=2", "procedure:2.000815"),
        ("/cong-khai/26740-2026-002/", "disclosure:26740-2026-002"),
        ("/tin-tuc/sao-y/", "article:sao-y"),
        ("procedure:1.001.193", "procedure:1.001.193"),
        ("/tin-tuc/sao-y/y-kien/", "/tin-tuc/sao-y/y-kien/"),
        ("https://vi.du/x", "https://vi.du/x"),
    ],
)
def test_what_is_related_may_be_pasted_as_an_address(line, code):
    assert rules.code_of(line) == code
