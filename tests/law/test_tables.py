"""The law tables: dates in, due date and article out. A lawyer reads and extends tests/law/*.toml."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gandan.law import rules
from gandan.law.queries.loading import Law
from gandan.law.types import CaseType, ClockSet, ClockSpec, Due, LawError, Pause, Unit
from tests.law.make import calendar, clock, naive_due, shipped


def rows(kind: str) -> list[Any]:
    found = []
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get(kind, []):
            name = f"{path.stem}-{row.get('case', row.get('days'))}-{row.get('clock', row.get('unit'))}-{row['from']}"
            found.append(pytest.param(row, id=name.replace(" ", "T")))
    return found


def spec_on(law: Law, row: dict[str, Any], on: date) -> ClockSpec:
    """The version in force on `on`, picked here by hand."""
    packs: list[CaseType | ClockSet] = [*law.case_types.get(row["case"], []), *law.clock_sets.get(row["case"], [])]
    in_force = [pack for pack in packs if pack.valid_from <= on and (pack.valid_to is None or on <= pack.valid_to)]
    if not in_force or row["clock"] not in in_force[-1].clocks:
        raise LawError("không có")
    return in_force[-1].clocks[row["clock"]]


def count(row: dict[str, Any]) -> Due:
    start = row["from"]
    on = start.date() if isinstance(start, datetime) else start
    pauses = tuple(Pause(each["since"], each["until"], each.get("reason", "")) for each in row.get("pauses", []))
    spec = clock(row["days"], Unit(row["unit"]), pauses=True) if "days" in row else spec_on(shipped(), row, on)
    return rules.due(calendar(), spec, start, extensions=row.get("extend", 0), pauses=pauses)


@pytest.mark.parametrize("row", rows("row"))
def test_a_row_of_the_law_tables(row: dict[str, Any]) -> None:
    due = count(row)
    assert due.on == row["due"], row["why"]
    assert due.provisional is row.get("provisional", False)
    if "article" in row:
        assert due.source.article == row["article"]
        assert due.local is row.get("local", False)
    steps = rules.explain(calendar(), due)
    assert steps[-1].on == row["due"]
    assert steps[-1].why == "due"
    if not due.received:
        assert naive_due(due.start, due.days, due.unit, due.pauses) == row["due"]


@pytest.mark.parametrize("row", rows("refused"))
def test_a_row_that_the_law_refuses(row: dict[str, Any]) -> None:
    with pytest.raises(LawError):
        count(row)


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(rows("row")) >= 60
    assert len(rows("refused")) >= 5
