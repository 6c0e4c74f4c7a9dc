"""The confirmation number of a case: derived from its code, never stored."""

import hashlib
import hmac


def pin_of(code: str, key: bytes) -> str:
    """Six digits that only this installation can compute."""
    digest = hmac.new(key, code.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def same_pin(code: str, pin: str, key: bytes) -> bool:
    """In constant time, so that guessing learns nothing from how long it takes."""
    return hmac.compare_digest(pin_of(code, key).encode(), pin.encode())
