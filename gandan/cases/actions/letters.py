"""Writing official letters about a case: number, letter, entry and audit in one transaction; printed right after."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.actions import writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import load
from gandan.cases.models import Entry
from gandan.cases.queries import letters as queries
from gandan.cases.queries.records import PREFIX
from gandan.core import clock
from gandan.core.text import clean
from gandan.core.types import NotAllowed, Refused
from gandan.directory.types import Actor
from gandan.documents import actions as documents
from gandan.documents import queries as papers
from gandan.documents.types import LetterView

ISSUE, CANCEL, OPEN = "issue_letter", "cancel_letter", "open_seal"
REASON_LEAST, REASON_MOST = 10, 300
log = logging.getLogger(__name__)


def issue_letter(
    code: str,
    kind: str,
    actor: Actor,
    *,
    facts: Mapping[str, str],
    signer: str = "",
    seen: int | None = None,
    draft: int | None = None,
    key: str = "",
) -> LetterView:
    """Issue a letter under the next number of its series. The same `key` issues it once.

    Raises NotFound, NotAllowed, Conflict (another step of the case, somebody was faster), Refused with every missing
    fact at its name. Nothing takes a number before all is there.
    """
    key = f"{code}:letter:{key}"[:200] if key else ""
    known = _issued_before(code, key)
    if known:
        return known
    wanted = queries.composing(code, kind, actor, draft)
    on = clock.today()
    new = queries.new_letter(wanted, facts, signer, actor, on)
    case = load(wanted.code)
    if seen is not None and seen != case.case.last_number:
        raise conflict(wanted.code, seen)
    try:
        with transaction.atomic():
            letter = documents.number_letter(new, on, draft)
            # Its kind and number, not what it is about: a published case shows its entries to everybody.
            _enter(case, ISSUE, actor, letter, letter.name, key)
            writing.update([case])
    except writing.Changed:
        raise conflict(wanted.code, wanted.seen) from None
    except IntegrityError:
        # The same key, at the same moment: the other one has issued it.
        known = _issued_before(code, key)
        if known is None:
            raise
        return known
    _print(letter.id)
    return papers.letter(letter.id, letter.about)


def save_draft(
    code: str, kind: str, actor: Actor, *, facts: Mapping[str, str], signer: str = "", draft: int | None = None
) -> LetterView:
    """Keep a letter that is not complete. Raises NotFound, NotAllowed, Conflict; Refused where the case is sealed."""
    wanted = queries.composing(code, kind, actor, draft)
    if wanted.sealed:
        raise Refused(_("Văn bản của việc được niêm phong không lưu nháp: soạn xong thì ban hành ngay."))
    return documents.save_draft(queries.draft_letter(wanted, facts, signer, actor), draft)


def drop_draft(code: str, letter_id: int, actor: Actor) -> None:
    """Raises NotFound, NotAllowed, Conflict where it has a number."""
    found, _may = queries.letter_of(code, letter_id, actor)
    queries.composing(code, found.template, actor)
    documents.drop_draft(letter_id, found.about, actor.code)


def cancel_letter(code: str, letter_id: int, actor: Actor, reason: str) -> LetterView:
    """Cancel an issued letter; its number stays in the book. Raises NotFound, NotAllowed, Refused, Conflict."""
    letter, may = queries.letter_of(code, letter_id, actor)
    if not may:
        raise NotAllowed(_("Bạn không hủy được văn bản này, hoặc văn bản đã hủy."))
    case = load(code)
    try:
        with transaction.atomic():
            cancelled = documents.cancel_letter(letter_id, letter.about, actor.code, reason)
            why = f"{letter.name}: {reason}" if case.pack.sealed else letter.name
            _enter(case, CANCEL, actor, letter, why)
            writing.update([case])
    except writing.Changed:
        raise conflict(code, case.case.last_number - 1) from None
    return cancelled


def open_letter(code: str, letter_id: int, actor: Actor, reason: str, kind: str = "pdf") -> tuple[bytes, LetterView]:
    """Read a sealed letter: a role, a reason, and an entry of its own before anybody reads a word."""
    reason = clean(reason)
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        raise Refused(reason=_("Ghi lý do mở niêm phong, từ 10 đến 300 chữ cái."))
    letter, _may = queries.letter_of(code, letter_id, actor)
    case = load(code)
    if not policies.may_open_seal(policies.roles_for(actor, case.place)):
        raise NotAllowed(_("Chỉ cán bộ tiếp nhận đơn và lãnh đạo của đơn vị được mở niêm phong."))
    if letter.sealed:
        _enter(case, OPEN, actor, letter, reason)
        try:
            with transaction.atomic():
                writing.update([case])
        except writing.Changed:
            raise conflict(code, case.case.last_number - 1) from None
    return papers.file_of(letter_id, letter.about, kind), letter


def _enter(case: Draft, action: str, actor: Actor, letter: LetterView, text: str, key: str = "") -> None:
    doing = Doing(
        action=action,
        actor=actor.code,
        at=clock.now(),
        title=policies.title_of(actor, case.place),
        form={"letter": letter.id, "letter_number": letter.symbol},
        text=text,
        public=letter.public and action != OPEN,
        key=key or None,
    )
    enter(case, doing)


def _print(letter_id: int) -> None:
    """The letter exists with its number whatever happens here; what is cut off, a job finishes within a minute."""
    try:
        documents.finish_letter(letter_id)
    except Exception:
        log.exception("letter %s could not be printed; the job documents.finish_letters will try again", letter_id)


def _issued_before(code: str, key: str) -> LetterView | None:
    entry = Entry.objects.select_related("case").filter(key=key).first() if key else None
    return papers.letter(entry.form["letter"], f"{PREFIX}{entry.case.code}") if entry else None
