"""Everything the law consists of, read once: the shipped packs, overlaid by those in `$GANDAN_HOME/law`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from gandan.law.queries import checking, obligations, reading
from gandan.law.rules import build_calendar
from gandan.law.types import Band, Calendar, CalendarYear, CaseType, Choice, ClockSet, LawError, ObligationSet, Problem

FOLDERS = ("calendar", "case_types", "clocks", "obligations")


@dataclass(slots=True)
class Law:
    """One reading of all packs. `problems` is empty or the packs are refused."""

    calendar: Calendar | None = None
    case_types: dict[str, list[CaseType]] = field(default_factory=dict)  # by code, oldest first
    clock_sets: dict[str, list[ClockSet]] = field(default_factory=dict)
    versions: dict[str, CaseType] = field(default_factory=dict)  # by «code@valid-from#hash», kept ones included
    fields: tuple[Choice, ...] = ()
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)  # shared lists by name, «fields» among them
    bands: tuple[Band, ...] = ()  # representatives of groups
    remote: frozenset[str] = frozenset()  # codes of the units of remote areas
    obligations: dict[str, list[ObligationSet]] = field(default_factory=dict)  # by code, oldest first
    files: dict[str, Path] = field(default_factory=dict)  # of each version in use
    problems: list[Problem] = field(default_factory=list)


def load(overlay: Path | None, shipped: Path = reading.SHIPPED) -> Law:
    """Read every pack. An overlay file replaces the shipped one of the same year, or code and day of validity."""
    roots = [root for root in (shipped, overlay) if root is not None and root.is_dir()]
    law = Law()
    shared = _read_shared(roots, law)
    law.calendar = _read_calendars(roots, law)
    case_types: dict[tuple[str, str], tuple[CaseType, str, Path]] = {}
    clock_sets: dict[tuple[str, str], tuple[ClockSet, str, Path]] = {}
    for root in roots:
        for path in reading.toml_files(root, "case_types"):
            _read_case_type(path, shared, law, case_types)
        for path in reading.toml_files(root, "clocks"):
            _read_clock_set(path, law, clock_sets)
    for pack, file, path in case_types.values():
        law.problems.extend(checking.check_case_type(pack, file))
        law.case_types.setdefault(pack.code, []).append(pack)
        law.versions[pack.version] = pack
        law.files[pack.version] = path
    for pack, file, _ in case_types.values():
        law.problems.extend(checking.check_follows(pack, file, law.case_types))
    for clocks, _, path in clock_sets.values():
        law.clock_sets.setdefault(clocks.code, []).append(clocks)
        law.files[clocks.version] = path
    law.problems.extend(checking.check_validity((each, file) for each, file, _ in case_types.values()))
    law.problems.extend(checking.check_validity((each, file) for each, file, _ in clock_sets.values()))
    for types in law.case_types.values():
        types.sort(key=lambda each: each.valid_from)
    for sets in law.clock_sets.values():
        sets.sort(key=lambda each: each.valid_from)
    _read_obligations(roots, law)
    if overlay is not None:
        _read_kept(overlay / "kept", shared, law)
    return law


def unknown_hooks(law: Law, guards: frozenset[str], effects: frozenset[str]) -> list[Problem]:
    """Names in the packs of today that no room answers to."""
    return [
        problem
        for versions in law.case_types.values()
        for pack in versions
        for problem in checking.check_hooks(pack, f"{pack.code}/{law.files[pack.version].name}", guards, effects)
    ]


def _read_shared(roots: list[Path], law: Law) -> dict[str, tuple[Choice, ...]]:
    for root in roots:
        path = root / "fields.toml"
        top = reading.open_table(path, law.problems) if path.is_file() else None
        if top:
            law.fields = reading.read_choices(top)
        path = root / "representatives.toml"
        top = reading.open_table(path, law.problems) if path.is_file() else None
        if top:
            law.bands = reading.read_bands(top)
        path = root / "remote.toml"
        top = reading.open_table(path, law.problems) if path.is_file() else None
        if top:
            law.remote = reading.read_remote(top)
        for path in reading.toml_files(root, "lists"):
            top = reading.open_table(path, law.problems)
            if top:
                law.lists[path.stem] = reading.read_choices(top)
    law.lists["fields"] = law.fields
    return law.lists


def _read_calendars(roots: list[Path], law: Law) -> Calendar | None:
    years: dict[int, CalendarYear] = {}
    for number, root in enumerate(roots):
        for path in reading.toml_files(root, "calendar"):
            before = len(law.problems)
            top = reading.open_table(path, law.problems)
            year = reading.read_calendar(top, overlay=number > 0) if top else None
            if year and len(law.problems) == before:
                years[year.year] = year
    try:
        return build_calendar(years.values())
    except LawError as error:
        law.problems.append(Problem("calendar", "", str(error)))
        return None


def _read_case_type(
    path: Path,
    shared: dict[str, tuple[Choice, ...]],
    law: Law,
    found: dict[tuple[str, str], tuple[CaseType, str, Path]],
) -> None:
    before = len(law.problems)
    top = reading.open_table(path, law.problems)
    if top is None:
        return
    pack = reading.read_case_type(top, shared)
    if (path.parent.name, path.stem) != (pack.code, pack.valid_from.isoformat()):
        top.refuse("code", f"tệp phải nằm ở case_types/{pack.code}/{pack.valid_from.isoformat()}.toml")
    if len(law.problems) == before:
        found[pack.code, pack.valid_from.isoformat()] = (pack, top.file, path)


def _read_clock_set(path: Path, law: Law, found: dict[tuple[str, str], tuple[ClockSet, str, Path]]) -> None:
    before = len(law.problems)
    top = reading.open_table(path, law.problems)
    if top is None:
        return
    clocks = reading.read_clock_set(top)
    if len(law.problems) == before:
        found[clocks.code, clocks.valid_from.isoformat()] = (clocks, top.file, path)


def _read_obligations(roots: list[Path], law: Law) -> None:
    found: dict[tuple[str, str], tuple[ObligationSet, str]] = {}
    for root in roots:
        for path in reading.toml_files(root, "obligations"):
            before = len(law.problems)
            top = reading.open_table(path, law.problems)
            pack = obligations.read_obligations(top) if top else None
            if top and pack and len(law.problems) == before:
                law.problems.extend(obligations.check_obligations(pack, top.file, law.clock_sets.keys()))
                found[pack.code, pack.valid_from.isoformat()] = (pack, top.file)
    law.problems.extend(checking.check_validity(found.values()))
    for pack, _file in sorted(found.values(), key=lambda each: each[0].valid_from):
        law.obligations.setdefault(pack.code, []).append(pack)


def _read_kept(folder: Path, shared: dict[str, tuple[Choice, ...]], law: Law) -> None:
    """Versions that running cases may still hold and that no file states any more (`actions.keep_versions`)."""
    for path in reading.toml_files(folder, "."):
        if path.stem in law.versions:
            continue
        ignored: list[Problem] = []
        top = reading.open_table(path, ignored)
        if top and not ignored:
            pack = reading.read_case_type(top, shared)
            if not ignored:
                # Its own name is the proof of what it was; shared lists may have changed since.
                law.versions[path.stem] = replace(pack, hash=path.stem.rpartition("#")[2])
