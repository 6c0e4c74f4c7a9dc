"""What one person may do with one case now, and what stands in the way of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from gandan.cases import rules
from gandan.cases.models import Case, Entry
from gandan.cases.types import Possible
from gandan.core.clock import day_of
from gandan.law import queries as law
from gandan.law.types import ActionSpec, CaseType

ASSIGN = "assign"


def reopen_until(case: Case, pack: CaseType) -> date | None:
    """The last day for asking to re-open; None where the pack or the case knows none."""
    if case.closed_at is None or case.open:
        return None
    return rules.reopen_until(pack, day_of(case.closed_at), law.calendar())


def actions_for(
    case: Case,
    pack: CaseType,
    roles: Collection[str],
    done: Counter[str],
    today: date,
    days: Mapping[str, date] = MappingProxyType({}),
) -> tuple[Possible, ...]:
    """In the pack's order, the main step first. «assign» has a form of its own and is left out."""
    if case.erased_on:
        return ()
    pack = law.for_place(pack, case.unit.code, case.answers)
    found = [
        _possible(case, pack, spec, done, today, days)
        for spec in rules.available(pack, case.state, roles)
        if spec.code != ASSIGN and rules.follows(spec, done) and rules.in_force(spec, today, done)
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.blocked), not each.primary)))


def days_of(entries: Iterable[Entry]) -> dict[str, date]:
    """On which day each action was last done."""
    return {entry.action: day_of(entry.at) for entry in entries}


def _possible(
    case: Case, pack: CaseType, spec: ActionSpec, done: Counter[str], today: date, days: Mapping[str, date]
) -> Possible:
    state = pack.states[spec.to] if spec.to else None
    return Possible(
        code=spec.code,
        label=spec.label,
        blocked=_blocked(case, pack, spec, done, today, days),
        primary=spec.primary,
        icon=spec.icon,
        label_en=spec.label_en,
        form=spec.form,
        results=pack.results if spec.result else (),
        public=spec.public,
        files=any(each.kind == "files" for each in spec.form),
        to=spec.to or "",
        to_label=state.label if state else "",
        to_label_en=state.label_en if state else "",
        evidence=rules.wants_evidence(spec),
        sealed=pack.sealed,
    )


def _blocked(
    case: Case, pack: CaseType, spec: ActionSpec, done: Counter[str], today: date, days: Mapping[str, date]
) -> str:
    """Why not yet, as far as it can be known before the form is filled in."""
    if rules.blocked(pack, spec, done):
        return f"Chỉ được làm {spec.limit} lần."
    if rules.reopens(pack, spec, case.state):
        until = reopen_until(case, pack)
        if until is None or today > until:
            return "Đã hết thời gian đề nghị mở lại."
    until = rules.follow_until(spec, days, law.calendar())
    if until and today > until:
        return f"Đã hết thời hạn ngày {until:%d/%m/%Y} ({spec.follow.source})." if spec.follow else ""
    clock = pack.clocks.get(spec.extends)
    if clock and clock.extension and clock.extension.requires and not done[clock.extension.requires]:
        needed = pack.actions.get(clock.extension.requires)
        return f"Cần làm trước: {needed.label if needed else clock.extension.requires}."
    return ""
