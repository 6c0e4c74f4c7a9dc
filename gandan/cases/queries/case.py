"""The desk's page of one case: all clocks, what may be done now, answer and notes apart, the seal with its log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from gandan.cases import policies, rules
from gandan.cases.models import Attachment, Case, Clock, Entry, Link, Party
from gandan.cases.policies import Place
from gandan.cases.queries import wording
from gandan.cases.queries.locked import is_whole, place_of
from gandan.cases.queries.offered import BODIES, offered
from gandan.cases.queries.possible import actions_for, days_of
from gandan.cases.queries.similar import similar
from gandan.cases.rules import Past
from gandan.cases.types import (
    AttachmentView,
    CaseView,
    Channel,
    EntryView,
    LinkKind,
    LinkView,
    PartyRole,
    PartyView,
    Possible,
    Rating,
    SealOpening,
    Told,
)
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.types import NotFound, Point
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.law import queries as law
from gandan.law.types import CaseType, Role

SEAL = "open_seal"
WRITTEN = ("text", "longtext")  # kinds of fields whose words are taken over from a draft
MOST_LINKS = 12


def case_view(code: str, actor: Actor) -> CaseView:
    """The desk's page of a case. Raises NotFound, also for what this actor may not see. At most 13 queries."""
    case, place = found_case(code, actor)
    pack, today = law.case_type_version(case.version), clock.today()
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    clocks = list(Clock.objects.filter(case=case).order_by("round", "id"))
    files = _files(case, entries)
    roles = policies.roles_for(actor, place)
    done = Counter(entry.action for entry in wording.since_typed(entries))
    state, area, result = pack.states[case.state], wording.area_of(pack, case.field), case.result
    results = wording.result_of(pack, result) if result else None
    may_assign = _may_assign(case, pack, roles)
    taking = directory.units_below(case.unit.path, BODIES) if may_assign else []
    openings = _openings(entries) if policies.may_read_openings(roles) else ()
    parties = tuple(_party(row) for row in Party.objects.filter(case=case).order_by("id"))
    return CaseView(
        code=case.code,
        type=case.type,
        type_label=pack.label,
        type_label_en=pack.label_en,
        version=case.version,
        group=pack.group,
        unit=case.unit.code,
        unit_name=case.unit.name,
        unit_path=case.unit.path,
        state=case.state,
        state_label=state.label,
        state_label_en=state.label_en,
        open=case.closed_at is None,
        subject=case.subject,
        content=case.content,
        field=case.field,
        field_label=area.label,
        field_label_en=wording.english(area),
        channel=Channel(case.channel),
        received_at=case.received_at,
        due_on=case.due_on,
        due_source=case.due_source,
        due_local=case.due_local,
        paused=case.paused,
        closed_at=case.closed_at,
        result_label=results.label if results else "",
        result_label_en=wording.english(results) if results else "",
        place=Point(case.lat, case.lon) if case.lat is not None and case.lon is not None else None,
        address=case.address,
        neighbourhood=case.neighbourhood.name if case.neighbourhood else "",
        answers=wording.answer_values(pack, case.answers),
        publish=case.publish,
        assignee=case.assigned_to.name if case.assigned_to else "",
        assignee_unit=case.assigned_unit.name if case.assigned_unit else "",
        mine=actor.person is not None and case.assigned_to_id == actor.person,
        rating=Rating(case.rating) if case.rating in list(Rating) else None,
        reopened=case.reopened,
        seen=case.last_number,
        external_number=case.external_number,
        clocks=wording.clock_views(case, pack, clocks, entries, today, steps=True),
        entries=_entries(case, entries, files, taking),
        parties=parties,
        openings=openings,
        attachments=tuple(files[None]),
        links=_links(case, actor),
        similar=similar(case),
        milestones=wording.milestones(case, pack, entries),
        actions=actions_for(case, pack, roles - {Role.CITIZEN}, done, today, days_of(entries)),
        offered=offered(taking, [case.unit.path], actor) if may_assign else None,
        may_open_seal=policies.may_open_seal(roles) and any(party.sealed for party in parties),
        may_read_openings=policies.may_read_openings(roles),
        people=int(case.answers.get("people") or 1),
        evidence=_evidence(pack, wording.since_typed(entries), files),
        draft=_draft(pack, wording.since_typed(entries)),
        roles=roles,
        sealed=pack.sealed,
    )


def possible_actions(code: str, actor: Actor) -> tuple[Possible, ...]:
    """Two queries. Raises NotFound."""
    case, place = found_case(code, actor)
    entries = wording.since_typed(Entry.objects.filter(case=case).order_by("number").only("number", "action", "at"))
    done, days = Counter(entry.action for entry in entries), days_of(entries)
    pack = law.case_type_version(case.version)
    return actions_for(case, pack, policies.roles_for(actor, place) - {Role.CITIZEN}, done, clock.today(), days)


