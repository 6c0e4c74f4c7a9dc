"""Looking up a code that somebody names: whoever names many that nobody has is held up, at every door alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from gandan.core import throttle
from gandan.core.types import NotFound

MOST, WINDOW = 30, 600  # codes that do not exist, from one address


def tries_many_codes(request: HttpRequest) -> bool:
    return throttle.wait("codes", throttle.caller(request), most=MOST) > 0


@contextmanager
def looking_up(request: HttpRequest) -> Iterator[None]:
    """Around every look at a code that somebody names: one that nobody has is counted."""
    try:
        yield
    except NotFound:
        throttle.count("codes", throttle.caller(request), seconds=WINDOW)
        raise
