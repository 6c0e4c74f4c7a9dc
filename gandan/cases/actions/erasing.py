"""A person asks to be forgotten, or a rule of retention says so: names and contacts go, the case and its chain stay."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.cases.actions import writing
from gandan.cases.actions.drafting import Doing, enter
from gandan.cases.actions.loading import locked
from gandan.cases.models import Party
from gandan.cases.queries.records import PREFIX
from gandan.core import clock
from gandan.core.types import Refused
from gandan.directory.types import Actor
from gandan.documents import actions as documents

ERASE = "erase_person"


def erase_person(actor: Actor, *, phone: str = "", email: str = "", code: str = "", rule: str) -> int:
    """Erase who stands behind cases: all that bear this telephone or e-mail, or the one of this code.

    `rule` names the provision, and stands in the entry. Returns how many cases it touched.
    """
    if not rule:
        raise Refused(rule=_("Ghi quy định cho phép xóa."))
    wanted = Q(pk__in=[])
    if phone:
        wanted |= Q(phone=phone)
    if email:
        wanted |= Q(email__iexact=email)
    if code:
        wanted |= Q(case__code=code)
    with transaction.atomic():
        ids = list(Party.objects.filter(wanted).values_list("case_id", flat=True).distinct())
        drafts = locked(ids)
        for draft in drafts:
            enter(draft, Doing(action=ERASE, actor=actor.code, at=clock.now(), text=rule))
        writing.update(drafts, locked=True)
        Party.objects.filter(case__in=ids).update(
            name="", phone="", email="", address="", secret=None, sealed=False, anonymous=True
        )
        for draft in drafts:
            documents.erase_letters(f"{PREFIX}{draft.case.code}", rule, actor.code)
    return len(drafts)
