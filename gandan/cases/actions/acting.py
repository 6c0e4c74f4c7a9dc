"""One action of the pack, done by one person on what they saw: allowed, complete, or refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.cases import effects, policies, rules
from gandan.cases.actions import following, locking, notices, writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, Draft, enter, past_of
from gandan.cases.actions.intake import PEOPLE, stored_files
from gandan.cases.actions.loading import load
from gandan.cases.actions.moving import follow_unit
from gandan.cases.actions.wording import refuse
from gandan.cases.models import Attachment, Entry
from gandan.cases.queries.locked import keyed
from gandan.cases.rules import Problem, Wrong
from gandan.cases.types import Deed, Done, LinkKind
from gandan.core import clock, hooks
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.documents.types import MAX_FILES, Stored
from gandan.law import queries as law
from gandan.law.rules import is_working_day
from gandan.law.types import ActionSpec, Role

RESULT = "result"


def perform(
    code: str,
    action: str,
    actor: Actor,
    *,
    seen: int,
    form: Mapping[str, Any],
    files: Sequence[int] = (),
    file_names: Sequence[str] = (),
    key: str = "",
) -> Done:
    """Do one action of the pack; `seen` is the last entry its user saw.

    Raises NotFound, NotAllowed, Refused (at the field of the form), Conflict (somebody was faster: says what changed).
    The same `key` with the same content does it once.
    """
    key = f"{code}:{key}"[:200] if key else ""
    draft = load(code)
    # Files under seal are other bytes at every sending: there they count by their names.
    told = list(file_names) if draft.pack.sealed else list(files)
    request = keyed(rules.request_hash([code, action, dict(form), told])) if key else ""
    known = _done_before(key, request)
    if known:
        return known
    spec = allowed(draft, action, actor, seen=seen)
    stored = stored_files(tuple(files), tuple(file_names))
    locking.check(draft.pack, stored)
    at = clock.now()
    if rules.reopens(draft.pack, spec, draft.case.state):
        follow_unit(draft, at)
    after = following.case_after(draft, spec, actor, at, form, stored) if spec.follow else None
    entry = prepare(
        draft, spec, actor, at, form, stored, key=key, request=request,
        more={"follow_code": after.case.code} if after else {},
    )  # fmt: skip
    letters = notices.done(draft, spec, entry, by_sender=_is_citizen(actor))
    many = notices.answers_many(draft, spec)
    try:
        with transaction.atomic():
            hold_ties(draft)
            writing.update([draft])
            run_effects(draft)
            if after:
                following.write([after], draft.case, LinkKind.FOLLOWS_FROM)
            for letter in letters:
                notices.post(letter)
            if many:
                notices.tell_duplicates_later(draft, entry)
    except writing.Changed:
        raise conflict(code, seen) from None
    except IntegrityError:
        # The same key, at the same moment: the other one has done it.
        known = _done_before(key, request)
        if known is None:
            raise
        return known
    return _done(draft, entry)


def allowed(draft: Draft, action: str, actor: Actor, *, seen: int | None, history: bool = False) -> ActionSpec:
    """The action's spec, if this person may do it now. Raises NotFound, NotAllowed, Conflict, Refused.

    `history`: a register tells what was done; whether it could be is asked, not who did it.
    """
    place, state = draft.place, draft.case.state
    roles = policies.roles_for(actor, place)
    if not history and not _is_citizen(actor) and not policies.may_see(actor, place) and not _is_system(actor):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if seen is not None and seen != draft.case.last_number:
        raise conflict(draft.case.code, seen)
    spec = draft.pack.actions.get(action)
    if spec is None:
        raise Refused(_("Loại việc này không có bước «%(action)s».") % {"action": action[:40]})
    wanted = roles | ({Role.SYSTEM} if _is_system(actor) else set())
    if not history and not policies.may_perform(spec, frozenset(wanted)):
        raise NotAllowed(_("Bước «%(label)s» không thuộc vai trò của bạn.") % {"label": spec.label})
    if draft.case.erased_on:
        raise Conflict(_("Nội dung của hồ sơ này đã được xóa theo quy định; không ghi thêm được."))
    if state not in spec.frm:
        label = draft.pack.states[state].label
        raise Conflict(_("«%(do)s» không làm được khi «%(state)s».") % {"do": spec.label, "state": label})
    if rules.blocked(draft.pack, spec, draft.done):
        raise Refused(_("«%(do)s» chỉ được làm %(n)s lần.") % {"do": spec.label, "n": spec.limit})
    if not rules.follows(spec, draft.done):
        raise Refused(_("Làm «%(first)s» trước.") % {"first": draft.pack.actions[spec.after].label})
    return spec


def prepare(
    draft: Draft,
    spec: ActionSpec,
    actor: Actor,
    at: datetime,
    form: Mapping[str, Any],
    files: tuple[tuple[Stored, str], ...] = (),
    *,
    key: str = "",
    request: str = "",
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Entry:
    """Check form, files and guard, and draw up the entry. Raises Refused."""
    _in_force(draft, spec, at)
    values, told = checked_form(draft, spec, form, len(files))
    deed = deed_of(draft, spec, values, told, len(files), at, by_sender=_is_citizen(actor))
    _in_time(spec, values, at)
    _ask_guard(spec, deed)
    entry = enter(
        draft,
        Doing(
            action=spec.code,
            actor=actor.code,
            at=at,
            title=policies.title_of(actor, draft.place),
            form={**values, **more},
            text=told,
            public=spec.public,
            files=files,
            evidence=rules.wants_evidence(spec),
            key=key or None,
            request=request,
        ),
    )
    if spec.effects:
        draft.effects.append((spec.effects, deed, actor))
    return entry


def _in_force(draft: Draft, spec: ActionSpec, at: datetime) -> None:
    """Raises Refused where a rule that reaches running cases on a day does not allow the step then."""
    rule = spec.since
    if rule is None or rules.in_force(spec, clock.day_of(at), draft.done):
        return
    told = {"do": spec.label, "day": f"{rule.on:%d/%m/%Y}", "source": rule.source}
    if rule.after:
        told["first"] = draft.pack.actions[rule.after].label
        raise Refused(_("Từ ngày %(day)s phải làm «%(first)s» trước (%(source)s).") % told)
    raise Refused(_("«%(do)s» chỉ có từ ngày %(day)s (%(source)s).") % told)


def checked_form(draft: Draft, spec: ActionSpec, form: Mapping[str, Any], files: int) -> tuple[dict[str, Any], str]:
    """The form's values and its text («text» or «reason»), which the timeline shows by itself."""
    values, wrongs = rules.checked_answers(spec.form, form, more=(RESULT,))
    if spec.result:
        offered = [choice.code for choice in draft.pack.results]
        result = form.get(RESULT)
        if not result:
            wrongs[RESULT] = Wrong(Problem.MISSING)
        elif result not in offered:
            wrongs[RESULT] = Wrong(Problem.NOT_OFFERED, {"offered": ", ".join(offered)})
        values[RESULT] = result
    elif form.get(RESULT):
        wrongs[RESULT] = Wrong(Problem.UNKNOWN_FIELD, {"field": RESULT})
    wrongs |= _wrong_files(spec, files)
    refuse(wrongs)
    told = next((values.pop(name) for name in ("text", "reason") if values.get(name)), "")
    return values, told


