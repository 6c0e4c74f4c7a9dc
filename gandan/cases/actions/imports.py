"""`gandan import petitions`: a register becomes cases with their history, by the law of each day.

A bad row is listed with its cell and harms no other; a row that is there already stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gandan.cases.actions.bulk import Batch, write
from gandan.cases.actions.drafting import Draft
from gandan.cases.actions.tables import MOST_LETTERS, Cell, TableRow, rows_of
from gandan.cases.actions.units import unit_on
from gandan.cases.models import Case
from gandan.cases.rules.registers import matching, read_day, way_of
from gandan.cases.types import Channel, PartyInput, PlannedCase, PlannedStep, Submission
from gandan.core import clock
from gandan.core.clock import VIETNAM
from gandan.core.text import one_line
from gandan.core.types import ImportReport, Refused, RefusedRow
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.types import ActionSpec, CaseType, Choice, LawError

LOT = 300
MORNING, NOON, EVENING = time(8), time(9), time(16)
# Where a refusal of the engine stands in the table.
COLUMN_OF = {
    "party.name": "sender_name",
    "party.address": "sender_address",
    "received_at": "received_on",
    "files": "document_number",
    "text": "answer",
    "body": "forwarded_to",
    "reason": "answer",
}


class BadCell(Exception):
    """One cell that cannot be taken, and what to write there."""

    def __init__(self, cell: Cell, message: str) -> None:
        self.cell, self.message = cell, message
        super().__init__(message)


def import_petitions(path: Path, *, dry_run: bool = False, actor: Actor | None = None) -> ImportReport:
    """Take in a register (CSV in UTF-8, or XLSX). Raises Refused at `file` where the file itself is wrong.

    Columns: gandan.cases.rules.registers.COLUMNS. Repeating it changes nothing: rows are known by unit and number.
    """
    rows = rows_of(path)
    run = Run(actor or Actor.system("import"), ImportReport(dry_run=dry_run))
    for start in range(0, len(rows), LOT):
        run.take(rows[start : start + LOT])
    return run.report


@dataclass(slots=True)
class Read:
    """A row whose cells were understood."""

    row: TableRow
    unit: str
    pack: CaseType
    days: dict[str, date | None]
    plan: PlannedCase


@dataclass(slots=True)
class Run:
    actor: Actor
    report: ImportReport
    seen: set[tuple[str, str]] = field(default_factory=set)

    def take(self, rows: Sequence[TableRow]) -> None:
        """One lot: what is new of it is written in one transaction."""
        read = [found for row in rows if (found := self._guarded(row, self._read))]
        known = self._known(read)
        batch = Batch(self.actor, history=True)
        drafts: list[tuple[PlannedCase, Draft]] = []
        for each in read:
            key = (each.unit, each.plan.submission.external_number)
            if key in known:
                self.report.unchanged += 1
                continue
            draft = self._guarded(each.row, lambda row, each=each: self._draft(batch, each))
            if draft:
                drafts.append((each.plan, draft))
        if drafts and not self.report.dry_run:
            write(batch.fresh(drafts))
        self.report.created += len(drafts)

    def _guarded(self, row: TableRow, work: Callable[[TableRow], Any]) -> Any:
        """The result, or None after noting why not."""
        try:
            return work(row)
        except BadCell as bad:
            self._refuse(row, bad.cell, bad.message)
        except Refused as refusal:
            field_name, message = next(iter(refusal.errors.items()), ("", str(refusal)))
            column = COLUMN_OF.get(field_name, field_name.removeprefix("answers."))
            if not field_name:  # no cell alone is wrong: a day that no calendar knows, a step that cannot be
                column = "received_on" if isinstance(refusal, LawError) else "external_number"
            self._refuse(row, row[column], message)
        return None

    def _refuse(self, row: TableRow, cell: Cell, message: str) -> None:
        self.report.refused.append(RefusedRow(row.number, cell.at, cell.text[:60], message))

    def _read(self, row: TableRow) -> Read:
        for cell in row.cells.values():
            if len(cell.text) > MOST_LETTERS:
                raise BadCell(cell, _("Ô này dài quá %(n)d chữ cái.") % {"n": MOST_LETTERS})
        days = {name: _day(row[name]) for name in ("received_on", "accepted_on", "resolved_on", "forwarded_on")}
        received = days["received_on"]
        if received is None:
            raise BadCell(row["received_on"], _("Chưa ghi ngày nhận."))
        _check_order(row, days)
        unit = unit_on(row["unit"].text, received)
        pack = _pack(row["type"], received)
        number = one_line(row["external_number"].text)
        if not number:
            raise BadCell(row["external_number"], _("Chưa ghi số đơn."))
        if (unit.code, number) in self.seen:
            raise BadCell(row["external_number"], _("Số đơn này đã có ở một dòng trước."))
        self.seen.add((unit.code, number))
        if not row["subject"].text:
            raise BadCell(row["subject"], _("Chưa ghi trích yếu."))
        submission = _submission(row, pack, received, unit.code, number)
        return Read(row, unit.code, pack, days, PlannedCase(submission, _steps(row, pack, days, self.actor)))

    def _known(self, read: Sequence[Read]) -> set[tuple[str, str]]:
        numbers = {each.plan.submission.external_number for each in read}
        rows = Case.objects.filter(external_number__in=numbers)
        return set(rows.values_list("unit__code", "external_number"))

    def _draft(self, batch: Batch, each: Read) -> Draft:
        return batch.draft(each.plan)


def _day(cell: Cell) -> date | None:
    if not cell.text:
        return None
    found = read_day(cell.value)
    if found is None:
        raise BadCell(cell, _("Ghi ngày dạng 05/03/2019 hoặc 2019-03-05."))
    if found > clock.today():
        raise BadCell(cell, _("Ngày này ở tương lai."))
    return found


def _check_order(row: TableRow, days: dict[str, date | None]) -> None:
    last: date | None = None
    for name in ("received_on", "accepted_on", "resolved_on"):
        day = days[name]
        if day and last and day < last:
            raise BadCell(row[name], _("Ngày này trước ngày đứng trước nó (%(day)s).") % {"day": f"{last:%d/%m/%Y}"})
        last = day or last
    received, forwarded = days["received_on"], days["forwarded_on"]
    if forwarded and received and forwarded < received:
        raise BadCell(row["forwarded_on"], _("Ngày chuyển trước ngày nhận."))
    if row["forwarded_to"].text and not forwarded:
        raise BadCell(row["forwarded_on"], _("Có cơ quan nhận thì phải ghi ngày chuyển."))


def _pack(cell: Cell, on: date) -> CaseType:
    packs = {pack.code: pack for pack in law.case_types(on) if pack.intake == "public"}
    found = matching((Choice(pack.code, pack.label, pack.label_en) for pack in packs.values()), cell.text)
    if found is None:
        offered = ", ".join(pack.label for pack in packs.values())
        raise BadCell(cell, _("Không có loại này vào ngày nhận. Chọn một trong: %(offered)s.") % {"offered": offered})
    pack = packs[found.code]
    if pack.sealed:
        raise BadCell(cell, _("«%(type)s» phải được niêm phong, không nhập bằng tệp.") % {"type": pack.label})
    return pack


def _submission(row: TableRow, pack: CaseType, received: date, unit: str, number: str) -> Submission:
    area = row["field"].text
    choice = matching(law.fields(), area) if area else None
    if area and choice is None:
        offered = ", ".join(each.label for each in law.fields())
        raise BadCell(row["field"], _("Không có lĩnh vực này. Chọn một trong: %(offered)s.") % {"offered": offered})
    name = row["sender_name"].text
    return Submission(
        type=pack.code,
        unit=unit,
        subject=row["subject"].text,
        content=row["content"].text or row["subject"].text,
        key="",
        field=choice.code if choice else "",
        address=row["address"].text,
        party=PartyInput(name=name, address=row["sender_address"].text, anonymous=not name),
        channel=Channel.IMPORT,
        received_at=datetime.combine(received, MORNING, VIETNAM),
        external_number=number,
    )


def _steps(row: TableRow, pack: CaseType, days: dict[str, date | None], actor: Actor) -> tuple[PlannedStep, ...]:
    way = way_of(pack, days)
    if way is None:
        raise BadCell(row["type"], _("Loại đơn này không có cách xử lý như dòng này ghi."))
    last = len(way) - 1
    return tuple(
        PlannedStep(
            action=spec.code,
            at=datetime.combine(day, EVENING if spec.result or number == last else NOON, VIETNAM),
            actor=actor,
            form=_form(row, pack, spec, day),
        )
        for number, (spec, day) in enumerate(way)
    )


def _form(row: TableRow, pack: CaseType, spec: ActionSpec, day: date) -> dict[str, Any]:
    """What the register says of a step, in the fields of the pack."""
    said = {
        "text": row["answer"].text or _("Ghi theo sổ theo dõi đơn."),
        "reason": row["answer"].text or _("Ghi theo sổ theo dõi đơn."),
        "document_number": row["document_number"].text,
        "body": row["forwarded_to"].text,
        "on": day.isoformat(),
    }
    names = {each.code for each in spec.form if each.required or each.code in ("document_number", "body")}
    form = {name: value for name, value in said.items() if name in names and value}
    if spec.result:
        form["result"] = _result(row, pack)
    return form


def _result(row: TableRow, pack: CaseType) -> str:
    text = row["result"].text
    found = matching(pack.results, text) if text else None
    if found is None:
        offered = ", ".join(each.label for each in pack.results)
        raise BadCell(row["result"], _("Ghi kết quả, một trong: %(offered)s.") % {"offered": offered})
    return found.code
