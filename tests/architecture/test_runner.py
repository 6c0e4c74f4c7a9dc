"""The test run itself: what touches a database is marked, what needs a browser is marked, a skip is a failure."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

SAMPLE = """
import pytest
def test_pure(): assert True is not False
def test_rows(db): pass
def test_served(live_server): pass
def test_seen(page): pass
@pytest.mark.skipif(True, reason="says so")
def test_skipped(): pass
"""


# One process for several runs: starting one costs seconds, a further run in it nothing.
RUNS = """
import contextlib, io, json, sys
import pytest
told = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(words)
    told.append([int(code), said.getvalue()])
print(json.dumps(told))
"""


def runs(directory: Path, *all_words: list[str]) -> list[tuple[int, str]]:
    sample = directory / "test_sample.py"
    sample.write_text(SAMPLE)
    always = ["-q", "-p", "no:cacheprovider", "-p", "tests.conftest", str(sample)]
    asked = json.dumps([[*always, *words] for words in all_words])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-c", RUNS, asked], capture_output=True, text=True, env=environment, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return [(code, said) for code, said in json.loads(done.stdout)]


def names(said: str) -> set[str]:
    return {line.rpartition("::")[2] for line in said.splitlines() if "::" in line}


def test_fixtures_decide_where_a_test_runs(tmp_path):
    asked = ("database and not journey", "journey", "not journey and not database")
    told = runs(tmp_path, *(["--collect-only", "-m", each] for each in asked))
    assert [names(said) for _code, said in told] == [
        {"test_rows", "test_served"},
        {"test_seen"},
        {"test_pure", "test_skipped"},
    ]


def test_a_skip_fails_the_run(tmp_path):
    allowed, refused = runs(tmp_path, ["-k", "pure or skipped"], ["-k", "pure or skipped", "--forbid-skips"])
    assert allowed[0] == 0, allowed[1]
    assert refused[0] == 1
    assert "1 skipped, which `make test` does not allow" in refused[1]


def test_the_same_examples_are_drawn_whatever_was_imported_before(tmp_path, monkeypatch):
    drawn = []

    @given(st.integers(), st.text())
    def draw(number, words):
        drawn.append((number, words))

    draw()
    before = drawn.copy()
    drawn.clear()
    more = ModuleType("more")
    more.__file__ = str(tmp_path / "more.py")
    Path(more.__file__).write_text(f"MORE = {list(range(7_000_000, 7_000_400))} + {[f'lời {n}' for n in range(400)]}")
    assert len(runpy.run_path(more.__file__)["MORE"]) == 800
    monkeypatch.setitem(sys.modules, "more", more)
    draw()
    assert len(before) > 50 and drawn == before
