"""The index: the same answers on SQLite and PostgreSQL, whatever is typed."""

import unicodedata

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gandan.search import actions, queries
from gandan.search.models import Item
from tests.search import make


@pytest.fixture
def procedures(db):
    make.procedures()


def suggested(q: str, **asked: object) -> list[str]:
    return [hit.title for hit in queries.suggestions(q, **asked)]


def keys(q: str, **asked: object) -> list[str]:
    return [hit.key for hit in queries.search(q, **asked)]


@pytest.mark.parametrize(
    "typed",
    ["đăng ký khai sinh", "dang ky khai sinh", "DANG KY KHAI SINH", unicodedata.normalize("NFD", "đăng ký khai sinh"),
     "khai sinh đăng ký", "đăng  ký, khai-sinh", "dang ky khai si", "khai sinh dang"],
)  # fmt: skip
def test_with_marks_without_marks_decomposed_and_unfinished(procedures, typed):
    assert keys(typed)[0] == "khai-sinh"


def test_titles_stand_before_texts(procedures):
    assert keys("khai sinh") == ["khai-sinh", "sao-y"]


# These lists are pinned: they are what SQLite and PostgreSQL both must say.
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dang ky", ["ket-hon", "khai-sinh", "khai-tu", "tam-tru"]),
        ("đăng ký", ["ket-hon", "khai-sinh", "khai-tu", "tam-tru"]),
        ("ban sao", ["sao-y", "ho-tich"]),
        ("hoà giải", ["hoa-giai"]),
        ("hòa giải", ["hoa-giai"]),
        ("giay", ["dat-dai", "sao-y", "khai-sinh"]),
        ("30", ["tam-tru"]),
        ("so hong", ["dat-dai"]),
        ("khong co dau", []),
    ],
)
def test_answers_are_the_same_everywhere(procedures, typed, expected):
    assert keys(typed) == expected


def test_typed_marks_put_the_exact_word_first(db):
    actions.put_many([make.thing("a", "Ma trận", weight=500), make.thing("b", "Mã xác nhận"), make.thing("c", "Mả")])
    assert keys("mã")[0] == "b"
    assert keys("mả")[0] == "c"
    assert keys("ma") == ["c", "a", "b"]  # without marks: the title itself, then by weight


def test_a_sentence_finds_what_it_is_about(procedures):
    assert keys("tôi muốn hỏi đăng ký khai sinh cho con thì làm ở đâu vậy")[0] == "khai-sinh"


def test_one_wrong_word_does_not_hide_everything(procedures):
    assert keys("đăng ký kết hôn blabla")[0] == "ket-hon"


def test_scope_and_unit(procedures):
    actions.put("unit", "26740", title="Phường khai sinh", link="/u/", unit="26740")
    actions.put("article", "7", title="Tin khai sinh", link="/t/", unit="26737")
    assert keys("khai sinh", scope="unit") == ["26740"]
    assert set(keys("khai sinh", unit="26740")) == {"26740", "khai-sinh", "sao-y"}
    assert keys("khai sinh", unit="26740", scope="article") == []
    assert keys("khai sinh", unit="26737", scope="article") == ["7"]


def test_scopes_and_units_are_not_words(procedures):
    assert keys("procedure") == keys(":scope:procedure") == keys("scope") == keys("unit") == []


def test_renewed_removed_rebuilt(db):
    actions.put("article", "1", title="Lịch tiếp công dân", link="/1/")
    actions.put("article", "1", title="Lịch nghỉ lễ", link="/1b/", weight=7)
    assert keys("tiep cong dan") == []
    assert queries.search("nghi le")[0].link == "/1b/"
    assert actions.remove("article", "1") == 1
    assert keys("nghi le") == []
    actions.put_many([make.thing("x", "Cũ"), make.thing("y", "Giữ")])
    assert actions.rebuild("procedure", [make.thing("y", "Giữ lại"), make.thing("z", "Thêm")]) == (2, 1)
    assert [keys("cu"), keys("giu lai"), keys("them")] == [[], ["y"], ["z"]]


def test_a_thing_put_twice_in_one_batch_counts_once(db):
    actions.put_many([make.thing("a", "Trước"), make.thing("a", "Sau")])
    assert [keys("truoc"), keys("sau")] == [[], ["a"]]


