"""Numbers without gaps: registers, dossier codes, documents of a year (Decree 30/2020, Art. 15)."""

from __future__ import annotations

from django.db import connection
from django.db.transaction import TransactionManagementError

from gandan.documents.models import Counter


def next_number(series: str, period: str) -> int:
    """The next number of a series in a period, 1 first.

    Taken under the row's lock until the caller's transaction ends: others wait, a rollback gives it back. So it is
    the last thing a transaction does before its insert.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("next_number() belongs into the transaction that uses the number")
    table = connection.ops.quote_name(Counter._meta.db_table)
    # One statement on both databases: no moment between reading and writing, none between finding and making.
    statement = (
        f"INSERT INTO {table} (series, period, last) VALUES (%s, %s, 1) "  # noqa: S608
        f"ON CONFLICT (series, period) DO UPDATE SET last = {table}.last + 1 RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [series, period])
        return int(cursor.fetchone()[0])
