"""How often a message is tried, what a refusal of the mail server means, how much of an address is shown."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

from cryptography.fernet import Fernet

MAX_ATTEMPTS = 6
_WAITS = (60, 5 * 60, 30 * 60, 2 * 3600, 12 * 3600)
# Longer than any lease and the mail timeout: what is still «sending» then has nobody who sends it.
STUCK_AFTER = timedelta(minutes=10)


def wait_after(attempt: int) -> timedelta | None:
    """How long to wait after the n-th attempt failed; None: no more."""
    if attempt >= MAX_ATTEMPTS:
        return None
    return timedelta(seconds=_WAITS[min(attempt, len(_WAITS)) - 1])


def is_temporary(code: int) -> bool:
    """Whether an SMTP answer asks to come back later (RFC 5321, 4.2.1)."""
    return 400 <= code < 500


def masked(address: str) -> str:
    """«ba.hai@example.vn» → «b•••@example.vn»: enough to find a mistake, too little to write to."""
    local, at, domain = address.rpartition("@")
    if not at:
        return f"{address[:1]}•••"
    return f"{local[:1]}•••@{domain}"


def locked(words: dict[str, str], key: bytes) -> bytes:
    """Address and words of a message about something sealed whole."""
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(json.dumps(words, ensure_ascii=False).encode())


def unlocked(secret: bytes, key: bytes) -> dict[str, str]:
    """Raises cryptography's InvalidToken where the secret or the key is another."""
    found: dict[str, str] = json.loads(Fernet(base64.urlsafe_b64encode(key)).decrypt(secret))
    return found
