"""Pure rules: tables read from text, charts drawn from tables, how long something stayed posted, how an item stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from gandan.core.types import Refused
from gandan.disclosures.types import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Bar, Change, Chart, Standing, Table
from gandan.law.types import ObligationItem

ENDING_DAYS = 5  # calendar days before a posting may be taken down
BARS = 12


def read_table(title: str, text: str) -> Table | None:
    """A table from CSV or from cells copied out of a sheet (tabs); None where there is nothing.

    Refused with the line where it is broken: every line has as many cells as the first.
    """
    text = text.replace("\ufeff", "").strip("\r\n")
    if not text.strip():
        return None
    if "\x00" in text:
        raise Refused(table="Bảng có ký tự không đọc được. Lưu lại thành CSV (UTF-8) rồi dán lại.")
    rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text))]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise Refused(table="Bảng cần một dòng đầu và ít nhất một dòng số liệu.")
    _check(rows)
    return Table(title.strip(), rows[0], tuple(rows[1:]))


def _delimiter(text: str) -> str:
    first = text.splitlines()[0]
    return max("\t;,", key=first.count) if any(mark in first for mark in "\t;,") else ","


def _check(rows: list[tuple[str, ...]]) -> None:
    wide = len(rows[0])
    if wide < 2 or wide > MAX_COLUMNS:
        raise Refused(table=f"Bảng có {wide} cột; cần từ 2 đến {MAX_COLUMNS} cột, cách nhau bằng dấu phẩy hoặc tab.")
    if len(rows) - 1 > MAX_ROWS:
        raise Refused(table=f"Bảng có {len(rows) - 1} dòng; nhiều nhất {MAX_ROWS} dòng. Gửi bảng dài bằng tệp XLSX.")
    for number, row in enumerate(rows, start=1):
        if len(row) != wide:
            raise Refused(table=f"Dòng {number} của bảng có {len(row)} ô, dòng đầu có {wide} ô. Sửa cho bằng nhau.")
        if any(len(cell) > MAX_CELL for cell in row):
            raise Refused(table=f"Dòng {number} của bảng có ô dài quá {MAX_CELL} chữ.")


def written_table(table: Table) -> str:
    """The table as text for the form that corrects it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([table.head, *table.rows])
    return out.getvalue()


def number_of(cell: str) -> Decimal | None:
    """«1.234.567,5» or «12%» as a number; None for what is not one."""
    bare = re.sub(r"[\s%đ]", "", cell)
    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", bare):
        return None
    try:
        return Decimal(bare.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def chart(table: Table) -> Chart:
    """The last column of numbers as bars beside the first column's words; empty where a chart would say nothing.

    Where the column before counts in the same unit (said in brackets in both heads), each bar is held against it. A row
    of the sum is left out: its bar would make all the others short.
    """
    columns = [i for i in range(1, len(table.head)) if all(number_of(row[i]) is not None for row in table.rows)]
    if not columns:
        return Chart()
    last = columns[-1]
    rows = [row for row in table.rows if not _is_sum(row[0])]
    other = last - 1 if last - 1 in columns and _counted_in(table, last - 1) == _counted_in(table, last) != "" else 0
    numbers = [[number_of(row[i]) or Decimal(0) for i in (last, other or last)] for row in rows]
    most = max((max(pair) for pair in numbers), default=Decimal(0))
    if not 2 <= len(rows) <= BARS or most <= 0 or any(min(pair) < 0 for pair in numbers):
        return Chart()
    drawn = [Bar(row[0], row[last], _share(own, most), own) for row, (own, _) in zip(rows, numbers, strict=True)]
    if other:
        against = zip(drawn, rows, numbers, strict=True)
        drawn = [replace(bar, against=row[other], against_share=_share(held, most)) for bar, row, (_, held) in against]
    return Chart(tuple(drawn), table.head[last], table.head[other] if other else "")


def _counted_in(table: Table, column: int) -> str:
    """«triệu đồng» of the head «Đã chi (triệu đồng)»."""
    found = re.search(r"\(([^()]+)\)\s*$", table.head[column])
    return found.group(1).strip().lower() if found else ""


def _share(number: Decimal, most: Decimal) -> float:
    return round(float(number / most), 4)


def differences(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Lines that went and lines that came, in their order."""
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [Change("-", line) for line in old[a:b]] + [Change("+", line) for line in new[c:d]]
    return tuple(found)


def lines_of(title: str, summary: str, tables: Iterable[Table]) -> list[str]:
    """A version as lines that can be compared: a row of a table is one."""
    lines = [title, *(line.strip() for line in summary.splitlines() if line.strip())]
    for table in tables:
        lines += [line for line in (table.title,) if line]
        lines += [" · ".join(cell for cell in row if cell) for row in (table.head, *table.rows)]
    return lines


def _is_sum(label: str) -> bool:
    return label.strip().lower().startswith(("tổng", "cộng", "total"))


def days_posted(since: date, until: date | None, today: date) -> int:
    """Consecutive days up to today, the first one counted: «đủ 30 ngày liên tục»."""
    last = min(until, today) if until else today
    return max(0, (last - since).days + 1)


def least_until(item: ObligationItem, form: str, since: date) -> date | None:
    """The first day on which the law has had its days; None where it asks for none, or for always."""
    rule = rule_of(item, form)
    return since + timedelta(days=rule[0] - 1) if rule[0] else None


def rule_of(item: ObligationItem, form: str) -> tuple[int, bool]:
    """(days, permanently) that the law asks of a form; (0, False) where it says nothing."""
    posted = {"board": item.posting, "radio": item.radio}.get(form)
    return (posted.days, posted.permanent) if posted else (0, False)


def quarter_of(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def quarter_before(day: date) -> tuple[int, int]:
    """The quarter that is over: its list is posted now."""
    year, quarter = quarter_of(day)
    return (year, quarter - 1) if quarter > 1 else (year - 1, 4)


def standing(states: Iterable[tuple[str, date | None]], today: date, ends: Iterable[date], nothing: bool) -> Standing:
    """How a content stands: (state, due date) of its publications, days on which postings may end."""
    found = list(states)
    waiting = [due for state, due in found if state in ("draft", "awaiting")]
    if any(due is not None and due < today for due in waiting):
        return Standing.LATE
    if waiting:
        return Standing.DUE
    if any(state == "published" for state, _ in found):
        soon = today + timedelta(days=ENDING_DAYS)
        return Standing.ENDING if any(today <= end <= soon for end in ends) else Standing.DONE
    return Standing.NOTHING if nothing else Standing.MISSING
