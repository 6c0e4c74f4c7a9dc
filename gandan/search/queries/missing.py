"""What many looked for and did not find."""

from __future__ import annotations

from gandan.search.models import Missing
from gandan.search.types import MissingTerm

LISTED = 100


def missing_terms() -> list[MissingTerm]:
    """Those looked for most first."""
    rows = Missing.objects.order_by("-times", "-last_on", "term")[:LISTED]
    return [MissingTerm(row.pk, row.term, row.times, row.first_on, row.last_on) for row in rows]
