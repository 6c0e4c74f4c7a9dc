"""The desk's queue: earliest legal clock first, paged by key, counts capped, the same time for any number of cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from gandan.cases import policies
from gandan.cases.models import Case, SavedView
from gandan.cases.queries import wording, words
from gandan.cases.queries.branches import counted, first_ids
from gandan.cases.queries.locked import is_whole, place_of
from gandan.cases.queries.offered import offered
from gandan.cases.queries.scopes import Scope, narrowed, scope_of, visible
from gandan.cases.types import Count, Cursor, InboxFilter, InboxPage, Morning, Offered, QueueRow, Tab
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.directory.types import Actor, Kind
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import CaseType, Choice, Unit

CAP = 999


def inbox(actor: Actor, wanted: InboxFilter, cursor: Cursor | None = None, size: int = 25) -> InboxPage:
    """One page of the queue, with the counts of the tabs. At most 12 queries."""
    today = clock.today()
    scope = scope_of(actor, wanted.unit)
    ids = _found(wanted, actor, scope, cursor, size + 1, today)
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


def morning(actor: Actor, size: int) -> Morning:
    """What comes first of one's own work, else of the unit's, beside the counts of all tabs. Five queries."""
    today, scope = clock.today(), scope_of(actor)
    counts = _counts(scope, today)
    tab = Tab.MINE if counts[Tab.MINE].number else Tab.ALL
    rows = _rows(first_ids(scope.branches(tab, today), None, size), actor, today)
    return Morning(tab, tuple(row for _case, row in rows), counts)


def matching(wanted: InboxFilter, actor: Actor, most: int) -> list[int]:
    """Ids of all that a filter finds, earliest clock first."""
    return _found(wanted, actor, scope_of(actor, wanted.unit), None, most, clock.today())


def rows_by_ids(ids: Sequence[int], actor: Actor) -> list[QueueRow]:
    """Lines of the queue for cases found by other means, which this actor may see. One query."""
    return [row for _case, row in _rows(ids, actor, clock.today())]


def inbox_counts(actor: Actor) -> dict[Tab, Count]:
    """How much stands under each tab; three queries."""
    return _counts(scope_of(actor), clock.today())


def saved_views(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(name, query string) of the actor's own filters."""
    if actor.account is None:
        return ()
    return tuple(SavedView.objects.filter(account_id=actor.account).values_list("name", "query"))


def _found(
    wanted: InboxFilter, actor: Actor, scope: Scope, cursor: Cursor | None, limit: int, today: date
) -> list[int]:
    """Ids of the page: of a code, of words, or of the queue as it stands."""
    named = _named(wanted.text, actor)
    if named is not None:
        return named
    if words.words_of(wanted.text):
        found = words.holding(wanted.text, scope.all_units)
        rows = Case.objects.filter(visible(actor), narrowed(wanted.tab, today), pk__in=found)
        if wanted.tab is Tab.MINE:
            rows = rows.filter(assigned_to=actor.person)
        if wanted.tab is not Tab.ALL:
            rows = rows.filter(open=True)  # what is at rest is found among all, behind what is open
        return first_ids([_filtered(rows, wanted, scope)], cursor, limit)
    branches = [_filtered(each, wanted, scope) for each in scope.branches(wanted.tab, today)]
    return first_ids(branches, cursor, limit)


def _named(text: str, actor: Actor) -> list[int] | None:
    """A code leads to its case, whatever the tab and even when it is at rest; None: the text is no code."""
    code = read_code(text) if text else None
    if code is None:
        return None
    case = Case.objects.filter(code=code).select_related("unit", "assigned_unit").first()
    if case is None or is_whole(case):  # sealed whole: it has a list of its own
        return []
    return [case.pk] if policies.may_see(actor, place_of(case)) else []


def _filtered(rows: QuerySet[Case], wanted: InboxFilter, scope: Scope) -> QuerySet[Case]:
    if wanted.type:
        rows = rows.filter(type=wanted.type[:40])
    if wanted.field:
        rows = rows.filter(field=wanted.field[:40])
    if wanted.neighbourhood:
        where = next((body.id for body in scope.below if body.code == wanted.neighbourhood), None)
        rows = rows.filter(neighbourhood=where) if where else rows.none()
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
        _over(case),
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


def _over(case: Case) -> date | None:
    """When its clocks were met; None while one runs: a complaint that was decided has still to be sent its decision."""
    if case.open and case.queue_on == case.due_on:
        return None
    return case.answered_on or (clock.day_of(case.closed_at) if case.closed_at else None)


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
