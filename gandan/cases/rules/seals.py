"""A sealed identity: encrypted apart from the content, under a key that is kept outside the database."""

import base64
import dataclasses
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet

from gandan.cases.types import PartyInput
from gandan.law.types import ActionSpec

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


def case_key(key: bytes, code: str) -> bytes:
    """Of one case: what was cut out of another case's row opens nothing here."""
    return hmac.new(key, f"sealed:{code}".encode(), hashlib.sha256).digest()


def lock(values: Mapping[str, Any], key: bytes) -> bytes:
    plain = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(plain.encode())


def unlock(secret: bytes | None, key: bytes) -> dict[str, Any]:
    """Empty where nothing was locked. Raises cryptography's InvalidToken where the secret or the key is another."""
    if not secret:
        return {}
    found: dict[str, Any] = json.loads(Fernet(base64.urlsafe_b64encode(key)).decrypt(bytes(secret)))
    return found


def secret_digest(secret: bytes | None) -> str:
    """What the audit keeps of ciphertext: it shows a change, and of what is inside nothing."""
    return hashlib.sha256(bytes(secret)).hexdigest() if secret else ""


# What of an entry's form stays readable in a case sealed whole: states, clocks and figures follow from it.
STRUCTURE = frozenset(
    {"result", "rating", "from", "to", "what", "letter", "letter_number", "asked", "approved", "marks", "attachment"}
)


def split_form(form: Mapping[str, Any], spec: ActionSpec | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what stays readable, what is locked): days and numbers that the pack does not seal, and the engine's own."""
    plain = STRUCTURE | {each.code for each in (spec.form if spec else ()) if not each.sealed}
    return (
        {name: value for name, value in form.items() if name in plain},
        {name: value for name, value in form.items() if name not in plain},
    )
