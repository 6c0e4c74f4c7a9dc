"""Reading one moment of the database, however long it takes and whoever writes meanwhile."""

import contextlib
from collections.abc import Iterator

from django.db import connection

_BEGIN = {
    "sqlite": "BEGIN",  # deferred: it reads under no lock, and no writer waits for it
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Every query inside sees the same rows. Within a transaction: what that transaction sees."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")  # nothing was written
