"""How often a message is tried, what a refusal of the mail server means, how much of an address is shown."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta

from cryptography.fernet import Fernet

from gandan.notifications.types import State

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


_NUMBER = re.compile(r"(\+?84|0)[0-9]{8,10}")
TEXT_MOST = 320  # characters: two text messages with Vietnamese marks are four


def is_number(address: str) -> bool:
    """A telephone number, to which a text message goes."""
    return _NUMBER.fullmatch(address) is not None


def international(number: str) -> str:
    """«0912345678» → «+84912345678»."""
    return "+84" + re.sub(r"^(\+?84|0)", "", number)


def told_by_gateway(code: int) -> State:
    """What an HTTP answer of a text gateway means for the message."""
    if code in (408, 425, 429, 503):
        return State.QUEUED
    return State.UNSURE if code >= 500 else State.FAILED


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
