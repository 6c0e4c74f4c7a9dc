"""The same letter for an office to edit: DOCX in the layout of Decree 30/2020, measure for measure as the PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Page
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
WIDTH = 160.0  # mm between the margins
LEFT, RIGHT = 0.43 * WIDTH, 0.57 * WIDTH
INDENT = Mm(12.7)
CENTRE, JUSTIFIED, START = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
# Widths of bold Times New Roman, measured: the line under the motto is as long as the motto.
MOTTO = 57.0
LINE = 26.0
# What XML cannot hold; everything else is text.
_FORBIDDEN = {code: None for code in [*range(0x20), 0xFFFE, 0xFFFF] if code not in (0x09, 0x0A)}
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def docx(paper: Mapping[str, Any], at: datetime) -> bytes:
    """The letter as DOCX; `at` stands in it as its date, so that the same letter gives the same bytes."""
    d = _clean(paper)
    page = Document()
    _set_up(page, d, at)
    _head(page, d)
    _subject(page, d)
    _body(page, d)
    if d.get("signatories"):
        _signatures(page, d["signatories"])
    else:
        _signature(page, d)
    return _packed(page, at)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_FORBIDDEN).translate(_TURNS)
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


# --- the page ---


def _set_up(page: Page, d: Mapping[str, Any], at: datetime) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    style = page.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    _set_language(style.element.get_or_add_rPr())
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    core = page.core_properties
    core.author = core.last_modified_by = d.get("agency", "")
    core.title = f"{d.get('kind', '')} {d.get('about', '')}".strip()[:255]
    core.created = core.modified = at.replace(tzinfo=None)
    core.language, core.comments = "vi-VN", ""


def _set_language(properties: Any) -> None:
    language = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(script), "vi-VN")
    properties.append(language)


def _page_number(paragraph: Paragraph) -> None:
    """A field that Word counts; the first page has a header of its own, which is empty."""
    paragraph.alignment = CENTRE
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = words
        run._r.append(mark)


# --- its parts ---


def _head(page: Page, d: Mapping[str, Any]) -> None:
    left, right = _two_columns(page, LEFT, RIGHT)
    lines = [d["parent"]] if d.get("parent") else []
    for line in lines:
        _line(left, line.upper(), size=12)
    _line(left, _broken(d["agency"].upper()), size=12, bold=True)
    _rule(left, LEFT, LINE)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right, RIGHT, MOTTO)
    left, right = _two_columns(page, LEFT, RIGHT)
    _line(left, d.get("number", ""), size=13)
    _line(right, d.get("place_and_date", ""), size=13, italic=True)
    if not d.get("kind"):
        _line(left, f"V/v {d['about']}", size=12).paragraph_format.space_before = Pt(2)


def _broken(agency: str) -> str:
    """«ỦY BAN NHÂN DÂN» on a line of its own, as in the PDF."""
    return agency.replace("NHÂN DÂN ", "NHÂN DÂN\n", 1)


def _subject(page: Page, d: Mapping[str, Any]) -> None:
    if d.get("kind"):
        _words(page.add_paragraph(), d["kind"].upper(), CENTRE, size=14, bold=True).paragraph_format.space_before = Pt(
            16
        )
        if d.get("about"):
            _words(page.add_paragraph(), d["about"], CENTRE, size=14, bold=True).paragraph_format.space_before = Pt(2)
            _rule(page, WIDTH, min(60.0, 0.9 * len(d["about"])))
    if d.get("to"):
        paragraph = _words(page.add_paragraph(), f"Kính gửi: {d['to']}", CENTRE)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(4)
    if d.get("issuer"):
        paragraph = _words(page.add_paragraph(), d["issuer"].upper(), CENTRE, bold=True)
        paragraph.paragraph_format.space_before = Pt(10)
    page.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _body(page: Page, d: Mapping[str, Any]) -> None:
    bases = d.get("bases", [])
    for number, base in enumerate(bases, start=1):
        end = "." if number == len(bases) else ";"
        _text(_words(page.add_paragraph(), base + end, JUSTIFIED, italic=True))
    for each in d["paragraphs"]:
        style = each["style"]
        paragraph = page.add_paragraph()
        if style == "title":
            _words(paragraph, each["text"], CENTRE, size=14, bold=True)
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(8)
            paragraph.paragraph_format.keep_with_next = True
            continue
        if each["lead"]:
            _words(paragraph, f"{each['lead']} ", JUSTIFIED, bold=True)
        _text(_words(paragraph, each["text"], JUSTIFIED, bold=style == "heading"))
        paragraph.paragraph_format.keep_with_next = style == "heading" or each is d["paragraphs"][-1]


def _signature(page: Page, d: Mapping[str, Any]) -> None:
    _space(page)
    left, right = _two_columns(page, WIDTH / 2, WIDTH / 2)
    recipients = d.get("recipients", [])
    if recipients:
        _line(left, "Nơi nhận:", size=12, bold=True, italic=True).alignment = START
    for number, line in enumerate(recipients, start=1):
        _line(left, f"- {line}{'.' if number == len(recipients) else ';'}", size=11).alignment = START
    authority = d.get("authority", [])
    for line in [authority] if isinstance(authority, str) and authority else authority:
        _line(right, line.upper(), size=13, bold=True)
    _line(right, d.get("position", "").upper(), size=13, bold=True)
    _gap(right)
    _line(right, d.get("name", ""), size=13, bold=True)


def _signatures(page: Page, people: list[str]) -> None:
    _space(page)
    for first in range(0, len(people), 2):
        cells = _two_columns(page, WIDTH / 2, WIDTH / 2)
        for cell, who in zip(cells, people[first : first + 2], strict=False):
            _line(cell, who.upper(), size=13, bold=True)
            _line(cell, "(ký, ghi rõ họ tên)", size=12, italic=True)
            _gap(cell)
            for paragraph in cell.paragraphs if first + 2 < len(people) else ():
                paragraph.paragraph_format.keep_with_next = True


# --- small things ---


def _two_columns(page: Page, left: float, right: float) -> tuple[_Cell, _Cell]:
    """A table without lines and without inner margins; its row does not break over a page."""
    table = page.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _without_margins(table)
    for column, width in enumerate((left, right)):
        table.columns[column].width = table.cell(0, column).width = Mm(width)
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:cantSplit"))
    return table.cell(0, 0), table.cell(0, 1)


def _without_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def _line(cell: _Cell, text: str, *, size: float, bold: bool = False, italic: bool = False) -> Paragraph:
    """One more centred line of a cell; its first paragraph, which is always there, is used first."""
    first = cell.paragraphs[0]
    paragraph = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    return _words(paragraph, text, CENTRE, size=size, bold=bold, italic=italic)


def _words(
    paragraph: Paragraph,
    text: str,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    paragraph.alignment = alignment
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return paragraph


def _text(paragraph: Paragraph) -> Paragraph:
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.line_spacing = INDENT, Pt(6), 1.15
    return paragraph


def _rule(place: Page | _Cell, width: float, length: float) -> None:
    """A line in the middle: the upper border of an empty paragraph that is indented on both sides."""
    paragraph = place.add_paragraph()
    side = Mm(max(0.0, (width - length) / 2))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = side
    form.space_before = Pt(2.5)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "5"), ("w:space", "1"), ("w:color", "000000")):
        top.set(qn(name), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().append(border)


def _space(page: Page) -> None:
    """Between the last words and the signatures; they stay on one page, so that nobody signs an empty one."""
    form = page.add_paragraph().paragraph_format
    form.line_spacing, form.keep_with_next = Pt(8), True


def _gap(cell: _Cell) -> None:
    """Room for the signature and the seal."""
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Mm(24)


def _packed(page: Page, at: datetime) -> bytes:
    """The file with one date on all its parts: python-docx would write the moment of saving."""
    made = io.BytesIO()
    page.save(made)
    out = io.BytesIO()
    stamp = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in sorted(source.infolist(), key=lambda each: (each.filename != "[Content_Types].xml", each.filename)):
            target.writestr(zipfile.ZipInfo(part.filename, stamp), source.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
