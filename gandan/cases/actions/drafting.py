"""A case in hand: entries are drawn up, clocks turned and columns folded in memory; `writing` puts it down.

Everything costly happens here, before a transaction begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gandan.audit.types import Act
from gandan.cases import rules
from gandan.cases.actions import locking, turning
from gandan.cases.models import Assignment, Attachment, Case, Clock, Entry, Party
from gandan.cases.policies import Place
from gandan.cases.queries.records import PREFIX, entry_told
from gandan.cases.rules import ClockNow, Folded, Past
from gandan.cases.types import Deed
from gandan.core.clock import day_of
from gandan.directory.types import Actor
from gandan.documents.types import Stored
from gandan.law import queries as law
from gandan.law.types import CaseType

# The columns that follow from entries and clocks; `writing` updates exactly these.
SETTLED = (
    "state", "open", "closed_at", "result", "rating", "reopened", "last_number", "due_on", "due_clock", "due_source",
    "due_local", "queue_on", "paused", "approval", "answered_on", "on_time", "field", "unit", "assigned_to",
    "assigned_unit", "bars",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing about to be entered."""

    action: str
    actor: str
    at: datetime
    title: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    public: bool = False
    files: tuple[tuple[Stored, str], ...] = ()  # with the name under which each was sent
    evidence: bool = False
    key: str | None = None
    request: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)  # more for the audit's payload


@dataclass(slots=True)
class Draft:
    """The rows of one case and what is new of them. `folded` is None before its first entry."""

    case: Case
    pack: CaseType
    unit: str  # code
    unit_name: str
    place: Place
    folded: Folded | None = None
    clocks: list[Clock] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    facts: set[str] = field(default_factory=set)  # codes of what forms have stated
    parties: list[Party] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)  # new ones
    acts: list[Act] = field(default_factory=list)  # one for each of them
    attachments: list[tuple[int, Attachment]] = field(default_factory=list)  # with the place of its entry
    assignments: list[Assignment] = field(default_factory=list)
    changed: list[Clock] = field(default_factory=list)
    moved: bool = False  # to another unit: it is found there from now on
    retyped: bool = False  # under another pack from now on
    past: list[Past] = field(default_factory=list)  # entries that are in the database
    effects: list[tuple[tuple[str, ...], Deed, Actor]] = field(default_factory=list)  # to run once it is written


def enter(draft: Draft, doing: Doing) -> Entry:
    """Draw up one entry: state, clocks and columns follow. Raises law's refusals (extensions, calendar)."""
    number = draft.folded.number + 1 if draft.folded else 1
    state_from = draft.folded.state if draft.folded else ""
    state_to = _leads_to(draft, doing.action)
    draft.facts |= {doing.action, *(code for code, value in doing.form.items() if value)}
    said = locking.said(draft.pack, draft.case.code, doing.action, doing.text, doing.form, doing.files)
    entry = Entry(
        number=number,
        at=doing.at,
        action=doing.action,
        actor=doing.actor,
        actor_title=doing.title,
        state_from=state_from,
        state_to=state_to,
        public=doing.public,
        text=said.text,
        form=said.form,
        secret=said.secret,
        clocks=_turn_clocks(draft, doing, state_to),
        key=doing.key,
        request=doing.request,
    )
    _fold(draft, entry)
    draft.done[doing.action] += 1
    draft.entries.append(entry)
    for stored, name in said.files:
        attachment = Attachment(file_id=stored.id, name=name or stored.name, evidence=doing.evidence)
        draft.attachments.append((len(draft.entries) - 1, attachment))
    draft.acts.append(_act(draft, entry, doing, said.files))
    return entry


def settle(draft: Draft) -> None:
    """Bring the stored columns to what entries and clocks say."""
    if draft.folded is None:
        return
    _put(draft.case, rules.standing(draft.pack, draft.folded))
    settle_dates(draft.case, draft.pack, draft.clocks)


def settle_dates(case: Any, pack: CaseType, clocks: Sequence[rules.ClockRow]) -> None:
    _put(case, rules.dates(pack, clocks, queued=case.open))


def _put(case: Any, columns: rules.Standing | rules.Dates) -> None:
    for name in columns.__slots__:
        setattr(case, name, getattr(columns, name))


def clocks_now(clocks: Sequence[Clock]) -> list[ClockNow]:
    return [ClockNow(c.code, c.round, rules.is_open(c), c.paused_since is not None) for c in clocks]


def _leads_to(draft: Draft, action: str) -> str:
    if draft.folded is None:
        return draft.pack.initial
    if action in rules.RESTARTS:
        return draft.pack.initial
    spec = draft.pack.actions.get(action)
    return (spec.to if spec else None) or draft.folded.state


def _fold(draft: Draft, entry: Entry) -> None:
    past = past_of(entry)
    if draft.folded is None or past.action == rules.RETYPE:
        draft.folded = rules.begin(draft.pack, past)
    else:
        draft.folded = rules.advance(draft.pack, draft.folded, past)
    settle(draft)


def past_of(entry: Entry) -> Past:
    return Past(entry.number, entry.at, entry.action, entry.state_from, entry.state_to, entry.form)


def _turn_clocks(draft: Draft, doing: Doing, state: str) -> list[dict[str, Any]]:
    begins = draft.folded is None or doing.action in rules.RESTARTS
    action = rules.RECEIVED if begins else doing.action
    if not begins and action not in draft.pack.actions:
        return []  # what the engine enters by itself turns no clock
    # Another kind of letter has had its time since it was received; another body has it from now on.
    at = draft.case.received_at if doing.action == rules.RETYPE else doing.at
    told = _stopped(draft) if doing.action == rules.RETYPE else []
    for turn in rules.turns(draft.pack, action, state, clocks_now(draft.clocks), draft.case.channel, day_of(at)):
        clock = next((c for c in draft.clocks if (c.code, c.round) == (turn.code, turn.round)), None)
        if clock is None:
            clock = Clock(code=turn.code, round=turn.round)
            draft.clocks.append(clock)
        why = "" if draft.pack.sealed else doing.text
        turning.turn(clock, turn.what, draft.pack, law.calendar(), at, _stated(draft, doing), why)
        if clock not in draft.changed:
            draft.changed.append(clock)
        told.append(turning.told(clock, turn.what))
    return told


def _stopped(draft: Draft) -> list[dict[str, Any]]:
    """The clocks of the kind that it was not."""
    told = []
    for clock in filter(rules.is_open, draft.clocks):
        clock.stopped = True
        draft.changed.append(clock)
        told.append(turning.told(clock, rules.What.STOPPED))
    return told


def _stated(draft: Draft, doing: Doing) -> turning.Stated:
    return turning.Stated({**draft.case.answers, **doing.form}, frozenset(draft.facts))


def _act(draft: Draft, entry: Entry, doing: Doing, files: locking.Files) -> Act:
    payload = {"entry": entry_told(entry), "files": [_file_told(stored, name) for stored, name in files]}
    return Act(
        actor=doing.actor,
        verb=doing.action,
        object=f"{PREFIX}{draft.case.code}",
        unit=draft.unit,
        payload={**payload, **doing.told},
        # Histories of imports are written today: the audit says when that was, the entry when it happened.
        at=None,
        first=entry.number == 1,
    )


def _file_told(stored: Stored, name: str) -> dict[str, Any]:
    return {"sha256": stored.sha256, "name": name or stored.name}
