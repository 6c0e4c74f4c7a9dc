"""The test run itself: what touches a database is marked, what needs a browser is marked, a skip is a failure."""

import os
import subprocess
import sys
from pathlib import Path

SAMPLE = """
import pytest
def test_pure(): assert True is not False
def test_rows(db): pass
def test_served(live_server): pass
def test_seen(page): pass
@pytest.mark.skipif(True, reason="says so")
def test_skipped(): pass
"""


def run(directory: Path, *words: str) -> subprocess.CompletedProcess[str]:
    sample = directory / "test_sample.py"
    sample.write_text(SAMPLE)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.conftest",
        *words,
        str(sample),
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


def collected(directory: Path, expression: str) -> set[str]:
    lines = run(directory, "--collect-only", "-m", expression).stdout.splitlines()
    return {line.rpartition("::")[2] for line in lines if "::" in line}


def test_fixtures_decide_where_a_test_runs(tmp_path):
    assert collected(tmp_path, "database and not journey") == {"test_rows", "test_served"}
    assert collected(tmp_path, "journey") == {"test_seen"}
    assert collected(tmp_path, "not journey and not database") == {"test_pure", "test_skipped"}


def test_a_skip_fails_the_run(tmp_path):
    allowed = run(tmp_path, "-k", "pure or skipped")
    refused = run(tmp_path, "-k", "pure or skipped", "--forbid-skips")
    assert allowed.returncode == 0, allowed.stdout
    assert refused.returncode == 1
    assert "1 skipped, which `make test` does not allow" in refused.stdout
