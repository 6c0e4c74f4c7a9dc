"""Columns that follow from entries and clocks: written with every entry, compared with them by `gandan verify`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from gandan.cases.rules.folding import Folded
from gandan.cases.rules.packs import main_clocks, waits_for_leader
from gandan.law.types import CaseType

NEVER = date(9999, 12, 31)  # where a case stands in the queue while no clock runs


class ClockRow(Protocol):
    """What the dates of a case need of one of its clocks, as it is stored."""

    code: str
    round: int
    due_on: date
    due_source: str
    due_local: bool
    met_on: date | None
    stopped: bool
    paused_since: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands; each name is a column."""

    state: str
    open: bool
    last_number: int
    closed_at: datetime | None
    result: str
    rating: str
    reopened: int
    paused: bool
    approval: bool


@dataclass(frozen=True, slots=True)
class Dates:
    """The date the desk sorts by, and whether the main clock was met in time; each name is a column."""

    due_on: date | None
    due_clock: str
    due_source: str
    due_local: bool
    queue_on: date
    answered_on: date | None
    on_time: bool | None


def standing(pack: CaseType, folded: Folded) -> Standing:
    return Standing(
        state=folded.state,
        open=folded.open and not pack.sealed,  # what is sealed whole stands in no queue
        last_number=folded.number,
        closed_at=folded.closed_at,
        result=folded.result,
        rating=folded.rating,
        reopened=folded.reopened,
        paused=folded.open and pack.states[folded.state].clock == "pauses",
        approval=folded.open and waits_for_leader(pack, folded.state),
    )


def dates(pack: CaseType, clocks: Sequence[ClockRow], *, queued: bool) -> Dates:
    """`queued`: whether the case stands in the desk's queue."""
    main = _main(pack, clocks)
    shown = _shown(clocks, main)
    running = shown is not None and is_open(shown) and shown.paused_since is None
    met = [clock.met_on for clock in main if clock.met_on]
    done = bool(met) and not any(is_open(clock) for clock in main)
    return Dates(
        due_on=shown.due_on if shown else None,
        due_clock=shown.code if shown else "",
        due_source=shown.due_source if shown else "",
        due_local=shown.due_local if shown else False,
        queue_on=shown.due_on if shown and running and queued else NEVER,
        answered_on=max(met) if done else None,
        on_time=all(c.met_on <= c.due_on for c in main if c.met_on) if done else None,
    )


def is_open(clock: ClockRow) -> bool:
    """Neither met nor stopped."""
    return clock.met_on is None and not clock.stopped


def _shown(clocks: Sequence[ClockRow], main: Sequence[ClockRow]) -> ClockRow | None:
    """The earliest running clock, else the earliest that stands still, else the main one as it ended."""
    going = [clock for clock in clocks if is_open(clock)]
    if going:
        return min(going, key=lambda clock: (clock.paused_since is not None, clock.due_on, clock.code))
    return max(main or clocks, key=lambda clock: clock.due_on, default=None)


def _main(pack: CaseType, clocks: Sequence[ClockRow]) -> list[ClockRow]:
    """The main clocks in their last round."""
    wanted = main_clocks(pack)
    latest: dict[str, ClockRow] = {}
    for clock in clocks:
        if clock.code in wanted and (clock.code not in latest or clock.round > latest[clock.code].round):
            latest[clock.code] = clock
    return list(latest.values())
