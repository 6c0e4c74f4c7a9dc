"""A sender chooses how to be told from now on, and by which contact."""

from __future__ import annotations

import dataclasses

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases.actions import parties, writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, enter
from gandan.cases.actions.loading import load
from gandan.cases.models import Party
from gandan.cases.queries.records import party_told
from gandan.cases.types import PartyInput, Told
from gandan.core import clock
from gandan.core.types import Refused
from gandan.directory.types import Actor

CHOOSE = "choose_told"


def choose_told(code: str, told: Told, actor: Actor, *, phone: str = "", email: str = "") -> None:
    """The first party's way and contact; what is left empty stays. Raises Refused at `contact`, Conflict, NotFound."""
    draft = load(code)
    if draft.pack.sealed:
        raise Refused(_("Hồ sơ này không nhận tin báo."))
    if not draft.parties:
        draft.parties = [Party(case=draft.case, anonymous=True)]
    party = draft.parties[0]
    before = parties.opened(party)
    given = dataclasses.replace(before, phone=phone or before.phone, email=email or before.email, told_by=told)
    _check(given)
    changed = _changed(party, given)
    at = clock.now()
    enter(
        draft,
        Doing(
            action=CHOOSE, actor=actor.code, at=at, form={"told": told.value}, told={"party": party_told(changed)}
        ),
    )  # fmt: skip
    try:
        with transaction.atomic():
            writing.update([draft])
            changed.save()
    except writing.Changed:
        raise conflict(code, draft.case.last_number) from None


def _changed(party: Party, given: PartyInput) -> Party:
    """Under its seal where it had one: a new contact is no reason to open it."""
    fresh = parties.party_of(given) or party
    party.told_by = str(given.told_by)
    if party.sealed:
        party.secret = fresh.secret
    else:
        party.phone, party.email = given.phone, given.email
    return party


def _check(given: PartyInput) -> None:
    if given.told_by is Told.SMS and not settings.SMS_URL:
        raise Refused(told=_("Nơi nhận chưa nhắn tin được. Chọn cách khác."))
    if given.told_by is Told.EMAIL and not given.email:
        raise Refused(contact=_("Ghi e-mail để được báo qua thư, hoặc chọn cách khác."))
    if given.told_by in (Told.PHONE, Told.SMS) and not given.phone:
        raise Refused(contact=_("Ghi số điện thoại để được báo, hoặc chọn cách khác."))
