"""What one action does to the clocks of a case: which start, are met, stand still, run again, are extended, stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gandan.cases.rules.packs import rests
from gandan.law.types import CaseType, ClockSpec

RECEIVED = "received"


class What(StrEnum):
    STARTED = "started"
    RESUMED = "resumed"
    EXTENDED = "extended"
    MET = "met"
    STOPPED = "stopped"
    PAUSED = "paused"
    MOVED = "moved"  # the calendar changed


@dataclass(frozen=True, slots=True)
class ClockNow:
    """A clock as it stands before the action."""

    code: str
    round: int
    open: bool  # neither met nor stopped
    paused: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happens to one clock, in this order."""

    code: str
    round: int
    what: What


def turns(pack: CaseType, action: str, state: str, clocks: Sequence[ClockNow], channel: str, day: date) -> list[Turn]:
    """What `action` («received» for the submission itself) does on `day`, `state` being the state it leads to.

    A clock that is met runs until then, so it is resumed first. A case that ends stops what was not met.
    """
    spec = pack.actions.get(action)
    found: list[Turn] = []
    still: list[ClockNow] = []
    for now in clocks:
        if not now.open:
            continue
        if action in pack.clocks[now.code].ends:
            found += [Turn(now.code, now.round, What.RESUMED)] if now.paused else []
            found.append(Turn(now.code, now.round, What.MET))
        else:
            if spec and spec.extends == now.code:
                found.append(Turn(now.code, now.round, What.EXTENDED))
            still.append(now)
    stands = pack.states[state]
    if rests(pack, state):
        found += [Turn(now.code, now.round, What.STOPPED) for now in still]
        still = []
    begun = _begun(pack, action, clocks, {now.code for now in still}, channel, day)
    found += [Turn(now.code, now.round, What.STARTED) for now in begun]
    return found + _standing(pack, stands.clock, [*still, *begun])


def _begun(
    pack: CaseType, action: str, clocks: Sequence[ClockNow], running: set[str], channel: str, day: date
) -> list[ClockNow]:
    """A clock starts anew only when its last round is over."""
    found = []
    for code, clock in pack.clocks.items():
        if code in running or not _starts(clock, action, channel, day):
            continue
        rounds = [now.round for now in clocks if now.code == code]
        found.append(ClockNow(code, max(rounds, default=0) + 1, open=True, paused=False))
    return found


def _starts(clock: ClockSpec, action: str, channel: str, day: date) -> bool:
    if clock.channels and channel not in clock.channels:
        return False
    if clock.since and day < clock.since.on:
        return False
    return clock.starts == action or action in clock.restarts


def _standing(pack: CaseType, clock: str, running: Sequence[ClockNow]) -> list[Turn]:
    found = []
    for now in running:
        pauses = clock == "pauses" and pack.clocks[now.code].pauses
        if pauses != now.paused:
            found.append(Turn(now.code, now.round, What.PAUSED if pauses else What.RESUMED))
    return found
