"""Imports only go down: the contracts of .importlinter hold, and each of them can break."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import house

LINT = Path(sys.executable).with_name("lint-imports")

# contract → a module that breaks it
BAD = {
    "Floors": {"gandan/core/upward.py": "import gandan.cases.types\n"},
    "Shelves: doors": {"gandan/search/types.py": "import gandan.search.models\n"},
    "Shelves of the ground": {"gandan/law/types/sources.py": "import gandan.law.models\n"},
    "No knots": {
        "gandan/core/one.py": "import gandan.law.upward\n",
        "gandan/law/upward.py": "import gandan.core.one\n",
    },
    "Public shelves": {"gandan/desk/public.py": "import gandan.cases.models\n"},
    "Purity: types and rules": {"gandan/cases/rules.py": "from django.db import connection\n"},
    "Purity: law": {"gandan/law/extra.py": "from django.conf import settings\n"},
}


def lint(directory: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=240)


@pytest.fixture
def copy(tmp_path):
    """The package's Python files and its plan, to be spoiled."""
    only_code = shutil.ignore_patterns("__pycache__", "static", "packs", "locale", "templates", "fonts", "samples")
    shutil.copytree(house.PACKAGE, tmp_path / "gandan", ignore=only_code)
    (tmp_path / "dev").mkdir()
    for name in ("dev/__init__.py", "dev/contracts.py", ".importlinter"):
        shutil.copy(house.ROOT / name, tmp_path / name)
    return tmp_path


def test_the_floor_plan_holds():
    done = lint(house.ROOT)
    assert done.returncode == 0, done.stdout


def test_every_room_has_a_floor():
    assert set(house.floors()) == set(house.rooms())


@pytest.mark.parametrize("contract", BAD)
def test_each_contract_can_break(copy, contract):
    for name, text in BAD[contract].items():
        (copy / name).write_text(text)
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [line for line in done.stdout.splitlines() if "BROKEN" in line or line.startswith("Broken")]
    assert any(line.startswith(contract) for line in done.stdout.splitlines() if "BROKEN" in line), broken


def test_an_unplaced_room_or_shelf_is_refused(copy):
    (copy / "gandan" / "attic").mkdir()
    (copy / "gandan" / "attic" / "__init__.py").touch()
    (copy / "gandan" / "cases" / "helpers.py").touch()
    done = lint(copy)
    assert done.returncode == 1
    assert "attic" in done.stdout
    assert "helpers" in done.stdout
