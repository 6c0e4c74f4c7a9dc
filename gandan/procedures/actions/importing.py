"""Taking in procedures: the national portal's records, and the catalogue that comes with the house."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import ImportReport, NotAllowed, Refused, RefusedRow
from gandan.directory.types import Actor
from gandan.procedures.actions.writing import Draft, blank, write
from gandan.procedures.models import PublicService, Version
from gandan.procedures.policies import may_edit_procedures
from gandan.procedures.queries.shipped import AS_OF, SOURCE, shipped
from gandan.procedures.rules import differences, facts_of, guidance_of, packed, read_record
from gandan.procedures.rules.reading import FIELDS
from gandan.procedures.types import Facts, Guidance, Unread
from gandan.ui.rules import thousands

LARGEST = 64 * 1024 * 1024
SHARED = 3  # one page for so many codes is a slip of whoever collected them: which code it belongs to is not known
LONGEST = 1000  # of a name
LARGEST_PART = 200_000  # letters; the longest of the portal's has 52,000
CODE = re.compile(r"\d\.\d{6}", re.ASCII)
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")
SHOWN = 160


def import_procedures(path: Path | None = None, *, dry_run: bool = False, actor: Actor | None = None) -> ImportReport:
    """The records of a crawl of the national portal; without a file, the catalogue that ships.

    Text that cannot be read into structure is kept as text and named in `notes`; a record that is wrong is refused.
    """
    actor = actor or Actor.system("import")
    if not may_edit_procedures(actor):
        raise NotAllowed(_("Chỉ biên tập viên, quản trị viên nhập được danh mục thủ tục."))
    if path is None:
        return load_catalogue(dry_run=dry_run, actor=actor)
    raw = _raw(path)
    report = ImportReport(dry_run=dry_run)
    good = _good(_records(raw), report)
    drafts = _compare(good, path.name, report)
    _keep(drafts, hashlib.sha256(raw).hexdigest(), report, actor)
    return report


def load_catalogue(*, dry_run: bool = False, actor: Actor | None = None) -> ImportReport:
    """What ships, where it is not there yet; our newer words, where no person has written any. Raises NotAllowed."""
    actor = actor or Actor.system("import")
    report = ImportReport(dry_run=dry_run)
    there, by_hand = _there(), _written_by_people()
    drafts = []
    for facts, guidance in shipped():
        service, last = there.get(facts.code, (None, None))
        if service is None or last is None:
            drafts.append(_draft(blank(facts.code, SOURCE, AS_OF), facts, guidance, {}, _("Danh mục đi kèm")))
            report.created += 1
        elif service.pk not in by_hand and last.guidance != packed(guidance):
            kept = facts_of(last.facts)
            drafts.append(_draft(service, kept, guidance, last.raw, _("Thêm hướng dẫn đi kèm")))
            report.updated += 1
        else:
            report.unchanged += 1
    _keep(drafts, SOURCE, report, actor)
    return report


def _written_by_people() -> set[int]:
    """Procedures of which an officer has written a version: their words stay."""
    return set(Version.objects.exclude(by__startswith="system:").values_list("service_id", flat=True))


def _raw(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(file=_("Không đọc được tệp %(path)s: %(why)s") % {"path": path, "why": error}) from error
    if len(raw) > LARGEST:
        raise Refused(file=_("Tệp lớn hơn 64 MB: danh mục thủ tục không dài như vậy."))
    return raw


def _records(raw: bytes) -> list[Any]:
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(file=_("Tệp không phải JSON bằng UTF-8: %(why)s") % {"why": error}) from error
    if not isinstance(told, list) or not told:
        raise Refused(file=_("Cần một danh sách thủ tục: [{ma_thu_tuc, ten_thu_tuc, …}, …]."))
    return told


def _good(records: list[Any], report: ImportReport) -> list[Mapping[str, Any]]:
    """Records whose code and name can be trusted; the others are listed."""
    pages = Counter(_page(record) for record in records if isinstance(record, Mapping))
    seen: set[str] = set()
    good = []
    for number, record in enumerate(records, 1):
        wrong = _wrong(record, pages, seen)
        if wrong:
            report.refused.append(RefusedRow(number, *wrong))
        else:
            seen.add(record["ma_thu_tuc"])
            good.append(record)
    return good


def _wrong(record: Any, pages: Counter[str], seen: set[str]) -> tuple[str, str, str] | None:
    if not isinstance(record, Mapping) or any(not isinstance(record.get(key, ""), str | None) for key in FIELDS):
        return "", str(record)[:80], "Mỗi thủ tục phải là một đối tượng gồm các mục bằng chữ."
    if long := next((key for key in FIELDS if len(record.get(key) or "") > LARGEST_PART), ""):
        return long, record[long][:80], f"Mục này dài quá {thousands(LARGEST_PART)} chữ."
    if any(_unwritable(record.get(key) or "") for key in FIELDS):
        return "", str(record.get("ma_thu_tuc"))[:40], "Có chữ không ghi được vào cơ sở dữ liệu (NUL hoặc nửa ký tự)."
    code, name = str(record.get("ma_thu_tuc") or ""), _name(record)
    if not CODE.fullmatch(code):
        return "ma_thu_tuc", code[:40], "Mã thủ tục có dạng 1.000001."
    if code in seen:
        return "ma_thu_tuc", code, "Mã này đã có ở dòng trên; giữ dòng đầu."
    if not name:
        return "ten_thu_tuc", code, "Thiếu tên thủ tục."
    if len(name) > LONGEST:
        return "ten_thu_tuc", name[:80], f"Tên dài quá {thousands(LONGEST)} chữ."
    if (same := pages[_page(record)]) >= SHARED:
        what = "trỏ về một trang" if record.get("detail_url") else "mang một tên"
        why = f"{same} mã khác nhau cùng {what}: lỗi khi thu thập, không biết trang là của mã nào."
        return "ten_thu_tuc", name[:80], why
    return None


def _page(record: Mapping[str, Any]) -> str:
    """The portal's page the record was read from; where that is not told, its name."""
    return str(record.get("detail_url") or "").strip() or _name(record)


