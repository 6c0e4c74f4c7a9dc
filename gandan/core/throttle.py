"""How often one caller may try something, counted for all processes of the machine, under a keyed hash.

The counts lie in a small file of their own (docs/decisions/0009): they never wait for the database's write lock, never
stand in a transaction of a case, and may be lost in a power cut without harm.
"""

from __future__ import annotations

import logging
import os
import secrets
import sqlite3
import threading
import time
from contextlib import closing, suppress
from ipaddress import IPv4Address, IPv6Network, ip_address
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from gandan.core.home import home

FILE = "throttle.sqlite3"
PATIENCE = 2.0  # seconds for another process's write, which takes some microseconds
SWEEP_EVERY = 500  # counts of one process
_TABLE = "CREATE TABLE tries (key TEXT PRIMARY KEY, count INTEGER NOT NULL, until REAL NOT NULL) WITHOUT ROWID"
# A window begins with its first try; what came after its end begins another.
_COUNT = """
INSERT INTO tries (key, count, until) VALUES (:key, 1, :until)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN tries.until <= :now THEN 1 ELSE tries.count + 1 END,
  until = CASE WHEN tries.until <= :now THEN excluded.until ELSE tries.until END
RETURNING count
"""

log = logging.getLogger(__name__)
_mine = threading.local()


def caller(request: HttpRequest) -> str:
    """Whose tries are counted together. Behind our own proxy the last hop it names; earlier ones can be made up."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "USE_X_FORWARDED_HOST", False):
        address = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or address
    return _line_of(address)


def _line_of(address: str) -> str:
    """An IPv4 address; of IPv6 the /64 that every line gets whole, else one caller had 2^64 addresses to try from."""
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Network((int(known) >> 64 << 64, 64)))


def wait(scope: str, who: str, *, most: int) -> int:
    """Seconds until `who` may try again; 0 while fewer than `most` tries were counted."""
    if not settings.RATE_LIMITS:
        return 0
    rows = _run("SELECT count, until FROM tries WHERE key = :key", {"key": _key(scope, who)})
    count, until = rows[0] if rows else (0, 0.0)
    left = until - time.time()
    return max(1, int(left)) if count >= most and left > 0 else 0


def count(scope: str, who: str, *, seconds: int) -> int:
    """Note one try in a window of `seconds` that starts with the first; gives how many there were."""
    return tally(scope, who, seconds=seconds) if settings.RATE_LIMITS else 0


def tally(scope: str, who: str, *, seconds: int) -> int:
    """As `count`, where nothing is limited by it."""
    now = time.time()
    rows = _run(_COUNT, {"key": _key(scope, who), "until": now + seconds, "now": now})
    _sweep(now)
    return int(rows[0][0]) if rows else 0


def forget(scope: str, who: str) -> None:
    _run("DELETE FROM tries WHERE key = :key", {"key": _key(scope, who)})


def clear() -> None:
    """Forget every count: for tests, and for an operator who has locked everybody out."""
    _run("DELETE FROM tries", {})


def _key(scope: str, who: str) -> str:
    return salted_hmac(f"throttle.{scope}", who, algorithm="sha256").hexdigest()[:40]


def _sweep(now: float) -> None:
    _mine.counted = getattr(_mine, "counted", 0) + 1
    if _mine.counted % SWEEP_EVERY == 1:
        _run("DELETE FROM tries WHERE until < :now", {"now": now})


def _run(statement: str, values: dict[str, object]) -> list[tuple[float, ...]]:
    """A counter that cannot be read must not keep people from sending: it says so in the log and counts nothing."""
    try:
        return _line().execute(statement, values).fetchall()
    except (sqlite3.Error, OSError) as error:
        _mine.line = None
        log.error("rate limits do not count: %s", error)
        return []


def _line() -> sqlite3.Connection:
    """This thread's connection; a process that was forked opens its own."""
    path = home() / FILE
    known = getattr(_mine, "line", None)
    if known and known[0] == (os.getpid(), path):
        line: sqlite3.Connection = known[1]
        return line
    line = _opened(path)
    _mine.line = ((os.getpid(), path), line)
    return line


def _opened(path: Path) -> sqlite3.Connection:
    if not path.exists():
        _begin(path)
    line = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    line.execute("PRAGMA synchronous=OFF")
    return line


def _begin(path: Path) -> None:
    """The file with its table, made aside and hung in whole: whoever is first wins, the others take theirs away.

    Turning a file to write-ahead does not wait for others who do the same: SQLite says at once that it is locked.
    """
    draft = path.with_name(f".{FILE}.{secrets.token_hex(4)}")
    try:
        draft.touch(mode=0o600)
        with closing(sqlite3.connect(draft, isolation_level=None)) as line:
            line.execute("PRAGMA journal_mode=WAL")
            line.execute(_TABLE)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
