"""Drafts put down: made ready before the caller's transaction, few statements within, however many cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeVar

from gandan.audit import actions as audit
from gandan.cases.actions.drafting import SETTLED, Draft
from gandan.cases.models import Assignment, Attachment, Case, Clock, Entry, Party
from gandan.core import rows
from gandan.core.types import Conflict

LOT = 500
Row = TypeVar("Row", Entry, Clock, Party)

CLOCK_COLUMNS = (
    "starts_on", "due_on", "due_at", "due_days", "due_unit", "due_source", "due_local", "due_pack", "due_other",
    "provisional", "extensions", "pauses", "paused_since", "met_on", "stopped",
)  # fmt: skip


_COLUMNS = tuple(Case._meta.get_field(name).attname for name in SETTLED)


class Changed(Conflict):
    """Somebody else wrote to the case since it was loaded."""


@dataclass(frozen=True, slots=True)
class Ready:
    """New cases with all that belongs to them, converted and hashed before the transaction."""

    drafts: Sequence[Draft]
    lots: Sequence[rows.Ready]


def insert(drafts: Sequence[Draft]) -> None:
    """New cases with all that belongs to them. IntegrityError where a code or a key exists already."""
    put(ready(drafts))


def ready(drafts: Sequence[Draft], also: Sequence[rows.Ready] = ()) -> Ready:
    """`also`: what is put down in the same breath, a job."""
    acts = audit.draw_up(chain.from_iterable(draft.acts for draft in drafts))
    entries = _own([(draft, entry) for draft in drafts for entry in draft.entries])
    for entry, digest in zip(entries, acts.hashes, strict=True):
        entry.hash = digest
    lots = [
        *rows.ready([draft.case for draft in drafts]),
        *acts.lots,
        *rows.ready(entries, keys={"audit": acts.entries}),
        *rows.ready(_own([(draft, clock) for draft in drafts for clock in draft.clocks])),
        *rows.ready(_own([(draft, party) for draft in drafts for party in draft.parties])),
        *rows.ready(_attachments(drafts)),
    ]
    return Ready(drafts, [*lots, *also])


def put(ready: Ready) -> None:
    """In the caller's transaction. IntegrityError where a code or a key exists already."""
    rows.put(ready.lots)
    _assignments(ready.drafts)


def _own(found: list[tuple[Draft, Row]]) -> list[Row]:
    for draft, row in found:
        row.case = draft.case
    return [row for _draft, row in found]


def update(drafts: Sequence[Draft], *, locked: bool = False) -> None:
    """What is new of cases that exist. `locked`: the caller holds the rows and has compared `last_number`.

    Raises Changed, which ends the transaction, where one has moved on meanwhile: the condition on `last_number` is
    the optimistic lock, and the row stays locked until the transaction ends.
    """
    if locked:
        Case.objects.bulk_update([draft.case for draft in drafts], SETTLED, batch_size=100)
    for draft in () if locked else drafts:
        before = draft.case.last_number - len(draft.entries)
        columns = {name: getattr(draft.case, name) for name in _COLUMNS}
        if Case.objects.filter(pk=draft.case.pk, last_number=before).update(**columns) != 1:
            raise Changed(draft.case.code)
    moved = [draft.case for draft in drafts if draft.moved]
    if moved:
        Case.objects.bulk_update(moved, ["folded", "neighbourhood"], batch_size=100)
    retyped = [draft.case for draft in drafts if draft.retyped]
    if retyped:
        Case.objects.bulk_update(retyped, ["type", "version", "answers"], batch_size=100)
    _entries(drafts)
    _clocks(drafts)
    rows.insert(_attachments(drafts))
    _assignments(drafts)


def update_fresh(drafts: Sequence[Draft]) -> set[str]:
    """Many at once in the caller's transaction; the codes of those written, the others have moved on meanwhile."""
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=[draft.case.pk for draft in drafts])
    numbers = dict(rows.order_by("pk").values_list("pk", "last_number"))
    fresh = [draft for draft in drafts if numbers.get(draft.case.pk) == draft.case.last_number - len(draft.entries)]
    update(fresh, locked=True)
    return {draft.case.code for draft in fresh}


def _entries(drafts: Sequence[Draft]) -> None:
    recorded = audit.record_many(chain.from_iterable(draft.acts for draft in drafts))
    entries = _own([(draft, entry) for draft in drafts for entry in draft.entries])
    for entry, told in zip(entries, recorded, strict=True):
        entry.audit, entry.hash = told.entry, told.hash
    rows.insert(entries)


def _clocks(drafts: Sequence[Draft]) -> None:
    new, old = [], []
    for draft in drafts:
        for clock in draft.changed:
            clock.case = draft.case
            (old if clock.pk else new).append(clock)
    if old:
        Clock.objects.bulk_update(old, CLOCK_COLUMNS, batch_size=LOT)
    rows.insert(new)


def _attachments(drafts: Sequence[Draft]) -> list[Attachment]:
    found = []
    for draft in drafts:
        for place, attachment in draft.attachments:
            entry = draft.entries[place]
            attachment.case = draft.case
            # What came with the submission belongs to the case itself.
            attachment.entry = entry if entry.number > 1 else None
            found.append(attachment)
    return found


def _assignments(drafts: Sequence[Draft]) -> None:
    given = [draft for draft in drafts if draft.assignments]
    if not given:
        return
    for draft in given:
        for row in draft.assignments:
            row.case = draft.case
        # Within one draft each assignment ends the one before it.
        for before, after in zip(draft.assignments, draft.assignments[1:], strict=False):
            before.until = after.at
    _end_those_before(given)
    rows.insert([row for draft in given for row in draft.assignments])


def _end_those_before(given: Sequence[Draft]) -> None:
    """Cases given together are given at one moment, so this is one statement; new cases have none before."""
    moments: dict[datetime, list[int]] = {}
    for draft in given:
        if draft.past:
            moments.setdefault(draft.assignments[0].at, []).append(draft.case.pk)
    for at, cases in moments.items():
        Assignment.objects.filter(case__in=cases, until=None).update(until=at)
