"""A door parses, authorises, calls one action or query and renders: no tables, no transactions, no long functions."""

from __future__ import annotations

import ast

import pytest

from tests.architecture import house

LONGEST = 25
FORBIDDEN = {"objects", "_default_manager", "atomic", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
FORBIDDEN_CALLS = {"save", "delete"}


def complaints(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN:
            found.append(f"line {node.lineno}: .{node.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN_CALLS:
            found.append(f"line {node.lineno}: .{node.func.attr}(")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST:
                found.append(f"line {node.lineno}: {node.name} has {lines} lines, {LONGEST} at most")
    return found


def test_doors_are_thin():
    found = [f"{house.shown(path)}, {words}" for path, tree in house.doors() for words in complaints(tree)]
    assert not found, "\n".join(found)


def test_there_are_doors():
    assert {path.name for path, _ in house.doors()} >= {"public.py"}


@pytest.mark.parametrize(
    "line",
    [
        "Case.objects.get(pk=1)",
        "case.save()",
        "case.delete()",
        "transaction.atomic()",
        "Case._default_manager.all()",
        "Case.all_rows.get_or_create(pk=1)",
    ],
)
def test_a_fat_door_is_seen(line):
    assert complaints(ast.parse(f"def view(request):\n    {line}\n"))


def test_a_long_door_is_seen():
    body = "    x = 1\n"
    assert not complaints(ast.parse("def view(request):\n" + body * (LONGEST - 1)))
    assert complaints(ast.parse("def view(request):\n" + body * LONGEST))
