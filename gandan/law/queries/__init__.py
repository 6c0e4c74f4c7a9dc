"""The law in force: the working calendar, case types by day and by version, clocks by name. Read once, cached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from gandan.core.home import home
from gandan.law import rules
from gandan.law.queries.loading import Law, load, unknown_hooks
from gandan.law.rules.counting import VIETNAM
from gandan.law.rules.wording import short_date
from gandan.law.types import (
    REMOTE,
    Band,
    Calendar,
    CaseType,
    Choice,
    ClockName,
    ClockSet,
    ClockSpec,
    Deadline,
    LawError,
    ObligationSet,
    Problem,
    UnknownPack,
)

__all__ = [
    "calendar",
    "case_type",
    "case_type_version",
    "case_types",
    "clock",
    "clock_names",
    "deadline",
    "fields",
    "for_place",
    "is_remote",
    "law",
    "lists",
    "obligations",
    "problems",
    "reload",
    "representation",
]

Pack = TypeVar("Pack", CaseType, ClockSet, ObligationSet)

LOOK_EVERY = 2.0  # seconds

_lock = Lock()
_law: Law | None = None
_looked = 0.0
_seen = 0


def calendar() -> Calendar:
    """The working calendar; raises LawError where a pack is refused."""
    found = _sound().calendar
    if found is None:
        raise LawError("Chưa có lịch làm việc nào. Nhập lịch bằng lệnh: gandan import calendar")
    return found


def case_type(code: str, on: date | None = None) -> CaseType:
    """The version of a case type in force on `on` (today if None); raises UnknownPack."""
    return _in_force(_sound().case_types, code, on or _today())


def case_types(on: date | None = None) -> tuple[CaseType, ...]:
    """Every case type in force on `on`, by code."""
    day = on or _today()
    found = (_version_on(versions, day) for _, versions in sorted(_sound().case_types.items()))
    return tuple(each for each in found if each)


@lru_cache(maxsize=512)
def case_type_version(version: str) -> CaseType:
    """The pack that a running case keeps, by «code@valid-from#hash».

    Where the very text is gone (a label was mended and nobody had kept the old file), the pack of the same code
    and day of validity stands in for it.
    """
    found = _sound().versions.get(version)
    if found:
        return found
    code, _, rest = version.partition("@")
    stated = rest.partition("#")[0]
    for pack in _sound().case_types.get(code, ()):
        if pack.valid_from.isoformat() == stated:
            return pack
    raise UnknownPack(f"Không có gói pháp luật «{version}».")


def for_place(pack: CaseType, unit: str, answers: Mapping[str, Any]) -> CaseType:
    """The pack as it holds where a case lies: in a unit of a remote area, or marked so by its answers."""
    return rules.in_remote_area(pack) if is_remote(unit, answers) else pack


def is_remote(unit: str, answers: Mapping[str, Any]) -> bool:
    return unit in _sound().remote or answers.get(REMOTE) is True


def clock(case_type_code: str, clock_code: str, on: date, unit: str = "") -> tuple[ClockSpec, str]:
    """One clock as in force on `on` in a unit, of a case type or of its own, and the version of its pack."""
    known = _sound()
    pack: CaseType | ClockSet
    if case_type_code not in {*known.case_types, *known.clock_sets}:
        there = ", ".join(sorted({*known.case_types, *known.clock_sets}))
        raise UnknownPack(f"Không có loại «{case_type_code}»; có: {there}.")
    if case_type_code in known.clock_sets:
        pack = _in_force(known.clock_sets, case_type_code, on)
    else:
        pack = for_place(_in_force(known.case_types, case_type_code, on), unit, {})
    spec = pack.clocks.get(clock_code)
    if spec is None:
        raise UnknownPack(f"«{case_type_code}» không có thời hạn «{clock_code}»; có: {', '.join(pack.clocks)}.")
    return spec, pack.version


def deadline(
    case_type_code: str, clock_code: str, start: date | datetime, extensions: int = 0, unit: str = ""
) -> Deadline:
    """When a clock that starts then runs out, under the version in force on that day. Raises LawError."""
    day = start.date() if isinstance(start, datetime) else start
    known = calendar()
    spec, pack = clock(case_type_code, clock_code, day, unit)
    due = rules.due(known, spec, start, extensions=extensions, pack=pack)
    return Deadline(
        spec=spec,
        due=due,
        steps=rules.explain(known, due),
        sentences=rules.explain_text(known, due),
        sentences_en=rules.explain_text(known, due, "en"),
    )


def clock_names() -> tuple[ClockName, ...]:
    """Every clock that a date can be asked of, as of the latest version of its pack."""
    known = _sound()
    packs: list[CaseType | ClockSet] = [versions[-1] for versions in known.case_types.values()]
    packs += [versions[-1] for versions in known.clock_sets.values()]
    return tuple(
        ClockName(pack.code, spec.code, pack.label, pack.label_en, spec.label, spec.label_en)
        for pack in packs
        for spec in pack.clocks.values()
    )


def fields() -> tuple[Choice, ...]:
    """The fields a petition or report may be about, shared by all case types."""
    return _sound().fields


def lists(name: str) -> tuple[Choice, ...]:
    """A list of grounds shared by packs, by the name of its file; () for none."""
    return _sound().lists.get(name, ())


def obligations(code: str, on: date | None = None) -> ObligationSet:
    """What a kind of body («commune», «agency») must disclose on `on` (today); UnknownPack where nothing is claimed."""
    return _in_force(_sound().obligations, code, on or _today())


def representation(people: int) -> Band | None:
    """How many representatives a group of so many people names; None where the law asks for none."""
    return next((band for band in _sound().bands if band.holds(people)), None)


def problems(guards: frozenset[str] | None = None, effects: frozenset[str] | None = None) -> tuple[Problem, ...]:
    """What is wrong in the packs; names of hooks are checked where the known ones are passed in."""
    found = list(law().problems)
    if guards is not None and effects is not None:
        found.extend(unknown_hooks(law(), guards, effects))
    return tuple(found)


def law() -> Law:
    """All that was read, problems included. Another process may have imported a calendar: looked at every 2 s."""
    global _law, _looked, _seen
    if _law is None or monotonic() - _looked > LOOK_EVERY:
        with _lock:
            stamp = _stamp()
            if _law is None or stamp != _seen:
                _law, _seen = load(home() / "law"), stamp
                case_type_version.cache_clear()
            _looked = monotonic()
    return _law


def reload() -> None:
    """Read the packs anew, after an overlay was written."""
    global _law
    with _lock:
        _law = None
        case_type_version.cache_clear()


def _stamp() -> int:
    """When an overlay was last written by `actions`, for the processes that hold an older reading."""
    try:
        return (home() / "law" / "changed").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _today() -> date:
    return datetime.now(VIETNAM).date()


def _sound() -> Law:
    found = law()
    if found.problems:
        more = f" và {len(found.problems) - 1} lỗi khác" if len(found.problems) > 1 else ""
        raise LawError(f"Gói pháp luật có lỗi: {found.problems[0]}{more}. Xem tất cả bằng lệnh: gandan law check")
    return found


def _in_force(packs: dict[str, list[Pack]], code: str, on: date) -> Pack:
    versions = packs.get(code)
    if not versions:
        raise UnknownPack(f"Không có loại «{code}»; có: {', '.join(sorted(packs))}.")
    found = _version_on(versions, on)
    if found is None:
        first = short_date(versions[0].valid_from)
        raise UnknownPack(f"«{versions[0].label}» chưa có quy định nào có hiệu lực ngày {short_date(on)} (từ {first}).")
    return found


def _version_on(versions: list[Pack], on: date) -> Pack | None:
    found = None
    for pack in versions:
        if pack.valid_from <= on:
            found = pack
    return found if found and (found.valid_to is None or on <= found.valid_to) else None
