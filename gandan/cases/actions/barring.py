"""Nobody handles what is said about them: naming the denounced, and passing a case to another unit."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.actions import notices, routing, writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.sealing import checked_reason, whole
from gandan.cases.queries.locked import bars_of
from gandan.core import clock
from gandan.core.types import NotAllowed, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView

BAR, REROUTE = "bar_person", "reroute"


def bar_person(code: str, actor: Actor, person: int, reason: str) -> bool:
    """Name whom the case is about, as the directory knows them: neither they nor those they direct see it any more.

    Where nobody of the unit is left, it goes to the body above in the same act. True: the actor still sees it.
    Raises NotFound, NotAllowed, Refused.
    """
    reason = checked_reason(reason)
    draft = whole(code, actor)
    unit = directory.unit(draft.case.unit_id)
    if person not in {each.person for each in directory.people_below([unit.path])}:
        raise Refused(person=_("Chọn một người trong danh bạ của đơn vị."))
    bars = draft.place.bars
    assert bars is not None  # noqa: S101 - `whole` has asked
    marks = bars.marks | bars.marked(routing.words_against(person))
    _bar(draft, marks)
    _enter(draft, actor, BAR, reason, {"person": person, "marks": sorted(marks)})
    taker = routing.taking(unit, bars_of(code, " ".join(marks)))
    if taker is None:
        raise Refused(person=routing.nobody(unit))
    if taker.id != unit.id:
        _move(draft, taker)
        title = _("Cấp trên giải quyết")
        _enter(draft, actor, REROUTE, title, {"from": unit.code, "to": taker.code})
    _write(draft, told=taker.id != unit.id)
    return policies.may_see(actor, draft.place)


def reroute(code: str, actor: Actor, to: str, reason: str) -> bool:
    """Pass it to another unit, which alone sees it from then on. True: the actor still sees it.

    Raises NotFound, NotAllowed, Refused where nobody there may take it.
    """
    reason = checked_reason(reason)
    draft = whole(code, actor)
    unit = directory.unit_by_code(to) if to.isprintable() and len(to) <= 40 else None
    if unit is None or unit.ended_on:
        raise Refused(to=_("Không có đơn vị mang mã này, hoặc đơn vị đã kết thúc."))
    if unit.id == draft.case.unit_id:
        raise Refused(to=_("Đơn đang ở đơn vị này. Chọn đơn vị khác."))
    if not draft.folded or draft.case.closed_at is not None:
        raise NotAllowed(_("Đơn đã kết thúc thì không chuyển được nữa."))
    assert draft.place.bars is not None  # noqa: S101 - `whole` has asked
    if not routing.handlers(unit, draft.place.bars):
        raise Refused(to=_("Đơn vị này chưa có người được giải quyết đơn niêm phong. Chuyển bằng văn bản."))
    before = draft.unit
    _move(draft, unit)
    _enter(draft, actor, REROUTE, reason, {"from": before, "to": unit.code})
    _write(draft, told=True)
    return policies.may_see(actor, draft.place)


def _bar(draft: Draft, marks: frozenset[str]) -> None:
    draft.case.bars = " ".join(sorted(marks))
    draft.place = policies.Place(draft.place.path, bars=bars_of(draft.case.code, draft.case.bars))


def _move(draft: Draft, to: UnitView) -> None:
    draft.case.unit_id, draft.unit, draft.unit_name = to.id, to.code, to.name
    draft.place = policies.Place(to.path, bars=draft.place.bars)


def _enter(draft: Draft, actor: Actor, action: str, text: str, form: dict[str, Any]) -> None:
    title = policies.title_of(actor, draft.place)
    enter(draft, Doing(action=action, actor=actor.code, at=clock.now(), title=title, text=text, form=form))


def _write(draft: Draft, *, told: bool) -> None:
    handlers = notices.handlers_of(draft) if told else set()
    before = draft.case.last_number - len(draft.entries)
    try:
        with transaction.atomic():
            writing.update([draft])
            notices.tell_handlers(handlers)
    except writing.Changed:
        raise conflict(draft.case.code, before) from None
