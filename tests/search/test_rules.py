"""Words and their order, without a database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gandan.search import rules
from gandan.search.types import Candidate


def candidate(title: str, body: str = "", weight: int = 0, key: str = "") -> Candidate:
    return Candidate(
        "procedure",
        key or title,
        "",
        title,
        body,
        "/",
        " ".join(rules.words_of(title)),
        " ".join(rules.words_of(body)),
        " ".join(rules.exact_words_of(f"{title} {body}")),
        weight,
        rules.place_of("procedure", key or title, weight),
    )


def order(typed: str, *candidates: Candidate) -> list[str]:
    query = rules.query_of(typed)
    assert query
    return [hit.title for hit in rules.ranked(candidates, query, 20)]


def test_words_are_folded_and_plain():
    assert rules.words_of("Đường Nguyễn Thị Minh-Khai, P.3 (SG26)") == [
        "duong",
        "nguyen",
        "thi",
        "minh",
        "khai",
        "p",
        "3",
        "sg26",
    ]


def test_both_schools_of_writing_a_mark_are_one():
    assert rules.exact_words_of("Hoà, thuỷ, khoẻ") == rules.exact_words_of("hòa thủy khỏe")


@pytest.mark.parametrize("typed", ["", "   ", "!?", "«»", '"', "_"])
def test_nothing_typed_is_no_query(typed):
    assert rules.query_of(typed) is None


@given(st.text(max_size=300))
def test_any_text_is_taken_apart(typed):
    query = rules.query_of(typed)
    if query:
        assert len(query.words) == len(query.exact) <= rules.MAX_WORDS
        assert all(word.isalnum() and len(word) <= rules.MAX_WORD for word in query.words)


@given(st.text(max_size=60), st.text(max_size=60), st.integers(-3000, 3000))
def test_a_place_fits_and_heavier_stands_before(scope, key, weight):
    here = rules.place_of(scope, key, weight)
    assert 0 <= here < 2**63
    if -rules.MAX_WEIGHT <= weight < rules.MAX_WEIGHT:
        assert rules.place_of(scope, key, weight + 1) < here


@given(st.text(max_size=30), st.integers(-1000, 1000), st.text(max_size=30), st.integers(-1000, 1000))
def test_a_tier_is_a_beginning_of_the_order(one, weight_of_one, other, weight_of_other):
    first = rules.place_of("s", one, weight_of_one)
    second = rules.place_of("s", other, weight_of_other)
    if first <= second:
        assert set(rules.tiers_of(second)) <= set(rules.tiers_of(first))


def test_heavy_things_are_in_every_tier_and_a_tier_holds_its_share():
    assert set(rules.tiers_of(rules.place_of("s", "k", 1))) == set(rules.TIERS)
    assert rules.tiers_of(rules.place_of("s", "k", -1)) == []
    tiers = [tier for n in range(20_000) for tier in rules.tiers_of(rules.place_of("s", str(n), 0))]
    for tier, share in rules.TIERS.items():
        assert 0.8 < tiers.count(tier) / 20_000 / share < 1.25


def test_typed_marks_decide_first():
    hoa, hoa_giai = candidate("Hóa đơn"), candidate("Hòa giải", weight=900)
    assert order("hóa", hoa_giai, hoa)[0] == "Hóa đơn"
    assert order("hoa", hoa_giai, hoa)[0] == "Hòa giải"


def test_titles_before_texts_then_phrases_then_weight():
    text = candidate("Lệ phí", "đăng ký kết hôn", 900)
    apart = candidate("Kết quả đăng ký ly hôn", "", 500)
    title = candidate("Đăng ký kết hôn")
    heavy = candidate("Đăng ký kết hôn có yếu tố nước ngoài", "", 10)
    assert order("dang ky ket hon", text, apart, heavy, title) == [
        "Đăng ký kết hôn",
        "Đăng ký kết hôn có yếu tố nước ngoài",
        "Kết quả đăng ký ly hôn",
        "Lệ phí",
    ]


def test_near_words_before_far_ones():
    far = candidate("A", "rác " + "x " * 200 + "hẻm")
    near = candidate("B", "rác trong hẻm")
    assert order("rac hem", far, near) == ["B", "A"]


def test_fillers_are_left_out():
    query = rules.query_of("tôi muốn làm giấy khai sinh cho con ở đâu")
    shorter = rules.without_fillers(query)
    assert shorter.words == ("giay", "khai", "sinh", "con")[: len(shorter.words)]


def test_what_was_found_is_marked_in_the_title():
    query = rules.query_of("dang ky kh")
    hit = rules.ranked([candidate("Đăng ký (khai sinh) lại")], query, 1)[0]
    assert hit.parts == (
        ("Đăng", True),
        (" ", False),
        ("ký", True),
        (" (", False),
        ("khai", True),
        (" sinh) lại", False),
    )
    assert "".join(part for part, _ in hit.parts) == hit.title


@given(st.text(max_size=80), st.text(max_size=20))
def test_the_pieces_of_a_title_make_the_title(title, typed):
    title = unicodedata.normalize("NFC", title)
    query = rules.query_of(typed)
    if query:
        hit = rules.ranked([candidate(title, key="k")], query, 1)[0]
        assert "".join(part for part, _ in hit.parts) == title


def test_a_word_written_with_y_begins_no_other():
    hit = rules.ranked([candidate("Đăng ký kinh doanh")], rules.query_of("dang ky"), 1)[0]
    assert [part for part, found in hit.parts if found] == ["Đăng", "ký"]


def test_both_schools_of_i_and_y_are_one():
    assert rules.words_of("đăng kí, lý lịch, quy hoạch, y tế") == rules.words_of("đăng ký, lí lịch, qui hoạch, i tế")
    assert rules.exact_words_of("kỹ sư") == rules.exact_words_of("kĩ sư") != rules.exact_words_of("kỳ sư")


@pytest.mark.parametrize(
    ("one", "other"), [("trú", "chu"), ("jay", "giay"), ("sinh", "sin"), ("zo", "do"), ("xac", "sac"), ("nang", "lan")]
)
def test_what_sounds_alike_to_some_is_alike(one, other):
    assert rules.sound_of(rules.words_of(one)[0]) == rules.sound_of(other)


def known(*headings: str) -> rules.Known:
    return rules.known_of((n, "procedure", "", rules.heading_of(name, ()), "") for n, name in enumerate(headings))


def meant(typed: str, *headings: str) -> list[int]:
    query = rules.query_of(typed)
    assert query
    return [place for _score, place in rules.likely([query], known(*headings), lambda _scope, _unit: True)]


def test_seldom_words_tell_more_than_common_ones():
    names = ("Đăng ký kết hôn", "Đăng ký khai sinh", "Đăng ký tạm trú", "Thông báo lưu trú")
    assert meant("tôi ở trọ thì đăng ký tạm trú ra sao", *names)[0] == 2
    assert meant("hỏi chuyện kết hôn với người xa", *names)[0] == 0
    assert meant("giá vàng chiều qua thế nào", *names) == []
    assert meant("không có ở đâu", *names) == []  # nothing but fillers
