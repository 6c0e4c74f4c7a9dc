"""Whether the stored columns of a case, its clocks and its links are what its entries lead to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gandan.cases import rules
from gandan.cases.models import Case, Clock, Entry, Link
from gandan.cases.rules import Broken, Past, What
from gandan.cases.types import LinkKind
from gandan.core.clock import day_of
from gandan.core.types import Finding
from gandan.law import queries as law
from gandan.law.types import UnknownPack

ASSIGN = "assign"
CLOCK = ("due_on", "met_on", "stopped", "paused_since", "extensions")

BEGUN = {"stopped": False, "extensions": 0}


def differences(name: str, told: Mapping[str, Any], stored: Mapping[str, Any]) -> Iterator[Finding]:
    changed = [key for key in {**stored, **told} if _same(told.get(key)) != _same(stored.get(key))]
    if changed:
        yield Finding(name, f"không khớp nhật ký ở: {', '.join(changed)}: đã bị sửa")


def compared(
    case: Case, unit: str, entries: Sequence[Entry], clocks: Sequence[Clock], links: Sequence[Link]
) -> Iterator[Finding]:
    """`unit`: the code under which the last act was recorded; links: those of and to the case."""
    name = f"cases_case {case.code}"
    try:
        pack = law.case_type_version(case.version)
        folded = rules.fold(pack, [Past(e.number, e.at, e.action, e.state_from, e.state_to, e.form) for e in entries])
    except (Broken, UnknownPack) as error:
        yield Finding(name, f"các bước không nối tiếp nhau: {error}")
        return
    marks = {mark for entry in entries for mark in entry.form.get("marks", ())} if pack.sealed else set()
    if marks != set(case.bars.split()):
        yield Finding(name, "những người không được xem không khớp nhật ký: đã bị sửa")
    yield from _clocks(case, entries, clocks)
    stands = asdict(rules.standing(pack, folded))
    dates = asdict(rules.dates(pack, clocks, queued=stands["open"]))
    told = {**stands, **dates, "received_on": day_of(case.received_at), **_given(case, entries)}
    yield from differences(name, told, {column: getattr(case, column) for column in told})
    if unit and _bare(case.unit.code) != _bare(unit):
        yield Finding(name, f"thuộc đơn vị {case.unit.code}, nhật ký ghi {unit}: đã bị sửa")
    yield from _links(case, entries, links)


def _clocks(case: Case, entries: Iterable[Entry], clocks: Iterable[Clock]) -> Iterator[Finding]:
    told = _told_of_clocks(case, entries)
    rows = {(clock.code, clock.round): clock for clock in clocks}
    for key in sorted(told.keys() | rows.keys()):
        label = f"cases_clock {case.code} {key[0]} lần {key[1]}"
        stored = {column: _plain(getattr(rows[key], column)) for column in CLOCK} if key in rows else {}
        if told.get(key, {}).get("due_on") != stored.get("due_on"):
            due = told.get(key, {}).get("due_on")
            yield Finding(label, f"hạn trong bảng là {stored.get('due_on')}, nhật ký ghi {due}")
        else:
            yield from differences(label, told[key], stored)


def _told_of_clocks(case: Case, entries: Iterable[Entry]) -> dict[tuple[str, int], dict[str, Any]]:
    """Each round of each clock as the lines of the entries leave it."""
    told: dict[tuple[str, int], dict[str, Any]] = {}
    for entry in entries:
        day = day_of(case.received_at if entry.action == rules.RETYPE else entry.at).isoformat()
        for line in entry.clocks:
            row = told.setdefault((line["code"], line["round"]), {**dict.fromkeys(CLOCK), **BEGUN})
            row["due_on"] = line.get("due_on") or row["due_on"]
            match line["what"]:
                case What.MET:
                    row["met_on"] = day
                case What.STOPPED:
                    row["stopped"] = True
                case What.PAUSED:
                    row["paused_since"] = day
                case What.RESUMED:
                    row["paused_since"] = None
                case What.EXTENDED:
                    row["extensions"] += 1
    return told


def _given(case: Case, entries: Iterable[Entry]) -> dict[str, Any]:
    """With whom the case lies: whoever was named last, and nobody once it has come to another unit."""
    person = None
    for entry in entries:
        if entry.action == rules.ARRIVE:
            person = None
        elif entry.action == ASSIGN and "organisation" in entry.form:
            person = entry.form.get("person")
    return {} if case.erased_on else {"assigned_to_id": person}


def _links(case: Case, entries: Iterable[Entry], links: Sequence[Link]) -> Iterator[Finding]:
    """A case merged into another, and one that follows from another, are tied by a row."""
    merged = any(entry.form.get("main_code") for entry in entries)
    if merged and not any(link.case_id == case.pk and link.kind == LinkKind.DUPLICATE_OF for link in links):
        yield Finding(f"cases_link {case.code}", "nhật ký ghi đã gộp vào hồ sơ khác, bảng không còn: đã bị xóa")
    followed = {str(entry.form["follow_code"]) for entry in entries if entry.form.get("follow_code")}
    known = {link.case.code for link in links if link.other_id == case.pk}
    for code in sorted(followed - known):
        yield Finding(f"cases_link {code}", f"nhật ký ghi tiếp theo hồ sơ {case.code}, bảng không còn: đã bị xóa")


def _bare(code: str) -> str:
    """A code that another unit has taken over since bears the year in which it was given up: «26740@2025»."""
    return code.partition("@")[0]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _same(value: Any) -> Any:
    """In the normal form that the audit writes text in."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_same(key): _same(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_same(item) for item in value]
    return value