def test_what_is_rolled_back_is_not_found(transactional_db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.put("article", "1", title="Không có thật", link="/")
        _ = 1 / 0
    assert keys("khong co that") == []


def test_rows_removed_by_others_leave_the_index(db):
    make.procedures()
    Item.objects.all().delete()
    assert keys("dang ky") == []


def test_mending_builds_the_words_anew(procedures):
    actions.mend()
    assert keys("khai sinh") == ["khai-sinh", "sao-y"]


HOSTILE = [
    '"', "'", "a\"b", "a' OR 1=1 --", "NEAR(a b)", "a AND", "OR", "NOT a", "heading:a", "a*", "*", "^a", "(a", "a:b",
    "{heading}:", "a & b", "!a", "a:*", "<->", "\\", "a\0b", "%s", "%(x)s", "😀", "đ" * 300, "a " * 500, "\ud800", "＂",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_operators_mean_nothing(procedures, typed):
    assert isinstance(queries.search(typed), list)
    assert isinstance(queries.suggestions(typed), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_no_text_breaks_the_search(procedures, typed):
    queries.search(typed, scope="procedure", unit="26740")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(min_size=1, max_size=80).filter(lambda text: "\0" not in text))
def test_anything_can_be_put_and_found_by_its_own_words(db, title):
    actions.put("article", "h", title=title, link="/")
    row = Item.objects.get(key="h")
    if row.heading and len(row.heading.split()) <= 8:
        assert "h" in keys(row.heading)


def test_suggestions_are_titles(procedures):
    assert suggested("dang ky k", limit=3) == ["Đăng ký kết hôn", "Đăng ký khai sinh", "Đăng ký khai tử"]
    assert suggested("d") == []
    assert suggested("dang ky kh") == ["Đăng ký khai sinh", "Đăng ký khai tử"]


def test_suggestions_know_the_pack_and_bear_slips(procedures):
    assert suggested("sổ đỏ")[0] == "Đính chính giấy chứng nhận quyền sử dụng đất"
    assert suggested("dang ky khia sinh")[0] == "Đăng ký khai sinh"
    actions.put("procedure", "two", title="Đăng ký khai sinh", link="/2/")
    assert suggested("khai sinh").count("Đăng ký khai sinh") == 1


def test_limits(procedures):
    assert len(queries.search("dang ky", limit=2)) == 2
    assert queries.search("dang ky", limit=0) == []


def test_few_statements_for_a_search_one_for_a_put(procedures, django_assert_num_queries):
    with django_assert_num_queries(2 if connection.vendor == "sqlite" else 4):
        queries.search("khai sinh")
    with django_assert_num_queries(1):
        actions.put("article", "1", title="A", link="/")


def test_weight_decides_who_is_looked_at_when_very_many_match(db):
    actions.put_many(make.thing(str(n), f"Phường số {n}") for n in range(400))
    actions.put("procedure", "last", title="Phường cần tìm nhất", link="/", weight=1000)
    assert "last" in keys("phuong", limit=100)


def test_no_group_is_crowded_out_by_another(db):
    actions.put_many(make.thing(str(n), f"Phường số {n}", weight=300) for n in range(120))
    actions.put("article", "title", title="Tin của phường", link="/t/")
    actions.put("disclosure", "text", title="Dự toán", link="/d/", body="do phường lập")
    found = queries.grouped("phuong", ("procedure", "article", "disclosure", "unit"), 5)
    assert [(group.scope, group.hits[0].key, group.more) for group in found.groups][1:] == [
        ("article", "title", True), ("disclosure", "text", True),
    ]  # fmt: skip
    assert found.groups[0].number >= 80 and len(found.groups[0].hits) == 5


def test_a_group_is_read_to_its_end_by_key(db):
    actions.put_many(make.thing(str(n), f"Phường số {n}") for n in range(45))
    keys, after = [], ""
    for _ in range(3):
        page = queries.page("phuong", "procedure", 20, after=after)
        keys, after = [*keys, *(hit.key for hit in page.hits)], page.next
    assert (len(keys), len(set(keys)), after, page.number) == (45, 45, "", 45)


def test_a_sentence_finds_what_shares_its_telling_words(procedures):
    found = queries.grouped("nhà tôi cho người ta thuê ở lâu có phải đăng ký tạm trú gì không", ("procedure",), 3)
    assert found.groups[0].hits[0].key == "tam-tru"
    assert queries.search("lịch cúp điện tuần này") == []


def test_those_taken_are_the_first_of_the_order(db):
    """Tier by tier on PostgreSQL, in one go on SQLite: the same hundred."""
    actions.put_many(make.thing(str(n), f"Phường {n}", weight=n % 50 == 0) for n in range(3000))
    first = list(Item.objects.order_by("place").values_list("key", flat=True)[:100])
    assert set(keys("phuong", limit=100)) == set(first)


def test_the_index_is_the_databases_own(procedures):
    """A plan that reads every row would pass all tests above, and fail with 200,000 things."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM search_words WHERE search_words MATCH 'dang'")
            assert cursor.fetchone()[0] == 4
        else:
            cursor.execute("SET enable_seqscan = off")
            words = "search_lexemes(heading || ' ' || folded, marks)"
            cursor.execute(f"EXPLAIN SELECT * FROM search_item WHERE {words} @@ %s::tsquery", ["'dang'"])
            assert "search_item_all_words" in "\n".join(row[0] for row in cursor.fetchall())
            cursor.execute("SET enable_seqscan = on")
