"""Opening a seal: the role, a reason, and an entry of its own before anybody reads a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.actions import locking, parties, writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import load
from gandan.cases.queries import sealed as queries
from gandan.cases.types import PartyInput
from gandan.cases.types.sealing import SealedContent
from gandan.core import clock
from gandan.core.text import clean
from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.documents import queries as documents

SEAL, ASK, APPROVE = "open_seal", "ask_seal", "approve_seal"
CONTENT, IDENTITY, FILE = "content", "identity", "file"
REASON_LEAST, REASON_MOST = 10, 300


def open_seal(code: str, actor: Actor, reason: str) -> PartyInput:
    """Read a sealed identity. Raises NotFound, NotAllowed, Refused at `reason`, or where a second person must agree."""
    reason = checked_reason(reason)
    draft = _entitled(code, actor)
    sealed = next((party for party in draft.parties if party.sealed), None)
    if sealed is None:
        raise Refused(_("Người gửi việc này không niêm phong danh tính."))
    form: dict[str, Any] = {"what": IDENTITY}
    if settings.SEAL_TWO_PERSONS:
        approval = queries.approval(draft.case.pk, actor.code, _since())
        if approval is None:
            raise Refused(_("Cần người thứ hai đồng ý trước khi mở danh tính. Bấm «Đề nghị mở danh tính»."))
        form["approved"] = approval
    _enter(draft, actor, SEAL, reason, form)
    # Read only once the entry is safe: nobody opens a seal without leaving a trace.
    return parties.opened(sealed)


def open_content(code: str, actor: Actor, reason: str) -> SealedContent:
    """Read what a case sealed whole says, without who sent it. Raises as `open_seal`."""
    reason = checked_reason(reason)
    draft = whole(code, actor)
    _enter(draft, actor, SEAL, reason, {"what": CONTENT})
    return replace(queries.content(draft.case.code), reason=reason)


def open_file(code: str, attachment: int, actor: Actor, reason: str) -> tuple[bytes, str]:
    """Read one file of it: bytes and name. Raises as `open_seal`."""
    reason = checked_reason(reason)
    draft = whole(code, actor)
    file, name = queries.file_of(draft.case.code, attachment)
    _enter(draft, actor, SEAL, reason, {"what": FILE, "attachment": attachment})
    with documents.opened(file) as kept:
        return locking.unenclosed(kept.read()), name


def ask_identity(code: str, actor: Actor, reason: str) -> None:
    """Ask a second person for their consent. Raises as `open_seal`."""
    reason = checked_reason(reason)
    _enter(_entitled(code, actor), actor, ASK, reason, {"what": IDENTITY})


def approve_identity(code: str, actor: Actor, asked: int, reason: str) -> None:
    """Consent to what another has asked: they may open once, within the installation's hours."""
    reason = checked_reason(reason)
    draft = _entitled(code, actor)
    asker = queries.asker(draft.case.pk, asked)
    if asker is None:
        raise NotFound(_("Không có đề nghị này."))
    if asker == actor.code:
        raise NotAllowed(_("Người đề nghị không tự đồng ý được: cần một người khác."))
    if queries.is_approved(draft.case.pk, asked):
        raise Refused(_("Đề nghị này đã có người đồng ý."))
    _enter(draft, actor, APPROVE, reason, {"what": IDENTITY, "asked": asked})


def checked_reason(reason: str) -> str:
    reason = clean(reason)
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        raise Refused(reason=_("Ghi lý do mở niêm phong, từ 10 đến 300 chữ cái."))
    return reason


def _entitled(code: str, actor: Actor) -> Draft:
    """Raises NotFound, NotAllowed."""
    draft = load(code)
    if not policies.may_see(actor, draft.place):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if not policies.may_open_seal(policies.roles_for(actor, draft.place)):
        raise NotAllowed(_("Chỉ cán bộ tiếp nhận đơn và lãnh đạo của đơn vị được mở niêm phong."))
    return draft


def whole(code: str, actor: Actor) -> Draft:
    draft = _entitled(code, actor)
    if not draft.pack.sealed:
        raise Refused(_("Nội dung việc này không niêm phong."))
    return draft


def _enter(draft: Draft, actor: Actor, action: str, reason: str, form: Mapping[str, Any]) -> None:
    title = policies.title_of(actor, draft.place)
    enter(draft, Doing(action=action, actor=actor.code, at=clock.now(), title=title, text=reason, form=form))
    try:
        with transaction.atomic():
            writing.update([draft])
    except writing.Changed:
        raise conflict(draft.case.code, draft.case.last_number - 1) from None


def _since() -> Any:
    return clock.now() - timedelta(hours=settings.SEAL_HOURS)
