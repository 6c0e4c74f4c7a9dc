"""The index of words forgets what its rows have forgotten: SQLite's keeps removed words until parts are merged."""

from __future__ import annotations

import contextlib

from django.db import OperationalError, connection, transaction

PAGES = 500  # of the index in one transaction: people's writes go between


def forget_words() -> None:
    """Merge the index until nothing removed is left in it, and let the journal go.

    PostgreSQL does as much by its own vacuum; docs/privacy.md says when, and what backups keep.
    """
    if connection.vendor != "sqlite":
        return
    steps = -PAGES  # the first one takes every part along, the rest go on with it
    while _changed(steps) > 1:
        steps = PAGES
    with contextlib.suppress(OperationalError), connection.cursor() as cursor:  # readers may be at it: next time
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _changed(pages: int) -> int:
    """How many rows one step of merging touched; one for its own command."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT total_changes()")
        before = cursor.fetchone()[0]
        cursor.execute("INSERT INTO cases_words(cases_words, rank) VALUES ('merge', %s)", [pages])
        cursor.execute("SELECT total_changes()")
        return int(cursor.fetchone()[0]) - int(before)
