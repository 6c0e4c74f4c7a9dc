"""One at a time: a named lock across processes that lasts as long as the transaction, and turns within a process."""

import contextlib
import threading
import zlib
from collections.abc import Iterator

from django.db import connection, transaction

_turn = threading.RLock()


def exclusive(name: str) -> None:
    """Waits until no other transaction holds `name`. On SQLite a transaction excludes all others anyway."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("locks.exclusive needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


@contextlib.contextmanager
def in_turn() -> Iterator[None]:
    """Preparing a write and writing it, one thread of a process after another where only one may write (SQLite).

    The writer gives Python away at every statement: another thread that computes would have it, and all who write
    wait meanwhile (a third more petitions a second). Not within a transaction: whoever has this turn may be waiting
    for it to end.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _turn:
        yield
