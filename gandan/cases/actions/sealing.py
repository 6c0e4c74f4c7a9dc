"""Opening a seal: the role, a reason, and an entry of its own before anybody reads a name (DESIGN.md 5)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.actions import parties, writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, enter
from gandan.cases.actions.loading import load
from gandan.cases.types import PartyInput
from gandan.core import clock
from gandan.core.text import clean
from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.directory.types import Actor

SEAL = "open_seal"
REASON_LEAST, REASON_MOST = 10, 300


def open_seal(code: str, actor: Actor, reason: str) -> PartyInput:
    """Read a sealed identity. Raises NotFound, NotAllowed, Refused at `reason`."""
    reason = clean(reason)
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        raise Refused(reason=_("Ghi lý do mở niêm phong, từ 10 đến 300 chữ cái."))
    draft = load(code)
    if not policies.may_see(actor, draft.place):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if not policies.may_open_seal(policies.roles_for(actor, draft.place)):
        raise NotAllowed(_("Chỉ cán bộ tiếp nhận đơn và lãnh đạo của đơn vị được mở niêm phong."))
    sealed = next((party for party in draft.parties if party.sealed), None)
    if sealed is None:
        raise Refused(_("Người gửi việc này không niêm phong danh tính."))
    title = policies.title_of(actor, draft.place)
    enter(draft, Doing(action=SEAL, actor=actor.code, at=clock.now(), title=title, text=reason))
    try:
        with transaction.atomic():
            writing.update([draft])
    except writing.Changed:
        raise conflict(code, draft.case.last_number - 1) from None
    # Read only once the entry is safe: nobody opens a seal without leaving a trace.
    return parties.opened(sealed)
