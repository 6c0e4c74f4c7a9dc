"""A case that its sender allowed everybody to read, once it is answered."""

from __future__ import annotations

from gandan.cases import queries
from gandan.cases.models import Case
from gandan.cases.types import ConfirmedView
from gandan.law import queries as law


def published_view(code: str) -> ConfirmedView | None:
    """The case with its answer; None while unanswered, and for ever where sealed or not allowed."""
    found = Case.objects.filter(code=code, publish=True, answered_on__isnull=False).values("version").first()
    if found is None or law.case_type_version(found["version"]).sealed:
        return None
    return queries.confirmed_view(code, everybody=True)
