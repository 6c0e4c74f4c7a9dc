"""The units that a written address names: «45 Lê Lợi, P. Bến Nghé, Q.1, TP.HCM»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gandan.core.text import fold
from gandan.directory.types import Tier

_WORDS = {  # as people write them, folded; the longer before what it begins with
    "phuong": ("phuong", Tier.COMMUNE),
    "thi tran": ("thi tran", Tier.COMMUNE),
    "dac khu": ("dac khu", Tier.COMMUNE),
    "thi xa": ("thi xa", Tier.DISTRICT),
    "xa": ("xa", Tier.COMMUNE),
    "tt": ("thi tran", Tier.COMMUNE),
    "quan": ("quan", Tier.DISTRICT),
    "huyen": ("huyen", Tier.DISTRICT),
    "tx": ("thi xa", Tier.DISTRICT),
    "thanh pho": ("thanh pho", Tier.PROVINCIAL),
    "tp": ("thanh pho", Tier.PROVINCIAL),
    "tinh": ("tinh", Tier.PROVINCIAL),
    "p": ("phuong", Tier.COMMUNE),
    "q": ("quan", Tier.DISTRICT),
    "h": ("huyen", Tier.DISTRICT),
    "x": ("xa", Tier.COMMUNE),
}
_SPELT = "|".join(word for word in _WORDS if len(word) > 2)
_SHORT = "|".join(word for word in _WORDS if len(word) <= 2 and word != "xa")
# An abbreviation needs its dot or a number behind it («P.6», «Q 3»): «H» alone may be a house's letter.
# «Xa lộ» is a road.
_MARK = re.compile(rf"(?<!\w)(?:({_SPELT}|xa(?! lo\b))(?!\w)|({_SHORT})(?:\.|(?=\s*\d+(?!\w))))\s*")
_SAIGON = re.compile(r"(?<!\w)tp\.?\s*hcm(?!\w)")
_APART = re.compile(r"[,;()\n]|\s[-–]\s")
_CITIES = {"hcm": "ho chi minh", "hn": "ha noi", "ha noi": "ha noi", "ho chi minh": "ho chi minh"}
MOST = 6  # names of one address that are looked for


@dataclass(frozen=True, slots=True)
class Named:
    """One unit as an address names it, folded: «P. Bến Nghé» is `("phuong", "ben nghe")`; no word where none stood."""

    tier: Tier
    word: str
    name: str

    @property
    def full(self) -> str:
        return f"{self.word} {self.name}".strip()


def named_in(address: str) -> tuple[Named, ...]:
    """What an address says of its units. Parts without a word may be a ward, from the second part on: the first is
    the street, and many streets are called as wards are.
    """
    found: list[Named] = []
    for number, part in enumerate(_APART.split(_SAIGON.sub("thanh pho ho chi minh", fold(address)))):
        marked = list(_marked(part))
        found += marked
        bare = " ".join(part.strip(" .").split())
        if bare in _CITIES:
            found.append(Named(Tier.PROVINCIAL, "", _CITIES[bare]))
        elif number and not marked and bare and not bare[0].isdigit():
            found.append(Named(Tier.COMMUNE, "", bare))
    return tuple(found[-MOST:])


def _marked(part: str) -> Iterator[Named]:
    marks = list(_MARK.finditer(part))
    ends = [mark.start() for mark in marks[1:]] + [len(part)]
    for mark, end in zip(marks, ends, strict=False):  # no mark: nothing ends
        word, tier = _WORDS[mark[1] or mark[2]]
        name = " ".join(part[mark.end() : end].strip(" .").split())
        if name.isdigit():
            name = str(int(name))  # «Phường 06»
        if name:
            yield Named(tier, word, _CITIES.get(name, name))
