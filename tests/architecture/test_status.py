"""docs/status.md promises nothing that no test proves: a row is done only with tests that exist."""

import ast
import re

from tests.architecture import house

STATES = {"open", "done"}
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows(text: str) -> list[tuple[str, str, str, str]]:
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[0] != "Point" and not cells[0].startswith("---"):
            found.append((cells[0], cells[1], cells[2], cells[3]))
    return found


def defined(file: str) -> set[str]:
    path = house.ROOT / file
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def complaints(text: str) -> list[str]:
    found = []
    for point, proof, place, state in rows(text):
        tests = TEST.findall(proof)
        if state not in STATES:
            found.append(f"{point}: state {state!r}")
        if state == "done" and not (tests and place):
            found.append(f"{point}: done without a test or a place")
        found += [
            f"{point}: no {file}::{name}" for file, name in tests if state == "done" and name not in defined(file)
        ]
        if proof and not tests:
            found.append(f"{point}: {proof!r} is no test")
    return found


def status() -> str:
    return (house.ROOT / "docs" / "status.md").read_text("utf-8")


def test_what_is_called_done_is_proved():
    assert len(rows(status())) > 50
    assert not complaints(status()), "\n".join(complaints(status()))


def test_an_empty_promise_is_seen():
    assert complaints("| Wings | | `/sky/` | done |")
    assert complaints("| Wings | `tests/architecture/test_status.py::test_wings` | `/sky/` | done |")
    assert complaints("| Wings | | | nearly |")
    assert not complaints("| Wings | | `/sky/` | open |")
    assert not complaints(f"| Rows | `tests/architecture/test_status.py::{rows.__name__}` | here | done |")
