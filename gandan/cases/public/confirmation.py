"""Who may see the content of a case: a session that showed its confirmation number lately."""

from __future__ import annotations

from django.http import HttpRequest

from gandan.cases import queries
from gandan.core import clock, throttle

LASTS = 2 * 3600  # seconds; people leave pages open on shared phones
MOST = 20  # cases in one session
TRIES, WINDOW = 5, 15 * 60  # wrong numbers per code and address
TRIES_A_CALLER, CALLER_WINDOW = 60, 3600  # from one address, over all codes: many people share one behind a provider
TRIES_A_CODE, CODE_WINDOW = 100, 24 * 3600  # and per code, wherever they come from: 4 % of all numbers in a year
KEY = "confirmed"


def is_confirmed(request: HttpRequest, code: str) -> bool:
    since = request.session.get(KEY, {}).get(code, 0)
    return clock.now().timestamp() - since < LASTS


def confirm(request: HttpRequest, code: str) -> None:
    """Remember that this session may see the case; the oldest one falls out."""
    known = {**request.session.get(KEY, {}), code: int(clock.now().timestamp())}
    latest = sorted(known.items(), key=lambda item: item[1])[-MOST:]
    request.session[KEY] = dict(latest)


def forget(request: HttpRequest, code: str) -> None:
    known = dict(request.session.get(KEY, {}))
    if known.pop(code, None):
        request.session[KEY] = known


def seconds_to_wait(request: HttpRequest, code: str) -> int:
    """After too many wrong numbers; 0: may try."""
    caller = throttle.caller(request)
    near = throttle.wait("pin", f"{code} {caller}", most=TRIES)
    near = near or throttle.wait("pin-caller", caller, most=TRIES_A_CALLER)
    return near or throttle.wait("pin-code", code, most=TRIES_A_CODE)


def try_pin(request: HttpRequest, code: str, pin: str) -> bool:
    """Whether the number is right: then this session may see the case."""
    if not is_right(request, code, pin):
        return False
    confirm(request, code)
    return True


def is_right(request: HttpRequest, code: str, pin: str) -> bool:
    """Whether the number is right, with no session to remember it; a wrong one is counted."""
    if queries.confirmed(code, pin):
        return True
    count_wrong(request, code)
    return False


def count_wrong(request: HttpRequest, code: str) -> None:
    caller = throttle.caller(request)
    throttle.count("pin", f"{code} {caller}", seconds=WINDOW)
    throttle.count("pin-caller", caller, seconds=CALLER_WINDOW)
    throttle.count("pin-code", code, seconds=CODE_WINDOW)
