"""What was sent before: the same sender or the same words, in the last sixty days. Shown to who enters a letter."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.models import Case, Entry, Party
from gandan.cases.types import Before, PartyInput
from gandan.core import clock
from gandan.core.text import fold
from gandan.core.types import NotAllowed, NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.law import queries as law

DAYS = 60
LOOKED_AT = 400  # of the latest letters, for the same words
SHOWN = 6
ALIKE = 0.6  # share of words that two letters have in common
LEAST = 4  # words; shorter texts are alike by chance
_WORD = re.compile(r"[^\W_]+")


def sent_before(unit: UnitView, party: PartyInput, subject: str, content: str, but: str = "") -> tuple[Before, ...]:
    """Letters of the same sender, or with nearly the same words. Two queries; nothing that is sealed."""
    since = clock.today() - timedelta(days=DAYS)
    rows = Case.objects.filter(unit=unit.id, received_on__gte=since).exclude(folded="").exclude(code=but)
    same = set(_same_sender(party, unit, since))
    wanted = _words(f"{subject} {content}")
    found = []
    for case in rows.order_by("-id").only("code", "subject", "content", "state", "version", "received_on", "open")[
        :LOOKED_AT
    ]:
        by_sender = case.pk in same
        if by_sender or _alike(wanted, _words(f"{case.subject} {case.content}")):
            found.append(_before(case, by_sender))
    return tuple(sorted(found, key=lambda each: (not each.by_sender, not each.open))[:SHOWN])


def _same_sender(party: PartyInput, unit: UnitView, since: object) -> list[int]:
    asked = Q()
    phone = re.sub(r"[\s.()\-]", "", party.phone)
    if phone:
        asked |= Q(phone=phone)
    if party.email:
        asked |= Q(email__iexact=party.email)
    if party.name and not party.anonymous:
        asked |= Q(name__iexact=party.name)
    if not asked:
        return []
    rows = Party.objects.filter(asked, sealed=False, case__unit=unit.id, case__received_on__gte=since)
    return list(rows.values_list("case_id", flat=True)[:50])


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text[:4000])))


def _alike(a: set[str], b: set[str]) -> bool:
    return min(len(a), len(b)) >= LEAST and len(a & b) >= ALIKE * len(a | b)


def _before(case: Case, by_sender: bool) -> Before:
    pack = law.case_type_version(case.version)
    state = pack.states[case.state]
    return Before(
        code=case.code,
        subject=case.subject,
        type_label=pack.label,
        type_label_en=pack.label_en,
        state_label=state.label,
        state_label_en=state.label_en,
        received_on=case.received_on,
        open=case.open,
        by_sender=by_sender,
    )


def entry_units(actor: Actor) -> list[UnitView]:
    """The units for which this actor takes letters in. One query. Raises NotAllowed where there is none."""
    held = [grant.organisation for grant in actor.grants if grant.role in policies.ASSIGNERS]
    units = [unit for unit in directory.units(held).values() if unit.prefix and not unit.ended_on]
    if not units:
        raise NotAllowed(_("Vai trò của bạn không nhập đơn."))
    return sorted(units, key=lambda unit: (-len(unit.path), unit.code))


def entered_by(code: str, actor: Actor) -> Case:
    """The case, for whoever entered it: its receipt bears the confirmation number. Raises NotFound."""
    entry = (
        Entry.objects.select_related("case__unit")
        .filter(case__code=code, case__secret=None, number=1, actor=actor.code)
        .first()
    )
    if entry is None or actor.account is None:
        raise NotFound(_("Chỉ người nhập đơn in được biên nhận này."))
    return entry.case
