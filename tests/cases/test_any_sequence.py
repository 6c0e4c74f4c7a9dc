"""Whatever is done in whatever order: the stored case is the fold of its entries, its clocks are consistent, and
what the audit holds says the same. The sequences are drawn from what each pack allows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gandan.cases import rules
from gandan.cases.actions import acting, intake
from gandan.cases.actions.drafting import Draft, past_of
from gandan.cases.policies import Place
from gandan.cases.rules.registers import OFFICERS
from gandan.cases.types import Channel, PartyInput, Submission
from gandan.core.clock import VIETNAM, day_of
from gandan.core.types import Refused
from gandan.directory.types import Actor, Grant, UnitView
from gandan.law import queries as law
from gandan.law.types import ActionSpec, CaseType, FieldSpec, Role

PATH = "/79/26740/"
EVERYBODY = Actor("account:test", 1, 1, "", tuple(Grant(role, 1, PATH, "Cán bộ") for role in sorted(OFFICERS)))
START = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
PACKS = [pack for pack in law.case_types(START.date()) if not pack.sealed]


def a_value(spec: FieldSpec, at: datetime) -> Any:
    values = {
        "choice": lambda: spec.choices[0].code,
        "date": lambda: (day_of(at) + timedelta(days=20)).isoformat(),
        "integer": lambda: 3,
        "yes_no": lambda: True,
    }
    return values.get(spec.kind, lambda: "Ghi đủ một câu.")()


def a_form(pack: CaseType, spec: ActionSpec, at: datetime) -> dict[str, Any]:
    form = {each.code: a_value(each, at) for each in spec.form if each.kind != "files"}
    return form | ({"result": pack.results[0].code} if spec.result else {})


def a_draft(pack: CaseType, draw: Any) -> Draft:
    answers = {each.code: a_value(each, START) for each in rules.own_fields(pack) if each.kind != "files"}
    submission = Submission(
        type=pack.code, unit="26740", subject="Một việc mẫu", content="Nội dung mẫu.", key="k", answers=answers,
        party=PartyInput(name="Mẫu"), channel=Channel.COUNTER, received_at=START,
    )  # fmt: skip
    unit = UnitView(1, "26740", "Phường Sài Gòn", "Sài Gòn", "", PATH, "SG")
    return intake.open_case(intake.Prepared(submission, pack, unit, START), EVERYBODY, code="SG26-0000-0017")


@settings(suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
@given(data=st.data())
def test_any_sequence_of_allowed_actions_keeps_the_case_whole(pack: CaseType, data: st.DataObject) -> None:
    draft, at = a_draft(pack, data.draw), START
    holds(draft)
    for _ in range(data.draw(st.integers(0, 12))):
        at += timedelta(days=data.draw(st.integers(0, 9)), minutes=1)
        offered = [spec for spec in pack.actions.values() if draft.case.state in spec.frm]
        if not offered:
            break
        spec = data.draw(st.sampled_from(offered))
        before = (draft.case.state, draft.case.last_number, [c.due_on for c in draft.clocks])
        actor = Actor.resident() if set(spec.roles) <= {Role.CITIZEN, Role.SYSTEM} else EVERYBODY
        try:
            allowed = acting.allowed(draft, spec.code, actor, seen=draft.case.last_number)
            acting.prepare(draft, allowed, actor, at, a_form(pack, allowed, at))
        except Refused:
            # Refused before anything was changed.
            assert before == (draft.case.state, draft.case.last_number, [c.due_on for c in draft.clocks])
        holds(draft)


def holds(draft: Draft) -> None:
    case, pack = draft.case, draft.pack
    folded = rules.fold(pack, map(past_of, draft.entries))
    assert (folded.state, folded.open, folded.number) == (case.state, case.open, case.last_number)
    assert (folded.closed_at, folded.result, folded.rating, folded.reopened) == (
        case.closed_at, case.result, case.rating, case.reopened,
    )  # fmt: skip
    assert len(draft.entries) == len(draft.acts) == case.last_number
    clocks_hold(draft)


def clocks_hold(draft: Draft) -> None:
    case, pack = draft.case, draft.pack
    running = [c for c in draft.clocks if c.met_on is None and not c.stopped and c.paused_since is None]
    assert case.queue_on == (min(c.due_on for c in running) if running and case.open else rules.NEVER)
    assert case.open or not running, "a case at rest has no clock that runs"
    rounds: dict[str, list[int]] = {}
    for clock in draft.clocks:
        rounds.setdefault(clock.code, []).append(clock.round)
        assert clock.starts_on <= clock.due_on
        assert not (clock.met_on and clock.stopped)
        assert clock.paused_since is None or pack.clocks[clock.code].pauses
        if clock.paused_since and not clock.stopped:
            assert pack.states[case.state].clock == "pauses"
        told = [line for e in draft.entries for line in e.clocks if (line["code"], line["round"]) == _key(clock)]
        assert told[0]["what"] == "started"
        assert [line["due_on"] for line in told if "due_on" in line][-1] == clock.due_on.isoformat()
    assert all(found == list(range(1, len(found) + 1)) for found in rounds.values())


def _key(clock: Any) -> tuple[str, int]:
    return clock.code, clock.round


def test_the_packs_are_all_drawn() -> None:
    assert len(PACKS) >= 6
    assert Place(PATH)
