"""What the name of a unit says: its kind, its short form, the prefix of its public codes; and its place in the tree."""

from __future__ import annotations

import re

from gandan.core.text import fold, one_line
from gandan.directory.types import Kind, Tier

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("Thành phố", Kind.CITY),
    ("Tỉnh", Kind.PROVINCE),
    ("Quận", Kind.DISTRICT),
    ("Huyện", Kind.DISTRICT),
    ("Thị xã", Kind.DISTRICT),
    ("Thị trấn", Kind.TOWNSHIP),
    ("Phường", Kind.WARD),
    ("Xã", Kind.COMMUNE),
    ("Đặc khu", Kind.SPECIAL_ZONE),
)
_FOLDED = tuple((f"{fold(word)} ", word, kind) for word, kind in _KINDS)
_TIERS = {
    Kind.PROVINCE: Tier.PROVINCIAL,
    Kind.CITY: Tier.PROVINCIAL,
    Kind.DISTRICT: Tier.DISTRICT,
    Kind.WARD: Tier.COMMUNE,
    Kind.COMMUNE: Tier.COMMUNE,
    Kind.TOWNSHIP: Tier.COMMUNE,
    Kind.SPECIAL_ZONE: Tier.COMMUNE,
}


def kind_of(name: str) -> Kind | None:
    """The kind that the first words of a full name say: «Phường Sài Gòn» is a ward."""
    folded = fold(name)
    return next((kind for start, _word, kind in _FOLDED if folded.startswith(start)), None)


def tier_of(kind: Kind) -> Tier:
    return _TIERS.get(kind, Tier.BELOW)


def display_name(name: str) -> str:
    """On one line, with a capital at the start: the dataset has one «xã Bắc Sơn»."""
    name = one_line(name)
    return name[:1].upper() + name[1:]


def short_name_of(name: str) -> str:
    """«Phường Sài Gòn» → «Sài Gòn». A bare number is no name, so «Quận 1» stays."""
    folded = fold(name)
    for start, word, _kind in _FOLDED:
        if folded.startswith(start):
            rest = name[len(word) :].strip()
            return name if rest.isdigit() else rest
    return name


def prefix_of(name: str) -> str:
    """Two to four capitals for public codes, from the initials: «Sài Gòn» → SG, «Cầu Ông Lãnh» → COL, «Huế» → HU.

    Numbers say nothing in a prefix («Móng Cái 2» → MC). It helps people to recognise a code; it need not be unique.
    """
    words = [word for word in re.split(r"[^a-z]+", fold(short_name_of(name))) if word]
    if not words:
        return "XX"
    initials = "".join(word[0] for word in words)[:4]
    if len(initials) < 2:
        initials = (words[0] + "x")[:2]
    return initials.upper()


def bare_code(code: str) -> str:
    """The statistics office's number without the mark of an ended unit: «26740@2025» → «26740»."""
    return code.partition("@")[0]


def ended_code(code: str, year: int) -> str:
    """What a unit is called here after a new unit took over its number."""
    return f"{bare_code(code)}@{year}"


def path_below(parent_path: str, code: str) -> str:
    """The place in the tree: «/79/» and «26740» give «/79/26740/»."""
    return f"{parent_path or '/'}{code}/"


def code_below(old_parent: str, code: str, new_parent: str) -> str:
    """The code of a body that moves to another unit: «26740-vhxh» under «26743» becomes «26743-vhxh»."""
    return f"{new_parent}{code.removeprefix(old_parent)}" if code.startswith(f"{old_parent}-") else code
