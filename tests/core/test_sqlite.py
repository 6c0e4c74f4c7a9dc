"""The writers' queue of SQLite: across threads and processes, after errors and after kill -9."""

import fcntl
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections

from gandan.core import locks
from gandan.core.sqlite.base import COMMITS, DatabaseWrapper
from tests.core.make import ROOT, kill


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "sample.sqlite3"
    with closing(sqlite3.connect(path)) as session:
        session.execute("CREATE TABLE total (value INTEGER)")
        session.execute("INSERT INTO total VALUES (0)")
        session.commit()
    return path


def start(file: Path, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.core.writing", str(file), *words]
    environment = {"PYTHONPATH": str(ROOT), "GANDAN_HOME": str(file.parent)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True, **pipes)


def total(file: Path) -> int:
    with closing(sqlite3.connect(file)) as session:
        return session.execute("SELECT value FROM total").fetchone()[0]


def test_four_processes_of_two_threads_lose_no_write_and_see_no_lock(file):
    started = [start(file, "many", "60") for _ in range(4)]
    for one in started:
        _said, wrong = one.communicate(timeout=180)
        assert (one.returncode, wrong) == (0, "")
    # Every tenth round is undone by an exception and made up for by a write of its own.
    assert total(file) == 4 * 2 * 60


def test_a_writer_that_is_killed_leaves_the_queue_and_no_half_write(file):
    holder = start(file, "hold", "60")
    try:
        assert holder.stdout.readline() == "held\n"
        waiting = start(file, "many", "1")
        assert waiting.stdout.readline() == "begun\n"
        time.sleep(0.5)
        assert waiting.poll() is None  # it queues, and does not fail
    finally:
        kill(holder)
        holder.communicate()
    _said, wrong = waiting.communicate(timeout=60)  # freed at once, by the kernel
    assert (waiting.returncode, wrong, total(file)) == (0, "", 2)


def test_who_opens_a_new_file_waits_for_who_turns_it_to_write_ahead(db, file):
    place = DatabaseWrapper({**connections["default"].settings_dict, "NAME": str(file), "OPTIONS": {}}, "other")
    place.inc_thread_sharing()
    with closing(sqlite3.connect(file, isolation_level=None)) as first, open(f"{file}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            opened = pool.submit(place.connect)
            with pytest.raises(TimeoutError):  # neither open, nor refused as locked
                opened.result(0.3)
            first.execute("COMMIT")
            fcntl.flock(lock, fcntl.LOCK_UN)
            opened.result(60)
    with place.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    place.close()


def test_a_statement_is_the_same_each_time_whatever_it_says(db):
    with connection.cursor() as cursor:
        for _ in range(2):
            assert cursor.execute("SELECT %s, '100%%', %s", [1, "%s"]).fetchone() == (1, "100%", "%s")
        assert cursor.execute("SELECT '100%'").fetchone() == ("100%",)
        assert cursor.execute("SELECT %(a)s", {"a": 2}).fetchone() == (2,)


def test_threads_of_a_process_take_turns_to_write(db):
    """On SQLite; not within a transaction, for whose end the one whose turn it is may wait."""
    assert connection.in_atomic_block
    with locks.in_turn():
        other, entered = _another()
        assert entered.wait(10)
    other.join()
    if connection.vendor == "sqlite":
        assert _kept_out_until_the_turn_ends()


def _another() -> tuple[threading.Thread, threading.Event]:
    entered = threading.Event()

    def enter() -> None:
        with locks.in_turn():
            entered.set()

    thread = threading.Thread(target=enter)
    thread.start()
    return thread, entered


def _kept_out_until_the_turn_ends() -> bool:
    found = []

    def hold() -> None:  # in a thread that is in no transaction
        with locks.in_turn():
            other, entered = _another()
            found.append(entered.wait(0.2))
        found.append(entered.wait(10))
        other.join()

    holder = threading.Thread(target=hold)
    holder.start()
    holder.join()
    return found == [False, True]


def test_the_journal_is_carried_over_after_an_answer(db, file):
    place = DatabaseWrapper({**connections["default"].settings_dict, "NAME": str(file), "OPTIONS": {}}, "other")
    try:
        place.set_autocommit(False)
        for _ in range(COMMITS):
            with place.cursor() as cursor:
                cursor.execute("UPDATE total SET value = value + 1")
            place.commit()
        with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as without_journal:
            assert without_journal.execute("SELECT value FROM total").fetchone()[0] == 0, "no commit waits for it"
        place.carry_over(COMMITS)
        with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as without_journal:
            assert without_journal.execute("SELECT value FROM total").fetchone()[0] == COMMITS
    finally:
        place.close()
