"""A table that is printed: a book, a register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

UNWRITABLE = {code: None for code in range(0x20) if code not in (0x09, 0x0A)}  # what XML cannot hold


@dataclass(frozen=True, slots=True)
class Column:
    """`width`: its share of the page; `centred`: numbers and dates."""

    code: str
    label: str
    width: float = 1.0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows come as they are asked for: there may be ten thousand."""

    title: str  # «Sổ tiếp công dân»
    form: str  # «Mẫu số 03/TCD», empty where the law names none
    agency: str
    period: str  # «Từ ngày 01/01/2026 đến ngày 30/6/2026»
    columns: tuple[Column, ...]
    rows: Iterable[tuple[str, ...]]
