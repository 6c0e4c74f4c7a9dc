"""The obligations of a unit in a year: how each content stands, what was planned, who may write."""

from __future__ import annotations

from collections import Counter, defaultdict

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.disclosures import rules
from gandan.disclosures.models import DisclosureRule, Obligation, Publication
from gandan.disclosures.policies import WRITERS
from gandan.disclosures.queries.views import _rows, shown
from gandan.disclosures.types import ItemRow, Matrix, PlanView, PublicationView, Standing, State
from gandan.law import queries as law


def matrix(unit: UnitView, year: int, set: str = "commune") -> Matrix:
    """Every content of the law, with what was published of it that year. Four queries."""
    pack, today = law.obligations(set), clock.today()
    by_item: dict[str, list[PublicationView]] = defaultdict(list)
    rows = _rows().filter(unit=unit.id, year=year, set=set).exclude(state=State.WITHDRAWN)
    for row in rows.order_by("-decision_on", "-pk"):
        by_item[row.item].append(shown(row, unit))
    planned = plans(unit, year, set)
    found = []
    for item in pack.items.values():
        of_item, plan = by_item.get(item.code, []), planned.get(item.code)
        ends = [
            each.until
            for one in of_item
            for each in one.postings
            if each.form.code == "board" and each.until and not each.permanent
        ]
        standing = rules.standing(
            ((one.state.value, one.due_on) for one in of_item), today, ends, bool(plan and plan.nothing_arose)
        )
        used = {each.form.code for one in of_item for each in one.postings}
        forms = tuple(form for form in pack.forms.values() if form.code in used)
        latest = next((one for one in of_item if one.state in (State.DRAFT, State.AWAITING)), None)
        latest = latest or (of_item[0] if of_item else None)
        found.append(ItemRow(item, standing, tuple(of_item), latest, plan, forms))
    counts: dict[Standing, int] = Counter(row.standing for row in found)
    first = next(iter(pack.items.values())).source
    source = f"Điều {first.article} {first.document}"
    return Matrix(unit.code, unit.name, year, tuple(found), counts, source)


def plans(unit: UnitView, year: int, set: str = "commune") -> dict[str, PlanView]:
    """The plan of a year, by content."""
    rows = Obligation.objects.select_related("person").filter(unit=unit.id, year=year, set=set)
    return {
        row.item: PlanView(
            row.item, tuple(row.forms), row.planned_on, row.person_id,
            row.person.name if row.person else "", row.nothing_arose, row.note,
        )
        for row in rows
    }  # fmt: skip


def years(unit: UnitView) -> tuple[int, ...]:
    """This year and those of which something is known, newest first."""
    known = Publication.objects.filter(unit=unit.id).values_list("year", flat=True).distinct()
    return tuple(sorted({*known, clock.today().year}, reverse=True))


def desk_units(actor: Actor) -> list[UnitView]:
    """The units that this person discloses for."""
    ids = {grant.organisation for grant in actor.grants if grant.role in WRITERS}
    return sorted(directory.units(ids).values(), key=lambda unit: unit.path)


def wants_approval(unit: UnitView) -> bool:
    return DisclosureRule.objects.filter(unit=unit.id, approval=True).exists()
