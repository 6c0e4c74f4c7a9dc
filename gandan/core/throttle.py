"""How often one caller may try something. Counts stay minutes in the cache, under a keyed hash, never an address."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def caller(request: HttpRequest) -> str:
    """The address a request came from. Behind our own proxy the last hop it names; earlier ones can be made up."""
    if getattr(settings, "USE_X_FORWARDED_HOST", False):
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        return hops[-1].strip() or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")


def wait(scope: str, who: str, *, most: int) -> int:
    """Seconds until `who` may try again; 0 while fewer than `most` tries were counted."""
    if not settings.RATE_LIMITS:
        return 0
    count, until = cache.get(_key(scope, who)) or (0, 0.0)
    left = until - time.time()
    return max(1, int(left)) if count >= most and left > 0 else 0


def count(scope: str, who: str, *, seconds: int) -> int:
    """Note one try in a window of `seconds` that starts with the first; gives how many there were."""
    if not settings.RATE_LIMITS:
        return 0
    key = _key(scope, who)
    tries, until = cache.get(key) or (0, 0.0)
    now = time.time()
    if until <= now:
        tries, until = 0, now + seconds
    cache.set(key, (tries + 1, until), timeout=until - now)
    return tries + 1


def forget(scope: str, who: str) -> None:
    cache.delete(_key(scope, who))


def _key(scope: str, who: str) -> str:
    return "throttle:" + salted_hmac(f"throttle.{scope}", who, algorithm="sha256").hexdigest()[:40]
