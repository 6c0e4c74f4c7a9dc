"""The six doors, those of them that lead somewhere today; the frame and the home page show the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from gandan.core.kept import kept

# Said in the reader's language where they are shown.
WANTED: tuple[Any, ...] = (
    (
        1,
        _("Dân biết"),
        _("Thông tin phường phải công khai"),
        (
            (_("Nội dung công khai"), "disclosures:index"),
            (_("Thủ tục và lệ phí"), "procedures:procedures"),
            (_("Tin tức"), "news:list"),
            (_("Tính thời hạn theo luật"), "portal:calculator"),
            (_("Xã, phường và liên hệ"), "portal:units"),
        ),
    ),
    (
        2,
        _("Dân bàn"),
        _("Góp ý và nói lại với phường"),
        (
            (_("Góp ý, kiến nghị"), "cases:submit"),
            (_("Lịch gặp lãnh đạo, đối thoại"), "events:index"),
            (_("Ý kiến bạn đọc dưới bài viết"), "news:list"),
        ),
    ),
    (
        3,
        _("Dân làm"),
        _("Cùng giữ nơi mình sống"),
        (
            (_("Báo việc cần sửa quanh nhà"), "cases:submit"),
            (_("Tự chuẩn bị giấy tờ, đi một lần"), "procedures:procedures"),
        ),
    ),
    (
        4,
        _("Dân kiểm tra"),
        _("Việc của mình đang ở đâu"),
        ((_("Tra cứu bằng mã"), "cases:track"), (_("Gửi phản ánh, kiến nghị"), "cases:submit")),
    ),
    (
        5,
        _("Dân giám sát"),
        _("Lời hứa và việc làm"),
        (
            (_("Từng vụ việc đã nhận, đã trả lời"), "portal:records"),
            (_("Tự kiểm chứng sổ không bị sửa"), "audit:verify"),
        ),
    ),
    (
        6,
        _("Dân thụ hưởng"),
        _("Điều đã tốt hơn cho mình"),
        ((_("Sổ cải cách"), "news:reforms"), (_("Câu trả lời và việc đã xong"), "portal:records")),
    ),
)


@dataclass(frozen=True, slots=True)
class DoorLink:
    label: str
    href: str
    n: int | str | None = None
    sub: str = ""
    icon: str = "chevron-right"


@dataclass(frozen=True, slots=True)
class Door:
    n: int
    title: str
    sub: str
    links: tuple[DoorLink, ...]

    @property
    def href(self) -> str:
        return self.links[0].href


@kept
def doors_with_content() -> tuple[Door, ...]:
    """A door without a working page behind it is left out."""
    doors = (Door(number, str(title), str(sub), _working(links)) for number, title, sub, links in WANTED)
    return tuple(door for door in doors if door.links)


def address(name: str) -> str:
    """The address of a page by name; empty where this installation does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _working(links: tuple[tuple[str, str], ...]) -> tuple[DoorLink, ...]:
    return tuple(DoorLink(str(label), address(name)) for label, name in links if address(name))
