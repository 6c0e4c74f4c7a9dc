"""A sealed identity: encrypted apart from the content, under a key that is kept outside the database."""

import base64
import dataclasses
import hashlib
import hmac
import json

from cryptography.fernet import Fernet

from gandan.cases.types import PartyInput

WHO = ("name", "phone", "email", "address")


def seal(party: PartyInput, key: bytes) -> bytes:
    """Name and contacts as ciphertext."""
    plain = json.dumps({name: getattr(party, name) for name in WHO}, ensure_ascii=False)
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(plain.encode())


def unseal(secret: bytes, key: bytes) -> PartyInput:
    """Raises cryptography's InvalidToken where the secret or the key is another."""
    plain = json.loads(Fernet(base64.urlsafe_b64encode(key)).decrypt(secret))
    return dataclasses.replace(PartyInput(sealed=True), **{name: plain[name] for name in WHO})


def party_digest(values: dict[str, str | bool], key: bytes) -> str:
    """What the audit keeps of a party: enough to see that it was altered, nothing to guess it by."""
    plain = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()
