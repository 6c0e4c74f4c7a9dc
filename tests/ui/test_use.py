"""How pages use components: cotton drops an unknown attribute or an unreadable `:value` in silence, this does not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "gandan"
TAG = re.compile(r"<c-([\w.-]+)((?:\s+[^\s/>\"'=<>`]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*/?>", re.S)
ATTRIBUTE = re.compile(r"([^\s/>\"'=<>`]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?", re.S)
DECLARED = re.compile(r"<c-vars\s([^>]*?)/>", re.S)
FREE = re.compile(r"\{% (?:attributes|control)\b[^%]*\battrs\b")
VARIABLE = re.compile(r"[A-Za-z_][\w.]*")


def components() -> dict[str, tuple[set[str], bool]]:
    """Tag → (its attributes, whether it passes others on)."""
    found = {}
    for path in PACKAGE.glob("*/templates/cotton/**/*.html"):
        text = path.read_text("utf-8")
        declared = DECLARED.search(text)
        names = {name.lstrip(":") for name, *_ in ATTRIBUTE.findall(declared[1])} if declared else set()
        found[path.stem.replace("_", "-")] = (names, bool(FREE.search(text)))
    return found


def complaints(text: str, known: dict[str, tuple[set[str], bool]]) -> Iterator[str]:
    # Template tags may hold quotes of their own; what they say does not matter here.
    plain = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "…", plain, flags=re.S)
    for name, attributes in TAG.findall(plain):
        if name in ("vars", "slot"):
            continue
        if name not in known:
            yield f"<c-{name}> is no component"
            continue
        declared, free = known[name]
        for attribute, *values in ATTRIBUTE.findall(attributes):
            value = "".join(values)
            key = attribute.lstrip(":")
            if key != "…" and key.replace("-", "_") not in declared and key not in declared and not free:
                yield f"<c-{name} {attribute}> knows no {key}"
            if attribute.startswith(":") and not readable(value):
                yield f'<c-{name} {attribute}="{value}"> is no plain variable, so it is dropped (ui/README.md)'


def readable(value: str) -> bool:
    if not value or VARIABLE.fullmatch(value) or re.fullmatch("…True(…False)?…", value):  # {% if … %}True{% endif %}
        return True
    try:
        ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return bool(re.fullmatch(r"_\(.*\)", value))
    return True


def test_pages_give_components_what_they_know():
    known = components()
    assert len(known) > 50
    found = [
        f"{path.relative_to(PACKAGE.parent)}: {words}"
        for path in sorted(PACKAGE.glob("*/templates/**/*.html"))
        for words in complaints(path.read_text("utf-8"), known)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "<c-nothing />",
        '<c-tag lable="x" />',
        '<c-stat :n="cases|length" />',
        '<c-stat\n  href="/x/"\n  figure="3" />',
        '<c-tag :label="a == b" />',
    ],
)
def test_a_slip_is_seen(text):
    assert list(complaints(text, components()))


@pytest.mark.parametrize(
    "text",
    [
        '<c-tag label="{{ x|dots }}" class="y">z</c-tag>',
        '<c-btn hx-post="/x/" :disabled="case.closed" data-a="{% url "x" %}" />',
        '<c-stat :n="12" go="{% translate \'Xem\' %}" />{# <c-nothing /> #}',
        '<c-steps :items="steps" current="2" />',
        '<c-fold :open="{% if a == b %}True{% endif %}" />',
        '<c-kv :items="[(1, 2)]"><c-slot name="x">y</c-slot></c-kv>',
    ],
)
def test_good_use_passes(text):
    assert not list(complaints(text, components()))
