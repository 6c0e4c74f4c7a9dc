"""No case type is known by name outside law: what differs between types stands in their packs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import house

FREE = {"law", "demo"}
# The same word for another thing: (room, word) → what it means there.
HOMONYMS = {
    ("core", "task"): "a job of django-tasks, and the column of that name",
    ("disclosures", "question"): "the group of case types that a question about a publication opens",
    ("events", "question"): "the group of case types that a question about a meeting opens",
    ("procedures", "question"): "a question with its public answer: the scope of search, and the column",
}
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
VALUE = re.compile(r"""\b(?:value|data-type|data-case-type)=["']([\w-]+)["']|[?&]type=([\w-]+)""")


def in_python(tree: ast.Module, codes: set[str]) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in codes
    ]


def in_template(text: str, codes: set[str]) -> list[tuple[int, str]]:
    found = []
    for tag in TAG.finditer(text):
        for word in re.findall(r"""["']([\w-]+)["']""", tag[0]):
            if word in codes:
                found.append((text.count("\n", 0, tag.start()) + 1, word))
    for match in VALUE.finditer(text):
        word = match[1] or match[2]
        if word in codes:
            found.append((text.count("\n", 0, match.start()) + 1, word))
    return found


def is_free(path: Path) -> bool:
    return path.relative_to(house.PACKAGE).parts[0] in FREE


def room_of(path: str) -> str:
    return path.split("/")[1]


def literals() -> list[tuple[str, int, str]]:
    codes = house.case_type_codes()
    found = [
        (house.shown(path), line, word)
        for path, tree in house.modules()
        if not is_free(path)
        for line, word in in_python(tree, codes)
    ]
    found += [
        (house.shown(path), line, word)
        for path, text in house.templates()
        if not is_free(path)
        for line, word in in_template(text, codes)
    ]
    return found


def test_no_case_type_is_known_by_name():
    found = [f"{path}:{line}: {word!r}" for path, line, word in literals() if (room_of(path), word) not in HOMONYMS]
    assert not found, "\n".join(found)


def test_homonyms_still_stand():
    assert set(HOMONYMS) <= {(room_of(path), word) for path, _, word in literals()}


def test_the_packs_name_the_types_of_the_spine():
    assert house.case_type_codes() >= {
        "field-report", "recommendation", "question", "information-request", "complaint", "denunciation", "task"
    }  # fmt: skip


@pytest.mark.parametrize("line", ['if case.type == "complaint": pass', 'TYPES = {"field-report"}', "f(kind='task')"])
def test_a_literal_in_python_is_seen(line):
    assert in_python(ast.parse(line), house.case_type_codes())


@pytest.mark.parametrize(
    "text",
    [
        '{% if case.type == "complaint" %}',
        "{{ url|add:'field-report' }}",
        '<option value="task">',
        '<a href="/gui-don/?type=field-report">',
    ],
)
def test_a_literal_in_a_template_is_seen(text):
    assert in_template(text, house.case_type_codes())


def test_prose_is_no_literal():
    codes = house.case_type_codes()
    assert not in_python(ast.parse('"""A complaint is heard by the complaint officer."""'), codes)
    assert not in_template('<p class="task">A question of a complaint.</p>', codes)
