"""Letters as data: a closed vocabulary, nothing printed with a gap, numbers and signatures as the decree wants them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gandan.core.types import NotFound, Refused
from gandan.documents import queries, rules
from gandan.documents.types import Signer
from tests.documents import letters

LATER = date(2026, 12, 1)
ALL = [template.code for template in queries.letter_templates(LATER)]


def test_the_kinds_that_a_petition_officer_needs_are_there():
    assert set(ALL) >= {
        "bien-nhan-don", "phieu-chuyen-don", "thong-bao-thu-ly", "thong-bao-khong-thu-ly", "phieu-huong-dan",
        "de-nghi-bo-sung", "giay-moi-doi-thoai", "bien-ban-doi-thoai", "quyet-dinh-giai-quyet", "cong-van-tra-loi",
        "thong-bao-gia-han",
    }  # fmt: skip
    assert not queries.template_problems()


@pytest.mark.parametrize("code", ALL)
def test_every_letter_says_all_that_it_was_given(code):
    template = queries.letter_template(code, LATER)
    paper = letters.a_paper(template)
    body = [each["text"] for each in paper["paragraphs"]]
    words = " ".join([paper["about"], paper["to"], paper["issuer"], *body, *paper["recipients"]])
    assert "{" not in words
    for code, value in letters.facts_for(template).items():
        shown = rules.said(code, value).split("\n")[0].rstrip(".")
        assert code == "agency" or shown.lower() in words.lower()
    assert paper["paragraphs"][-1]["text"].endswith("./.")


@pytest.mark.parametrize("code", ALL)
def test_each_missing_fact_is_named_and_nothing_is_printed(code):
    template = queries.letter_template(code, LATER)
    facts = letters.facts_for(template)
    for needed in rules.required(template, {}):
        with pytest.raises(Refused) as refusal:
            queries.composed(template, facts | {needed: " \n "}, letters.DEPUTY, letters.ON)
        assert refusal.value.errors[needed] == f"Còn thiếu: {rules.FACTS[needed].label}."
    with pytest.raises(Refused) as refusal:
        queries.composed(template, {}, letters.DEPUTY, letters.ON)
    assert set(refusal.value.errors) == set(rules.required(template, {}))


def test_an_optional_paragraph_stands_only_with_its_fact(tmp_path):
    template = letters.a_template(tmp_path)
    facts = {"agency": "Ủy ban", "sender": "Mẫu", "received_on": "2026-01-12"}
    assert len(queries.composed(template, facts, letters.DEPUTY, letters.ON)["paragraphs"]) == 1
    more = queries.composed(template, facts | {"body": "Sở Xây dựng"}, letters.DEPUTY, letters.ON)
    assert [each["text"] for each in more["paragraphs"]][1] == "Đã chuyển Sở Xây dựng./."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{sender}", "{sendr}", "«{sendr}» không có trong từ vựng"),
        ('when = "body"', 'when = "bodi"', "«{bodi}» không có trong từ vựng"),
        ("ngày {received_on}.", "ngày {received_on.", "dấu ngoặc nhọn lẻ"),
        ("nhận đơn ngày", "trong 10 ngày, nhận", "nêu thời hạn mà không có source"),
        ('signer = "committee"', 'signer = "anybody"', "«anybody» không có trong danh sách"),
        ('signer = "committee"', 'signer = "officer"', "position"),
        ('signer = "committee"', 'signer = "parties"', "signatories"),
        ('roles = ["petition_officer"]', 'roles = ["king"]', "«king» không có trong danh sách"),
        ('abbreviation = "TB"', "", "chữ viết tắt"),
        ('label = "Thư thử"', "", "label: thiếu"),
        ('title = "Thông báo"', 'title = "Thông báo"\nif = "x"', "không có trong từ vựng của gói"),
        ("sources = [", "resources = [", "ít nhất một căn cứ"),
        (', confidence = "verified"', "", "confidence: thiếu"),
        ('code = "thu"', 'code = "khac"', "tệp phải mang tên khac.toml"),
        ("valid_from = 2026-01-01", "valid_from = 1", "ngày"),
        (
            'Đã chuyển {body}."',
            "Đã chuyển {body}.\"\n[notice]\nfact = 'sender'\ndays = 5",
            "notice.fact: phải là một ngày",
        ),
        ('Đã chuyển {body}."', "Đã chuyển {body}.\"\n[notice]\nfact = 'until'\ndays = 5", "notice.source: thiếu"),
        ('about = "Việc', "about = Việc", "không đọc được TOML"),
    ],
)
def test_a_faulty_template_is_refused_with_file_and_field(tmp_path, old, new, said):
    assert said in letters.faults(tmp_path, old, new)


def test_a_basis_has_no_placeholders_and_a_source(tmp_path):
    basis = '\n[[bases]]\ntext = "Căn cứ {act}"\nsource = { document = "Luật", confidence = "low" }\n'
    assert "không có chỗ điền" in letters.faults(tmp_path, "[[paragraphs]]\ntext", f"{basis}[[paragraphs]]\ntext")
    bare = '\n[[bases]]\ntext = "Căn cứ Luật Khiếu nại"\n'
    assert "source" in letters.faults(tmp_path, "[[paragraphs]]\ntext", f"{bare}[[paragraphs]]\ntext")


def test_latin_1_is_refused_in_words(tmp_path):
    (tmp_path / "thu.toml").write_bytes('label = "Giấy"'.encode("utf-16"))
    assert "UTF-8" in str(queries.read_templates([tmp_path / "thu.toml"])[1][0])


def test_an_overlay_takes_over_on_its_day(tmp_path, monkeypatch):
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))
    (tmp_path / "letters").mkdir()
    ours = letters.PLAIN.replace('code = "thu"', 'code = "bien-nhan-don"').replace("2026-01-01", "2026-11-15")
    letters.a_template(tmp_path / "letters", ours, "bien-nhan-don.toml")
    before, after = (queries.letter_template("bien-nhan-don", day) for day in (date(2026, 11, 14), date(2026, 11, 15)))
    assert (before.label, after.label) == ("Giấy biên nhận đơn", "Thư thử")
    assert before.version.startswith("bien-nhan-don@2026-07-01#")
    assert after.version.startswith("bien-nhan-don@2026-11-15#")
    with pytest.raises(NotFound):
        queries.letter_template("khong-co")


def test_a_faulty_overlay_stops_letters_and_the_start(tmp_path, monkeypatch):
    from gandan.documents.checks import letter_templates_are_sound

    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "thu.toml").write_text('code = "thu"')
    with pytest.raises(Refused, match=r"letters/thu\.toml"):
        queries.letter_templates()
    assert {error.id for error in letter_templates_are_sound()} == {"documents.E001"}


# --- numbers, dates, signatures ---


@pytest.mark.parametrize(
    ("code", "number", "symbol"),
    [
        ("thong-bao-thu-ly", 5, "05/TB-UBND"),
        ("thong-bao-thu-ly", 10, "10/TB-UBND"),
        ("quyet-dinh-giai-quyet", 123, "123/QĐ-UBND"),
        ("cong-van-tra-loi", 12, "12/UBND-VP"),
    ],
)
def test_symbols(code, number, symbol):
    assert rules.symbol(queries.letter_template(code, LATER), number) == symbol


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 5), "05 tháng 02 năm 2026"),
        (date(2026, 1, 10), "10 tháng 01 năm 2026"),
        (date(2026, 3, 9), "09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "31 tháng 12 năm 2026"),
    ],
)
def test_noughts_before_days_below_ten_and_months_one_and_two(day, said):
    assert rules.long_day(day) == said


@pytest.mark.parametrize(
    ("code", "title", "authority", "position"),
    [
        ("cong-van-tra-loi", "Chủ tịch UBND phường", ["TM. Ủy ban nhân dân"], "Chủ tịch"),
        ("cong-van-tra-loi", "Phó Chủ tịch", ["TM. Ủy ban nhân dân", "KT. Chủ tịch"], "Phó Chủ tịch"),
        ("thong-bao-thu-ly", "Chủ tịch", [], "Chủ tịch"),
        ("thong-bao-thu-ly", "Phó Chủ tịch phụ trách đô thị", ["KT. Chủ tịch"], "Phó Chủ tịch"),
        ("thong-bao-thu-ly", "Chánh Văn phòng", ["TL. Chủ tịch"], "Chánh Văn phòng"),
        ("bien-nhan-don", "Công chức", [], "Người nhận đơn"),
        ("bien-ban-doi-thoai", "", [], ""),
    ],
)
def test_who_signs_for_whom(code, title, authority, position):
    template = queries.letter_template(code, LATER)
    paper = rules.paper(template, letters.facts_for(template), Signer("Mẫu", title))
    assert (paper["authority"], paper["position"]) == (authority, position)


@pytest.mark.parametrize(
    ("at", "first"), [("2026-02-09T08:00", "10/02/2026"), ("2026-02-10T08:00", ""), ("2026-01-01T08:00", "10/02/2026")]
)
def test_a_dialogue_is_announced_five_days_before(at, first):
    template = queries.letter_template("giay-moi-doi-thoai", LATER)
    facts = letters.facts_for(template) | {"meeting_at": at}
    if not first:
        assert queries.composed(template, facts, letters.DEPUTY, letters.ON)
        return
    with pytest.raises(Refused, match=f"ít nhất 5 ngày: sớm nhất là ngày {first}"):
        queries.composed(template, facts, letters.DEPUTY, letters.ON)


@pytest.mark.parametrize("at", ["ngày mai", "2026-02-30T08:00", "2026-13-01", "<script>"])
def test_nonsense_in_a_date_is_refused(at):
    template = queries.letter_template("giay-moi-doi-thoai", LATER)
    with pytest.raises(Refused, match="đúng dạng"):
        queries.composed(template, letters.facts_for(template) | {"meeting_at": at}, letters.DEPUTY, letters.ON)


def test_too_much_is_refused_with_its_length():
    template = queries.letter_template("cong-van-tra-loi", LATER)
    with pytest.raises(Refused, match="20001 chữ cái, nhiều nhất 20000"):
        queries.composed(template, letters.facts_for(template) | {"content": "a" * 20_001}, letters.DEPUTY, letters.ON)


def test_facts_are_kept_clean_and_only_those_that_are_used(tmp_path):
    template = letters.a_template(tmp_path)
    facts = queries.cleaned_facts(template, {"sender": "  Bà\x00\n Ha\u0309i ", "agency": "UB", "decision": "x"})
    assert facts == {"sender": "Bà Hải", "agency": "UB"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_value_is_never_read_as_a_template(sender, act):
    text = rules.filled("Ông (bà) {sender} về {act}", {"sender": sender, "act": act})
    assert text == f"Ông (bà) {sender} về {act}"
