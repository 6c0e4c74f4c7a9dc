"""CSV and XLSX files as rows of named cells; a file that is none, or too large, is refused before anything happens."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gandan.cases.rules.registers import COLUMNS, REQUIRED, column_of, letters
from gandan.core.types import Refused

MOST_MEGABYTES = 20
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 50_000
MOST_LETTERS = 40_000  # in one cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and where it stands: «C17»."""

    at: str
    value: Any

    @property
    def text(self) -> str:
        return "" if self.value is None else str(self.value).strip()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by column; a column that the file lacks is an empty cell that bears its heading."""

    number: int
    cells: dict[str, Cell]

    def __getitem__(self, column: str) -> Cell:
        return self.cells.get(column) or Cell(COLUMNS[column][1], None)


def rows_of(path: Path) -> list[TableRow]:
    """All rows of a register that hold anything. Raises Refused at `file`."""
    raw = _raw(path)
    lines = _sheet(raw) if raw[:4] == b"PK\x03\x04" else _lines(raw)
    numbered = enumerate(lines, start=1)
    columns = _columns(next(numbered, (1, []))[1])
    found = []
    for number, line in numbered:
        cells = {columns[i]: Cell(f"{letters(i)}{number}", value) for i, value in enumerate(line) if i in columns}
        if any(cell.text for cell in cells.values()):
            found.append(TableRow(number, cells))
        if len(found) > MOST_ROWS:
            raise Refused(file=_("Tệp có hơn %(n)d dòng. Chia thành nhiều tệp.") % {"n": MOST_ROWS})
    return found


def _raw(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_MEGABYTES * 1024 * 1024:
            raise Refused(file=_("Tệp lớn hơn %(n)d MB. Chia thành nhiều tệp.") % {"n": MOST_MEGABYTES})
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(
            file=_("Không đọc được tệp %(path)s: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    if not raw.strip():
        raise Refused(file=_("Tệp trống."))
    return raw


def _lines(raw: bytes) -> Iterator[list[str]]:
    """A CSV in UTF-8 or UTF-16 with its mark. Old one-byte code pages all look alike: they are refused, not guessed."""
    try:
        text = raw.decode("utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refused(
            file=_("Tệp không phải UTF-8 (dòng %(line)d). Trong Excel chọn «Lưu thành», loại «CSV UTF-8».")
            % {"line": line}
        ) from error
    if "\x00" in text:
        raise Refused(file=_("Đây không phải tệp CSV hoặc XLSX."))
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Refused(file=_("Tệp CSV hỏng: %(why)s.") % {"why": error}) from error


def _sheet(raw: bytes) -> Iterator[Iterable[Any]]:
    """The first sheet of a workbook, values only."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Refused(file=_("Tệp quá lớn khi mở ra."))
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except Refused:
        raise
    except Exception as error:
        # openpyxl raises whatever its parsers do; the file is not what its name says.
        raise Refused(file=_("Không mở được tệp XLSX. Lưu lại từ Excel rồi thử lại.")) from error
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def _columns(head: Iterable[Any]) -> dict[int, str]:
    """Which column stands where."""
    found: dict[int, str] = {}
    for index, heading in enumerate(head):
        column = column_of(str(heading or ""))
        if column and column not in found.values():
            found[index] = column
    missing = [column for column in REQUIRED if column not in found.values()]
    if missing:
        raise Refused(
            file=_("Thiếu cột: %(missing)s. Dòng đầu phải ghi tên cột; các cột đọc được: %(known)s.")
            % {"missing": _named(missing), "known": _named(COLUMNS)}
        )
    return found


def _named(columns: Iterable[str]) -> str:
    """Each as an office writes it, and as a file in English may."""
    return ", ".join(f"{COLUMNS[column][1]} ({column})" for column in columns)
