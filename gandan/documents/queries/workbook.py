"""A sheet as XLSX, laid out for printing. Loaded by who asks for one: openpyxl brings half a second with it."""

from __future__ import annotations

import tempfile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from gandan.documents.types.sheets import UNWRITABLE, Sheet

SPREAD = 160  # characters over the page of a workbook, which is printed as wide as the paper
LINE = 13.0  # points of one line in a cell
_HEAD = Font(name="Times New Roman", size=10, bold=True)
_BODY = Font(name="Times New Roman", size=10)
_CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_EDGE = Side(style="thin")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
HEAD_ROW = 5


def workbook(sheet: Sheet) -> IO[bytes]:
    """A workbook in a temporary file, open at its beginning: landscape A4, head repeated on every page."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.title[:31])
    _lay_out(page, sheet)
    for line, size in ((sheet.agency, 11), (sheet.form, 11), (sheet.title.upper(), 14), (sheet.period, 11)):
        page.append([_cell(page, line, Font(name="Times New Roman", size=size, bold=size > 11))])
    page.append([_cell(page, column.label, _HEAD, _CENTRED) for column in sheet.columns])
    widths = _widths(sheet)
    for number, row in enumerate(sheet.rows, start=HEAD_ROW + 1):
        # Neither Excel nor LibreOffice is sure to find the height of wrapped text by itself when it opens a file.
        page.row_dimensions[number].height = LINE * _lines_of(row, widths)
        cells = zip(sheet.columns, row, strict=True)
        page.append([_cell(page, cell, _BODY, _CENTRED if column.centred else _WRAPPED) for column, cell in cells])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends and closes it
    book.save(file)
    file.seek(0)
    return file


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.page_margins = PageMargins(left=0.45, right=0.35, top=0.5, bottom=0.6)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.oddFooter.center.text = "Trang &P/&N"
    page.row_dimensions[HEAD_ROW].height = 2 * LINE
    for number, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def _widths(sheet: Sheet) -> list[float]:
    """Of the columns, in characters."""
    whole = sum(column.width for column in sheet.columns)
    return [max(6.0, SPREAD * column.width / whole) for column in sheet.columns]


def _lines_of(row: tuple[str, ...], widths: list[float]) -> int:
    """How many lines its longest cell takes, at most what a row can be high."""
    lines = (
        sum(-(-max(1, len(part)) // int(width)) for part in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(30, max(lines, default=1))


def _cell(page: Any, text: str, font: Font, alignment: Alignment | None = None) -> WriteOnlyCell:
    """Text, whatever it looks like: a workbook would take «=1+1» for a formula."""
    cell = WriteOnlyCell(page, value=text.translate(UNWRITABLE)[:32_000])
    cell.data_type, cell.font = "s", font
    if alignment:
        cell.alignment, cell.border = alignment, _BOX
    return cell
