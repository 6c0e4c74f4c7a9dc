"""The state of a case is a fold of its entries; whatever is stored beside must equal it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from gandan.cases.rules.packs import reopens, rests
from gandan.law.types import CaseType

# What the engine itself may enter beside the actions of a pack; all but the first keep the state.
BUILT_IN = (
    "submit", "assign", "move_unit", "open_seal", "recompute", "erase_person", "link", "issue_letter", "cancel_letter",
    "retype", "arrive", "split", "set_field", "ask_seal", "approve_seal", "bar_person", "reroute",
    "choose_told",
    "apply_retention", "correct_person",
)  # fmt: skip
RETYPE, ARRIVE = "retype", "arrive"
# These two begin again where a new case stands: under another pack, or at another unit.
RESTARTS = frozenset({RETYPE, ARRIVE})


class Broken(ValueError):
    """Entries that no allowed sequence of actions could have written."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a fold needs of one entry."""

    number: int
    at: datetime
    action: str
    state_from: str
    state_to: str
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Folded:
    state: str
    open: bool
    number: int
    closed_at: datetime | None = None
    result: str = ""
    rating: str = ""
    reopened: int = 0


def fold(pack: CaseType, entries: Iterable[Past]) -> Folded:
    """Where the entries, first to last, have brought the case. Raises Broken where one does not follow."""
    found: Folded | None = None
    for entry in _under_this_pack(entries):
        found = begin(pack, entry) if found is None else advance(pack, found, entry)
    if found is None:
        raise Broken("no entries")
    return found


def since_typed(entries: Iterable[Past]) -> list[Past]:
    """The entries made under the pack that the case has now: from the last re-typing on."""
    found: list[Past] = []
    for entry in entries:
        found = [entry] if entry.action == RETYPE else [*found, entry]
    return found


def _under_this_pack(entries: Iterable[Past]) -> Iterable[Past]:
    """What came before a re-typing belongs to another pack; of that only the order is looked at."""
    found = list(entries)
    for before, after in pairwise(found):
        if after.action == RETYPE and (before.number + 1, before.state_to) != (after.number, after.state_from):
            raise Broken(f"entry {after.number} does not follow entry {before.number}")
    return since_typed(found)


def set_to_work(pack: CaseType, entries: Iterable[Past]) -> int:
    """The number of the entry that last set a case at rest to work again; 0 for none. Proof is asked for anew then."""
    return max((entry.number for entry in entries if _reopened(pack, entry)), default=0)


def _reopened(pack: CaseType, entry: Past) -> bool:
    spec = pack.actions.get(entry.action)
    return bool(spec and entry.state_from in pack.states and reopens(pack, spec, entry.state_from))


def begin(pack: CaseType, entry: Past) -> Folded:
    if entry.action == RETYPE and entry.state_to == pack.initial:
        return Folded(pack.initial, open=not rests(pack, pack.initial), number=entry.number)
    if entry.action != BUILT_IN[0] or entry.number != 1 or entry.state_to != pack.initial:
        raise Broken(f"entry {entry.number}: a case begins with its submission")
    return Folded(pack.initial, open=not rests(pack, pack.initial), number=1)


def advance(pack: CaseType, before: Folded, entry: Past) -> Folded:
    """One entry further."""
    if entry.number != before.number + 1:
        raise Broken(f"entry {entry.number} follows entry {before.number}")
    if entry.state_from != before.state:
        raise Broken(f"entry {entry.number}: «{entry.state_from}» is not where the case stood, «{before.state}»")
    state = _led_to(pack, before.state, entry)
    if state != entry.state_to:
        raise Broken(f"entry {entry.number}: «{entry.action}» leads to «{state}», not «{entry.state_to}»")
    if entry.action in RESTARTS:
        return Folded(state, open=not rests(pack, state), number=entry.number, reopened=before.reopened)
    rest, was = rests(pack, state), rests(pack, before.state)
    after = replace(before, state=state, number=entry.number, open=not rest)
    if rest and not was:
        after = replace(after, closed_at=entry.at)
    elif was and not rest:
        # What had been decided is open again; the entries keep it.
        after = replace(after, closed_at=None, result="", reopened=before.reopened + 1)
    spec = pack.actions.get(entry.action)
    if spec and spec.result and entry.form.get("result"):
        after = replace(after, result=str(entry.form["result"]))
    if entry.form.get("rating"):
        after = replace(after, rating=str(entry.form["rating"]))
    return after


def _led_to(pack: CaseType, state: str, entry: Past) -> str:
    spec = pack.actions.get(entry.action)
    if spec is None:
        if entry.action not in BUILT_IN[1:]:
            raise Broken(f"entry {entry.number}: no action «{entry.action}»")
        return pack.initial if entry.action in RESTARTS else state
    if state not in spec.frm:
        raise Broken(f"entry {entry.number}: «{entry.action}» is not possible in «{state}»")
    return spec.to or state
