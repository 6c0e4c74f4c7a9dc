"""SQLite with a file lock before BEGIN IMMEDIATE: waiting writers queue in the kernel instead of polling
(p99 of an insert 100 ms → 6 ms; docs/decisions/0003). In the backend, so that sessions and jobs queue too.
"""

import contextlib
import fcntl
import sqlite3
from typing import IO, Any

from django.core.signals import request_finished
from django.db import connections
from django.db.backends.sqlite3 import base

COMMITS = 256  # of one connection, between two of its checkpoints
MANY_COMMITS = 1024  # where no request ends
CONVERTED, LONG = 512, 4096  # statements that are kept as SQLite takes them, and the longest one in characters
_converted: dict[str, str] = {}
PAGES = 20_000  # of the journal, 80 MB: beyond, SQLite makes a checkpoint by itself, within a commit


class Cursor(base.SQLiteCursorWrapper):
    """Turns `%s` into `?` once for each statement, not at each execution: all others wait meanwhile."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is not None or len(query) > LONG:
            return super().convert_query(query, param_names=param_names)
        if query not in _converted:
            if len(_converted) >= CONVERTED:
                _converted.clear()
            _converted[query] = super().convert_query(query)
        return _converted[query]


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes `<database>.lock` when a transaction starts, gives it back when it ends, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lock_file: IO[str] | None = None
        self._locked = False
        self._commits = 0

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self._keep_a_journal()
        self.connection.execute(f"PRAGMA wal_autocheckpoint={PAGES}")

    def _keep_a_journal(self) -> None:
        """Turns a new file to write-ahead, one connection at a time: two who do it at once do not wait for each other,
        SQLite tells one of them at once that the database is locked, whatever its timeout.
        """
        if self.is_in_memory_db() or self._journal() == "wal":
            return
        self._take_lock()
        try:
            self._journal("=WAL")
        finally:
            self._give_lock()

    def _journal(self, change: str = "") -> str:
        return str(self.connection.execute(f"PRAGMA journal_mode{change}").fetchone()[0])

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_lock()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_lock()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._give_lock()
        self._commits += 1
        if self._commits >= MANY_COMMITS:  # of a job: no request ends here
            self.carry_over()

    def carry_over(self, least: int = 0) -> None:
        """Move what was committed from the journal into the database while others write, after `least` commits.
        SQLite's own checkpoint does it within a commit, under the lock: every twentieth petition waited for it, and
        all behind it.
        """
        if self._commits < least or self.connection is None:
            return
        self._commits = 0
        with contextlib.suppress(sqlite3.OperationalError):  # committed is committed; the next one carries over more
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._give_lock()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._give_lock()
            if self._lock_file is not None:
                self._lock_file.close()
                self._lock_file = None

    def _take_lock(self) -> None:
        if self._locked or self.is_in_memory_db():
            return
        if self._lock_file is None:
            # A handle per connection: flock belongs to the open file, threads of a process must exclude each other.
            self._lock_file = open(f"{self.settings_dict['NAME']}.lock", "w")  # noqa: SIM115
        fcntl.flock(self._lock_file, fcntl.LOCK_EX)
        self._locked = True

    def _give_lock(self) -> None:
        if self._locked and self._lock_file is not None:
            fcntl.flock(self._lock_file, fcntl.LOCK_UN)
            self._locked = False


def _carry_over_after_the_answer(**_signal: Any) -> None:
    """Who asked has the answer, and no thread of this process waits for its turn (core.locks)."""
    for connection in connections.all(initialized_only=True):
        if isinstance(connection, DatabaseWrapper):
            connection.carry_over(COMMITS)


request_finished.connect(_carry_over_after_the_answer, dispatch_uid="gandan.core.sqlite")
