"""The obligations of a unit in a year: how each content stands, what was planned, who may write."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from gandan.core import clock
from gandan.directory import queries as directory
from gandan.directory.types import Actor, Kind, UnitView
from gandan.disclosures import rules
from gandan.disclosures.models import DisclosureRule, Obligation, Publication
from gandan.disclosures.policies import INSIDERS, WRITERS
from gandan.disclosures.queries.views import _rows, shown
from gandan.disclosures.types import ItemRow, Matrix, PlanView, PublicationView, Standing, State
from gandan.law import queries as law
from gandan.law.types import ObligationItem, ObligationSet

MOST = 300
PARTS = {Kind.PEOPLE_COMMITTEE.value, Kind.DEPARTMENT.value, Kind.SERVICE_CENTRE.value}


def matrix(unit: UnitView, year: int, set: str = "commune") -> Matrix:
    """Every content of the law, with what was published of it that year. Four queries."""
    return matrices([unit], year, set)[0]


def matrices(units: Sequence[UnitView], year: int, set: str = "commune") -> list[Matrix]:
    """Of several units at once, in their order; as many queries as for one."""
    ids = {unit.id: unit for unit in units}
    found: dict[int, dict[str, list[PublicationView]]] = defaultdict(lambda: defaultdict(list))
    for row in _of_year(year).filter(unit__in=ids, set=set).order_by("-decision_on", "-pk"):
        found[row.unit_id][row.item].append(shown(row, ids[row.unit_id]))
    planned = _plans_of(list(ids), year, set)
    return [_matrix(unit, year, law.obligations(set), found[unit.id], planned.get(unit.id, {})) for unit in units]


def _of_year(year: int) -> QuerySet[Publication]:
    """Of this year also what has waited since an earlier one: a late content does not vanish at New Year."""
    wanted = Q(year=year)
    if year == clock.today().year:
        wanted |= Q(year__lt=year, state__in=[State.DRAFT, State.AWAITING])
    return _rows().filter(wanted).exclude(state=State.WITHDRAWN)


def _matrix(
    unit: UnitView, year: int, pack: ObligationSet, by_item: dict[str, list[PublicationView]], plan: dict[str, PlanView]
) -> Matrix:
    claimed = year >= pack.valid_from.year
    rows = [_row(item, by_item.get(item.code, []), plan.get(item.code), pack) for item in pack.items.values()]
    rows = [row for row in rows if claimed or row.publications]
    counts: dict[Standing, int] = Counter(row.standing for row in rows)
    first = next(iter(pack.items.values())).source
    source = f"Điều {first.article} {first.document}"
    return Matrix(unit.code, unit.name, year, tuple(rows), counts, source, claimed)


def _row(item: ObligationItem, of_item: list[PublicationView], plan: PlanView | None, pack: ObligationSet) -> ItemRow:
    ends = [
        each.until
        for one in of_item
        for each in one.postings
        if each.form.code == "board" and each.until and not each.permanent and not each.taken_down_on
    ]
    states = ((one.state.value, one.due_on) for one in of_item)
    standing = rules.standing(states, clock.today(), ends, bool(plan and plan.nothing_arose))
    used = {each.form.code for one in of_item for each in one.postings}
    forms = tuple(form for form in pack.forms.values() if form.code in used)
    latest = next((one for one in of_item if one.state in (State.DRAFT, State.AWAITING)), None)
    latest = latest or (of_item[0] if of_item else None)
    return ItemRow(item, standing, tuple(of_item), latest, plan, forms)


def plans(unit: UnitView, year: int, set: str = "commune") -> dict[str, PlanView]:
    """The plan of a year, by content."""
    return _plans_of([unit.id], year, set).get(unit.id, {})


def _plans_of(units: Sequence[int], year: int, set: str) -> dict[int, dict[str, PlanView]]:
    found: dict[int, dict[str, PlanView]] = defaultdict(dict)
    for row in Obligation.objects.select_related("person").filter(unit__in=units, year=year, set=set):
        found[row.unit_id][row.item] = PlanView(
            row.item, tuple(row.forms), row.planned_on, row.person_id,
            row.person.name if row.person else "", row.nothing_arose, row.note,
        )  # fmt: skip
    return found


def years(unit: UnitView) -> tuple[int, ...]:
    """This year and those of which something is known, newest first."""
    known = Publication.objects.filter(unit=unit.id).values_list("year", flat=True).distinct()
    return tuple(sorted({*known, clock.today().year}, reverse=True))


def desk_units(actor: Actor) -> list[UnitView]:
    """The units that this person discloses for: their own, and those below that disclosed or planned something."""
    own = {grant.organisation: grant.path for grant in actor.grants if grant.role in WRITERS}
    if not own:
        return []
    below = Q(pk__in=[])
    for path in own.values():
        below |= Q(unit__path__startswith=path)
    known = set(Publication.objects.filter(below).values_list("unit", flat=True).distinct()[:MOST])
    known |= set(Obligation.objects.filter(below).values_list("unit", flat=True).distinct()[:MOST])
    return sorted(directory.units(known | set(own)).values(), key=lambda unit: (unit.id not in own, unit.path))


def inside(actor: Actor, year: int) -> list[Matrix]:
    """What the agencies disclose in which this person works (Art. 46), one matrix each."""
    units = directory.units(grant.organisation for grant in actor.grants if grant.role in INSIDERS)
    agencies = {each.id: each for each in map(_agency, units.values())}
    return matrices(sorted(agencies.values(), key=lambda unit: unit.path), year, "agency")


def agency_paths(code: str) -> list[str]:
    """An agency and the parts it is made of: whoever works in one of them works in it."""
    unit = directory.the_unit(code)
    parts = directory.units_below(unit.path, [Kind(kind) for kind in PARTS])
    return [unit.path, *(part.path for part in parts if part.path.count("/") == unit.path.count("/") + 1)]


def inside_paths(actor: Actor) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where this person works, for all that is told inside: the units of their posts with everything below, and the
    agencies that these are parts of, alone. One query.
    """
    grants = [grant for grant in actor.grants if grant.role in INSIDERS]
    units = directory.units({grant.organisation for grant in grants}).values() if grants else ()
    parts = [unit.path for unit in units if unit.kind in PARTS]
    whole = {path.rstrip("/").rpartition("/")[0] + "/" for path in parts}
    return tuple(sorted({grant.path for grant in grants})), tuple(sorted(whole))


def _agency(unit: UnitView) -> UnitView:
    """Where this unit discloses: itself, or where it is a part of an agency, that one."""
    whole = directory.unit_detail(unit.code).parent if unit.kind in PARTS else None
    return directory.the_unit(whole.code) if whole else unit


def wants_approval(unit: UnitView) -> bool:
    return DisclosureRule.objects.filter(unit=unit.id, approval=True).exists()
