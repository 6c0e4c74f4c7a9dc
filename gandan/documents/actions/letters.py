"""Writing letters: drafted, numbered inside the caller's transaction, printed after it, cancelled without a gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.home import key_bytes
from gandan.core.text import clean
from gandan.core.types import Conflict, Refused
from gandan.documents import rules
from gandan.documents.actions.intake import store
from gandan.documents.actions.numbers import next_number
from gandan.documents.models import Letter, StoredFile
from gandan.documents.queries.files import path_of, thumbnail_path_of
from gandan.documents.queries.letters import KEY, OBJECT, letter_told, printed, row_of, series_of, view_of
from gandan.documents.types import LetterState, LetterView, NewLetter

REASON_LEAST, REASON_MOST = 10, 300
STRANDED = timedelta(seconds=30)
PRINTER = "system:letters"


def save_draft(new: NewLetter, draft: int | None = None) -> LetterView:
    """Keep a letter that has no number yet. Raises NotFound, Conflict where it has been issued meanwhile."""
    row = _row(new, draft)
    row.state, row.changed_at = LetterState.DRAFT, clock.now()
    with transaction.atomic():
        _write(row, draft)
        _record(row, "draft_letter", new.actor, {"version": row.version} | ({} if row.sealed else row.data))
    return view_of(row, full=False)


def drop_draft(letter_id: int, about: str, actor: str) -> None:
    """Raises NotFound, Conflict where it has a number: such a letter is cancelled, never removed."""
    row = row_of(letter_id, about)
    with transaction.atomic():
        if not Letter.objects.filter(pk=row.pk, state=LetterState.DRAFT).delete()[0]:
            raise Conflict(_("Văn bản này đã có số: chỉ hủy được, không xóa được."))
        _record(row, "drop_draft", actor, {"version": row.version})


def number_letter(new: NewLetter, on: date, draft: int | None = None) -> LetterView:
    """Give the letter its number, inside the caller's transaction; `finish_letter` prints it afterwards.

    The counter's row stays locked until that transaction ends, and a rollback gives the number back: no gap, no double.
    """
    row = _row(new, draft)
    period = str(on.year)
    row.number = next_number(series_of(new.unit, new.template.series), period)
    row.symbol, row.period, row.on = rules.symbol(new.template, row.number), period, on
    row.state, row.changed_at = LetterState.ISSUING, clock.now()
    _write(row, draft)
    return view_of(row, full=False)


def finish_letter(letter_id: int) -> bool:
    """Print a numbered letter and keep its files; False where that has been done. Safe to repeat at any point."""
    row = Letter.objects.filter(pk=letter_id, state=LetterState.ISSUING).first()
    if row is None:
        return False
    seal = partial(rules.seal, key=key_bytes(KEY)) if row.sealed else None
    pdf, docx = (
        store(content, f"{row.template}.{kind}", seal=seal) for content, kind in zip(printed(row), _KINDS, strict=True)
    )
    with transaction.atomic():
        waiting = Letter.objects.filter(pk=row.pk, state=LetterState.ISSUING)
        if not waiting.update(state=LetterState.ISSUED, pdf_id=pdf.id, docx_id=docx.id):
            return False
        _record(row, "print_letter", PRINTER, letter_told(row, (pdf.sha256, docx.sha256)))
    return True


_KINDS = ("pdf", "docx")


def finish_stranded() -> int:
    """Letters whose printing was cut off after they took their number."""
    waiting = Letter.objects.filter(state=LetterState.ISSUING, changed_at__lt=clock.now() - STRANDED)
    return sum(finish_letter(pk) for pk in waiting.values_list("pk", flat=True))


def cancel_letter(letter_id: int, about: str, actor: str, reason: str) -> LetterView:
    """Inside the caller's transaction. The number stays in the book. Raises NotFound, Refused at `reason`, Conflict."""
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("cancel_letter() belongs into the transaction that tells of it")
    reason = checked_reason(reason)
    row = row_of(letter_id, about)
    told = "" if row.sealed else reason  # of a sealed one the case keeps it, under its lock
    changed = {"state": LetterState.CANCELLED, "reason": told}
    if not Letter.objects.filter(pk=row.pk, state=LetterState.ISSUED).update(**changed):
        raise Conflict(_("Chỉ hủy được văn bản đã ban hành và chưa hủy."))
    row.state, row.reason = LetterState.CANCELLED, told
    _record(row, "cancel_letter", actor, {"symbol": row.symbol, "reason": told})
    return view_of(row, full=False)


def checked_reason(reason: str) -> str:
    reason = clean(reason)
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        raise Refused(reason=_("Ghi lý do hủy, từ %(least)d đến %(most)d chữ cái.") % _REASON)
    return reason


_REASON = {"least": REASON_LEAST, "most": REASON_MOST}


def erase_letters(about: str, rule: str, actor: str) -> int:
    """Remove what the letters of a case say, and their files, under a rule of retention; returns how many.

    Numbers, kinds and dates stay in the book, and the chain of the log holds.
    """
    rows = list(Letter.objects.filter(about=about))
    files = [each for row in rows for each in (row.pdf_id, row.docx_id) if each]
    with transaction.atomic():
        Letter.objects.filter(about=about, state=LetterState.DRAFT).delete()
        left = Letter.objects.filter(about=about)
        left.filter(state=LetterState.ISSUING).update(state=LetterState.ISSUED)  # there is nothing left to print
        left.update(data={}, secret=None, pdf=None, docx=None, reason="")
        for row in rows:
            audit.erase(f"{OBJECT}{row.pk}", rule, actor=actor, unit=row.unit)
        remove_files(files)
    return len(rows)


def remove_files(files: Iterable[int]) -> None:
    """Files that nothing else holds, inside the caller's transaction; their bytes once it has ended."""
    for file in StoredFile.objects.filter(pk__in=set(files)):
        paths = (path_of(file.sha256), thumbnail_path_of(file.sha256))
        try:
            file.delete()
        except ProtectedError:
            continue  # the same bytes were also attached somewhere
        for path in paths:
            transaction.on_commit(partial(default_storage.delete, path))


def _row(new: NewLetter, draft: int | None) -> Letter:
    """The row to write: a new one, or the draft that it was until now."""
    template, values = new.template, {"facts": new.facts, "paper": new.paper}
    row = row_of(draft, new.about) if draft else Letter(about=new.about, unit=new.unit, created_by=new.actor)
    row.template, row.version, row.series = template.code, template.version, template.series
    row.label, row.label_en, row.title = template.label, template.label_en, template.title
    row.place, row.signer, row.public = new.place, new.signer, template.public and not new.sealed
    row.sealed = new.sealed
    row.data = {} if new.sealed else values
    row.secret = rules.sealed_values(values, key_bytes(KEY)) if new.sealed else None
    return row


def _write(row: Letter, draft: int | None) -> None:
    """One statement. A draft is taken over only while it is one."""
    if draft is None:
        row.save(force_insert=True)
        return
    columns: dict[str, Any] = {
        field.attname: getattr(row, field.attname) for field in Letter._meta.concrete_fields if not field.primary_key
    }
    if not Letter.objects.filter(pk=row.pk, state=LetterState.DRAFT).update(**columns):
        raise Conflict(_("Bản nháp này vừa được ban hành hoặc xóa. Tải lại trang."))


def _record(row: Letter, verb: str, actor: str, payload: dict[str, Any]) -> None:
    audit.record(actor=actor, verb=verb, object=f"{OBJECT}{row.pk}", unit=row.unit, payload=payload)
