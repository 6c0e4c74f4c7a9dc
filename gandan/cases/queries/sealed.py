"""Cases sealed whole: the desk's own list, what one opening shows, who opened what, what the sender reads."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.models import Attachment, Case, Clock, Entry
from gandan.cases.queries import locked, wording
from gandan.cases.queries.case import found_case
from gandan.cases.queries.possible import actions_for
from gandan.cases.types.sealing import (
    Consent,
    OpeningPage,
    OpeningRow,
    OwnSealed,
    SealedContent,
    SealedEntry,
    SealedFile,
    SealedPage,
    SealedRow,
)
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import CaseType, Choice, Role, Unit

SEAL, ASK, APPROVE, BAR = "open_seal", "ask_seal", "approve_seal", "bar_person"
OPENINGS = (SEAL, ASK, APPROVE)
PAGE = 50
TO_SENDER = "to_sender"  # the field of a form whose words the sender reads
LOOKED_AT = 500  # rows of the list that are asked one by one who may see them


# --- the desk's own list ---


def sealed_list(actor: Actor, before: int | None = None, size: int = PAGE) -> SealedPage:
    """Code, day, clock and state of what this actor may handle: those at work first. Two queries."""
    rows = _visible(actor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [case for case in rows.order_by("-id")[:LOOKED_AT] if policies.may_see(actor, locked.place_of(case))]
    today = clock.today()
    older = found[size - 1].pk if len(found) > size else None
    shown = sorted(
        found[:size], key=lambda case: (case.closed_at is not None, case.due_on or case.received_on, -case.pk)
    )
    return SealedPage(tuple(_row(case, today) for case in shown), older)


def handles_sealed(actor: Actor) -> bool:
    """Whether the list is theirs to open at all."""
    return bool(policies.sealed_units(actor))


def own_units(actor: Actor) -> list[UnitView]:
    """The units for which this actor may take in what is sealed whole. One query."""
    return sorted(directory.units(policies.sealed_units(actor)).values(), key=lambda unit: unit.path)


def is_seen(code: str, actor: Actor) -> bool:
    """Whether the actor may see it where it has gone."""
    return policies.may_see(actor, locked.place_of(_whole(code)))


def _visible(actor: Actor) -> QuerySet[Case]:
    rows = Case.objects.select_related("unit", "assigned_unit").defer("secret")
    return rows.filter(unit__in=policies.sealed_units(actor), type__in=locked.sealed_types())


def _row(case: Case, today: date) -> SealedRow:
    pack = law.case_type_version(case.version)
    spec, state = pack.clocks.get(case.due_clock), pack.states[case.state]
    ended = clock.day_of(case.closed_at) if case.closed_at else None
    view = law_rules.clock_state(
        law.calendar(),
        today,
        case.due_on,
        spec.days if spec else 0,
        spec.unit if spec else Unit.WORKING,
        case.answered_on or ended,
        state.clock == "pauses",
        **({"soon": spec.soon} if spec else {}),
    )
    return SealedRow(
        code=case.code,
        received_on=case.received_on,
        state_label=state.label,
        state_label_en=state.label_en,
        open=ended is None,
        clock=view,
        clock_label=spec.label if spec else "",
        clock_label_en=spec.label_en if spec else "",
        due_on=case.due_on,
        due_source=case.due_source,
    )


# --- what one opening shows ---


def content(code: str) -> SealedContent:
    """All that was handed in and said since; the caller has entered why. Three queries."""
    case = _whole(code)
    pack, values = law.case_type_version(case.version), locked.handed_in(case)
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    said = {entry.number: locked.said_in(case.code, entry) for entry in entries}
    files = _files(case, entries, said)
    area = wording.area_of(pack, values.get("field") or "") if values.get("field") else Choice("", "", "")
    return SealedContent(
        reason="",
        subject=_heading(values.get("subject", ""), values.get("content", "")),
        content=values.get("content", ""),
        field_label=area.label,
        field_label_en=wording.english(area),
        answers=wording.answer_values(pack, values.get("answers") or {}),
        address=values.get("address", ""),
        files=files.get(1, ()),
        entries=tuple(
            _entry(pack, entry, said[entry.number], files.get(entry.number, ()))
            for entry in entries
            if entry.number > 1 and (said[entry.number].get("text") or said[entry.number].get("form"))
        ),
    )


def _heading(subject: str, content: str) -> str:
    """The public form has none of its own: what only repeats the first words is left out."""
    return "" if " ".join(content.split()).startswith(subject.rstrip("…")) else subject


def file_of(code: str, attachment: int) -> tuple[int, str]:
    """The stored file of an attachment and the name under which it was sent. Raises NotFound."""
    row = Attachment.objects.filter(pk=attachment, case__code=code).select_related("file", "case", "entry").first()
    if row is None:
        raise NotFound(_("Không có tệp này."))
    entry = row.entry or Entry.objects.get(case=row.case, number=1)
    return row.file_id, locked.said_in(code, entry).get("files", {}).get(row.file.sha256, row.name)


def _entry(pack: CaseType, entry: Entry, said: dict[str, Any], files: tuple[SealedFile, ...]) -> SealedEntry:
    view = wording.entry_view(pack, entry, (), {}, public=False)
    spec = pack.actions.get(entry.action)
    form = {**entry.form, **dict(said.get("form") or {})}
    values = wording.form_values(spec.form if spec else (), pack, form, {}, public=False)
    text = str(said.get("text") or "")
    return SealedEntry(entry.number, entry.at, view.label, view.label_en, entry.actor_title, text, values, files)


def _files(
    case: Case, entries: list[Entry], said: dict[int, dict[str, dict[str, str]]]
) -> dict[int, tuple[SealedFile, ...]]:
    """By number of the entry."""
    numbers = {entry.pk: entry.number for entry in entries}
    found: dict[int, tuple[SealedFile, ...]] = {}
    for row in Attachment.objects.filter(case=case).select_related("file").order_by("id"):
        number = numbers.get(row.entry_id, 1)
        name = said[number].get("files", {}).get(row.file.sha256, row.name)
        found[number] = (*found.get(number, ()), SealedFile(row.pk, name))
    return found


def _whole(code: str) -> Case:
    found = Case.objects.select_related("unit").filter(type__in=locked.sealed_types())
    case = found.filter(code=read_code(code) or code[:20]).first()
    if case is None:
        raise NotFound(_("Không có vụ việc mang mã này."))
    return case


# --- the two-person rule ---


def consent(code: str, actor: Actor) -> Consent:
    """How it stands for this person. Raises NotFound. Two queries, none while the rule is off."""
    if not settings.SEAL_TWO_PERSONS:
        return Consent(needed=False)
    case, _place = found_case(code, actor)
    entries = list(Entry.objects.filter(case=case, action__in=OPENINGS).order_by("number"))
    approved = {entry.form.get("asked"): entry for entry in entries if entry.action == APPROVE}
    used = {entry.form.get("approved") for entry in entries if entry.action == SEAL}
    since, asked = clock.now() - hours(), [entry for entry in entries if entry.action == ASK]
    waiting = [entry for entry in asked if entry.number not in approved and entry.at > since]
    mine = [
        approved[entry.number].at + hours()
        for entry in asked
        if entry.actor == actor.code and entry.number in approved and approved[entry.number].number not in used
    ]
    until = max((moment for moment in mine if moment > clock.now()), default=None)
    return Consent(
        needed=True,
        mine=any(entry.actor == actor.code for entry in waiting),
        until=until,
        others=tuple((e.number, e.actor_title, e.at) for e in waiting if e.actor != actor.code),
    )


def hours() -> timedelta:
    """How long a consent holds."""
    return timedelta(hours=settings.SEAL_HOURS)


def approval(case: int, actor: str, since: datetime) -> int | None:
    """The number of a consent that this person has not used yet. One query."""
    entries = list(Entry.objects.filter(case=case, action__in=OPENINGS).order_by("number"))
    mine = {entry.number for entry in entries if entry.action == ASK and entry.actor == actor}
    used = {entry.form.get("approved") for entry in entries if entry.action == SEAL}
    fresh = [e.number for e in entries if e.action == APPROVE and e.form.get("asked") in mine and e.at > since]
    return next((number for number in reversed(fresh) if number not in used), None)


def asker(case: int, asked: int) -> str | None:
    """Who asked, as the audit's plain code; None where nothing was asked under this number."""
    return Entry.objects.filter(case=case, number=asked, action=ASK).values_list("actor", flat=True).first()


