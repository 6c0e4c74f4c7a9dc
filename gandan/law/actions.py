"""The writes of this room, all in `$GANDAN_HOME/law`: keeping versions, and taking in a year's calendar."""

import shutil
from datetime import date
from pathlib import Path

from gandan.core.home import home
from gandan.core.types import ImportReport, Refused, RefusedRow
from gandan.law import queries
from gandan.law.queries import reading
from gandan.law.rules.wording import long_date
from gandan.law.types import CalendarYear, Day, DayKind, Problem

KINDS = {DayKind.OFF: "nghỉ", DayKind.WORKED: "làm bù", DayKind.HALF: "làm nửa ngày"}


def keep_versions() -> int:
    """Copy each case-type pack in use to `$GANDAN_HOME/law/kept/<version>.toml`; returns how many were new.

    A later release or overlay may change a file; the cases that started under the old text still find it here.
    """
    kept = home() / "law" / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    known = queries.law()
    new = 0
    for versions in known.case_types.values():
        for pack in versions:
            target = kept / f"{pack.version}.toml"
            if not target.exists():
                _put(known.files[pack.version], target)
                new += 1
    return new


def import_calendar(path: Path, *, dry_run: bool = False) -> ImportReport:
    """Take in one year of the working calendar (TOML, the schema of docs/law-packs.md) as an overlay.

    A year is taken whole or not at all: half a decision would give wrong dates. The notes of the report name every
    day that changes. Who calls this then recomputes the open clocks. Raises Refused where the file cannot be read.
    """
    problems: list[Problem] = []
    year = _read(path, problems)
    if year and not problems:
        problems += _beside_the_others(path, year)
    report = ImportReport(dry_run=dry_run)
    if problems or year is None:
        report.refused = [RefusedRow(0, each.field, "", each.message) for each in problems]
        return report
    report.notes = _changes(year)
    target = home() / "law" / "calendar" / f"{year.year}.toml"
    if not report.notes and _known(year.year):
        report.unchanged = 1
        return report
    if _known(year.year):
        report.updated = 1
    else:
        report.created = 1
    if not dry_run:
        target.parent.mkdir(parents=True, exist_ok=True)
        _put(path, target)
        (home() / "law" / "changed").touch()
        queries.reload()
    return report


def _read(path: Path, problems: list[Problem]) -> CalendarYear | None:
    if not path.is_file():
        raise Refused(f"Không có tệp {path}.")
    top = reading.open_table(path, problems)
    return reading.read_calendar(top, overlay=True) if top else None


def _beside_the_others(path: Path, year: CalendarYear) -> list[Problem]:
    """Whether all packs still hold with this year among them: no gap between the years."""
    years = sorted({each.year for each in (queries.calendar().years)} | {year.year})
    missing = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    return [Problem(path.name, "year", f"thiếu lịch năm {each}; nhập năm đó trước") for each in missing]


def _known(year: int) -> CalendarYear | None:
    return next((each for each in queries.calendar().years if each.year == year), None)


def _changes(year: CalendarYear) -> list[str]:
    """What differs from the calendar in force, a line for each day."""
    known = _known(year.year)
    before: dict[date, Day] = {each.on: each for each in known.days} if known else {}
    after = {each.on: each for each in year.days}
    lines = [
        f"{long_date(on)}: {_said(before.get(on))} → {_said(after.get(on))}"
        for on in sorted(before | after)
        if _said(before.get(on)) != _said(after.get(on))
    ]
    if known and known.signed != year.signed:
        lines.append(f"năm {year.year}: {'đã' if year.signed else 'chưa'} được quyết định đủ")
    return lines


def _said(day: Day | None) -> str:
    return f"{KINDS[day.kind]} ({day.reason})" if day else "như thường lệ"


def _put(source: Path, target: Path) -> None:
    """Copy so that a reader sees the old file or the new one, never half of it."""
    draft = target.with_suffix(".draft")
    shutil.copyfile(source, draft)
    draft.replace(target)
