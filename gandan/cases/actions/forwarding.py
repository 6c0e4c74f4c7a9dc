"""Forwarding to whom it concerns: a unit of this system, where the case arrives with a new clock, or a body outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import policies, rules
from gandan.cases.actions import acting, notices, writing
from gandan.cases.actions.changes import moved_on
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import load_many
from gandan.cases.actions.units import unit_on
from gandan.cases.models import Assignment
from gandan.cases.queries.words import mark
from gandan.cases.types import Assigned
from gandan.core import clock
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.law.types import ActionSpec, Role

FORWARD = "forward"
MOST = 500
TOLD = (Role.COUNTER_OFFICER, Role.PETITION_OFFICER)


def forward(
    codes: Iterable[str],
    actor: Actor,
    *,
    unit: str = "",
    body: str = "",
    reason: str,
    document_number: str = "",
    seen: Mapping[str, int] | None = None,
    only_look: bool = False,
) -> list[Assigned]:
    """Forward cases to a unit of this system (by its code) or to a body outside (by its name); each is done or says
    why not. The code that a sender holds leads to the case wherever it lies. Raises Refused at `unit`, `body`.
    """
    wanted = list(dict.fromkeys(codes))
    if len(wanted) > MOST:
        raise Refused(codes=_("Chọn nhiều nhất %(n)d việc một lần.") % {"n": MOST})
    if bool(unit) == bool(body):
        raise Refused(unit=_("Chọn một đơn vị trong hệ thống, hoặc ghi tên cơ quan bên ngoài."))
    to = unit_on(unit, clock.today()) if unit else None
    drafts = {draft.case.code: draft for draft in load_many(wanted)}
    form = {"body": to.name if to else body, "reason": reason, "document_number": document_number}
    form = {name: value for name, value in form.items() if value}
    why: dict[str, str] = {}
    done: list[Draft] = []
    for code in wanted:
        try:
            done.append(_forwarded(drafts.get(code), actor, to, form, (seen or {}).get(code)))
        except (Refused, Conflict, NotAllowed, NotFound) as refusal:
            why[code] = "; ".join(refusal.errors.values()) or str(refusal)
    if done and not only_look:
        written = _write(done, to)
        why |= {draft.case.code: moved_on() for draft in done if draft.case.code not in written}
    return [Assigned(code, code not in why, why.get(code, "")) for code in wanted]


def _write(done: list[Draft], to: UnitView | None) -> set[str]:
    told = directory.accounts_with(to.id, TOLD) if to else []
    with transaction.atomic():
        written = writing.update_fresh(done)
        fresh = [draft for draft in done if draft.case.code in written]
        if to:
            moved = [draft.case.pk for draft in fresh]
            Assignment.objects.filter(case__in=moved, until=None).update(until=clock.now())
            text = _("%(n)d đơn được chuyển đến.") % {"n": len(fresh)}
            notices.tell_officers(told, "assigned", text, fresh[0].case.code if len(fresh) == 1 else "")
        step = 1 if to else 0  # what the sender is told of is the forwarding, not the arrival
        notices.tell_later([(draft.case.code, draft.case.last_number - step) for draft in fresh])
    return written


def _forwarded(
    draft: Draft | None, actor: Actor, to: UnitView | None, form: Mapping[str, str], seen: int | None
) -> Draft:
    if draft is None:
        raise NotFound(_("Không có vụ việc mang mã này."))
    spec = _forwarding(draft)
    acting.allowed(draft, spec.code, actor, seen=None)
    if seen is not None and seen != draft.case.last_number:
        raise Conflict(moved_on())
    if to and to.id == draft.case.unit_id:
        raise Refused(_("Đơn đang ở chính đơn vị này."))
    if to and to.path.startswith(draft.place.path):
        raise Refused(_("%(unit)s thuộc đơn vị mình: giao việc, không chuyển.") % {"unit": to.name})
    at = clock.now()
    acting.prepare(draft, spec, actor, at, form)
    if to:
        _arrive(draft, actor, to)
    return draft


def _arrive(draft: Draft, actor: Actor, to: UnitView) -> None:
    """From now on it is the other unit's, new there, with a clock of its own."""
    came_from, case, title = draft.unit, draft.case, policies.title_of(actor, draft.place)
    text = f"{draft.unit_name} → {to.name}"
    case.folded = case.folded.replace(mark(case.unit_id), mark(to.id), 1)
    case.unit_id, draft.unit, draft.unit_name = to.id, to.code, to.name
    case.assigned_to_id = case.assigned_unit_id = case.neighbourhood_id = None
    draft.moved = True
    draft.done.clear()
    form = {"from": came_from, "to": to.code}
    enter(draft, Doing(rules.ARRIVE, actor.code, clock.now(), title, form=form, text=text, public=True))


def _forwarding(draft: Draft) -> ActionSpec:
    found = draft.pack.actions.get(FORWARD)
    if found is None or draft.pack.sealed:
        told = {"type": draft.pack.label}
        raise Refused(_("«%(type)s» không chuyển ở đây: hướng dẫn người gửi, hoặc mở từng đơn.") % told)
    return found