def _in_time(spec: ActionSpec, values: Mapping[str, Any], at: datetime) -> None:
    """Raises Refused where an invitation comes too late for the day it names, or names a day off."""
    notice, calendar = spec.notice, law.calendar()
    if notice is None or not values.get(notice.field):
        return
    day = date.fromisoformat(values[notice.field])
    first = rules.first_notice_day(notice, clock.day_of(at), calendar)
    if day < first:
        told = {"days": notice.days, "first": f"{first:%d/%m/%Y}", "source": notice.source}
        raise Refused(**{notice.field: _("Phải báo trước ít nhất %(days)s ngày: từ %(first)s (%(source)s).") % told})
    if not is_working_day(calendar, day):
        raise Refused(**{notice.field: _("%(day)s là ngày nghỉ. Chọn ngày làm việc.") % {"day": f"{day:%d/%m/%Y}"}})


def _ask_guard(spec: ActionSpec, deed: Deed) -> None:
    """Raises Refused where the action's guard says no."""
    wrong = hooks.call("guard", spec.guard, deed) if spec.guard else None
    if wrong:
        raise Refused(**{wrong[0]: wrong[1]})


def deed_of(
    draft: Draft,
    spec: ActionSpec,
    values: Mapping[str, Any],
    told: str,
    files: int,
    at: datetime,
    *,
    by_sender: bool,
) -> Deed:
    case = draft.case
    return Deed(
        code=case.code,
        type=case.type,
        unit=draft.unit,
        action=spec.code,
        state=case.state,
        subject=case.subject,
        content=case.content,
        field=case.field,
        answers=dict(case.answers),
        publish=case.publish and not any(party.sealed for party in draft.parties),
        form=dict(values),
        text=told,
        files=files,
        at=at,
        # Looked for only where nothing comes with the action itself.
        evidence=bool(files or values.get("document_number")) or (bool(spec.guard) and _has_evidence(draft)),
        closed_on=clock.day_of(case.closed_at) if case.closed_at else None,
        reopen_until=_reopen_until(draft),
        before={past.action: dict(past.form) for past in [*draft.past, *map(past_of, draft.entries)]},
        anonymous=all(party.anonymous for party in draft.parties),
        done=frozenset(draft.done),
        people=max(int(case.answers.get(PEOPLE) or 1), len(draft.parties)),
        by_sender=by_sender,
    )


