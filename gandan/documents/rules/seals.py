"""Letters about sealed cases: encrypted under a key that lies outside the database."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet


def seal(content: bytes, key: bytes) -> bytes:
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(content)


def unseal(secret: bytes, key: bytes) -> bytes:
    """Raises cryptography's InvalidToken where the secret or the key is another."""
    return Fernet(base64.urlsafe_b64encode(key)).decrypt(secret)


def sealed_values(values: dict[str, Any], key: bytes) -> bytes:
    return seal(json.dumps(values, ensure_ascii=False).encode(), key)


def unsealed_values(secret: bytes, key: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unseal(secret, key))
    return found
