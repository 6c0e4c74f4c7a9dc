"""The receipt of a case: what its sender was given, the same at every asking."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.conf import settings

from gandan.cases import rules
from gandan.cases.models import Case, Entry
from gandan.cases.types import Receipt
from gandan.core.codes import read_code
from gandan.core.home import key_bytes

PIN = "confirm"


def pin(code: str) -> str:
    return rules.pin_of(code, key_bytes(PIN))


def confirmed(code: str, number: str) -> bool:
    """Whether the confirmation number belongs to the code."""
    return rules.same_pin(read_code(code) or code, number, key_bytes(PIN))


def track_url(code: str, number: str = "") -> str:
    """Where a case is followed; with its confirmation number for its sender only, whom it opens the content."""
    query = f"?{urlencode({'xac-nhan': number})}" if number else ""
    return f"{settings.BASE_URL}/tra-cuu/{code}/{query}"


def receipt_of_entry(case: Case, entry: Entry) -> Receipt:
    """From the entry of the submission: later extensions and pauses do not change what was promised then."""
    started = [line for line in entry.clocks if line.get("due_on")]
    first = min(started, key=lambda line: (line["due_on"], line["code"]), default=None)
    return Receipt(
        code=case.code,
        pin=pin(case.code),
        due_on=date.fromisoformat(first["due_on"]) if first else None,
        due_source=first["source"] if first else "",
        entry=entry.audit,
        hash=entry.hash,
        received_at=case.received_at,
    )
