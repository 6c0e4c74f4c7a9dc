"""One clock of a case and what happens to it: the rule says what, the law says until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from gandan.cases.models import Clock
from gandan.cases.rules import What
from gandan.core.clock import day_of
from gandan.core.types import Refused
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.rules.counting import extended_by
from gandan.law.types import Calendar, CaseType, ClockSpec, Due


@dataclass(frozen=True, slots=True)
class Stated:
    """What has been said so far: the values at hand, and the codes of every fact ever recorded."""

    values: Mapping[str, Any]
    facts: frozenset[str]


def turn(
    clock: Clock, what: What, pack: CaseType, calendar: Calendar, at: datetime, stated: Stated, reason: str = ""
) -> None:
    """Change the row in memory. Raises law's refusals."""
    spec, day = pack.clocks[clock.code], day_of(at)
    match what:
        case What.STARTED:
            clock.set_due(_first_due(spec, pack, calendar, at, stated))
        case What.EXTENDED:
            clock.set_due(_extended(clock, _own(clock, pack), calendar, stated))
        case What.PAUSED:
            clock.pause(day, reason[:200])
        case What.RESUMED:
            clock.resume(day, calendar)
        case What.MET:
            clock.met_on = day
        case What.STOPPED:
            clock.stopped = True


def told(clock: Clock, what: What) -> dict[str, Any]:
    """The line an entry keeps of it."""
    line: dict[str, Any] = {"code": clock.code, "round": clock.round, "what": what.value}
    if what in (What.STARTED, What.EXTENDED, What.RESUMED, What.MOVED):
        line |= {"due_on": clock.due_on.isoformat(), "source": clock.due_source}
    return line


def _first_due(spec: ClockSpec, pack: CaseType, calendar: Calendar, at: datetime, stated: Stated) -> Due:
    day = day_of(at)
    chosen = stated.values.get(spec.chosen) if spec.chosen else None
    if chosen:
        on = date.fromisoformat(str(chosen))
        if on < day:
            raise Refused(**{spec.chosen: _("Hạn không thể trước ngày giao %(day)s.") % {"day": f"{day:%d/%m/%Y}"}})
        return law_rules.due_chosen(calendar, spec, day, on, pack=pack.version)
    return law_rules.due(calendar, spec, at if spec.hours else day, pack=pack.version)


def _own(clock: Clock, pack: CaseType) -> ClockSpec:
    """A running clock keeps what it started under, also where its unit was listed as remote, or left it, since."""
    spec = law.case_type_version(pack.version).clocks[clock.code]
    return law_rules.as_started(spec, clock.due().days, clock.extensions)


def _extended(clock: Clock, spec: ClockSpec, calendar: Calendar, stated: Stated) -> Due:
    needed = spec.extension.requires if spec.extension else ""
    if needed and needed not in stated.facts:
        raise Refused(**{needed: _("Muốn gia hạn phải ghi vào hồ sơ trước: %(fact)s.") % {"fact": needed}})
    times = clock.extensions + 1
    extended_by(spec, times)  # raises beyond what the article allows
    stored = clock.due()
    if spec.chosen and spec.extension and stored.days != spec.days:
        on = clock.due_on + timedelta(days=spec.extension.days)
        moved = law_rules.due_chosen(calendar, spec, clock.starts_on, on, pack=stored.pack)
        return replace(moved, extensions=times, extension_source=spec.extension.source)
    pauses = clock.ended_pauses()
    return law_rules.due(calendar, spec, clock.starts_on, extensions=times, pauses=pauses, pack=stored.pack)
