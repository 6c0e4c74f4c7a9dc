"""What everybody may see: a month's figures, the lists behind them, answers that were made public.

Sealed types are in none of them; a subject or code shows only where the sender allowed it and an answer stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Min, OuterRef, Q, QuerySet

from gandan.cases.models import Case, Entry, Link
from gandan.cases.rules import ended_by_sender
from gandan.cases.types import AnswerTime, LinkKind, MonthFigures, PublishedAnswer, RecordPage, RecordRow, Records
from gandan.core import clock
from gandan.law import queries as law
from gandan.law import rules
from gandan.law.types import CaseType, Choice, Unit, UnknownPack

LATELY = 90  # days: how far back answers are shown, and over which their usual time is taken
LOOKED_AT = 1000  # of the latest answers; an incident reported by hundreds leaves room for others
MERGING = "link_duplicate"  # the effect by which one case goes on as another
FEWEST = 5  # answers, below which a middle says nothing


def month(path: str, day: date) -> MonthFigures:
    """The month of `day` in the unit of this path and those below it."""
    first = day.replace(day=1)
    seen = _seen(path)
    answered = Q(answered_on__isnull=False) & ~_unanswered()
    counted = seen.filter(received_on__gte=first, received_on__lte=day).aggregate(
        received=Count("id"),
        answered=Count("id", filter=answered),
        on_time=Count("id", filter=answered & Q(on_time=True)),
    )
    late = _overdue(seen, day).aggregate(number=Count("id"), since=Min("due_on"))
    worst = rules.clock_state(law.calendar(), day, late["since"], 0, Unit.WORKING) if late["since"] else None
    return MonthFigures(
        month=first,
        as_of=clock.now(),
        received=counted["received"],
        answered=counted["answered"],
        on_time=counted["on_time"],
        overdue=late["number"],
        worst=worst,
    )


def records(path: str, first: date, wanted: Records, *, after: int | None = None, size: int = 25) -> RecordPage:
    """The cases behind one figure of the month that starts on `first`, the newest first."""
    today = clock.today()
    found = _wanted(_seen(path), first, wanted, today)
    total = found.count()
    page = found.order_by("-id").select_related("neighbourhood", "assigned_unit", "unit")
    page = page.annotate(silent=ExpressionWrapper(_unanswered(), output_field=BooleanField()))
    if after is not None:
        page = page.filter(id__lt=after)
    cases = list(page[: size + 1])
    more = len(cases) > size
    rows = tuple(_row(case, today, answered=not case.silent) for case in cases[:size])
    return RecordPage(rows, total, cases[size - 1].id if more else None)


def published_answers(path: str, size: int = 4) -> tuple[PublishedAnswer, ...]:
    """The latest answers that may be read by everybody, with what was asked; of cases merged into one, one."""
    since = clock.today() - timedelta(days=LATELY)
    answered = _seen(path).filter(publish=True, answered_on__gt=since).order_by("-answered_on", "-id")
    # By their ids first: of 200,000 answers whole rows need not be sorted, nor each be looked for among the merged.
    found = Case.objects.filter(pk__in=answered.values("pk")[:LOOKED_AT]).select_related("neighbourhood")
    # A merged one holds the reason of merging; what was done is said once, at the case it was merged into.
    found = found.exclude(Exists(Link.objects.filter(case=OuterRef("pk"), kind=LinkKind.DUPLICATE_OF)))
    cases = list(found.order_by("-answered_on", "-id")[:size])
    texts = _answers(cases)
    return tuple(_published(case, texts[case.pk]) for case in cases if texts.get(case.pk))


def answer_times(path: str, day: date) -> tuple[AnswerTime, ...]:
    """How long answers took in the last ninety days, a field a line; fields with few answers are left out."""
    found = _seen(path).filter(answered_on__gt=day - timedelta(days=LATELY), answered_on__lte=day)
    found = found.exclude(_unanswered())
    took: dict[str, list[tuple[int, int]]] = defaultdict(list)
    on_time: dict[str, int] = defaultdict(int)
    grouped = found.values("field", "received_on", "answered_on").annotate(
        number=Count("id"), kept=Count("id", filter=Q(on_time=True))
    )
    for row in grouped.order_by():
        took[row["field"]].append((_working_days(row["received_on"], row["answered_on"]), row["number"]))
        on_time[row["field"]] += row["kept"]
    labels = {choice.code: choice for choice in law.fields()}
    lines = (_answer_time(labels.get(field), field, spent, on_time[field]) for field, spent in took.items())
    return tuple(sorted((line for line in lines if line.answered >= FEWEST), key=lambda line: -line.answered))


def _seen(path: str) -> QuerySet[Case]:
    """What public figures count: cases of types that residents send and that are not sealed whole."""
    open_types = {pack.code for pack in law.case_types(clock.today()) if pack.intake == "public" and not pack.sealed}
    return Case.objects.filter(unit__path__startswith=path, type__in=open_types)


def _unanswered() -> Q:
    """Cases whose clock stopped though nobody answered: withdrawn, or merged into one that is still open."""
    withdrawn, merged = set(), set()
    for pack in law.case_types(clock.today()):
        withdrawn |= {code for code in pack.states if ended_by_sender(pack, code)}
        merged |= {spec.to for spec in pack.actions.values() if MERGING in spec.effects}
    waiting = Link.objects.filter(case=OuterRef("pk"), kind=LinkKind.DUPLICATE_OF, other__answered_on=None)
    return Q(state__in=withdrawn) | (Q(state__in=merged) & Exists(waiting))


def _overdue(seen: QuerySet[Case], day: date) -> QuerySet[Case]:
    return seen.filter(open=True, paused=False, queue_on__lt=day)


def _wanted(seen: QuerySet[Case], first: date, wanted: Records, today: date) -> QuerySet[Case]:
    if wanted is Records.OVERDUE:
        return _overdue(seen, today)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    received = seen.filter(received_on__gte=first, received_on__lt=following)
    if wanted is Records.RECEIVED:
        return received
    answered = received.filter(answered_on__isnull=False).exclude(_unanswered())
    if wanted is Records.ANSWERED:
        return answered
    return answered.filter(on_time=True) if wanted is Records.ON_TIME else answered.exclude(on_time=True)


def _row(case: Case, today: date, *, answered: bool) -> RecordRow:
    pack = _pack(case)
    state = pack.states.get(case.state) if pack else None
    area = _area(case.field)
    answered_on = case.answered_on if answered else None
    open_to_all = case.publish and answered_on is not None
    clock_view = rules.clock_state(
        law.calendar(),
        today,
        case.due_on,
        0,
        Unit.WORKING,
        case.answered_on or _closed_on(case),
        case.paused,
    )
    return RecordRow(
        type_label=pack.label if pack else case.type,
        type_label_en=pack.label_en if pack else case.type,
        field_label=area.label,
        field_label_en=area.label_en or area.label,
        place=case.neighbourhood.name if case.neighbourhood else "",
        unit_name=(case.assigned_unit or case.unit).name,
        state_label=state.label if state else case.state,
        state_label_en=state.label_en if state else case.state,
        received_on=case.received_on,
        due_on=case.due_on,
        due_source=case.due_source,
        answered_on=answered_on,
        on_time=case.on_time if answered_on else None,
        clock=clock_view,
        subject=case.subject if open_to_all else "",
        code=case.code if open_to_all else "",
    )


def _closed_on(case: Case) -> date | None:
    return clock.day_of(case.closed_at) if case.closed_at else None


def _pack(case: Case) -> CaseType | None:
    try:
        return law.case_type_version(case.version)
    except UnknownPack:
        return None


def _area(code: str) -> Choice:
    return next((choice for choice in law.fields() if choice.code == code), Choice(code, code, code))


def _answers(cases: Iterable[Case]) -> dict[int, str]:
    """The text of the latest public entry that met a clock, by case."""
    meets = {case.pk: _meeting_actions(case) for case in cases}
    texts: dict[int, str] = {}
    entries = Entry.objects.filter(case__in=list(meets), public=True).exclude(text="")
    for entry in entries.order_by("case_id", "number").values("case_id", "action", "text"):
        if entry["action"] in meets[entry["case_id"]]:
            texts[entry["case_id"]] = entry["text"]
    return texts


def _meeting_actions(case: Case) -> set[str]:
    pack = _pack(case)
    return {action for spec in pack.clocks.values() for action in spec.ends} if pack else set()


def _published(case: Case, answer: str) -> PublishedAnswer:
    area = _area(case.field)
    return PublishedAnswer(
        code=case.code,
        subject=case.subject,
        field_label=area.label,
        field_label_en=area.label_en or area.label,
        place=case.neighbourhood.name if case.neighbourhood else "",
        received_on=case.received_on,
        answered_on=case.answered_on,
        on_time=case.on_time,
        days=_working_days(case.received_on, case.answered_on),
        answer=answer,
    )


def _working_days(start: date, end: date) -> int:
    calendar = law.calendar()
    if start < calendar.first or end > calendar.last:
        return (end - start).days
    return rules.working_days_between(calendar, start, end)


def _answer_time(choice: Choice | None, field: str, spent: list[tuple[int, int]], on_time: int) -> AnswerTime:
    """The middle of weighted values: the day by which half of the answers stood."""
    answered = sum(number for _, number in spent)
    reached, middle = 0, 0
    for days, number in sorted(spent):
        reached, middle = reached + number, days
        if 2 * reached >= answered:
            break
    label = choice.label if choice else field
    return AnswerTime(field, label, (choice.label_en if choice else "") or label, answered, middle, on_time)
