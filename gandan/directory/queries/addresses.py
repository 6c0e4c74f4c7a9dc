"""Which unit of today an address belongs to, by the names in it: those of today, and those of before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from gandan.core.text import fold
from gandan.directory.models import Organisation
from gandan.directory.queries.units import heirs_of, rows, view_of
from gandan.directory.rules.addresses import Named, named_in
from gandan.directory.types import Tier, UnitMatch, UnitView

MOST = 3  # an address that fits more units says too little


def units_of_address(address: str, near: UnitView) -> list[UnitMatch]:
    """The units of today that an address names, at most three; none where it says too little.

    A name that several provinces have is that of the province it names, else of the one `near` lies in. At most
    three queries.
    """
    named = named_in(address)
    communes = [each for each in named if each.tier is Tier.COMMUNE]
    if not communes:
        return []
    known = list(rows().filter(tier=Tier.COMMUNE.value).filter(_called(communes)).select_related("parent")[:200])
    for meant in (_with_word(communes), _without(communes)):
        found = [row for row in known if any(_is(row, each) for each in meant)]
        found = _in_district(_in_province(found, named, near), named)
        if found:
            break
    living = [row for row in found if row.valid_to is None]
    matches = [UnitMatch(view_of(row)) for row in living] or heirs_of(found)
    return matches if len(matches) <= MOST else []


def _called(communes: Sequence[Named]) -> Q:
    """By the index: what is searched begins with the short name, or with the full one where that is a number."""
    wanted = Q()
    for each in communes:
        wanted |= Q(folded__startswith=f"{each.name} · ") | Q(folded__startswith=f"{each.full} · ")
    return wanted


def _with_word(communes: Sequence[Named]) -> list[Named]:
    return [each for each in communes if each.word]


def _without(communes: Sequence[Named]) -> list[Named]:
    """What stands last is the ward, what stands before it may be a street."""
    return [each for each in communes if not each.word][-1:]


def _is(row: Organisation, named: Named) -> bool:
    """A commune may have become a ward since the address was learnt; a number alone is nobody's name."""
    return named.full == fold(row.name) or (fold(row.short_name) == named.name and not named.name.isdigit())


def _in_province(found: list[Organisation], named: Sequence[Named], near: UnitView) -> list[Organisation]:
    said = {each.name for each in named if each.tier is Tier.PROVINCIAL}
    wanted = said or {fold(near.province_name)}
    return [row for row in found if fold(getattr(row, "province_short", "") or "") in wanted]


def _in_district(found: list[Organisation], named: Sequence[Named]) -> list[Organisation]:
    """Of several old wards of one name those in the district that is named; units of today have none."""
    said = {each.full for each in named if each.tier is Tier.DISTRICT}
    there = [row for row in found if row.parent and fold(row.parent.name) in said]
    return there or [row for row in found if row.valid_to is None] or found
