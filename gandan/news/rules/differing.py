"""What changed between two revisions, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher

from gandan.news.rules.texts import lines_of
from gandan.news.types import DiffLine, Writing


def changes(old: Writing, new: Writing) -> list[DiffLine]:
    before, after = _lines(old), _lines(new)
    found: list[DiffLine] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [DiffLine("", line) for line in before[i:j]]
            continue
        found += [DiffLine("-", line) for line in before[i:j]]
        found += [DiffLine("+", line) for line in after[k:m]]
    return found


def _lines(writing: Writing) -> list[str]:
    return [writing.title, *([writing.lead] if writing.lead else []), *lines_of(writing.body)]
