"""A person asks to be forgotten, or a rule of retention says so: names and contacts go, the case and its chain stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gandan.audit import actions as audit
from gandan.cases.actions import writing
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import locked
from gandan.cases.models import Attachment, Case, Clock, Entry, OneTimeCode, Party
from gandan.cases.queries.records import PREFIX
from gandan.cases.queries.words import searched
from gandan.cases.rules import retention as rules
from gandan.core import clock
from gandan.core.types import Refused
from gandan.directory.types import Actor
from gandan.documents import actions as documents
from gandan.notifications import actions as notifications

ERASE = "erase_person"
APPLY = "apply_retention"
ERASED = gettext_noop("Nội dung đã xóa theo quy định")  # all that a row says from then on
LOT = 100
NOBODY = {"name": "", "phone": "", "email": "", "address": "", "secret": None, "sealed": False, "anonymous": True}
# What a case said. Type, field, unit, dates, state and result stay: reports of past years still count it.
SAID = {
    "subject": ERASED, "content": "", "address": "", "lat": None, "lon": None, "answers": {}, "publish": False,
    "shown_as": "", "secret": None, "bars": "",
}  # fmt: skip
ENTRY_COLUMNS = ("text", "form", "secret", "key", "request")


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
        Party.objects.filter(case__in=ids).update(**NOBODY)
        for draft in drafts:
            documents.erase_letters(f"{PREFIX}{draft.case.code}", rule, actor.code)
        notifications.forget(_abouts(drafts))
    return len(drafts)


def erase_content(drafts: Sequence[Draft], actor: Actor, *, rule: str, then: str) -> None:
    """Let what locked cases said go, inside the caller's transaction; rows, states, clocks and the chain stay.

    `then`: «anonymise» leaves the authority's own answers that were public already, without the names that are known;
    «erase» leaves none, nor the neighbourhood.
    """
    audit.overwrite_what_is_freed()
    names = {draft.case.pk: _known(draft) for draft in drafts}
    for draft in drafts:
        enter(draft, Doing(action=APPLY, actor=actor.code, at=clock.now(), text=rule))
    writing.update(drafts, locked=True)
    cases = [draft.case for draft in drafts]
    _blank_entries(drafts, names)
    Party.objects.filter(case__in=cases).update(**NOBODY)
    OneTimeCode.objects.filter(case__in=cases).delete()
    _blank_pauses(cases)
    _blank_cases(drafts, names, then)
    attached = Attachment.objects.filter(case__in=cases)
    files = {each for pair in attached.values_list("file", "shown") for each in pair if each}
    attached.delete()
    documents.remove_files(files)
    notifications.forget(_abouts(drafts))
    for draft in drafts:
        about, last = f"{PREFIX}{draft.case.code}", draft.case.last_number
        documents.erase_letters(about, rule, actor.code)
        # Not the entry just written: it says under which rule the others went.
        audit.erase(about, rule, actor=actor.code, unit=draft.unit, numbers=range(1, last))


def _blank_cases(drafts: Sequence[Draft], names: Mapping[int, set[str]], then: str) -> None:
    for draft in drafts:
        case = draft.case
        published = case.publish and case.answered_on is not None and then == "anonymise"
        subject = rules.scrubbed(case.subject, names[case.pk]) if published else ERASED
        for name, value in SAID.items():
            setattr(case, name, value)
        case.subject, case.publish, case.erased_on = subject, published, clock.today()
        if then == "erase":
            case.neighbourhood_id = None
        case.folded = searched(case.unit_id, case.code, case.external_number, subject if published else "")
    columns = [*SAID, "erased_on", "neighbourhood", "folded"]
    Case.objects.bulk_update([draft.case for draft in drafts], columns, batch_size=LOT)


def _blank_entries(drafts: Sequence[Draft], names: Mapping[int, set[str]]) -> None:
    """All but the one just written: no words, no client's keys; what state and figures follow from stays."""
    by_case = {draft.case.pk: draft for draft in drafts}
    changed = []
    for entry in Entry.objects.filter(case__in=by_case).order_by("case_id", "number"):
        draft = by_case[entry.case_id]
        if entry.action == APPLY:
            continue
        spec = draft.pack.actions.get(entry.action)
        stays = rules.stays_public(draft.pack, entry.action, public=entry.public, published=draft.case.publish)
        entry.text = rules.scrubbed(entry.text, names[entry.case_id]) if stays else ""
        entry.form, entry.secret, entry.key, entry.request = rules.kept_form(entry.form, spec), None, None, ""
        changed.append(entry)
    Entry.objects.bulk_update(changed, ENTRY_COLUMNS, batch_size=LOT)


def _blank_pauses(cases: Sequence[Case]) -> None:
    """Why a clock stood still is somebody's words too."""
    clocks = list(Clock.objects.filter(case__in=cases).exclude(pauses=[]))
    for each in clocks:
        each.pauses = [{**pause, "reason": ""} for pause in each.pauses]
    Clock.objects.bulk_update(clocks, ["pauses"], batch_size=LOT)


def _known(draft: Draft) -> set[str]:
    """Whose names and contacts must not stay in what stays."""
    return {
        value for party in draft.parties for value in (party.name, party.phone, party.email, party.address) if value
    }


def _abouts(drafts: Sequence[Draft]) -> list[str]:
    return [f"{PREFIX}{draft.case.code}" for draft in drafts]
