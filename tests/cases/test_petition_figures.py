"""Petitions over a period, against a table counted by hand; small groups hidden for the public."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gandan.cases import queries
from gandan.cases.models import Case
from gandan.cases.rules.figures import FEWEST, shielded
from gandan.cases.types import Measure
from gandan.core.clock import VIETNAM
from tests.directory import make as directory

M = Measure
SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)
_digits = itertools.count()


def a_row(
    unit,
    kind: str,
    field: str,
    received: str,
    answered: str = "",
    *,
    on_time: bool | None = None,
    closed: str = "",
    due: str = "2026-12-31",
) -> Case:
    """One case as the engine leaves it; «2026-03-04» are days in Việt Nam."""
    rest = closed or answered
    return Case(
        code=f"F{next(_digits)}",
        type=kind,
        unit=unit,
        state="received",
        subject="Mẫu",
        field=field,
        channel="web",
        received_at=_noon(received),
        received_on=date.fromisoformat(received),
        due_on=date.fromisoformat(due),
        queue_on=date.fromisoformat(due),
        answered_on=date.fromisoformat(answered) if answered else None,
        on_time=on_time,
        closed_at=_noon(rest) if rest else None,
        open=not rest,
    )


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), VIETNAM)


@pytest.fixture
def wards(db):
    sai_gon, tan_dinh = directory.a_ward(), directory.a_ward("26734", "Phường Tân Định")
    rows = [
        # before the period
        a_row(sai_gon, "complaint", "construction", "2025-12-01"),  # brought, pending
        a_row(sai_gon, "complaint", "construction", "2025-12-02", "2026-01-01", on_time=False),  # brought, late
        a_row(sai_gon, "complaint", "construction", "2025-12-03", "2025-12-31", on_time=True),  # over before
        # in it
        a_row(sai_gon, "complaint", "construction", "2026-01-01", "2026-01-30", on_time=True),
        a_row(sai_gon, "complaint", "environment", "2026-06-30", due="2026-06-30"),  # pending, overdue
        a_row(sai_gon, "recommendation", "environment", "2026-02-02", "2026-07-01", on_time=True),  # pending then
        a_row(sai_gon, "recommendation", "environment", "2026-02-03", closed="2026-06-30"),  # guided on
        a_row(tan_dinh, "denunciation", "", "2026-03-03", "2026-04-01", on_time=True),  # sealed: counted
        # not petitions, or not yet
        a_row(sai_gon, "task", "", "2026-03-01", "2026-03-05", on_time=True),
        a_row(sai_gon, "complaint", "construction", "2026-07-01"),
    ]
    Case.objects.bulk_create(rows)
    return sai_gon, tan_dinh


def test_each_cell_is_what_was_counted_by_hand(wards) -> None:
    figures = queries.petition_figures("/79/", SINCE, UNTIL)
    told = {
        (cell.kind, cell.field, cell.unit): {m.value: n for m, n in cell.counted.items() if n} for cell in figures.cells
    }
    assert told == {
        ("complaint", "construction", "26740"): {
            "brought": 2, "received": 1, "resolved": 2, "on_time": 1, "late": 1, "own": 1, "pending": 1,
        },
        ("complaint", "environment", "26740"): {"received": 1, "pending": 1, "overdue": 1},
        ("recommendation", "environment", "26740"): {"received": 2, "otherwise": 1, "pending": 1},
        ("denunciation", "", "26734"): {"received": 1, "resolved": 1, "on_time": 1, "own": 1},
    }  # fmt: skip
    total = figures.total
    assert total[M.BROUGHT] + total[M.RECEIVED] == total[M.RESOLVED] + total[M.OTHERWISE] + total[M.PENDING] == 7
    assert figures.by("unit")["26734"][M.RECEIVED] == 1
    assert figures.by("kind")["complaint"][M.RESOLVED] == 2


def test_a_ward_is_counted_alone_and_a_day_at_its_edges(wards) -> None:
    sai_gon, _tan_dinh = wards
    alone = queries.petition_figures(sai_gon.path, date(2026, 6, 30), date(2026, 6, 30))
    assert (alone.total[M.RECEIVED], alone.total[M.OTHERWISE]) == (1, 1)
    assert alone.by("unit").keys() == {"26740"}


@pytest.mark.parametrize("more", [0, 200])
def test_it_takes_six_queries_however_many_cases_there_are(wards, more: int) -> None:
    kinds = itertools.cycle(["complaint", "recommendation", "denunciation", "field-report"])
    fields = itertools.cycle(["construction", "environment", "projects", "other", "welfare"])
    Case.objects.bulk_create(
        a_row(wards[0], kind, field, "2026-02-02") for kind, field, _ in zip(kinds, fields, range(more), strict=False)
    )
    with CaptureQueriesContext(connection) as asked:
        figures = queries.petition_figures("/79/", SINCE, UNTIL)
    assert len(asked) == 6
    assert figures.total[M.RECEIVED] == 5 + more


def counted(received: int, resolved: int, on_time: int) -> dict[Measure, int]:
    told = {M.RECEIVED: received, M.RESOLVED: resolved, M.ON_TIME: on_time, M.LATE: resolved - on_time}
    return dict.fromkeys(M, 0) | told


def shown(lines) -> dict[str, tuple[int | None, ...]]:
    return {line.code: tuple(line.counted[m] for m in (M.RECEIVED, M.RESOLVED, M.ON_TIME, M.LATE)) for line in lines}


def test_few_are_hidden_with_what_would_give_them_away() -> None:
    lines = {
        "construction": counted(90, 80, 70),
        "environment": counted(12, 10, 8),  # two late: hidden with those on time, which would tell
        "welfare": counted(3, 3, 3),
        "other": counted(0, 0, 0),
    }
    assert shown(shielded(lines)) == {
        "construction": (90, 80, 70, 10),
        "environment": (None, None, None, None),  # the smallest that is left: else welfare is the sum less the others
        "other": (0, 0, 0, 0),
        "welfare": (None, None, None, None),
    }


@pytest.mark.parametrize("column", [M.RECEIVED, M.RESOLVED, M.ON_TIME, M.LATE])
def test_no_small_number_follows_from_sums_and_differences(column: Measure) -> None:
    """Whatever is hidden in a column is never alone there, nor the only unknown of its line."""
    for numbers in itertools.product([0, 2, 7, 30], repeat=3):
        lines = {f"f{at}": counted(n + 5, n, n // 2) for at, n in enumerate(numbers)}
        told = {line.code: line.counted for line in shielded(lines)}
        hidden = [code for code in told if told[code][column] is None]
        others = [code for code in told if told[code][column]]
        assert len(hidden) != 1 or not others, (numbers, told)
        for code, line in told.items():
            parts = [line[M.RESOLVED], line[M.ON_TIME], line[M.LATE]]
            assert parts.count(None) != 1, (numbers, code, line)
            assert not any(0 < (line[m] or 0) < FEWEST for m in line)
