"""What crosses the border into templates: links of the frames, and the shape of a counted day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

TEXT_SIZES = ("1", "1.15", "1.3")
TEXT_SIZE_COOKIE = "text_size"


class NavLink(NamedTuple):
    """A link of the public frame. `key` is the place where it stands (README.md, "Frames")."""

    label: str
    href: str
    icon: str = ""
    key: str = ""


class RailLink(NamedTuple):
    """A link of the desk's rail. `late` is a short text («1 chậm») that replaces the count."""

    label: str
    href: str
    icon: str = ""
    count: int | None = None  # type: ignore[assignment]  # the word of the page; a link is never counted in
    late: str = ""
    current: bool = False


class RailGroup(NamedTuple):
    label: str
    items: tuple[RailLink, ...]


class CountedDay(Protocol):
    """The shape of `gandan.law.types.Step`; ui and law stand on one floor and do not import each other."""

    @property
    def on(self) -> date: ...
    @property
    def counted(self) -> int | None: ...
    @property
    def why(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def reason_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class DayCell:
    """One cell of the day strip, ready to print."""

    weekday: str
    number: str
    note: str
    kind: str  # "" | off | done | due
    spoken: str
    title: str = ""


class OptionText(str):
    """A choice label with a second, smaller line: `OptionText("Ghi tên, phường giữ kín", hint="Chỉ…")`."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> OptionText:
        made = super().__new__(cls, label)
        made.hint = hint
        return made
