"""What was learnt from a unit's own past cases, read from its file, and what it suggests for one case.

`$GANDAN_HOME/learnt/<unit>.json`, written by the nightly job (actions.learning): words and weights, no case.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from gandan.cases.rules import learning
from gandan.cases.types import CaseView
from gandan.cases.types.learning import FIELD, UNIT, Learnt, LearntView, MonthOfAgreement, Suggestion
from gandan.core.home import home
from gandan.law.types import Choice

FORMAT = 2


def file_of(unit: str) -> Path:
    return home() / "learnt" / f"{unit}.json"


def kept(unit: str) -> dict[str, Any]:
    """The file as it is; empty where nothing was learnt yet, or by another version of the house."""
    try:
        path = file_of(unit)
        found: dict[str, Any] = _read(path, path.stat().st_mtime_ns)
    except (FileNotFoundError, ValueError):
        return {}
    return found if found.get("format") == FORMAT else {}


def learnt(unit: str, kind: str) -> Learnt | None:
    told = kept(unit).get("learnt", {}).get(kind)
    return Learnt(**told) if told else None


def suggestions(view: CaseView, fields: tuple[Choice, ...]) -> tuple[Suggestion, ...]:
    """For an open case that is not sealed: its field, where another is meant; its body, where none was chosen.

    No query: the file is read once and kept while it does not change.
    """
    if not view.open or view.sealed:
        return ()
    text = f"{view.subject}\n{view.content}"
    found = []
    choice = _guessed(view.unit, FIELD, text, {each.code: each for each in fields}, view.field)
    if choice and choice.code != view.field:
        found.append(choice)
    if view.offered and not view.assignee and not view.assignee_unit:
        body = _guessed(view.unit, UNIT, text, {each.code: each for each in view.offered.bodies})
        found += [body] if body else []
    return tuple(found)


def learnt_view(unit: str, unit_name: str, fields: tuple[Choice, ...]) -> LearntView:
    """How far a unit's suggestions can be trusted, and how often officers chose the same."""
    told = kept(unit)
    agreement = told.get("agreement", {})
    labels = {each.code: each for each in fields}
    months = []
    for month in sorted(agreement, reverse=True)[:12]:
        for kind, counted in sorted(agreement[month].items()):
            lines = tuple(
                (labels.get(label, Choice(label, told.get("names", {}).get(label, label))), asked, said, same)
                for label, (asked, said, same) in sorted(counted.items())
            )
            months.append(MonthOfAgreement(month, kind, lines))
    return LearntView(
        unit=unit,
        unit_name=unit_name,
        at=told.get("at", ""),
        seen=told.get("seen", {}),
        field=learnt(unit, FIELD),
        body=learnt(unit, UNIT),
        months=tuple(months),
        least=learning.LEAST_CASES,
    )


def _guessed(unit: str, kind: str, text: str, offered: dict[str, Choice], chosen: str = "") -> Suggestion | None:
    known = learnt(unit, kind)
    found = learning.guess(known, text, chosen) if known else None
    choice = offered.get(found.label) if found else None
    if found is None or choice is None:
        return None
    return Suggestion(
        kind, choice.code, choice.label, choice.label_en, found.words, round(100 * found.right), found.asked
    )


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}
