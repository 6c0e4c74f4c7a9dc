"""Giving work to people and bodies: many cases at once, one transaction, an answer for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.actions import notices, writing
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import load_many
from gandan.cases.models import Assignment, Case
from gandan.cases.types import Assigned
from gandan.core import clock
from gandan.core.text import clean
from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor

ASSIGN = "assign"
MOST = 200  # rows at once
NOTE = 2000


@dataclass(frozen=True, slots=True)
class Target:
    """Who takes over: a person in their post, or a body; `path` says where in the tree that is."""

    path: str
    name: str
    organisation: int
    organisation_code: str
    person: int | None = None
    account: int | None = None
    title: str = ""  # the person's post, for the timeline: never a name


def assign(
    codes: Iterable[str],
    actor: Actor,
    *,
    organisation: int | None = None,
    person: int | None = None,
    note: str = "",
    seen: Mapping[str, int] | None = None,
) -> list[Assigned]:
    """Give cases to a person or a body of their unit; those that cannot be given say why. Raises Refused.

    `seen`: the last entry the user saw of each; a case that has moved on meanwhile is left alone and says so.
    """
    wanted = list(dict.fromkeys(codes))
    if len(wanted) > MOST:
        raise Refused(codes=_("Chọn nhiều nhất %(n)d việc một lần.") % {"n": MOST})
    note = clean(note)
    if len(note) > NOTE:
        raise Refused(note=_("Lời nhắn dài quá %(n)d chữ cái.") % {"n": NOTE})
    drafts = {draft.case.code: draft for draft in load_many(wanted)}
    targets = _targets(drafts.values(), organisation, person)
    why = {code: _why_not(drafts.get(code), actor, targets, (seen or {}).get(code)) for code in wanted}
    chosen = [drafts[code] for code in wanted if not why[code]]
    at = clock.now()
    for draft in chosen:
        give(draft, actor, targets[draft.case.unit_id], at, note)
    for code in _write(chosen, targets):
        why[code] = _("Vừa có người khác cập nhật. Tải lại rồi giao lại.")
    return [Assigned(code, not why[code], why[code]) for code in wanted]


def give(draft: Draft, actor: Actor, target: Target, at: datetime, note: str = "") -> None:
    """Enter the assignment. The pack's own step where it has one for this state, else the engine's."""
    spec = draft.pack.actions.get(ASSIGN)
    form = {"organisation": target.organisation_code}
    form |= {"person": target.person, "title": target.title} if target.person else {}
    form |= {"note": note} if note else {}
    enter(
        draft,
        Doing(
            action=ASSIGN,
            actor=actor.code,
            at=at,
            title=policies.title_of(actor, draft.place),
            form=form,
            public=spec.public if spec else True,
        ),
    )
    draft.case.assigned_to_id, draft.case.assigned_unit_id = target.person, target.organisation
    draft.assignments.append(
        Assignment(organisation_id=target.organisation, person_id=target.person, at=at, by=actor.code)
    )


def target_in(unit: int, organisation: int | None, person: int | None) -> Target | None:
    """The person or body as found in a unit today; None where they are not in it."""
    if person is not None:
        holder = next((each for each in directory.people_of(unit) if each.person == person), None)
        if holder is None:
            return None
        body = directory.unit(holder.organisation)
        return Target(body.path, holder.name, body.id, body.code, holder.person, holder.account, holder.title)
    bodies = directory.units([each for each in (unit, organisation) if each])
    if organisation not in bodies or not bodies[organisation].path.startswith(bodies[unit].path):
        return None
    body = bodies[organisation]
    return Target(body.path, body.name, body.id, body.code)


def _targets(drafts: Iterable[Draft], organisation: int | None, person: int | None) -> dict[int, Target | None]:
    """By unit of the cases: the same person may be right for one unit and wrong for another."""
    if (organisation is None) == (person is None):
        raise Refused(to=_("Chọn một người hoặc một bộ phận để giao."))
    return {unit: target_in(unit, organisation, person) for unit in {draft.case.unit_id for draft in drafts}}


def _why_not(draft: Draft | None, actor: Actor, targets: Mapping[int, Target | None], seen: int | None) -> str:
    if draft is None or draft.pack.sealed or not policies.may_see(actor, draft.place):
        return _("Không có vụ việc mang mã này.")
    roles = policies.roles_for(actor, draft.place)
    spec = draft.pack.actions.get(ASSIGN)
    if spec and draft.case.state in spec.frm:
        may = policies.may_perform(spec, roles)
    else:
        may = spec is None and policies.may_assign(roles)
    if not may:
        if spec and draft.case.state not in spec.frm:
            label = draft.pack.states[draft.case.state].label
            return _("Không phân công được khi «%(state)s».") % {"state": label}
        return _("Vai trò của bạn không phân công được việc này.")
    if targets[draft.case.unit_id] is None:
        return _("Người hoặc bộ phận này không thuộc %(unit)s.") % {"unit": draft.unit_name}
    if seen is not None and seen != draft.case.last_number:
        return _("Vừa có người khác cập nhật. Tải lại rồi giao lại.")
    return ""


def _write(drafts: list[Draft], targets: Mapping[int, Target | None]) -> list[str]:
    """Puts them down; returns the codes of those that moved on in between, which are left out."""
    if not drafts:
        return []
    with transaction.atomic():
        ids = [draft.case.pk for draft in drafts]
        locked = Case.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        numbers = dict(locked.values_list("pk", "last_number"))
        fresh = [draft for draft in drafts if numbers[draft.case.pk] == draft.case.last_number - 1]
        writing.update(fresh, locked=True)
        told: dict[int, list[Draft]] = defaultdict(list)
        for draft in fresh:
            target = targets[draft.case.unit_id]
            if target and target.account:
                told[target.account].append(draft)
        notices.tell_assigned(told)
    kept = {draft.case.pk for draft in fresh}
    return [draft.case.code for draft in drafts if draft.case.pk not in kept]
