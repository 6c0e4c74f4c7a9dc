"""What a pack says about one case: what may be done next, how far it has come, until when it may be re-opened."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta

from gandan.cases.types import Milestone
from gandan.law.rules import is_working_day, next_working_day, recount
from gandan.law.types import ActionSpec, Calendar, CaseType, Choice, FieldSpec, NoticeSpec, OutsideCalendar, Role, Unit

AREA = "field"  # the field of a form by which cases are sorted: «lĩnh vực»
EVIDENCE = "has_evidence"
DRIVERS = frozenset({Role.CITIZEN, Role.SYSTEM})


def area_choices(pack: CaseType) -> tuple[FieldSpec | None, tuple[Choice, ...]]:
    """The pack's field for «lĩnh vực», and what it offers."""
    spec = next((each for each in pack.fields if each.code == AREA and each.kind == "choice"), None)
    return spec, spec.choices if spec else ()


def own_fields(pack: CaseType) -> tuple[FieldSpec, ...]:
    """What a sender is asked beside subject, content, place and field."""
    return tuple(each for each in pack.fields if each.code != AREA)


def available(pack: CaseType, state: str, roles: Collection[str]) -> list[ActionSpec]:
    """The actions that one with these roles finds in this state, in the pack's order."""
    return [spec for spec in pack.actions.values() if state in spec.frm and set(spec.roles) & set(roles)]


def blocked(pack: CaseType, spec: ActionSpec, done: Mapping[str, int]) -> bool:
    """Whether it has been done as often as the pack allows in the life of a case."""
    return bool(spec.limit) and done.get(spec.code, 0) >= spec.limit


def follows(spec: ActionSpec, done: Mapping[str, int]) -> bool:
    """Whether what it comes after was done, and not yet followed by it: once for each time."""
    return not spec.after or done.get(spec.after, 0) > done.get(spec.code, 0)


def in_force(spec: ActionSpec, day: date, done: Mapping[str, int]) -> bool:
    """Whether a rule that reaches running cases on a day allows it: from then on only, or then only after a step."""
    rule = spec.since
    if rule is None:
        return True
    if day < rule.on:
        return bool(rule.after)
    return not rule.after or done.get(rule.after, 0) > 0


def wants_evidence(spec: ActionSpec) -> bool:
    """Whether it needs proof: a photograph, a document, or the number of one."""
    return spec.guard == EVIDENCE


def rests(pack: CaseType, state: str) -> bool:
    """Whether nothing is left for the desk to do: the case has ended, or its answer waits for the sender."""
    spec = pack.states[state]
    return spec.end or spec.clock == "stops"


def main_clocks(pack: CaseType) -> frozenset[str]:
    """The clocks that a result meets: they say when a case was answered, and whether in time."""
    resulting = {spec.code for spec in pack.actions.values() if spec.result}
    found = frozenset(code for code, clock in pack.clocks.items() if resulting & set(clock.ends))
    return found or frozenset(list(pack.clocks)[-1:])


def reopens(pack: CaseType, spec: ActionSpec, state: str) -> bool:
    """Whether the action sets a case at rest to work again."""
    return spec.to is not None and rests(pack, state) and not rests(pack, spec.to)


def reopen_until(pack: CaseType, closed_on: date, calendar: Calendar) -> date | None:
    """The last day on which a sender may have it re-opened (Civil Code, Art. 148.5: never a day off)."""
    if not pack.reopen_days:
        return None
    try:
        return recount(calendar, start=closed_on, days=pack.reopen_days, unit=Unit.CALENDAR)[0]
    except OutsideCalendar:
        return date.fromordinal(closed_on.toordinal() + pack.reopen_days)


def follow_until(spec: ActionSpec, days: Mapping[str, date], calendar: Calendar) -> date | None:
    """The last day for an action that opens a case at the body above; None where its days have not begun."""
    since = days.get(spec.follow.since) if spec.follow else None
    if spec.follow is None or since is None:
        return None
    return recount(calendar, start=since, days=spec.follow.days, unit=Unit.CALENDAR)[0]


def first_notice_day(notice: NoticeSpec, today: date, calendar: Calendar) -> date:
    """The earliest day for which an invitation that goes out today is in time: on a day when the office opens."""
    if notice.unit is Unit.CALENDAR:
        day = today + timedelta(days=notice.days)
        return day if is_working_day(calendar, day) else next_working_day(calendar, day)
    return recount(calendar, start=today, days=notice.days, unit=notice.unit)[0]


def waits_for_leader(pack: CaseType, state: str) -> bool:
    """Whether the main next step is a leader's alone."""
    main = [spec for spec in pack.actions.values() if state in spec.frm and spec.primary]
    return bool(main) and all(set(spec.roles) - DRIVERS == {Role.LEADER} for spec in main)


def ended_by_sender(pack: CaseType, state: str) -> bool:
    """Whether the sender's step alone, or one written down for them, ends here: withdrawn, without an answer."""
    leading = [set(spec.roles) for spec in pack.actions.values() if spec.to == state]
    by_sender = all(Role.CITIZEN in roles and Role.SYSTEM not in roles for roles in leading)
    return pack.states[state].end and bool(leading) and by_sender


def awaits_sender(pack: CaseType, state: str) -> bool:
    """Whether the sender's own step leads on from here; withdrawing, which is never the main one, does not."""
    steps = [spec for spec in pack.actions.values() if state in spec.frm and Role.CITIZEN in spec.roles]
    return any(spec.primary and spec.to and spec.to != state and not pack.states[spec.to].end for spec in steps)


def milestones(pack: CaseType, state: str, reached: Mapping[str, date]) -> tuple[Milestone, ...]:
    """The public progress line; `reached` holds the day on which each state was last entered.

    What was passed over is left out, and so is what an ended case will never come to. A case that ended before its
    last point says how: «Không thụ lý», «Đã rút đơn», never «Quyết định».
    """
    days: dict[str, date] = {}
    for code, on in reached.items():
        point = pack.states[code].milestone
        if point and (point not in days or on > days[point]):
            days[point] = on
    codes = [point.code for point in pack.milestones]
    here = pack.states[state].milestone
    if not here and days:
        here = max(days, key=lambda point: (days[point], codes.index(point)))
    at = codes.index(here) if here in codes else -1
    ended = pack.states[state].end
    shown = [
        Milestone(
            point.code,
            point.label,
            point.label_en or point.label,
            "done" if number < at or (number == at and ended) else "now" if number == at else "todo",
            days.get(point.code) if number <= at else None,
        )
        for number, point in enumerate(pack.milestones)
        if number == at or (point.code in days if number < at else not ended)
    ]
    return tuple(_as_it_ended(pack, point, reached) if point.code == here else point for point in shown)


def _as_it_ended(pack: CaseType, point: Milestone, reached: Mapping[str, date]) -> Milestone:
    """A point that only an end was entered at, and no last one, in the words of that end."""
    entered = [pack.states[code] for code in reached if pack.states[code].milestone == point.code]
    if point.code == pack.milestones[-1].code or not entered or not all(each.end for each in entered):
        return point
    return replace(point, label=entered[-1].label, label_en=entered[-1].label_en or entered[-1].label)
