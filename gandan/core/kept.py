"""Results that may be half a minute old, kept in each process: what public pages show, whose installation this is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from time import monotonic
from typing import Any, Generic, ParamSpec, TypeVar

from django.conf import settings
from django.utils.translation import get_language

SECONDS = 30
MOST = 200  # results of one function

_all: list[Any] = []
P = ParamSpec("P")
T = TypeVar("T")


def seconds() -> int:
    """How long pages and their parts are kept; the setting PAGE_CACHE_SECONDS, 0 for not at all."""
    return int(getattr(settings, "PAGE_CACHE_SECONDS", SECONDS))


class kept(Generic[P, T]):  # a decorator, written as one
    """`@kept`: the same result for the same arguments and language, until it is old.

    Who finds it old finds it anew, once; others who ask meanwhile get the old one, so that a costly question is never
    asked by eight readers at once. Results are shared: give nothing that its receiver may change.
    """

    def __init__(self, find: Callable[P, T]) -> None:
        self._find = find
        self._results: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._finding: set[Hashable] = set()
        self._lock, self._first = Lock(), Lock()
        update_wrapper(self, find)
        _all.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        if seconds() <= 0:
            return self._find(*args, **kwargs)
        key = (get_language(), args, tuple(sorted(kwargs.items())))
        known = self._known(key)
        if known is not None:
            return known[1]
        if key in self._results:  # old, and it is for us to find it anew
            return self._found(key, args, kwargs)
        with self._first:
            known = self._known(key)
            return known[1] if known is not None else self._found(key, args, kwargs)

    def forget(self) -> None:
        with self._lock:
            self._results.clear()

    def _known(self, key: Hashable) -> tuple[float, T] | None:
        with self._lock:
            result = self._results.get(key)
            if result is None or result[0] > monotonic() or key in self._finding:
                return result
            self._finding.add(key)
        return None

    def _found(self, key: Hashable, args: Any, kwargs: Any) -> T:
        try:
            value = self._find(*args, **kwargs)
            with self._lock:
                self._results[key] = (monotonic() + seconds(), value)
                self._results.move_to_end(key)
                while len(self._results) > MOST:
                    self._results.popitem(last=False)
        finally:
            with self._lock:
                self._finding.discard(key)
        return value


def forget_all() -> None:
    """Drop what is kept in this process."""
    for each in _all:
        each.forget()
