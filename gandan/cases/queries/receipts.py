"""The receipt of a case: what its sender was given, the same at every asking."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from gandan.cases import rules
from gandan.cases.models import Case, Entry
from gandan.cases.queries.locked import is_whole
from gandan.cases.types import Receipt
from gandan.core.codes import read_code
from gandan.core.home import known_key

PIN = "confirm"


def pin(code: str) -> str:
    return rules.pin_of(code, known_key(PIN))


def confirmed(code: str, number: str) -> bool:
    """Whether the confirmation number belongs to the code."""
    return rules.same_pin(read_code(code) or code, number, known_key(PIN))


def track_url(code: str, number: str = "") -> str:
    """Where a case is followed; with its confirmation number for its sender only, whom it opens the content."""
    query = f"?{urlencode({'xac-nhan': number})}" if number else ""
    return f"{settings.BASE_URL}/tra-cuu/{code}/{query}"


class Keyed(NamedTuple):
    """The entry that a client's key made, and what came with it."""

    entry: int
    request: str


def entry_of_key(key: str) -> Keyed | None:
    """Every submission asks this first, so it is one prepared statement (the ORM takes five times as long)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, request FROM cases_entry WHERE key = %s", [key])
        found = cursor.fetchone()
    return Keyed(*found) if found else None


def receipt_of_entry(case: Case, entry: Entry) -> Receipt:
    """From the entry of the submission: later extensions and pauses do not change what was promised then."""
    started = [line for line in entry.clocks if line.get("due_on")]
    first = min(started, key=lambda line: (line["due_on"], line["code"]), default=None)
    return Receipt(
        code=case.code,
        pin=pin(case.code),
        due_on=date.fromisoformat(first["due_on"]) if first else None,
        # Of what is sealed whole a receipt does not say by which law.
        due_source=first["source"] if first and not is_whole(case) else "",
        entry=entry.audit,
        hash=entry.hash,
        received_at=case.received_at,
    )
