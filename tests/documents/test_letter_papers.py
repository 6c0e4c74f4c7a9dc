"""Letters on paper: Decree 30/2020 as PDF and as DOCX, whatever stands in them."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdf import PdfReader

from gandan.core.clock import VIETNAM
from gandan.documents import queries, rules
from gandan.documents.queries.docx import docx
from tests.documents import letters
from tests.documents.test_papers import fonts_of, text_of

LATER = date(2026, 12, 1)
AT = datetime(2026, 2, 5, 9, 30, tzinfo=VIETNAM)
ALL = [template.code for template in queries.letter_templates(LATER)]
HOSTILE = [
    "#panic(1) $x^2$ @ref <label> *bold* _it_ `raw` \\ // /* c */",
    '"] #import "x.typ": * {sender} {{code}} %(x)s',
    "<w:p/> & ]]> &lt;script&gt;",
    '=1+1\tHYPERLINK("http://x")',
    "Nguyễn Thị Mẫu Ổ Ữ",  # decomposed
    "\U0001f600 漢字 \u202egpj.exe \x0b\x1b",
]


def printed(code: str, **changes: str) -> dict:
    template = queries.letter_template(code, LATER)
    return rules.numbered(letters.a_paper(template, **changes), rules.symbol(template, 5), "Sài Gòn", letters.ON)


def pdf(code: str, **changes: str) -> bytes:
    return queries.pdf("cong-van", printed(code, **changes), AT)


def opened(code: str, **changes: str):
    return Document(io.BytesIO(docx(printed(code, **changes), AT)))


def all_paragraphs(document) -> list:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def words_of(document) -> str:
    return " ".join(" ".join(paragraph.text for paragraph in all_paragraphs(document)).split())


@pytest.mark.parametrize("code", ALL)
def test_a4_in_tinos_with_the_national_head_number_and_date(code):
    content = pdf(code)
    pages = PdfReader(io.BytesIO(content)).pages
    assert all([round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297] for page in pages)
    assert {name.split("-")[0] for name in fonts_of(content)} == {"Tinos"}
    words = text_of(content)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "Độc lập - Tự do - Hạnh phúc" in words
    assert "ỦY BAN NHÂN DÂN PHƯỜNG SÀI GÒN" in words
    assert "Sài Gòn, ngày 05 tháng 02 năm 2026" in words
    assert f"Số: {rules.symbol(queries.letter_template(code, LATER), 5)}" in words
    assert "{" not in words


@pytest.mark.parametrize("code", ALL)
def test_pdf_and_docx_say_the_same(code):
    def bare(text: str) -> str:
        return re.sub(r"\W", "", text)

    paper, in_pdf, in_docx = printed(code), bare(text_of(pdf(code))), bare(words_of(opened(code)))
    said = [
        paper["number"],
        paper["place_and_date"],
        paper["about"],
        paper["to"],
        paper["issuer"].upper(),
        paper["name"],
    ]
    said += [
        paper["position"].upper(),
        *(line.upper() for line in paper["authority"]),
        *paper["bases"],
        *paper["recipients"],
    ]
    said += [f"{each['lead']}{each['text']}" for each in paper["paragraphs"]]
    said += [who.upper() for who in paper["signatories"]]
    for text in said:
        assert bare(text) in in_pdf
        assert bare(text) in in_docx


@pytest.mark.parametrize("code", ALL)
def test_the_docx_has_the_measures_of_the_decree(code):
    document = opened(code)
    (section,) = document.sections
    near = [
        (section.page_width, 210), (section.page_height, 297), (section.left_margin, 30), (section.right_margin, 20),
        (section.top_margin, 20), (section.bottom_margin, 20),
    ]  # fmt: skip
    assert all(abs(length - Mm(wanted)) < Mm(0.2) for length, wanted in near)
    assert document.styles["Normal"].font.name == "Times New Roman"
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    runs = [run for paragraph in all_paragraphs(document) for run in paragraph.runs]
    assert not [run.font.name for run in runs if run.font.name not in (None, "Times New Roman")]
    assert {run.font.size for run in runs} <= {Pt(11), Pt(12), Pt(13), Pt(14)}
    body = [paragraph for paragraph in document.paragraphs if paragraph.paragraph_format.first_line_indent]
    assert body
    assert all(abs(paragraph.paragraph_format.first_line_indent - Mm(12.7)) < Mm(0.1) for paragraph in body)
    assert all(paragraph.paragraph_format.space_after == Pt(6) for paragraph in body)


def test_page_numbers_stand_in_the_header_from_the_second_page_on():
    document = opened("cong-van-tra-loi")
    (section,) = document.sections
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    long = pdf("cong-van-tra-loi", content="\n".join(["Đoạn văn dài. " * 40] * 9))
    first, second, *_ = PdfReader(io.BytesIO(long)).pages
    assert second.extract_text().lstrip().startswith("2")
    assert not first.extract_text().lstrip().startswith("1")


def test_bases_are_italic_one_a_line_the_last_with_a_full_stop():
    document = opened("thong-bao-thu-ly")
    bases = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Căn cứ")]
    assert [paragraph.text[-1] for paragraph in bases] == [";", "."]
    assert all(run.italic for paragraph in bases for run in paragraph.runs)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("code", ["cong-van-tra-loi", "quyet-dinh-giai-quyet", "bien-ban-doi-thoai"])
def test_text_is_text_in_every_placeholder(code, text):
    template = queries.letter_template(code, LATER)
    asked = [fact.code for fact, _needed in queries.facts_asked(template) if fact.kind in ("text", "longtext")]
    changes = dict.fromkeys(asked, text)
    in_pdf, in_docx = text_of(pdf(code, **changes)), words_of(opened(code, **changes))
    shown = rules.filled("{sender}", queries.cleaned_facts(template, {"sender": text}))
    for word in shown.replace("\u202e", "").split():
        assert word in in_docx
        if word.isascii():
            assert word in in_pdf
    assert "\u202e" not in in_docx


@pytest.mark.parametrize("code", ["cong-van-tra-loi", "phieu-huong-dan"])
def test_ten_kilobytes_in_one_place_make_more_pages_and_lose_nothing(code):
    fact = "content" if code == "cong-van-tra-loi" else "reason"
    text = " ".join(f"chữ{number}" for number in range(1400))
    assert len(text) > 10_000
    content = pdf(code, **{fact: text})
    assert len(PdfReader(io.BytesIO(content)).pages) > 2
    assert "chữ1399" in text_of(content)
    assert "chữ1399" in words_of(opened(code, **{fact: text}))


def test_the_same_letter_gives_the_same_bytes():
    assert pdf("giay-moi-doi-thoai") == pdf("giay-moi-doi-thoai")
    assert docx(printed("giay-moi-doi-thoai"), AT) == docx(printed("giay-moi-doi-thoai"), AT)


def test_a_preview_says_that_it_is_one_and_has_no_number():
    template = queries.letter_template("giay-moi-doi-thoai", LATER)
    words = text_of(queries.preview(template, letters.a_paper(template), "Sài Gòn", letters.ON))
    assert "XEM TRƯỚC" in words
    assert "Số: …/GM-UBND" in words


def test_the_minutes_have_room_for_everybody_who_signs():
    words = words_of(opened("bien-ban-doi-thoai"))
    for who in ("NGƯỜI GHI BIÊN BẢN", "NGƯỜI KHIẾU NẠI", "NGƯỜI BỊ KHIẾU NẠI", "NGƯỜI CHỦ TRÌ"):
        assert who in words
    assert words.count("(ký, ghi rõ họ tên)") == 4


@pytest.mark.parametrize("lines", [14, 15, 16, 17, 18])
def test_nobody_signs_a_page_on_which_nothing_stands(lines):
    content = "\n".join(["Một dòng của bài."] * lines)
    last = PdfReader(io.BytesIO(pdf("cong-van-tra-loi", content=content))).pages[-1].extract_text()
    assert "./." in last, "the last words stand where the signature stands"
    document = opened("cong-van-tra-loi", content=content)
    (end,) = [each for each in document.paragraphs if each.text.endswith("./.")]
    assert end.paragraph_format.keep_with_next
