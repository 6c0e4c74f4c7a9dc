"""A sheet as CSV, XLSX or PDF: rows are taken as they come, text stays text wherever it is opened."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import IO

from gandan.documents.queries.papers import long_pdf
from gandan.documents.types.sheets import UNWRITABLE, Sheet

PAPER = "so"
VOLUME = 1000  # rows of one PDF
# A spreadsheet would run a cell that begins so; a quotation mark before it keeps it text.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """UTF-8 with its mark, so that Excel knows it; one line at a time."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    yield "\ufeff".encode()
    for row in _lines(sheet):
        writer.writerow([_tame(cell) for cell in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()


def _lines(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    yield tuple(column.label for column in sheet.columns)
    yield from sheet.rows


def xlsx(sheet: Sheet) -> IO[bytes]:
    """A workbook in a temporary file, open at its beginning: landscape A4, head repeated on every page."""
    from gandan.documents.queries.workbook import workbook

    return workbook(sheet)


def printed(sheet: Sheet, volume: int = 1) -> bytes:
    """One volume of a thousand rows: landscape A4, the head on every page, pages counted. Empty where there is none."""
    part = islice(sheet.rows, (volume - 1) * VOLUME, volume * VOLUME)
    rows = [[cell.translate(UNWRITABLE) for cell in row] for row in part]
    columns = [{"label": each.label, "width": each.width, "centred": each.centred} for each in sheet.columns]
    about = {"title": sheet.title, "form": sheet.form, "agency": sheet.agency, "period": sheet.period}
    return long_pdf(PAPER, {**about, "columns": columns, "rows": rows})


def _tame(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
