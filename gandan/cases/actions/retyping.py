"""Classifying: a letter sent as one kind is another, with that kind's clocks since it was received; its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import policies, rules
from gandan.cases.actions import intake, notices, writing
from gandan.cases.actions.changes import moved_on
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import load_many
from gandan.cases.actions.wording import said
from gandan.cases.queries.records import case_told
from gandan.cases.types import Assigned
from gandan.core import clock
from gandan.core.text import clean
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.law.types import CaseType

SET_FIELD = "set_field"
MOST = 500


def classify(
    codes: Iterable[str],
    actor: Actor,
    *,
    to: str = "",
    field: str = "",
    answers: Mapping[str, Any] | None = None,
    reason: str = "",
    seen: Mapping[str, int] | None = None,
    only_look: bool = False,
) -> list[Assigned]:
    """Give cases another type (`to`), another field, or both; each one is done or says why not.

    `answers`: what the new type asks its senders, read from the letter by the officer. `only_look`: nothing is written.
    """
    wanted = list(dict.fromkeys(codes))
    if len(wanted) > MOST:
        raise Refused(codes=_("Chọn nhiều nhất %(n)d việc một lần.") % {"n": MOST})
    if not to and not field:
        raise Refused(to=_("Chọn loại đơn hoặc lĩnh vực."))
    reason = clean(reason)[:2000]
    drafts = {draft.case.code: draft for draft in load_many(wanted)}
    why: dict[str, str] = {}
    done: list[Draft] = []
    for code in wanted:
        draft = drafts.get(code)
        try:
            done.append(_classified(draft, actor, to, field, answers or {}, reason, (seen or {}).get(code)))
        except (Refused, Conflict, NotAllowed, NotFound) as refusal:
            why[code] = "; ".join(refusal.errors.values()) or str(refusal)
    if done and not only_look:
        with transaction.atomic():
            written = writing.update_fresh(done)
            fresh = [draft.case for draft in done if draft.case.code in written]
            notices.tell_later([(case.code, case.last_number) for case in fresh])
        why |= {draft.case.code: moved_on() for draft in done if draft.case.code not in written}
    return [Assigned(code, code not in why, why.get(code, "")) for code in wanted]


def _classified(
    draft: Draft | None, actor: Actor, to: str, field: str, answers: Mapping[str, Any], reason: str, seen: int | None
) -> Draft:
    if draft is None or not policies.may_see(actor, draft.place):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if not policies.may_sort(policies.roles_for(actor, draft.place)):
        raise NotAllowed(_("Vai trò của bạn không tách, không phân loại được đơn."))
    if seen is not None and seen != draft.case.last_number:
        raise Conflict(moved_on())
    if draft.pack.sealed:
        raise NotAllowed(_("Đơn được niêm phong không phân loại lại ở đây."))
    if not draft.case.open:
        raise Conflict(_("Đơn này đã xong nên không phân loại lại được."))
    pack = intake.pack_on(to, draft.case.received_at) if to and to != draft.case.type else draft.pack
    if pack is draft.pack:
        _set_field(draft, actor, field, reason)
    else:
        _retype(draft, pack, actor, field or draft.case.field, answers, reason)
    return draft


def _set_field(draft: Draft, actor: Actor, field: str, reason: str) -> None:
    _checked_field(draft.pack, field)
    if field == draft.case.field:
        raise Refused(field=_("Đơn đã thuộc lĩnh vực này."))
    before, draft.case.field = draft.case.field, field
    form = {"from_field": before, "field": field}
    enter(draft, _doing(SET_FIELD, draft, actor, form, reason, public=False, told={"case": case_told(draft.case)}))


def _retype(draft: Draft, pack: CaseType, actor: Actor, field: str, answers: Mapping[str, Any], reason: str) -> None:
    if pack.sealed:
        raise Refused(to=_("«%(type)s» phải niêm phong: nhập lại theo lối niêm phong, rồi kết thúc đơn này.") % {
            "type": pack.label,
        })  # fmt: skip
    if pack.intake == "closed" or pack.group != draft.pack.group:
        raise Refused(to=_("Không đổi thành «%(type)s» được.") % {"type": pack.label})
    if pack.place == "required" and not draft.case.address and draft.case.lat is None:
        raise Refused(to=_("«%(type)s» cần nơi xảy ra; đơn này không có.") % {"type": pack.label})
    if any(party.anonymous for party in draft.parties) and not pack.anonymous:
        raise Refused(to=_("«%(type)s» phải có họ tên người gửi.") % {"type": pack.label})
    _checked_field(pack, field)
    case, own = draft.case, {spec.code for spec in rules.own_fields(pack)}
    given = {code: value for code, value in case.answers.items() if code in own} | dict(answers)
    values, wrongs = rules.checked_answers(rules.own_fields(pack), given)
    if wrongs:
        labels = {spec.code: spec.label for spec in rules.own_fields(pack)}
        raise Refused(
            **{f"answers.{code}": f"{labels.get(code, code)}: {said(wrong)}" for code, wrong in wrongs.items()}
        )
    form = {"from_type": case.type, "from_version": case.version, "type": pack.code, "field": field}
    people = {intake.PEOPLE: case.answers[intake.PEOPLE]} if case.answers.get(intake.PEOPLE) else {}
    text = f"{draft.pack.label} → {pack.label}"
    draft.pack, draft.retyped, draft.facts, draft.done = pack, True, set(), draft.done.__class__()
    case.type, case.version, case.field, case.answers = pack.code, pack.version, field, {**values, **people}
    told = {"case": case_told(case)}
    enter(draft, _doing(rules.RETYPE, draft, actor, form, f"{text}. {reason}" if reason else text, told=told))


def _checked_field(pack: CaseType, field: str) -> None:
    offered = rules.area_choices(pack)[1]
    if field not in {choice.code for choice in offered}:
        raise Refused(field=_("Chọn một lĩnh vực trong danh sách của «%(type)s».") % {"type": pack.label})


def _doing(
    action: str,
    draft: Draft,
    actor: Actor,
    form: Mapping[str, Any],
    text: str,
    *,
    public: bool = True,
    told: Mapping[str, Any] | None = None,
) -> Doing:
    return Doing(
        action=action,
        actor=actor.code,
        at=clock.now(),
        title=policies.title_of(actor, draft.place),
        form=form,
        text=text,
        public=public,
        told=told or {},
    )
