"""What tests need is installed or named; the throw-away PostgreSQL is real and leaves nothing behind."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from dev import provision
from tests.architecture import house


def test_missing_things_are_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("GANDAN_TEST_CHROMIUM", raising=False)
    monkeypatch.setattr(provision, "DEBIAN_SERVERS", tmp_path)
    monkeypatch.setattr(provision, "may_install", lambda: False)
    monkeypatch.setattr(provision, "find_wheel_postgresql", lambda: None)
    with pytest.raises(provision.Missing, match="apt-get install chromium"):
        provision.chromium()
    with pytest.raises(provision.Missing, match="No PostgreSQL 15 or newer"):
        provision.postgresql_programs()


def test_the_run_ends_with_an_error_when_something_is_missing(tmp_path):
    """As a person without root and without a browser: no stage is run, none is skipped in silence."""
    script = (
        "import sys; from dev import provision, test\n"
        "provision.may_install = lambda: False\n"
        "sys.exit(test.main(['journeys', '--', '--collect-only']))"
    )
    environment = {"PATH": str(tmp_path), "PYTHONPATH": str(house.ROOT), "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 1
    assert "No Chromium" in done.stderr


def test_a_real_postgresql_comes_and_goes():
    with provision.throwaway_postgresql() as address, psycopg.connect(address) as connection:
        row = connection.execute("SELECT current_setting('server_version_num')::int, version()").fetchone()
        process = connection.execute("SELECT pg_backend_pid(), current_setting('data_directory')").fetchone()
    assert row is not None
    assert row[0] >= provision.OLDEST_POSTGRESQL * 10_000
    assert process is not None
    with contextlib.suppress(ProcessLookupError):
        os.kill(process[0], 0)
        pytest.fail("its process is still there")
    assert not Path(process[1]).parent.exists()


def test_the_wheel_carries_a_fitting_server():
    """What people without root get; it refuses to be started as root, so only its version is asked here."""
    programs = provision.find_wheel_postgresql()
    assert programs is not None
    assert provision.version_of(programs) >= provision.OLDEST_POSTGRESQL
    assert (programs / "initdb").exists()