def found_case(code: str, actor: Actor) -> tuple[Case, Place]:
    """The case and where it lies, if this actor may see it. One query. Raises NotFound."""
    rows = Case.objects.select_related("unit", "neighbourhood", "assigned_to", "assigned_unit")
    case = rows.filter(code=read_code(code) or code[:20]).first()
    if case is not None:
        place = place_of(case)
        if policies.may_see(actor, place):
            return case, place
    raise NotFound(_("Không có vụ việc mang mã này."))


def _may_assign(case: Case, pack: CaseType, roles: frozenset[Role]) -> bool:
    spec = pack.actions.get("assign")
    if spec is None:
        return case.open and policies.may_assign(roles)
    return case.state in spec.frm and policies.may_perform(spec, roles)


def _files(case: Case, entries: list[Entry]) -> dict[int | None, list[AttachmentView]]:
    """By number of the entry; None: came with the submission."""
    numbers = {entry.pk: entry.number for entry in entries}
    found: dict[int | None, list[AttachmentView]] = defaultdict(list)
    for row in Attachment.objects.filter(case=case).select_related("file").order_by("id"):
        view = wording.attachment_view(row, numbers)
        found[view.entry].append(view)
    return found


def _entries(
    case: Case,
    entries: list[Entry],
    files: dict[int | None, list[AttachmentView]],
    taking: Iterable[UnitView],
) -> tuple[EntryView, ...]:
    """`taking`: bodies whose names are known already."""
    known = {body.code: body.name for body in (case.unit, case.assigned_unit, *taking) if body}
    names = known | names_in(entries, but=known)
    packs = wording.packs_of(case, entries)
    return tuple(
        wording.entry_view(packs[entry.number], entry, files.get(entry.number, ()), names, public=False)
        for entry in entries
    )


def names_in(entries: list[Entry], but: Collection[str] = ()) -> dict[str, str]:
    """Names of the bodies that entries speak of, by code: one query, none where none has to be asked for."""
    codes = {str(entry.form["organisation"]) for entry in entries if entry.form.get("organisation")}
    unknown = codes.difference(but)
    return directory.names_by_code(unknown) if unknown else {}


def _party(row: Party) -> PartyView:
    """Of a sealed one only that there is one."""
    shown = not row.sealed
    return PartyView(
        id=row.pk,
        role=PartyRole(row.role),
        anonymous=row.anonymous,
        sealed=row.sealed,
        name=row.name if shown else "",
        phone=row.phone if shown else "",
        email=row.email if shown else "",
        address=row.address if shown else "",
        told_by=Told(row.told_by),
    )


def _openings(entries: list[Entry]) -> tuple[SealOpening, ...]:
    return tuple(SealOpening(e.at, e.actor_title, e.text) for e in entries if e.action == SEAL)


def _evidence(pack: CaseType, entries: list[Entry], files: dict[int | None, list[AttachmentView]]) -> bool:
    """Whether proof stands since the case was last set to work."""
    since = rules.set_to_work(pack, map(_past, entries))
    fresh = [entry for entry in entries if entry.number > since]
    proofs = (file.evidence for entry in fresh for file in files.get(entry.number, ()))
    return any(proofs) or any(entry.form.get("document_number") for entry in fresh)


def _past(entry: Entry) -> Past:
    return Past(entry.number, entry.at, entry.action, entry.state_from, entry.state_to, entry.form)


def _draft(pack: CaseType, entries: list[Entry]) -> dict[str, str]:
    """What was last put before a leader and not yet answered, for every field it answered: the next answer's start."""
    for entry in reversed(entries):
        spec = pack.actions.get(entry.action)
        if rules.rests(pack, entry.state_to):
            break
        if spec and entry.state_to != entry.state_from and rules.waits_for_leader(pack, entry.state_to):
            written = {"text": entry.text, **entry.form}
            wanted = [each.code for each in spec.form if each.kind in WRITTEN]
            return {code: str(written.get(code) or "") for code in wanted}
    return {}


def _links(case: Case, actor: Actor) -> tuple[LinkView, ...]:
    rows = Link.objects.filter(Q(case=case) | Q(other=case)).select_related("case__unit", "other__unit").order_by("id")
    rows = rows[:MOST_LINKS]  # of a flooded alley with its three hundred letters: the rest stands in a list of its own
    found = []
    for row in rows:
        incoming = row.other_id == case.pk
        other = row.case if incoming else row.other
        if is_whole(other) or not policies.may_see(actor, Place(other.unit.path)):
            continue
        state = law.case_type_version(other.version).states[other.state]
        found.append(LinkView(LinkKind(row.kind), other.code, other.subject, state.label, state.label_en, incoming))
    return tuple(found)


def was_done(code: str, action: str, key: str) -> bool:
    """Whether this very form has been taken already: a button pressed twice."""
    return bool(key) and Entry.objects.filter(key=f"{code}:{key}"[:200], action=action).exists()
