"""What search knows of a publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gandan.core.text import one_line
from gandan.disclosures.models import Publication
from gandan.disclosures.types import SCOPE, State
from gandan.search.types import Findable


def findable(rows: Iterable[Publication], unit: str) -> Iterator[Findable]:
    """Those that are public; what is for the agency's own people is never indexed."""
    for row in rows:
        if row.state == State.PUBLISHED and row.audience == "public":
            body = f"{row.summary}\n{row.decision_number} {row.period}"
            yield Findable(
                SCOPE, row.code, row.title, f"/cong-khai/{row.code}/", one_line(row.summary)[:300], body, unit
            )
