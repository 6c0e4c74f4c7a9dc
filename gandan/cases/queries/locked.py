"""What a case sealed whole says, read with the key that lies outside the database; whose seal this opens is asked
before, and entered (actions.sealing)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from gandan.cases.models import Case, Entry
from gandan.cases.policies import Place
from gandan.cases.rules import seals
from gandan.cases.types.sealing import Bars
from gandan.core.home import known_key
from gandan.law import queries as law

SEAL = "seal"


def key_of(code: str) -> bytes:
    """Of one case; nothing stores it."""
    return seals.case_key(known_key(SEAL), code)


def keyed(digest: str) -> str:
    """A digest that nobody without the key can find out by trying."""
    return hmac.new(known_key("request"), digest.encode(), hashlib.sha256).hexdigest()


def bars_of(code: str, marks: str = "") -> Bars:
    return Bars(seals.case_key(known_key("bars"), code), frozenset(marks.split()))


def place_of(case: Case) -> Place:
    """Where it lies, for the policies; the case is loaded with its units."""
    bars = bars_of(case.code, case.bars) if law.case_type_version(case.version).sealed else None
    assigned = case.assigned_unit.path if case.assigned_unit_id and case.assigned_unit else ""
    return Place(case.unit.path, assigned, case.assigned_to_id, bars)


def handed_in(case: Case) -> dict[str, Any]:
    """The submission as it was: subject, content, field, address, answers."""
    return seals.unlock(case.secret, key_of(case.code))


def said_in(code: str, entry: Entry) -> dict[str, Any]:
    """Text, sealed fields and names of files (by the hash of their ciphertext) of one step."""
    return seals.unlock(entry.secret, key_of(code))


def is_whole(case: Case) -> bool:
    """Whether a case is sealed whole: by its type, so that it holds when its words have been erased too."""
    return case.type in sealed_types()


def sealed_types() -> frozenset[str]:
    """Codes of the types that are sealed whole, in any version."""
    packs = law.law().case_types
    return frozenset(code for code, versions in packs.items() if any(pack.sealed for pack in versions))
