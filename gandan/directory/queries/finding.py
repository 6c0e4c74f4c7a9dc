"""Units as the search index holds them: by their own name and by the names of those they took over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from gandan.core import clock
from gandan.directory.models import Succession
from gandan.directory.queries.units import CHOSEN, rows
from gandan.search.types import Findable

SCOPE = "unit"


def findable_units(codes: Collection[str] | None = None) -> Iterator[Findable]:
    """The units that people look for and that exist today (of these codes, or all). Two queries."""
    living = rows().filter(tier__in=[tier.value for tier in CHOSEN]).at(clock.today()).order_by("code")
    found = list(living if codes is None else living.filter(code__in=codes))
    links = Succession.objects.filter(on__lte=clock.today())
    if codes is not None:
        # By ids, not joined by code: PostgreSQL without statistics would go through every pair of units.
        links = links.filter(successor__in=[row.pk for row in found])
    former: dict[int, list[str]] = defaultdict(list)
    for successor, name in links.order_by("predecessor__code").values_list("successor_id", "predecessor__name"):
        former[successor].append(name)
    for row in found:
        province = getattr(row, "province_short", "") or ""
        yield Findable(
            scope=SCOPE,
            key=row.code,
            title=row.name,
            link=f"/don-vi/{row.code}/",
            summary=province if row.parent_id else "",
            body=" ".join(former[row.pk]),
            unit=row.code,
        )
