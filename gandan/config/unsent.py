"""What somebody wrote while their session ran out: kept for an hour, encrypted, until they have signed in again."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpRequest, QueryDict

from gandan.core.home import key_bytes

SLOT = "unsent"
SECONDS = 3600
MOST = 60_000  # octets; the longest form of a pack is shorter
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "to")


class Unsent:
    """The one form that this browser could not send. Words only: files have to be chosen again."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def keep(self) -> bool:
        """Put aside what was just posted; False where it is too much."""
        words = self.request.POST.copy()
        for name in NEVER_KEPT:
            words.pop(name, None)
        plain = words.urlencode().encode()
        if len(plain) > MOST:
            return False
        self.request.session[SLOT] = {"path": self.request.path, "words": _box().encrypt(plain).decode()}
        return True

    def take(self, path: str) -> QueryDict:
        """What was written for this address, once; empty where nothing was."""
        kept = self.request.session.get(SLOT)
        if not kept or kept["path"] != path:
            return QueryDict()
        del self.request.session[SLOT]
        try:
            return QueryDict(_box().decrypt(kept["words"].encode(), ttl=SECONDS))
        except InvalidToken:
            return QueryDict()


def _box() -> Fernet:
    """Under a key outside the database: an officer may have been writing about a sealed case."""
    return Fernet(base64.urlsafe_b64encode(key_bytes("unsent")))