def _unwritable(text: str) -> bool:
    return bool(_UNWRITABLE.search(text))


def _name(record: Mapping[str, Any]) -> str:
    return one_line(str(record.get("ten_thu_tuc") or ""))


def _there() -> dict[str, tuple[PublicService, Version]]:
    """Each procedure with its last version: two queries."""
    services = {service.pk: service for service in PublicService.objects.all()}
    last: dict[int, Version] = {}
    for version in Version.objects.order_by("service_id", "-number").iterator():
        last.setdefault(version.service_id, version)
    return {service.code: (service, last[pk]) for pk, service in services.items() if pk in last}


def _compare(records: Iterable[Mapping[str, Any]], name: str, report: ImportReport) -> list[Draft]:
    there = _there()
    drafts = []
    source = _("Cổng Dịch vụ công quốc gia, tệp %(name)s") % {"name": name[:120]}
    unread_parts: Counter[str] = Counter()
    for record in records:
        facts, unread = read_record(record)
        report.notes += [_note(facts.code, each) for each in unread]
        unread_parts.update({f"{each.part}: {each.why}" for each in unread})
        service, last = there.get(facts.code, (None, None))
        raw = {key: str(record.get(key) or "") for key in FIELDS[8:]}
        if service is None or last is None:
            report.created += 1
            drafts.append(_draft(blank(facts.code, source, clock.today()), facts, Guidance(), raw, _("Nhập từ tệp")))
            continue
        changes = differences(last.facts, packed(facts))
        if not changes and last.raw == raw:
            report.unchanged += 1
            continue
        report.updated += 1
        report.notes += [f"{facts.code} · {part}: «{a[:SHOWN]}» → «{b[:SHOWN]}»" for part, a, b in changes]
        service.source, service.source_on = source, clock.today()
        drafts.append(_draft(service, facts, guidance_of(last.guidance), raw, _("Nhập lại từ tệp")))
    report.notes[:0] = [f"Giữ nguyên chữ, chưa thành cấu trúc: {n} thủ tục, {what}" for what, n in unread_parts.items()]
    return drafts


def _note(code: str, unread: Unread) -> str:
    return f"{code} · {unread.part}: «{unread.text[:SHOWN]}»: {unread.why}"


def _draft(service: PublicService, facts: Facts, guidance: Guidance, raw: dict[str, str], reason: str) -> Draft:
    return Draft(service, facts, guidance, raw, reason, clock.today())


def _keep(drafts: list[Draft], mark: str, report: ImportReport, actor: Actor) -> None:
    if report.dry_run or not drafts:
        return
    with transaction.atomic():
        write(drafts, actor.code)
        audit.record(
            actor=actor.code,
            verb="procedures.import",
            object="procedures",
            unit="",
            payload={"mark": mark, "created": report.created, "updated": report.updated},
        )
