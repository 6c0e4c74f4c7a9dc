"""One at a time, across processes: a named lock that lasts as long as the transaction."""

import zlib

from django.db import connection, transaction


def exclusive(name: str) -> None:
    """Waits until no other transaction holds `name`. On SQLite a transaction excludes all others anyway."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("locks.exclusive needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
