"""Taking in the list of units. It repeats safely: what is there already stays as it is."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.types import ImportReport, NotAllowed, Refused, RefusedRow
from gandan.directory.models import Organisation, Succession
from gandan.directory.policies import may_manage_units
from gandan.directory.queries.finding import SCOPE, findable_units
from gandan.directory.rules.dataset import PlannedSuccession, PlannedUnit, read_dataset, read_history
from gandan.directory.types import Actor
from gandan.search import actions as search

DATA = Path(__file__).resolve().parent.parent / "data"
SHIPPED = DATA / "units_2026-07-25.json.gz"
HISTORY = DATA / "historical_units.toml"
SOURCE = "vietnamese-provinces-database, 25/7/2026 (MIT)"
LARGEST = 50 * 1024 * 1024
FROM_FILE = ("name", "short_name", "folded", "kind", "tier", "path", "parent_id")
BATCH = 500


def import_units(path: Path | None = None, *, dry_run: bool = False, actor: Actor | None = None) -> ImportReport:
    """Provinces and communes of a file (without one: those that ship), and the historical units whose successors exist.

    Raises Refused where the file itself cannot be read; a bad row is listed in the report and harms no other.
    """
    actor = actor or Actor.system("import")
    if not may_manage_units(actor):
        raise NotAllowed(_("Chỉ quản trị viên nhập được danh sách đơn vị."))
    raw = _raw(path or SHIPPED)
    report = ImportReport(dry_run=dry_run)
    wanted: dict[str, PlannedUnit] = {}
    for each in read_dataset(_provinces(raw), SOURCE if path is None else f"{path.name}"[:200]):
        if isinstance(each, RefusedRow):
            report.refused.append(each)
        else:
            wanted[each.code] = each
    plan = _plan(wanted, report)
    if not dry_run and (plan.create or plan.update or plan.links or plan.open_ended):
        _write(plan, hashlib.sha256(raw).hexdigest(), actor)
    return report


@dataclass(slots=True)
class _Plan:
    create: list[PlannedUnit] = field(default_factory=list)
    update: list[tuple[Organisation, PlannedUnit]] = field(default_factory=list)
    links: list[PlannedSuccession] = field(default_factory=list)
    open_ended: list[str] = field(default_factory=list)  # provinces that were there before


def _raw(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(path) as file:
                raw = file.read(LARGEST + 1)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        raise Refused(file=_("Không đọc được tệp %(path)s: %(why)s") % {"path": path, "why": error}) from error
    if len(raw) > LARGEST:
        raise Refused(file=_("Tệp lớn hơn 50 MB: danh sách đơn vị không dài như vậy."))
    return raw


def _provinces(raw: bytes) -> list[Any]:
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(
            file=_("Tệp không phải UTF-8 (vị trí %(at)s): lưu lại bằng UTF-8.") % {"at": error.start}
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(file=_("Tệp không phải JSON: %(why)s") % {"why": error}) from error
    if not isinstance(told, list) or not told:
        raise Refused(file=_("Cần một danh sách tỉnh, thành phố: [{Code, FullName, Wards: […]}, …]."))
    return told


def _plan(wanted: dict[str, PlannedUnit], report: ImportReport) -> _Plan:
    """What differs from what is there, without writing."""
    there = {row.code: row for row in Organisation.objects.all()}
    plan = _Plan()
    for unit in wanted.values():
        _compare(unit, there, plan, report)
    _history(there, wanted, plan, report)
    return plan


def _compare(unit: PlannedUnit, there: dict[str, Organisation], plan: _Plan, report: ImportReport) -> None:
    row = there.get(unit.code)
    if row is None:
        plan.create.append(unit)
        report.created += 1
    elif row.valid_to != unit.valid_to and row.valid_to is not None and row.valid_to < clock.today():
        message = f"Mã này là của {row.name}, đã kết thúc ngày {row.valid_to:%d/%m/%Y}."
        report.refused.append(RefusedRow(unit.row, unit.cell, unit.code, message))
    elif _differs(row, unit, there):
        plan.update.append((row, unit))
        report.updated += 1
    else:
        report.unchanged += 1


def _differs(row: Organisation, unit: PlannedUnit, there: dict[str, Organisation]) -> bool:
    same = ("name", "short_name", "folded", "kind", "tier", "path")
    parent = there.get(unit.parent)
    return any(getattr(row, name) != getattr(unit, name) for name in same) or row.parent_id != (
        parent.pk if parent else None
    )


def _history(there: dict[str, Organisation], wanted: dict[str, PlannedUnit], plan: _Plan, report: ImportReport) -> None:
    """Historical units follow where their province and every successor exist; the sample files need not have them."""
    units, links, before = read_history(tomllib.loads(HISTORY.read_text(encoding="utf-8")))
    known = set(there) | set(wanted)
    missing = {link.predecessor for link in links if link.successor not in known}
    missing |= {unit.code for unit in units if unit.path.split("/")[1] not in known}
    for unit in units:
        if unit.code not in missing and unit.path.strip("/").split("/")[1] not in missing:
            _compare(unit, there, plan, report)
            known.add(unit.code)
    linked = set(Succession.objects.values_list("predecessor__code", "successor__code"))
    for link in links:
        whole = link.predecessor not in missing and {link.predecessor, link.successor} <= known
        if whole and (link.predecessor, link.successor) not in linked:
            plan.links.append(link)
    plan.open_ended = [code for code in before if code in wanted and _has_start(there.get(code))]
    if missing:
        report.notes.append(f"{len(missing)} đơn vị cũ chưa thêm: tệp này không có đơn vị kế tiếp của chúng.")


def _has_start(row: Organisation | None) -> bool:
    return row is None or row.valid_from is not None


def _write(plan: _Plan, digest: str, actor: Actor) -> None:
    levels = sorted({unit.path.count("/") for unit in plan.create})
    with transaction.atomic():
        ids = dict(Organisation.objects.values_list("code", "pk"))
        for level in levels:
            rows = [_row(unit, ids) for unit in plan.create if unit.path.count("/") == level]
            Organisation.objects.bulk_create(rows, batch_size=BATCH)
            ids.update({row.code: row.pk for row in rows})
        Organisation.objects.bulk_update(
            [_changed(row, unit, ids) for row, unit in plan.update], FROM_FILE, batch_size=BATCH
        )
        Organisation.objects.filter(code__in=plan.open_ended).update(valid_from=None)
        Succession.objects.bulk_create([_link(link, ids) for link in plan.links], batch_size=BATCH)
        search.rebuild(SCOPE, findable_units())
        audit.record(
            actor=actor.code,
            verb="units.import",
            object="units",
            unit="",
            payload={"sha256": digest, "created": len(plan.create), "updated": [u.code for _row, u in plan.update]},
        )


def _row(unit: PlannedUnit, ids: dict[str, int]) -> Organisation:
    return Organisation(
        code=unit.code,
        kind=unit.kind.value,
        tier=unit.tier.value,
        name=unit.name,
        short_name=unit.short_name,
        folded=unit.folded,
        parent_id=ids.get(unit.parent),
        path=unit.path,
        prefix=unit.prefix,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        source=unit.source,
    )


def _changed(row: Organisation, unit: PlannedUnit, ids: dict[str, int]) -> Organisation:
    """Takes over what the file knows; prefix, dates and contact stay as people here have set them."""
    for name in ("name", "short_name", "folded", "path"):
        setattr(row, name, getattr(unit, name))
    row.kind, row.tier = unit.kind.value, unit.tier.value
    row.parent_id = ids.get(unit.parent)
    return row


def _link(link: PlannedSuccession, ids: dict[str, int]) -> Succession:
    return Succession(
        predecessor_id=ids[link.predecessor],
        successor_id=ids[link.successor],
        on=link.on,
        kind=link.kind.value,
        takes_open_work=link.heir,
        source=link.source,
    )
