"""Where a case sealed whole goes: never to whom it is about, nor to a body that they head; upwards where need be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.queries.locked import bars_of
from gandan.cases.rules import conflicts
from gandan.cases.types.sealing import Bars
from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.directory.types import HolderView, UnitView


@dataclass(frozen=True, slots=True)
class Route:
    """The unit that takes it, and the words under which people are barred from it."""

    unit: UnitView
    words: frozenset[str] = field(default_factory=frozenset)


def route(unit: UnitView, answers: Mapping[str, Any], *, history: bool = False) -> Route:
    """By what its sender answered, and by whom they name. Raises Refused at `unit` where nobody here may take it.

    `history`: a register tells where it was handled.
    """
    text = " ".join(str(answers.get(name) or "") for name in conflicts.SPOKEN_OF)
    words: set[str] = set()
    for holder in conflicts.spoken_of(directory.people_below([unit.path]), text):
        words |= words_against(holder.person)
    if answers.get(conflicts.AGAINST) == conflicts.HEAD:
        words.add(f"all:{unit.path}")
    if history:
        return Route(unit, frozenset(words))
    taker = taking(unit, words)
    if taker is None:
        raise Refused(unit=nobody(unit))
    return Route(taker, frozenset(words))


def words_against(person: int) -> set[str]:
    """What to bar where this person is named, by the posts they hold today."""
    posts = [(each.role, each.path, each.title) for each in directory.posts_of(person) if not each.over]
    return conflicts.words_against(person, posts)


def taking(unit: UnitView, words: Iterable[str] | Bars) -> UnitView | None:
    """This unit or the nearest one above in which somebody may take the case; None: nobody here can."""
    bars = words if isinstance(words, Bars) else _bars(words)
    while True:
        if handlers(unit, bars):
            return unit
        parent = directory.unit_detail(unit.code).parent
        above = directory.unit_by_code(parent.code) if parent else None
        if above is None:
            return None
        unit = above


def handlers(unit: UnitView, bars: Bars) -> list[HolderView]:
    """Who may handle a sealed case of this unit: its own petition officers and leaders, but whoever is barred."""
    own = [each for each in directory.people_below([unit.path], policies.SEAL_OPENERS) if each.organisation == unit.id]
    return [each for each in own if not bars.bar(policies.words_of_holder(each.person, each.role, unit.path))]


def nobody(unit: UnitView) -> str:
    """Why it cannot be sent here, and where to go instead."""
    parent = directory.unit_detail(unit.code).parent
    above = parent.name if parent else _("cơ quan cấp trên trực tiếp")
    return _(
        "Việc này phải do cấp trên giải quyết, mà %(above)s chưa nhận đơn qua trang này. "
        "Gửi đơn tới nơi tiếp công dân của %(above)s hoặc Thanh tra cùng cấp; chưa có gì được lưu ở đây."
    ) % {"above": above}


def _bars(words: Iterable[str]) -> Bars:
    bars = bars_of("")
    return Bars(bars.salt, bars.marked(words))
