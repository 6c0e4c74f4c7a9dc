"""A TOML table read against a closed vocabulary: every slip names its file and field and what is expected."""

from collections.abc import Collection
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from gandan.law.types import Confidence, Problem, Source

E = TypeVar("E", bound=StrEnum)


class Table:
    """One table of a pack. Readers ask for each key once; `close` reports keys nobody asked for."""

    def __init__(self, content: dict[str, Any], file: str, problems: list[Problem], path: str = "") -> None:
        self.content = content
        self.file = file
        self.path = path
        self.problems = problems
        self.asked: set[str] = set()

    def refuse(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.file, f"{self.path}.{key}".strip("."), message))

    def has(self, key: str) -> bool:
        return key in self.content

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, str, "chữ", default)
        if default is None and isinstance(value, str) and not value.strip():
            self.refuse(key, "không được để trống")
        return value or ""

    def number(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        value = self._value(key, int, "số nguyên", default)
        if value is None:
            return 0
        if isinstance(value, bool) or value < least:
            self.refuse(key, f"phải là số nguyên từ {least} trở lên")
            return least
        return int(value)

    def flag(self, key: str, default: bool = False) -> bool:
        return bool(self._value(key, bool, "true hoặc false", default))

    def day(self, key: str) -> date:
        value = self._value(key, date, "ngày dạng 2026-07-01", None)
        if isinstance(value, datetime):
            self.refuse(key, "phải là ngày dạng 2026-07-01, không có giờ")
            return value.date()
        return value or date.min

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def hour(self, key: str) -> time:
        return self._value(key, time, "giờ dạng 15:00:00", None) or time.min

    def one_of(self, key: str, words: type[E], default: E | None = None) -> E:
        value = self.text(key, default)
        try:
            return words(value)
        except ValueError:
            self.refuse(key, f"«{value}» không có trong danh sách: {', '.join(words)}")
            return next(iter(words))

    def word(self, key: str, words: Collection[str], default: str) -> str:
        value = self.text(key, default)
        if value not in words:
            self.refuse(key, f"«{value}» không có trong danh sách: {', '.join(words)}")
        return value

    def words(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        value = self._value(key, list, "danh sách chữ", None if required else [])
        found = tuple(each for each in value or [] if isinstance(each, str))
        if len(found) != len(value or []) or (required and not found):
            self.refuse(key, "phải là danh sách chữ, không trống")
        return found

    def source(self, key: str = "source") -> Source:
        """A number without a source is refused: this key is always required."""
        return read_source(self.table(key))

    def table(self, key: str) -> "Table":
        value = self._value(key, dict, "bảng", None) or {}
        return self._inner(value, key)

    def table_or_none(self, key: str) -> "Table | None":
        return self.table(key) if self.has(key) else None

    def tables(self, key: str) -> list["Table"]:
        """An array of tables: [[fields]]"""
        value = self._value(key, list, "danh sách bảng", []) or []
        rows = [each for each in value if isinstance(each, dict)]
        if len(rows) != len(value):
            self.refuse(key, "phải là danh sách bảng")
        return [self._inner(each, f"{key}[{index}]") for index, each in enumerate(rows, start=1)]

    def named(self, key: str, *, required: bool = False) -> dict[str, "Table"]:
        """A table of tables: [states.received]"""
        value = self._value(key, dict, "các bảng có tên", None if required else {}) or {}
        found = {}
        for name, each in value.items():
            if isinstance(each, dict):
                found[name] = self._inner(each, f"{key}.{name}")
            else:
                self.refuse(f"{key}.{name}", "phải là bảng")
        return found

    def close(self) -> None:
        for key in self.content.keys() - self.asked:
            self.refuse(key, "không có trong từ vựng của gói; kiểm tra chính tả")

    def _inner(self, value: dict[str, Any], key: str) -> "Table":
        return Table(value, self.file, self.problems, f"{self.path}.{key}".strip("."))

    def _value(self, key: str, kind: type, said: str, default: Any) -> Any:
        self.asked.add(key)
        if key not in self.content:
            if default is None:
                self.refuse(key, f"thiếu; cần {said}")
            return default
        value = self.content[key]
        if not isinstance(value, kind):
            self.refuse(key, f"phải là {said}")
            return default
        return value


def read_source(table: Table) -> Source:
    found = Source(
        document=table.text("document"),
        article=table.text("article", ""),
        clause=table.text("clause", ""),
        confidence=table.one_of("confidence", Confidence),
        kind=table.word("kind", ("law", "local"), "law"),
        note=table.text("note", ""),
    )
    table.close()
    return found
