"""What people want, in plain words, and the words by which it is recognised: packs/vn/chooser.toml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gandan.core.home import home
from gandan.law.queries import reading
from gandan.law.queries.tables import Table
from gandan.law.types import LawError, Problem, Wish

FILE = "chooser.toml"


def wishes() -> tuple[Wish, ...]:
    """In the order in which they are offered; an overlay's file stands for the shipped one. Raises LawError."""
    path = home() / "law" / FILE
    return _read(path if path.is_file() else reading.SHIPPED / FILE, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _read(path: Path, _written: int) -> tuple[Wish, ...]:
    problems: list[Problem] = []
    top = reading.open_table(path, problems)
    found = tuple(_wish(row) for row in top.tables("wishes")) if top else ()
    if top:
        top.close()
    if problems:
        raise LawError(f"Gói pháp luật có lỗi: {problems[0]}")
    return found


def _wish(row: Table) -> Wish:
    found = Wish(
        type=row.text("type"),
        icon=row.text("icon"),
        say=row.text("say"),
        say_en=row.text("say_en"),
        means=row.text("means"),
        means_en=row.text("means_en"),
        gets=row.text("gets"),
        gets_en=row.text("gets_en"),
        cues=row.words("cues", required=True),
        hints=row.words("hints"),
    )
    row.close()
    return found
