"""A case from the database as a draft: its row, its clocks, and the fold of its entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from gandan.cases import rules
from gandan.cases.actions.drafting import Draft
from gandan.cases.models import Case, Clock, Entry, Party
from gandan.cases.queries.locked import place_of
from gandan.cases.rules import Past
from gandan.core.codes import read_code
from gandan.core.types import NotFound
from gandan.law import queries as law


def load(code: str) -> Draft:
    """One case: four queries. Raises NotFound, with a hint where the code is mistyped."""
    found = load_many([code])
    if not found:
        if read_code(code) is None:
            raise NotFound(_("Mã gõ sai: xem lại từng số trên biên nhận."))
        raise NotFound(_("Không có vụ việc mang mã này."))
    return found[0]


def load_many(codes: Iterable[str]) -> list[Draft]:
    """Cases in the order of their codes as given; unknown ones are left out."""
    order = {read_code(code) or code: number for number, code in enumerate(codes)}
    cases = Case.objects.filter(code__in=order).select_related("unit", "assigned_unit")
    return drafts_of(sorted(cases, key=lambda case: order[case.code]))


def locked(ids: Iterable[int]) -> list[Draft]:
    """Drafts whose rows nobody else may change until the caller's transaction ends: four queries."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "assigned_unit")
    return drafts_of(list(rows.filter(pk__in=list(ids)).order_by("pk")))


def drafts_of(cases: list[Case]) -> list[Draft]:
    """Drafts of cases: three queries, however many there are, if the cases were loaded with their units."""
    ids = [case.pk for case in cases]
    clocks: dict[int, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(case__in=ids).order_by("case_id", "round", "id"):
        clocks[clock.case_id].append(clock)
    pasts: dict[int, list[Past]] = defaultdict(list)
    columns = ("case_id", "number", "at", "action", "state_from", "state_to", "form")
    for case_id, *past in Entry.objects.filter(case__in=ids).order_by("case_id", "number").values_list(*columns):
        pasts[case_id].append(Past(*past))
    parties: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(case__in=ids).order_by("case_id", "id"):
        parties[party.case_id].append(party)
    return [_draft(case, clocks[case.pk], _known(case, pasts[case.pk]), parties[case.pk]) for case in cases]


def _known(case: Case, pasts: list[Past]) -> list[Past]:
    """Without what somebody else entered after the case was read: its own lock will say so, by name."""
    return [past for past in pasts if past.number <= case.last_number]


def _draft(case: Case, clocks: list[Clock], pasts: list[Past], parties: list[Party]) -> Draft:
    pack = law.for_place(law.case_type_version(case.version), case.unit.code, case.answers)
    own = rules.since_typed(pasts)
    facts = {past.action for past in own} | {code for past in own for code, value in past.form.items() if value}
    return Draft(
        case=case,
        pack=pack,
        unit=case.unit.code,
        unit_name=case.unit.name,
        place=place_of(case),
        folded=rules.fold(pack, pasts),
        clocks=clocks,
        done=Counter(past.action for past in own),
        facts=facts,
        parties=parties,
        past=pasts,
    )