def is_approved(case: int, asked: int) -> bool:
    return any(
        form.get("asked") == asked
        for form in Entry.objects.filter(case=case, action=APPROVE).values_list("form", flat=True)
    )


# --- who opened what ---


def openings(actor: Actor, before: int | None = None) -> OpeningPage:
    """Every opening in the units that this actor audits, newest first, sealed whole or by name. Two queries."""
    paths = policies.audited_paths(actor)
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(case__unit__path__startswith=path)
    rows = Entry.objects.filter(wanted, action__in=OPENINGS).select_related("case__unit", "case__assigned_unit")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [entry for entry in rows.order_by("-id")[:LOOKED_AT] if not _concerns(actor, entry.case)]
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return OpeningPage(tuple(_opening(entry) for entry in found[:PAGE]), older)


def _concerns(actor: Actor, case: Case) -> bool:
    """An auditor about whom a case is does not learn that it was opened."""
    return bool(case.bars) and locked.bars_of(case.code, case.bars).bar(policies.words_of(actor))


def _opening(entry: Entry) -> OpeningRow:
    what = {ASK: "asked", APPROVE: "approved"}.get(entry.action) or str(entry.form.get("what") or "")
    if not what:
        what = "letter" if entry.form.get("letter") else "identity"
    text = entry.text or str(locked.said_in(entry.case.code, entry).get("text") or "")
    return OpeningRow(entry.case.code, entry.case.unit.name, entry.at, entry.actor_title, what, text)


