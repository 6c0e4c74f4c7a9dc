"""Whom a sealed case is about: what to bar when they are named, and whether a name is spoken of (policies asks)."""

import re
from collections.abc import Iterable

from gandan.core.text import fold
from gandan.directory.types import HolderView
from gandan.law.types import Role

AGAINST, HEAD = "against", "head"  # the field of a form that asks whom it is about, and its answer «the head»
SPOKEN_OF = ("denounced", "office")  # the fields in which a person is named
_WORD = re.compile(r"[^\W\d_]+")
_HEADS = ("chu tich", "bi thu", "truong", "giam doc", "hieu truong", "thu truong", "chanh")


def words_against(person: int, posts: Iterable[tuple[Role, str, str]]) -> set[str]:
    """What to bar when this person is named; `posts`: (role, path, title). A leader's subordinates with them; of the
    head of a body everybody in it, the deputies too.
    """
    found = {f"person:{person}"}
    for role, path, title in posts:
        if role is Role.LEADER:
            found.add(f"all:{path}" if is_head(title) else f"staff:{path}")
    return found


def is_head(title: str) -> bool:
    """«Chủ tịch», «Trưởng phòng»; not «Phó Chủ tịch»."""
    return fold(title).startswith(_HEADS)


def spoken_of(holders: Iterable[HolderView], text: str) -> list[HolderView]:
    """Those whose whole name stands in a text, marks and case aside. A namesake is barred too: that harms nobody."""
    said = f" {' '.join(_WORD.findall(fold(text)))} "
    found = []
    for holder in holders:
        name = " ".join(_WORD.findall(fold(holder.name)))
        if " " in name and f" {name} " in said:
            found.append(holder)
    return found
