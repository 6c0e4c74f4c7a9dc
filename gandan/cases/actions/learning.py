"""Each night: how yesterday's suggestions compare with what officers chose, then learning anew from what is decided.

Never from what is sealed whole or erased. What is kept are words that stand in at least three cases, with weights.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from gandan.cases.models import Case
from gandan.cases.queries import learnt as queries
from gandan.cases.rules import learning
from gandan.cases.types.learning import FIELD, UNIT, Learnt, Lesson
from gandan.core import clock
from gandan.core.home import home
from gandan.directory import queries as directory
from gandan.law import queries as law

MOST = 10_000  # of the latest decided cases: seconds of work a unit
MONTHS = 24


def learn_all() -> int:
    """Every unit with enough decided cases; returns how many were learnt from."""
    least = learning.LEAST_CASES * learning.LEAST_LABELS
    counted = _decided().order_by().values_list("unit__code").annotate(number=Count("id")).filter(number__gte=1)
    units = [unit for unit, number in counted if number >= least or queries.kept(unit)]
    heirs = {heir for unit, _number in counted for heir in _heirs(unit)}
    for unit in sorted({*units, *heirs}):
        learn_unit(unit)
    return len({*units, *heirs})


def learn_unit(unit: str) -> dict[str, Learnt | None]:
    """Measure, then learn, then put the file in place of the old one."""
    told = queries.kept(unit)
    now, since = clock.now(), told.get("at", "")
    agreement = told.get("agreement", {})
    if since:
        _measure(unit, datetime.fromisoformat(since), now, agreement)
    cases = list(_of_unit(unit).order_by("-id")[:MOST])
    found = {kind: learning.learn(list(_lessons(cases, kind))) for kind in (FIELD, UNIT)}
    _write(
        unit,
        {
            "format": queries.FORMAT,
            "at": now.isoformat(),
            "seen": {kind: sum(1 for _each in _lessons(cases, kind)) for kind in (FIELD, UNIT)},
            "learnt": {kind: dataclasses.asdict(each) if each else None for kind, each in found.items()},
            "agreement": {month: agreement[month] for month in sorted(agreement)[-MONTHS:]},
            "names": {f"o:{case.assigned_unit_id}": case.assigned_unit.name for case in cases if case.assigned_unit},
        },
    )
    return found


def _measure(unit: str, since: datetime, until: datetime, agreement: dict[str, Any]) -> None:
    """Cases decided since the last learning: what it would have said, beside what was chosen. It has not seen them."""
    fresh = list(_of_unit(unit).filter(closed_at__gt=since, closed_at__lte=until).order_by("id")[:MOST])
    for kind in (FIELD, UNIT):
        known = queries.learnt(unit, kind)
        if known is None:
            continue
        for case in fresh:
            for lesson in _lessons([case], kind):
                said = learning.guess(known, lesson.text)
                month = f"{clock.day_of(case.closed_at or until):%Y-%m}"
                line = agreement.setdefault(month, {}).setdefault(kind, {}).setdefault(lesson.label, [0, 0, 0])
                line[0] += 1
                line[1] += said is not None
                line[2] += said is not None and said.label == lesson.label


def _decided() -> QuerySet[Case]:
    sealed = {pack.code for pack in law.law().versions.values() if pack.sealed}
    return Case.objects.filter(closed_at__isnull=False, erased_on=None, secret=None).exclude(type__in=sealed)


def _of_unit(unit: str) -> QuerySet[Case]:
    """A unit's own, and those of the units it took over from: a new ward knows its streets."""
    detail = directory.unit_detail(unit)
    codes = [unit, *(each.code for each in detail.predecessors)]
    columns = ("subject", "content", "field", "closed_at", "assigned_unit__name", "assigned_unit__path", "unit__path")
    return _decided().filter(unit__code__in=codes).select_related("assigned_unit", "unit").only(*columns)


def _heirs(unit: str) -> list[str]:
    return [each.code for each in directory.unit_detail(unit).successors if each.takes_open_work]


def _lessons(cases: Iterable[Case], kind: str) -> Iterator[Lesson]:
    for case in cases:
        label = case.field if kind == FIELD else _body(case)
        if label:
            yield Lesson(f"{case.subject}\n{case.content}", label)


def _body(case: Case) -> str:
    """The body that handled it; the unit itself is no answer to «who»."""
    return f"o:{case.assigned_unit_id}" if case.assigned_unit_id and case.assigned_unit_id != case.unit_id else ""


def _write(unit: str, told: dict[str, Any]) -> None:
    path = queries.file_of(unit)
    (home() / "learnt").mkdir(mode=0o700, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    draft.chmod(0o600)
    draft.replace(path)
