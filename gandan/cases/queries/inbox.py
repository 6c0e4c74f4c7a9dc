"""The desk's queue: earliest legal clock first, paged by key, counts capped, the same time for any number of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from gandan.cases import policies
from gandan.cases.models import Case, SavedView
from gandan.cases.queries import wording
from gandan.cases.queries.branches import counted, first_ids
from gandan.cases.queries.offered import offered
from gandan.cases.types import Count, Cursor, InboxFilter, InboxPage, Offered, QueueRow, Tab
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.text import fold
from gandan.directory import queries as directory
from gandan.directory.types import Actor, Kind, UnitView
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import CaseType, Choice, Unit

SOON = 3  # working days
CAP = 999
WORDS = 6


def inbox(actor: Actor, wanted: InboxFilter, cursor: Cursor | None = None, size: int = 25) -> InboxPage:
    """One page of the queue, with the counts of the tabs. At most 12 queries."""
    today = clock.today()
    scope = scope_of(actor, wanted.unit)
    ids = _named(wanted.text, actor)
    if ids is None:
        branches = [_filtered(each, wanted) for each in scope.branches(wanted.tab, today)]
        ids = first_ids(branches, cursor, size + 1)
    more = len(ids) > size
    ids = ids[:size]
    rows = _rows(ids, actor, today)
    back = cursor is not None and cursor.back
    if back:
        rows.reverse()
    return InboxPage(
        filter=wanted,
        rows=tuple(row for _case, row in rows),
        counts=_counts(scope, today),
        next=_cursor(rows, last=True) if (more if not back else bool(rows)) else None,
        previous=_cursor(rows, last=False) if (more if back else cursor is not None and bool(rows)) else None,
        types=tuple(Choice(pack.code, pack.label, pack.label_en) for pack in law.case_types(today)),
        fields=law.fields(),
        neighbourhoods=_neighbourhoods(scope),
        units=scope.choices,
        offered=_offered(scope, actor),
    )


def inbox_counts(actor: Actor) -> dict[Tab, Count]:
    """How much stands under each tab; three queries."""
    return _counts(scope_of(actor), clock.today())


def saved_views(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(name, query string) of the actor's own filters."""
    if actor.account is None:
        return ()
    return tuple(SavedView.objects.filter(account_id=actor.account).values_list("name", "query"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an actor's cases lie: units that hold any, bodies to which any were given, and what is theirs.

    Each of them is one range of one index; a page is the first rows of all of them together (queries.branches).
    """

    person: int | None
    units: tuple[int, ...]
    bodies: tuple[int, ...]
    choices: tuple[Choice, ...]
    path: str  # of the only unit, for its neighbourhoods
    below: tuple[UnitView, ...]  # every body the actor works for

    def branches(self, tab: Tab, today: date) -> list[QuerySet[Case]]:
        queue = Case.objects.filter(open=True)
        own = queue.filter(assigned_to=self.person) if self.person else queue.none()
        if tab is Tab.MINE:
            return [own]
        narrow = _tab(tab, today)
        return [
            *(queue.filter(narrow, unit=unit) for unit in self.units),
            *(queue.filter(narrow, assigned_unit=body) for body in self.bodies),
            *([own.filter(narrow)] if self.person else []),
        ]


def scope_of(actor: Actor, unit: str = "") -> Scope:
    """Two queries: which bodies the actor sees, and which of them hold open cases."""
    bodies = below = directory.bodies_below(policies.working_paths(actor))
    if unit:
        root = next((body.path for body in bodies if body.code == unit), None)
        bodies = [body for body in bodies if root and body.path.startswith(root)]
    holding = _holding([body.id for body in bodies])
    choices = tuple(Choice(body.code, body.name, body.name) for body in bodies if holding.get(body.id, (False,))[0])
    units = [body for body in bodies if holding.get(body.id, (False, False))[0]]
    covered = {body.path for body in units}
    given = [body for body in bodies if holding.get(body.id, (False, False))[1] and body.path not in covered]
    return Scope(
        None if unit else actor.person,
        tuple(body.id for body in units),
        tuple(body.id for body in given),
        choices,
        units[0].path if len(units) == 1 else (bodies[0].path if len(bodies) == 1 else ""),
        tuple(below),
    )


def _holding(ids: Sequence[int]) -> dict[int, tuple[bool, bool]]:
    """By id: whether open cases lie in the unit, and whether some were given to it. Looks into indexes only."""
    if not ids:
        return {}
    organisations = Case._meta.get_field("unit").related_model.objects
    queue = Case.objects.filter(open=True).order_by()
    rows = organisations.filter(pk__in=ids).annotate(
        holds=Exists(queue.filter(unit=OuterRef("pk"))),
        given=Exists(queue.filter(assigned_unit=OuterRef("pk"))),
    )
    return {pk: (holds, given) for pk, holds, given in rows.order_by().values_list("pk", "holds", "given")}


def _tab(tab: Tab, today: date) -> Q:
    match tab:
        case Tab.LATE:
            return Q(queue_on__lt=today)
        case Tab.SOON:
            return Q(queue_on__gte=today, queue_on__lte=soon_until(today))
        case Tab.UNASSIGNED:
            return Q(assigned_to__isnull=True, assigned_unit__isnull=True)
        case Tab.PAUSED:
            return Q(paused=True)
        case Tab.APPROVAL:
            return Q(approval=True)
        case _:
            return Q()


def soon_until(today: date) -> date:
    """The third working day from today."""
    calendar = law.calendar()
    if not calendar.first <= today <= calendar.last - timedelta(days=30):
        return today + timedelta(days=SOON)
    return law_rules.recount(calendar, start=today, days=SOON, unit=Unit.WORKING)[0]


def _named(text: str, actor: Actor) -> list[int] | None:
    """A code leads to its case, whatever the tab and even when it is at rest; None: the text is no code."""
    code = read_code(text) if text else None
    if code is None:
        return None
    case = Case.objects.filter(code=code).select_related("unit", "assigned_unit").first()
    if case is None:
        return []
    assigned = case.assigned_unit.path if case.assigned_unit else ""
    place = policies.Place(case.unit.path, assigned, case.assigned_to_id)
    return [case.pk] if policies.may_see(actor, place) else []


def _filtered(rows: QuerySet[Case], wanted: InboxFilter) -> QuerySet[Case]:
    if wanted.type:
        rows = rows.filter(type=wanted.type[:40])
    if wanted.field:
        rows = rows.filter(field=wanted.field[:40])
    if wanted.neighbourhood:
        rows = rows.filter(neighbourhood__code=wanted.neighbourhood[:40])
    for word in fold(wanted.text).split()[:WORDS]:
        rows = rows.filter(Q(folded__contains=word) | Q(code__contains=word.upper()))
    return rows


def _counts(scope: Scope, today: date) -> dict[Tab, Count]:
    """One query for all tabs."""
    numbers = counted([scope.branches(tab, today) for tab in Tab], CAP + 1)
    return {tab: Count(min(number, CAP), number > CAP) for tab, number in zip(Tab, numbers, strict=True)}


def _rows(ids: Sequence[int], actor: Actor, today: date) -> list[tuple[Case, QueueRow]]:
    found = Case.objects.select_related("unit", "neighbourhood", "assigned_to", "assigned_unit").in_bulk(ids)
    return [(found[pk], _row(found[pk], actor, today)) for pk in ids if pk in found]


def _row(case: Case, actor: Actor, today: date) -> QueueRow:
    pack = law.case_type_version(case.version)
    state, area, spec = pack.states[case.state], wording.area_of(pack, case.field), pack.clocks.get(case.due_clock)
    view = law_rules.clock_state(
        law.calendar(),
        today,
        case.due_on,
        spec.days if spec else 0,
        spec.unit if spec else Unit.WORKING,
        case.answered_on or (clock.day_of(case.closed_at) if case.closed_at else None),
        case.paused and case.queue_on != case.due_on,
        **({"soon": spec.soon} if spec else {}),
    )
    return QueueRow(
        code=case.code,
        type=case.type,
        type_label=pack.label,
        type_label_en=pack.label_en,
        subject=_subject(case, pack),
        field_label="" if pack.sealed else area.label,
        field_label_en="" if pack.sealed else wording.english(area),
        state=case.state,
        state_label=state.label,
        state_label_en=state.label_en,
        unit=case.unit.code,
        unit_name=case.unit.name,
        neighbourhood=case.neighbourhood.name if case.neighbourhood and not pack.sealed else "",
        received_on=case.received_on,
        due_on=case.due_on,
        due_source=case.due_source,
        due_local=case.due_local,
        clock=view,
        clock_label=spec.label if spec else "",
        clock_label_en=spec.label_en if spec else "",
        paused=case.paused,
        assignee=case.assigned_to.name if case.assigned_to else "",
        assignee_unit=case.assigned_unit.name if case.assigned_unit else "",
        mine=actor.person is not None and case.assigned_to_id == actor.person,
        sealed=pack.sealed,
        reopened=case.reopened > 0,
        seen=case.last_number,
    )


def _subject(case: Case, pack: CaseType) -> str:
    return "Nội dung được niêm phong" if pack.sealed else case.subject


def _cursor(rows: Sequence[tuple[Case, QueueRow]], *, last: bool) -> Cursor | None:
    if not rows:
        return None
    case = rows[-1 if last else 0][0]
    return Cursor(case.queue_on, case.pk, back=not last)


def _neighbourhoods(scope: Scope) -> tuple[Choice, ...]:
    if not scope.path:
        return ()
    inside = [body for body in scope.below if body.path.startswith(scope.path) and not body.ended_on]
    return tuple(Choice(each.code, each.name, each.name) for each in inside if each.kind == Kind.NEIGHBOURHOOD)


def _offered(scope: Scope, actor: Actor) -> Offered | None:
    """One query, none for those who give no work."""
    paths = [grant.path for grant in actor.grants if grant.role in policies.ASSIGNERS]
    return offered(scope.below, paths, actor) if paths else None
