"""Canonical JSON, the commitment to a payload, and the hash of an entry."""

import hashlib
import hmac
import json
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

START = bytes(32)  # `previous` of an object's first entry


@dataclass(frozen=True, slots=True)
class Header:
    """What an entry's hash covers."""

    at: datetime
    actor: str
    verb: str
    object: str
    unit: str
    number: int
    commitment: bytes
    previous: bytes

    def plain(self) -> dict[str, str | int]:
        return {
            "at": moment(self.at),
            "actor": self.actor,
            "verb": self.verb,
            "object": self.object,
            "unit": self.unit,
            "number": self.number,
            "commitment": self.commitment.hex(),
            "previous": self.previous.hex(),
        }


def entry_hash(header: Header) -> bytes:
    return header_hash(header.plain())


def header_hash(plain: Mapping[str, Any]) -> bytes:
    """SHA-256 over the canonical JSON of a header's eight plain values."""
    return hashlib.sha256(canonical(plain)).digest()


def commitment(key: bytes, payload: bytes) -> bytes:
    """Binds to a payload without letting anyone confirm a guess about it: the key is random and erasable."""
    return hmac.new(key, payload, hashlib.sha256).digest()


def canonical(value: Any) -> bytes:
    """JSON in one form only: sorted keys, NFC, no spaces, UTF-8, dates in ISO 8601, moments in UTC.

    Raises TypeError for what has no single form (sets, bytes, NaN, keys that are no text).
    """
    return _JSON.encode(plain(value)).encode()


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    """`2026-11-22T08:15:00.000000Z`; a naive datetime is a mistake."""
    if at.tzinfo is None:
        raise TypeError("a moment without a zone has no single form")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:  # most of it
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if kind is int or kind is bool or value is None:
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _plain_scalar(value)


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("keys of a canonical object are text")
    made = {unicodedata.normalize("NFC", key): plain(item) for key, item in value.items()}
    if len(made) != len(value):
        raise TypeError("two keys are the same after normalisation")
    return made


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise TypeError("NaN and infinity have no JSON form")
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
