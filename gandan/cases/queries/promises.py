"""What would run if something were sent today: each clock, until when, counted how."""

from __future__ import annotations

from datetime import date, datetime

from gandan.cases.types import Channel, Promise
from gandan.core import clock
from gandan.law import queries as law
from gandan.law import rules
from gandan.law.types import CaseType, ClockSpec

RECEIVED = "received"


def if_sent_now(type: str, channel: Channel = Channel.WEB, at: datetime | None = None) -> tuple[Promise, ...]:
    """The clocks of a case type that start with its receipt, the soonest first. Raises LawError."""
    moment = at or clock.now()
    day = clock.day_of(moment)
    pack = law.case_type(type, day)
    wanted = (spec for spec in pack.clocks.values() if spec.starts == RECEIVED)
    found = [_promise(pack, spec, moment, day) for spec in wanted if not spec.channels or channel in spec.channels]
    return tuple(sorted(found, key=lambda promise: promise.due.on))


def _promise(pack: CaseType, spec: ClockSpec, moment: datetime, day: date) -> Promise:
    calendar = law.calendar()
    due = rules.due(calendar, spec, moment if spec.hours else day, pack=pack.version)
    return Promise(
        label=spec.label,
        label_en=spec.label_en,
        due=due,
        steps=rules.explain(calendar, due),
        sentences=rules.explain_text(calendar, due),
        sentences_en=rules.explain_text(calendar, due, "en"),
    )
