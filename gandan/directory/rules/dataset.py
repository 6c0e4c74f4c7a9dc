"""Reading the list of units: its shape, its codes, its names; what is wrong is said with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gandan.core.text import fold
from gandan.core.types import RefusedRow
from gandan.directory.rules.names import display_name, kind_of, path_below, prefix_of, short_name_of, tier_of
from gandan.directory.types import Kind, SuccessionKind, Tier

PROVINCE_CODE = re.compile(r"\d{2}", re.ASCII)
UNIT_CODE = re.compile(r"\d{5}", re.ASCII)
REFORM = date(2025, 7, 1)  # two tiers: Resolutions 202/2025/QH15 and 203/2025/QH15


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit as a file states it."""

    code: str
    name: str
    short_name: str
    folded: str
    kind: Kind
    tier: Tier
    parent: str
    path: str
    prefix: str
    source: str
    valid_from: date | None = REFORM
    valid_to: date | None = None
    row: int = 0  # of the file, counted through
    cell: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSuccession:
    predecessor: str
    successor: str
    on: date
    kind: SuccessionKind
    heir: bool
    source: str


Read = PlannedUnit | RefusedRow


def read_dataset(provinces: Sequence[Any], source: str) -> Iterator[Read]:
    """Units and refusals in the order of the file. Rows are counted through: a province, then its units."""
    seen: dict[str, str] = {}
    number = 0
    for i, province in enumerate(provinces):
        number += 1
        top = _one(province, f"[{i}]", number, PROVINCE_CODE, None, source, seen)
        yield top
        wards = province.get("Wards", []) if isinstance(province, Mapping) else []
        if not isinstance(wards, list):
            yield RefusedRow(number, f"[{i}].Wards", str(type(wards).__name__), "Phải là một danh sách.")
            wards = []
        for j, ward in enumerate(wards):
            number += 1
            yield _below(top, ward, f"[{i}].Wards[{j}]", number, source, seen)


def _below(top: Read, row: Any, cell: str, number: int, source: str, seen: dict[str, str]) -> Read:
    if isinstance(top, RefusedRow):
        return RefusedRow(number, cell, _shown(row), "Tỉnh, thành phố của dòng này không nhận được: sửa dòng đó trước.")
    said = row.get("ProvinceCode", top.code) if isinstance(row, Mapping) else top.code
    if said != top.code:
        return RefusedRow(number, f"{cell}.ProvinceCode", _shown(said), f"Đang nằm trong tỉnh {top.code}.")
    return _one(row, cell, number, UNIT_CODE, top, source, seen)


def _one(
    row: Any, cell: str, number: int, form: re.Pattern[str], top: PlannedUnit | None, source: str, seen: dict[str, str]
) -> Read:
    if not isinstance(row, Mapping):
        return RefusedRow(number, cell, _shown(row), "Phải là một đối tượng có Code và FullName.")
    code, name = row.get("Code"), row.get("FullName")
    if not isinstance(code, str) or not form.fullmatch(code):
        digits = 2 if top is None else 5
        return RefusedRow(number, f"{cell}.Code", _shown(code), f"Mã phải là {digits} chữ số, viết trong ngoặc kép.")
    if code in seen:
        return RefusedRow(number, f"{cell}.Code", code, f"Mã này đã có ở {seen[code]}.")
    wrong = _wrong_name(name, top)
    if wrong:
        return RefusedRow(number, f"{cell}.FullName", _shown(name), wrong)
    seen[code] = cell
    return replace(planned(code, str(name), top, source), row=number, cell=f"{cell}.Code")


def _wrong_name(name: Any, top: PlannedUnit | None) -> str:
    if not isinstance(name, str) or not name.strip():
        return "Thiếu tên."
    if len(name) > 200:
        return "Tên dài quá 200 ký tự."
    kind = kind_of(display_name(name))
    if kind is None or (tier_of(kind) is Tier.PROVINCIAL) != (top is None):
        words = "Tỉnh, Thành phố" if top is None else "Phường, Xã, Đặc khu"
        return f"Tên phải bắt đầu bằng loại đơn vị: {words}."
    return ""


def planned(
    code: str,
    name: str,
    top: PlannedUnit | None,
    source: str,
    valid_from: date | None = REFORM,
    valid_to: date | None = None,
    prefix: str = "",
) -> PlannedUnit:
    """A unit with all that follows from its name and its place in the tree."""
    name = display_name(name)
    kind = kind_of(name)
    if kind is None:
        raise ValueError(f"{code}: the name {name!r} does not say a kind")
    short = short_name_of(name)
    return PlannedUnit(
        code=code,
        name=name,
        short_name=short,
        folded=folded_name(short, name, top.short_name if top else ""),
        kind=kind,
        tier=tier_of(kind),
        parent=top.code if top else "",
        path=path_below(top.path if top else "", code),
        prefix=prefix or prefix_of(name),
        source=source,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def folded_name(short: str, name: str, above: str) -> str:
    """What is searched: short name first, so that what begins with the typed words is found by the index."""
    return fold(f"{short} · {name} · {above}")[:400]


def read_history(told: Mapping[str, Any]) -> tuple[list[PlannedUnit], list[PlannedSuccession], list[str]]:
    """Ended units, their successors, and the provinces that were there before; from `historical_units.toml`."""
    last, first = told["last_day"], told["first_day_of_successors"]
    units: list[PlannedUnit] = []
    links: list[PlannedSuccession] = []
    for district in told["unit"]:
        top = planned(
            district["code"],
            district["name"],
            _root(district["parent"], district["parent_name"]),
            district["source"],
            None,
            last,
            district["prefix"],
        )
        units.append(top)
        links += _successions(district, first, district["source"])
        for ward in district["wards"]:
            units.append(planned(ward["code"], ward["name"], top, district["source"], None, last))
            links += _successions(ward, first, district["source"])
    return units, links, list(told["existed_before"])


def _root(code: str, name: str) -> PlannedUnit:
    """Stands for the province, of which only code, path and name matter below it."""
    return PlannedUnit(code, name, name, "", Kind.CITY, Tier.PROVINCIAL, "", path_below("", code), "", "")


def _successions(row: Mapping[str, Any], on: date, source: str) -> list[PlannedSuccession]:
    note = f"{source} (độ tin cậy: {row['confidence']})"
    return [
        PlannedSuccession(row["code"], code, on, SuccessionKind(row["kind"]), code == row["heir"], note)
        for code in row["successors"]
    ]


def _shown(value: Any) -> str:
    return str(value)[:80]