def _wrong_files(spec: ActionSpec, files: int) -> dict[str, Wrong]:
    wanted = next((each for each in spec.form if each.kind == "files"), None)
    if files > MAX_FILES:
        return {"files": Wrong(Problem.TOO_MANY_FILES, {"most": MAX_FILES, "has": files})}
    if files and wanted is None:
        return {"files": Wrong(Problem.UNKNOWN_FIELD, {"field": "files"})}
    if wanted and wanted.required and not files:
        return {wanted.code: Wrong(Problem.MISSING)}
    return {}


def _reopen_until(draft: Draft) -> date | None:
    if not draft.case.closed_at:
        return None
    return rules.reopen_until(draft.pack, clock.day_of(draft.case.closed_at), law.calendar())


def _has_evidence(draft: Draft) -> bool:
    """Evidence given since the case was last re-opened: an old answer's photograph proves nothing new."""
    history = [*draft.past, *map(past_of, draft.entries)]
    since = rules.set_to_work(draft.pack, history)
    if any(past.number > since and past.form.get("document_number") for past in history):
        return True
    if any(attachment.evidence and draft.entries[at].number > since for at, attachment in draft.attachments):
        return True
    found = Attachment.objects.filter(case=draft.case.pk, evidence=True, entry__number__gt=since)
    return bool(draft.past) and found.exists()


def hold_ties(draft: Draft) -> None:
    """Both cases of a merge are locked together, before either is written."""
    for names, deed, _actor in draft.effects:
        if effects.LINKS in names:
            effects.hold_pair(deed)


def run_effects(draft: Draft) -> None:
    """What other rooms do with it, inside the transaction; a refusal undoes all."""
    for names, deed, actor in draft.effects:
        for name in names:
            hooks.call("effect", name, deed, actor)


def _done_before(key: str, request: str) -> Done | None:
    entry = Entry.objects.select_related("case").filter(key=key).first() if key else None
    if entry is None:
        return None
    if entry.request != request:
        raise Conflict(_("Trang này đã được gửi với nội dung khác. Tải lại trang rồi làm lại."))
    return Done(entry.case.code, entry.action, entry.state_to, entry.number, entry.audit, entry.hash, new=False)


def _done(draft: Draft, entry: Entry) -> Done:
    return Done(draft.case.code, entry.action, entry.state_to, entry.number, entry.audit, entry.hash)


def _is_citizen(actor: Actor) -> bool:
    return actor.account is None and any(grant.role is Role.CITIZEN for grant in actor.grants)


def _is_system(actor: Actor) -> bool:
    return actor.code.startswith("system:")