# --- its sender ---


def own(code: str) -> OwnSealed:
    """What its sender reads, by code and confirmation number: how far, what they were told, what they may do.

    Not what they wrote: the page may lie open on a shared phone. Four queries. Raises NotFound.
    """
    case = _whole(code)
    pack = law.case_type_version(case.version)
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    clocks = Clock.objects.filter(case=case, code=case.due_clock).order_by("-round")
    row = next((each for each in clocks if each.due_on == case.due_on), None)
    state, today = pack.states[case.state], clock.today()
    done = Counter(entry.action for entry in entries)
    told = ((entry, locked.said_in(case.code, entry).get("form", {}).get(TO_SENDER)) for entry in entries)
    return OwnSealed(
        code=case.code,
        unit_name=case.unit.name,
        open=case.closed_at is None,
        received_on=case.received_on,
        state_label=state.label,
        state_label_en=state.label_en,
        clock=wording.clock_view(case, pack, row, today, steps=False, reasons=False)
        if row and not row.stopped
        else None,
        told=tuple((entry.at, str(text)) for entry, text in told if text),
        actions=tuple(each for each in actions_for(case, pack, {Role.CITIZEN}, done, today) if not each.blocked),
        seen=case.last_number,
        openings=tuple((entry.at, entry.actor_title) for entry in entries if entry.action == SEAL),
    )


# --- whom it may be about, and where it may go ---


def people_of(path: str) -> tuple[Choice, ...]:
    """Everybody who works in a unit, for naming the denounced. One query."""
    people: dict[int, Choice] = {}
    for each in directory.people_below([path]):
        words = f"{each.name}, {each.title}"
        people.setdefault(each.person, Choice(str(each.person), words, words))
    return tuple(people.values())


def places_of(path: str) -> tuple[Choice, ...]:
    """Other units of the province in which somebody may handle what is sealed whole: those above first. Two queries."""
    root = f"/{path.strip('/').split('/')[0]}/"
    bodies = {each.organisation for each in directory.people_below([root], policies.SEAL_OPENERS)}
    units = sorted(directory.units(bodies).values(), key=lambda unit: (not path.startswith(unit.path), unit.name))
    return tuple(Choice(unit.code, unit.name, unit.name) for unit in units if unit.path != path and not unit.ended_on)
