"""The application as `gandan serve` hands it to granian's worker processes: they end once, and with their parent."""

import ctypes
import gc
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.urls import get_resolver
from granian import _signals

from gandan.config.wsgi import application

__all__ = ["application"]

_PR_SET_PDEATHSIG = 1
Handler = Callable[[int, Any], None]


def end_once() -> None:
    """Ends on the first SIGTERM, which is the parent's; ignores Ctrl-C, which the terminal sends to the whole group.

    Two traps of granian 2.8: a worker that gets a second signal while it ends hangs until it is killed, and one that
    ends before its parent knows why is started again, loses the parent's SIGTERM and lives on.
    """
    original = _signals.set_main_signals

    def set_main_signals(interrupt: Handler, reload: Handler | None = None) -> None:
        def end(signum: int, frame: Any) -> None:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            interrupt(signum, frame)

        original(end, reload)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    _signals.set_main_signals = set_main_signals


def end_with_parent() -> None:
    """Where the kernel can (Linux): a server killed with -9 leaves no worker that holds its port."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def collect_seldom() -> None:
    """What start-up made stays for good: the garbage collector need not look at it again, nor at the few hundred
    objects of every request. A twentieth of a request's time.
    """
    _ = get_resolver().url_patterns  # doors and their forms, which the first request would load
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def take_turns_often() -> None:
    """On SQLite a thread that comes back from the disk with the write lock in its hand waits a tenth of a millisecond
    for its turn, not Python's five: all who write wait with it. Elsewhere nobody does, and turns cost time.
    """
    if connection.vendor == "sqlite":
        sys.setswitchinterval(0.0001)


end_once()
end_with_parent()
collect_seldom()
take_turns_often()
