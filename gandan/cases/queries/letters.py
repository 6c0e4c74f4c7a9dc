"""Official letters of a case: what its records say for them, who may write which now, who can sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from gandan.cases import policies, rules
from gandan.cases.models import Attachment, Case, Clock, Entry, Party
from gandan.cases.policies import Place
from gandan.cases.queries import wording
from gandan.cases.queries.case import found_case
from gandan.cases.queries.records import PREFIX
from gandan.cases.types import CaseView
from gandan.cases.types.letters import Composing, LetterSection
from gandan.core.clock import day_of
from gandan.core.types import Conflict, NotAllowed, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, HolderView
from gandan.documents import queries as documents
from gandan.documents.types import LetterState, LetterTemplate, LetterView, NewLetter, Signer, SignerKind
from gandan.law import queries as law
from gandan.law.types import CaseType, Choice, Role

# What earlier steps have written down, by action: its text and fields → facts. The last one counts.
FROM_ENTRIES: dict[str, dict[str, str]] = {
    "refuse": {"text": "reason"},
    "guide": {"text": "reason", "body": "body"},
    "forward": {"text": "reason", "body": "body"},
    "record_complex": {"text": "reason"},
    "suspend": {"text": "reason"},
    "resume": {"text": "reason"},
    "terminate": {"text": "reason"},
    "terminate_withdrawn": {"text": "reason"},
    "extend": {"text": "reason"},
    "request_information": {"text": "needed"},
    "invite_dialogue": {"place": "meeting_place", "chair": "chair"},
    "hold_dialogue": {"text": "dialogue", "attendants": "attendants"},
    "submit_draft": {"text": "content", "not_done": "not_done"},
    "answer": {"text": "content", "not_done": "not_done"},
    "approve": {"text": "content", "not_done": "not_done"},
    "decide": {"text": "decision"},
}
# What an earlier letter of the same case has said and a later one says again.
AGAIN = (
    "sender", "sender_address", "act", "wanted", "first_decision", "respondent", "meeting_at", "meeting_place", "chair",
    "attendants", "executor", "contact",
)  # fmt: skip
ACCEPT = "accept"
_HOUR = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def letter_section(view: CaseView, actor: Actor) -> LetterSection:
    """«Văn bản» on the page of a case; one query."""
    sealed = law.case_type_version(view.version).sealed or any(party.sealed for party in view.parties)
    roles = view.roles if view.sealed else policies.roles_for(actor, Place(view.unit_path))
    offers = tuple(
        Choice(each.code, each.label, each.label_en)
        for each in documents.letter_templates()
        if _offered(each, view.type, view.state, sealed) and policies.may_write_letter(each.roles, roles, sealed=sealed)
    )
    written = tuple(documents.letters_about(f"{PREFIX}{view.code}"))
    return LetterSection(written, offers, bool(offers), _numbers(written, view))


def _numbers(written: Iterable[LetterView], view: CaseView) -> dict[str, str]:
    """By action, the number of the letter that it records and no step has named yet; the latest counts."""
    records = {each.code: each.records for each in documents.letter_templates()}
    steps = {action for each in records.values() for action in each}
    named = {value.value for entry in view.entries if entry.action in steps for value in entry.form}
    fresh = [each for each in written if each.state is LetterState.ISSUED and each.symbol not in named]
    fresh.sort(key=lambda each: each.id)
    return {action: each.symbol for each in fresh for action in records.get(each.template, ())}


def composing(code: str, kind: str, actor: Actor, draft: int | None = None) -> Composing:
    """A letter with all that the records know. Raises NotFound, NotAllowed, Conflict. At most ten queries."""
    case, place = found_case(code, actor)
    pack, template = law.case_type_version(case.version), documents.letter_template(kind)
    parties = list(Party.objects.filter(case=case).order_by("id"))
    sealed = is_sealed(pack, parties)
    _may_compose(template, case, pack, policies.roles_for(actor, place), sealed)
    known = _known(case, pack, parties) if not sealed else documents.neutral_facts(_fixed(case, pack, _accepting(case)))
    kept = _kept(code, draft, sealed)
    asked = documents.facts_asked(template)
    again = {fact.code: kept[fact.code] for fact, _needed in asked if kept.get(fact.code)}
    signers = _signers(template, case.unit.path)
    if place.bars is not None:  # nobody signs about themselves
        signers = [
            each
            for each in signers
            if not place.bars.bar(policies.words_of_holder(each.person, each.role, case.unit.path))
        ]
    return Composing(
        code=case.code,
        unit=case.unit.code,
        unit_name=case.unit.name,
        place=case.unit.short_name,
        subject="" if sealed else case.subject,
        template=template,
        known=known | again,
        shown=documents.facts_shown(template, known),
        asked=asked,
        signers=tuple(Choice(f"p:{each.person}", f"{each.name}, {each.title}") for each in signers),
        signer=f"p:{signers[0].person}" if signers else "",
        sealed=sealed,
        seen=case.last_number,
        draft=draft,
    )


def new_letter(wanted: Composing, facts: Mapping[str, str], signer: str, actor: Actor, on: date) -> NewLetter:
    """The letter as it would be issued today. Raises Refused with everything that is missing or wrong."""
    used = documents.cleaned_facts(wanted.template, _used(wanted, facts))
    wrong: dict[str, str] = {}
    who = chosen_signer(wanted, signer, actor)
    if who is None:
        wrong["signer"] = _("Còn thiếu: người ký.")
    paper = {}
    try:
        paper = documents.composed(wanted.template, used, who or Signer("", ""), on)
    except Refused as refusal:
        wrong |= refusal.errors
    if wrong:
        raise Refused(**wrong)
    return _new(wanted, used, paper, who.title if who else "", actor)


def draft_letter(wanted: Composing, facts: Mapping[str, str], signer: str, actor: Actor) -> NewLetter:
    """The letter as far as it has come; nothing need be complete."""
    who = chosen_signer(wanted, signer, actor)
    used = documents.cleaned_facts(wanted.template, _used(wanted, facts))
    return _new(wanted, used, {}, who.title if who else "", actor)


def preview(wanted: Composing, facts: Mapping[str, str], signer: str, actor: Actor, on: date) -> bytes:
    """The letter as PDF before it has a number. Raises Refused."""
    letter = new_letter(wanted, facts, signer, actor, on)
    return documents.preview(letter.template, letter.paper, letter.place, on)


def letter_of(code: str, letter_id: int, actor: Actor) -> tuple[LetterView, bool]:
    """One letter of a case that this actor may see, and whether they may cancel it. Raises NotFound."""
    case, place = found_case(code, actor)
    found = documents.letter(letter_id, f"{PREFIX}{case.code}")
    return found, may_cancel(found, policies.roles_for(actor, place))


def letter_file(code: str, letter_id: int, actor: Actor, kind: str) -> tuple[bytes, LetterView]:
    """The bytes of a letter and what it is. Raises NotFound; NotAllowed for a sealed one, which is opened by reason."""
    found, _may = letter_of(code, letter_id, actor)
    if found.sealed:
        raise NotAllowed(_("Văn bản này được niêm phong: mở bằng lý do ở trang của văn bản."))
    return documents.file_of(letter_id, found.about, kind), found


def letters_for_sender(code: str) -> list[LetterView]:
    """What its sender may read, with code and confirmation number. One query."""
    return documents.letters_about(f"{PREFIX}{code}", public=True)


def may_cancel(letter: LetterView, roles: frozenset[Role]) -> bool:
    template = next((each for each in documents.letter_templates() if each.code == letter.template), None)
    wanted = template.roles if template else (Role.LEADER,)
    return letter.state is LetterState.ISSUED and policies.may_write_letter(wanted, roles, sealed=letter.sealed)


def is_sealed(pack: CaseType, parties: Iterable[Party]) -> bool:
    return pack.sealed or any(party.sealed for party in parties)


def chosen_signer(wanted: Composing, signer: str, actor: Actor) -> Signer | None:
    """Who signs: the one chosen, or whoever writes it where the officer signs. None: nobody was chosen."""
    kind = wanted.template.signer
    if kind is SignerKind.OFFICER:
        return Signer(actor.name, "") if actor.name else None
    if kind is SignerKind.PARTIES:
        return Signer("", "")
    found = next((each for each in wanted.signers if each.code == signer), None)
    name, _comma, title = found.label.partition(", ") if found else ("", "", "")
    return Signer(name, title) if found else None


def _new(wanted: Composing, facts: dict[str, str], paper: dict[str, object], signer: str, actor: Actor) -> NewLetter:
    return NewLetter(
        about=f"{PREFIX}{wanted.code}",
        unit=wanted.unit,
        place=wanted.place,
        template=wanted.template,
        facts=facts,
        paper=paper,
        signer=signer,
        actor=actor.code,
        sealed=wanted.sealed,
    )


def _used(wanted: Composing, facts: Mapping[str, str]) -> dict[str, str]:
    """What may be written over comes from the form, the rest from the records whatever the form says."""
    asked = {fact.code for fact, _needed in wanted.asked}
    fixed = {code: value for code, value in wanted.known.items() if code not in asked}
    return fixed | {code: facts[code] for code in asked if facts.get(code)}


def _offered(template: LetterTemplate, type: str, state: str, sealed: bool) -> bool:
    if sealed and not template.sealed:
        return False
    return any(offer.type == type and (not offer.states or state in offer.states) for offer in template.offers)


def _may_compose(template: LetterTemplate, case: Case, pack: CaseType, roles: frozenset[Role], sealed: bool) -> None:
    if not policies.may_write_letter(template.roles, roles, sealed=sealed):
        raise NotAllowed(_("Vai trò của bạn không soạn được «%(what)s» cho việc này.") % {"what": template.label})
    if sealed and not template.sealed:
        raise NotAllowed(_("Người gửi được niêm phong: không soạn được văn bản có ghi tên họ."))
    if not _offered(template, case.type, case.state, sealed):
        state = pack.states[case.state].label
        raise Conflict(
            _("Không soạn «%(what)s» khi việc ở bước «%(state)s».") % {"what": template.label, "state": state}
        )


def _signers(template: LetterTemplate, path: str) -> list[HolderView]:
    """Leaders of the unit, its head first. One query, none where nobody is to be chosen."""
    if template.signer in (SignerKind.OFFICER, SignerKind.PARTIES):
        return []
    people: dict[int, HolderView] = {}
    for holder in directory.people_below([path], [Role.LEADER]):
        people.setdefault(holder.person, holder)
    return sorted(people.values(), key=lambda each: (not each.title.lower().startswith("chủ tịch"), each.name))


def _kept(code: str, draft: int | None, sealed: bool) -> dict[str, str]:
    """What the draft holds, else what the latest letters of this case have said already."""
    if draft is not None:
        return documents.letter_facts(draft, f"{PREFIX}{code}")
    return {} if sealed else documents.facts_before(f"{PREFIX}{code}", AGAIN)


def _known(case: Case, pack: CaseType, parties: list[Party]) -> dict[str, str]:
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    found = _fixed(case, pack, entries)
    sender = next((party for party in parties if not party.anonymous and not party.sealed), None)
    if sender:
        found |= {"sender": sender.name, "sender_address": sender.address or case.address}
    names = Attachment.objects.filter(case=case, entry=None).order_by("id").values_list("name", flat=True)
    found |= {"subject": case.subject, "papers": "; ".join(names)}
    found |= {value.code: value.value for value in wording.answer_values(pack, case.answers) if value.code in AGAIN}
    if case.result:
        found["result"] = wording.result_of(pack, case.result).label
        found["conclusion"] = f"{found['result']}."
    return {code: value for code, value in (found | _told(entries)).items() if value}


def _fixed(case: Case, pack: CaseType, entries: Iterable[Entry]) -> dict[str, str]:
    """The facts that nobody may write over. One query."""
    unit = case.unit
    accepted = [day_of(entry.at).isoformat() for entry in entries if entry.action == ACCEPT]
    clocks = Clock.objects.filter(case=case, met_on=None, stopped=False).order_by("due_on")
    main = rules.main_clocks(pack)
    open_ones = list(clocks)
    running = next((each for each in open_ones if each.code in main), next(iter(open_ones), None))
    found = documents.unit_facts(unit.name, unit.address, unit.phone) | {
        "code": case.code,
        "follow": f"{settings.BASE_URL.partition('://')[2] or settings.BASE_URL}/tra-cuu/",
        "received_on": case.received_on.isoformat(),
        "accepted_on": accepted[-1] if accepted else "",
        "petition": f"đơn {pack.label.partition('(')[0].strip().lower()}",
        "instance": pack.label.partition("(")[2].rstrip(")").strip(),
    }
    if running:
        found |= {"due_on": running.due_on.isoformat(), "due_source": running.due_source}
        if running.extensions:
            found["extended_to"] = running.due_on.isoformat()
    return found


def _accepting(case: Case) -> Iterable[Entry]:
    """The step whose day even a sealed letter names."""
    return Entry.objects.filter(case=case, action=ACCEPT)


def _told(entries: Iterable[Entry]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries:
        for name, fact in FROM_ENTRIES.get(entry.action, {}).items():
            value = entry.text if name == "text" else str(entry.form.get(name) or "")
            if value:
                found[fact] = value
        if entry.form.get("on") and _HOUR.fullmatch(str(entry.form.get("hour") or "")):
            found["meeting_at"] = f"{entry.form['on']}T{entry.form['hour']:0>5}"
    return found
