"""When a case has been kept long enough, what then goes, and what stays: a pack's `retention` as pure rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gandan.cases.rules.seals import STRUCTURE
from gandan.law.types import ActionSpec, CaseType

# Of an entry's form: what state, clocks and figures follow from, and choices among given words.
ENGINE = STRUCTURE | {"organisation", "document_number"}
PLAIN_KINDS = frozenset({"choice", "date", "integer", "yes_no"})
GONE = "[…]"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)")
LEAST_NAME = 4  # letters; a shorter one would take other words with it


def last_year(years: int, today: date) -> int:
    """Cases closed in this year or before it have been kept long enough.

    A period of keeping is counted in whole years from the year in which the work ended (how archives count it; from
    memory, to be confirmed): closed in 2020 and kept five years, it may go from 1 January 2026.
    """
    return today.year - years - 1


def goes_on(closed_year: int, years: int) -> date:
    """The first day on which it may go."""
    return date(closed_year + years + 1, 1, 1)


def kept_form(form: Mapping[str, Any], spec: ActionSpec | None) -> dict[str, Any]:
    """What of an entry's form stays: no words that somebody wrote."""
    plain = ENGINE | {each.code for each in (spec.form if spec else ()) if each.kind in PLAIN_KINDS}
    return {name: value for name, value in form.items() if name in plain}


def stays_public(pack: CaseType, action: str, *, public: bool, published: bool) -> bool:
    """The authority's own answer that its sender had allowed to be public, where the pack only makes anonymous."""
    meets = {ending for clock in pack.clocks.values() for ending in clock.ends}
    return published and public and pack.retention_then == "anonymise" and action in meets


def scrubbed(text: str, known: Iterable[str]) -> str:
    """Without the names and contacts that are known, and without whatever looks like a telephone or an e-mail."""
    for word in sorted({each.strip() for each in known}, key=len, reverse=True):
        if len(word) >= LEAST_NAME:
            text = re.sub(re.escape(word), GONE, text, flags=re.IGNORECASE)
    return _TELEPHONE.sub(GONE, _EMAIL.sub(GONE, text))
