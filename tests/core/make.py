"""Builders for the tests of the ground floor: the product as processes of its own, on the test's database."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from gandan.core.home import home

ROOT = Path(__file__).resolve().parents[2]
GANDAN = [sys.executable, "-m", "gandan.config.cli"]


def environment(**more: str) -> dict[str, str]:
    """The environment in which `gandan` finds this test's home and database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GANDAN_", "DJANGO_", "PYTEST_"))}
    return (
        kept | {"GANDAN_HOME": str(home()), "GANDAN_DATABASE_URL": database_address(), "PYTHONPATH": str(ROOT)} | more
    )


def database_address() -> str:
    now = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{now['NAME']}"
    return (
        f"postgresql://{quote(now['USER'])}:{quote(now['PASSWORD'])}@{now['HOST']}:{now['PORT']}/{quote(now['NAME'])}"
    )


@contextlib.contextmanager
def process(*words: str, env: dict[str, str] | None = None, **options) -> Iterator[subprocess.Popen]:
    """`gandan words…` in a session of its own; killed with all its children when the block ends."""
    started = subprocess.Popen([*GANDAN, *words], cwd=ROOT, env=env or environment(), start_new_session=True, **options)
    try:
        yield started
    finally:
        kill(started)


def kill(started: subprocess.Popen) -> None:
    """-9 for the process and its children, as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait(timeout=60)


def run(*words: str, env: dict[str, str] | None = None, timeout: float = 120) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*GANDAN, *words], cwd=ROOT, env=env or environment(), capture_output=True, text=True, timeout=timeout
    )


def family(of: int) -> dict[int, str]:
    """The living children of a process and theirs, by number, with their command lines."""
    listed = subprocess.run(
        ["ps", "-ww", "-e", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    children: dict[int, list[tuple[int, str]]] = {}
    for pid, parent, state, command in rows:
        if not state.startswith("Z"):
            children.setdefault(int(parent), []).append((int(pid), command))
    return family_in(children, of)


def family_in(children: dict[int, list[tuple[int, str]]], of: int) -> dict[int, str]:
    found = dict(children.get(of, []))
    for pid in list(found):
        found |= family_in(children, pid)
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(true: Callable[[], object], seconds: float = 60, what: str = "") -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain {what}"
        time.sleep(0.05)
