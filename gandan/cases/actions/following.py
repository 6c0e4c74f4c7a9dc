"""Cases that grow out of a case: the second instance above, the other matters of a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gandan.cases import rules
from gandan.cases.actions import intake, notices, parties, writing
from gandan.cases.actions.drafting import Draft
from gandan.cases.models import Case, Link, Party
from gandan.cases.types import Channel, LinkKind, PartyInput, PartyRole, Submission
from gandan.core import clock, rows
from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.documents.types import Stored
from gandan.law import queries as law
from gandan.law.types import REMOTE, ActionSpec, CaseType, FollowSpec

SUBJECT = 200


def case_after(
    draft: Draft,
    spec: ActionSpec,
    actor: Actor,
    at: datetime,
    form: Mapping[str, Any],
    files: Sequence[tuple[Stored, str]],
) -> Draft:
    """The case that an action opens at the body above. Raises Refused: too late, no body above, words missing."""
    follow = spec.follow
    if follow is None:
        raise ValueError(f"«{spec.code}» opens no case")
    days = {past.action: clock.day_of(past.at) for past in draft.past}
    until = rules.follow_until(spec, days, law.calendar())
    if until and clock.day_of(at) > until:
        told = {"day": f"{until:%d/%m/%Y}", "source": follow.source}
        raise Refused(_("Đã hết thời hạn ngày %(day)s (%(source)s).") % told)
    pack, above = intake.pack_on(follow.type, at), _above(draft)
    submission = Submission(
        type=pack.code,
        unit=above.code,
        subject=f"{pack.label}: {draft.case.subject}"[:SUBJECT],
        content=str(form.get("text") or ""),
        key=f"after-{draft.case.code}-{spec.code}",
        field=draft.case.field,
        answers={
            each.code: draft.case.answers[each.code]
            for each in rules.own_fields(pack)
            if draft.case.answers.get(each.code)
        }
        | _carried(draft, follow)
        | _remote(draft, pack),
        files=tuple(stored.id for stored, _name in files),
        file_names=tuple(name for _stored, name in files),
        channel=Channel.WEB if actor.account is None else Channel.COUNTER,
        language=draft.case.language,
        received_at=at,
        **people_of(draft),
    )
    return intake.open_case(intake.checked(submission, pack, above, at), actor)


def _carried(draft: Draft, follow: FollowSpec) -> dict[str, str]:
    """What an earlier step filled in, with its day: «9/QĐ-UBND, 20/11/2026»."""
    if follow.carries is None:
        return {}
    said = ""
    for past in draft.past:
        if past.action == follow.carries.action and past.form.get(follow.carries.value):
            said = f"{past.form[follow.carries.value]}, {clock.day_of(past.at):%d/%m/%Y}"
    return {follow.carries.field: said} if said else {}


def _remote(draft: Draft, pack: CaseType) -> dict[str, bool]:
    """A matter of a remote area keeps its longer periods at the body above, which lies in the city."""
    asked = any(each.code == REMOTE for each in pack.fields)
    return {REMOTE: True} if asked and law.is_remote(draft.unit, draft.case.answers) else {}


def people_of(draft: Draft) -> dict[str, Any]:
    """The same senders again. The machine may read a sealed one to seal it anew; nobody sees it in doing so."""
    rows: list[Party] = draft.parties
    first = parties.opened(rows[0]) if rows else PartyInput(anonymous=True)
    others = tuple(parties.opened(row) for row in rows[1:] if row.role == PartyRole.REPRESENTATIVE)
    return {
        "party": first,
        "representatives": others,
        "people": int(draft.case.answers.get(intake.PEOPLE) or 1 + len(others)),
    }


def write(children: Sequence[Draft], parent: Case, kind: LinkKind) -> None:
    """In the caller's transaction: the new cases, tied to the one they come from, their receipts to be sent."""
    writing.insert(children)
    Link.objects.bulk_create(Link(case=child.case, other=parent, kind=kind) for child in children)
    for child in children:
        rows.put(notices.receipt_later(child))


def _above(draft: Draft) -> UnitView:
    unit = directory.unit_detail(draft.unit)
    if unit.parent is None:
        raise Refused(_("Hệ thống này không có cơ quan cấp trên của %(unit)s.") % {"unit": draft.unit_name})
    return directory.the_unit(unit.parent.code)
