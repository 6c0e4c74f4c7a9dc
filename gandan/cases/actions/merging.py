"""«Gộp»: many letters on one matter are tied to one of them, whose answer answers all; a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import effects, policies
from gandan.cases.actions import acting, notices, writing
from gandan.cases.actions.changes import moved_on
from gandan.cases.actions.drafting import Draft
from gandan.cases.actions.loading import load_many
from gandan.cases.types import Assigned
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.law.types import ActionSpec

MOST = 500


def merge(
    codes: Iterable[str],
    main: str,
    actor: Actor,
    *,
    reason: str = "",
    seen: Mapping[str, int] | None = None,
    only_look: bool = False,
) -> list[Assigned]:
    """Tie cases to the main one; each is done or says why not. Raises Refused at `main_code`, NotFound.

    Whoever had been tied to one of them is tied to the main one from now on, so there are no chains and no cycles.
    """
    wanted = [read_code(code) or code for code in dict.fromkeys(codes)]
    if len(wanted) > MOST:
        raise Refused(codes=_("Chọn nhiều nhất %(n)d việc một lần.") % {"n": MOST})
    kept = read_code(main)
    if kept is None:
        raise Refused(main_code=_("Mã gõ sai: xem lại từng số của hồ sơ chính."))
    drafts = {draft.case.code: draft for draft in load_many([kept, *wanted])}
    chief = drafts.get(kept)
    if chief is None or not policies.may_see(actor, chief.place) or chief.pack.sealed:
        raise Refused(main_code=_("Không có hồ sơ mang mã này ở đơn vị."))
    effects.check_main(chief.case)
    why: dict[str, str] = {}
    done: list[Draft] = []
    for code in wanted:
        try:
            done.append(_merged(drafts.get(code), chief, actor, reason, (seen or {}).get(code)))
        except (Refused, Conflict, NotAllowed, NotFound) as refusal:
            why[code] = "; ".join(refusal.errors.values()) or str(refusal)
    if done and not only_look:
        with transaction.atomic():
            effects.still_main(chief.case, [draft.case for draft in done])
            written = writing.update_fresh(done)
            effects.tie([draft.case for draft in done if draft.case.code in written], chief.case)
            notices.tell_later([(d.case.code, d.case.last_number) for d in done if d.case.code in written])
        why |= {draft.case.code: moved_on() for draft in done if draft.case.code not in written}
    return [Assigned(code, code not in why, why.get(code, "")) for code in wanted]


def _merged(draft: Draft | None, main: Draft, actor: Actor, reason: str, seen: int | None) -> Draft:
    if draft is None:
        raise NotFound(_("Không có vụ việc mang mã này."))
    if draft.case.pk == main.case.pk:
        raise Refused(_("Đây là hồ sơ chính."))
    spec = _merging(draft)
    acting.allowed(draft, spec.code, actor, seen=None)
    if seen is not None and seen != draft.case.last_number:
        raise Conflict(moved_on())
    if draft.case.unit_id != main.case.unit_id:
        raise Refused(_("Hồ sơ chính thuộc đơn vị khác."))
    acting.prepare(draft, spec, actor, clock.now(), _form(main, reason))
    draft.effects.clear()  # tied all at once, not one by one
    return draft


def _form(main: Draft, reason: str) -> dict[str, str]:
    return {"main_code": main.case.code, "reason": reason} if reason else {"main_code": main.case.code}


def _merging(draft: Draft) -> ActionSpec:
    found = next((spec for spec in draft.pack.actions.values() if effects.LINKS in spec.effects), None)
    if found is None:
        raise Refused(_("«%(type)s» không gộp được.") % {"type": draft.pack.label})
    return found
