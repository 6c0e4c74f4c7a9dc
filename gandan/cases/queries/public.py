"""What residents see of a case: its state by the code alone, its content to whom the confirmation number belongs."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from gandan.cases import rules
from gandan.cases.models import Attachment, Case, Clock, Entry, Link
from gandan.cases.queries import wording
from gandan.cases.queries.locked import is_whole, sealed_types
from gandan.cases.queries.possible import actions_for, days_of, reopen_until
from gandan.cases.queries.receipts import receipt_of_entry
from gandan.cases.types import (
    Answer,
    AttachmentView,
    CaseClock,
    ConfirmedView,
    LinkKind,
    Possible,
    PublicView,
    Rating,
    Receipt,
    SealOpening,
)
from gandan.core import clock
from gandan.core.clock import day_of
from gandan.core.codes import read_code
from gandan.core.types import NotFound, Point
from gandan.directory import queries as directory
from gandan.law import queries as law
from gandan.law.types import CaseType, Role

SEAL = "open_seal"
RESIDENT = "resident"


def public_view(code: str) -> PublicView:
    """What the code alone opens: state, milestones, date. Three queries.

    Raises NotFound, with a hint where the code is mistyped; also for types whose states are no public matter (tasks).
    """
    case = _found(code)
    pack = law.case_type_version(case.version)
    if not any(state.public for state in pack.states.values()):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if pack.sealed:
        return _neutral(case)
    entries = list(
        Entry.objects.filter(case=case).order_by("number").only("number", "at", "action", "state_from", "state_to")
    )
    return _as_main(case, _public(case, pack, entries, reasons=False))


def is_sealed(code: str) -> bool:
    """Whether a code belongs to a case sealed whole, which has pages of its own. One query."""
    proper = read_code(code)
    return proper is not None and Case.objects.filter(code=proper, type__in=sealed_types()).exists()


def confirmed_view(code: str, *, everybody: bool = False) -> ConfirmedView:
    """The sender's own view; the door has asked `confirmed()` before. At most eight queries. Raises NotFound.

    `everybody`: what the sender allowed to be read by all: without what they added later, and only files that a
    person has found fit to be public.
    """
    case = _found(code)
    if is_whole(case):
        raise NotFound(_("Không có vụ việc mang mã này."))  # it is read by its sender at its own page, nowhere else
    pack, today = law.case_type_version(case.version), clock.today()
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    files = _files(case, entries, everybody)
    area, packs, own = wording.area_of(pack, case.field), wording.packs_of(case, entries), wording.since_typed(entries)
    given = (entry.form for entry in entries if entry.form.get("organisation") and not entry.form.get("title"))
    names = directory.names_by_code({str(form["organisation"]) for form in given})
    shown = tuple(
        wording.entry_view(packs[entry.number], entry, files.get(entry.number, ()), names, public=True)
        for entry in entries
        if entry.public or (entry.actor == RESIDENT and not everybody)
    )
    return ConfirmedView(
        public=_as_main(case, _public(case, pack, entries, reasons=True)),
        subject=case.subject,
        content=case.content,
        field_label=area.label,
        field_label_en=wording.english(area),
        place=Point(case.lat, case.lon) if case.lat is not None and case.lon is not None else None,
        address=case.address,
        answer=_answer(pack, own, files) or _answer_of_main(case, entries),
        entries=shown,
        attachments=tuple(files.get(None, ())),
        openings=() if everybody else _openings(entries),
        duplicates=Link.objects.filter(other=case, kind=LinkKind.DUPLICATE_OF).count(),
        rating=Rating(case.rating) if case.rating in list(Rating) else None,
        reopen_until=reopen_until(case, pack),
        actions=() if everybody else _citizens(case, pack, own, today),
        seen=case.last_number,
        receipt=receipt_of_entry(case, entries[0]),
        related=() if everybody else _related(case),
    )


def _related(case: Case) -> tuple[Receipt, ...]:
    """Receipts of the cases that came out of this one: whoever sent it holds them too. Two queries at most."""
    kinds = (LinkKind.PART_OF, LinkKind.FOLLOWS_FROM)
    ids = list(Link.objects.filter(other=case, kind__in=kinds).order_by("id").values_list("case", flat=True))
    firsts = Entry.objects.filter(case__in=ids, number=1).select_related("case").order_by("case_id") if ids else ()
    return tuple(receipt_of_entry(entry.case, entry) for entry in firsts)


def _citizens(case: Case, pack: CaseType, entries: list[Entry], today: date) -> tuple[Possible, ...]:
    done = Counter(entry.action for entry in entries)
    return actions_for(case, pack, {Role.CITIZEN}, done, today, days_of(entries))


def receipt(code: str) -> Receipt:
    """The receipt again, as it was given. Two queries. Raises NotFound."""
    case = _found(code)
    return receipt_of_entry(case, Entry.objects.get(case=case, number=1))


def _found(code: str) -> Case:
    proper = read_code(code)
    if proper is None:
        raise NotFound(_("Mã gõ sai: một số sai hoặc hai số đổi chỗ. Xem lại từng số trên biên nhận."))
    case = Case.objects.select_related("unit").filter(code=proper).first()
    if case is None:
        raise NotFound(_("Không có vụ việc mang mã này. Xem lại chữ đầu và năm trên biên nhận."))
    return case


def _neutral(case: Case) -> PublicView:
    """Of what is sealed whole: that it is here, and whether it is being handled. Neither kind, nor unit, nor law."""
    ended = case.closed_at is not None
    return PublicView(
        code=case.code,
        type="",
        type_label=_("Đơn của bạn"),
        type_label_en="Your petition",
        unit="",
        unit_name="",
        state="",
        state_label=_("Đã kết thúc") if ended else _("Đang xử lý"),
        state_label_en="Ended" if ended else "Being handled",
        open=not ended,
        received_on=case.received_on,
        due_on=None,
        due_source="",
        due_local=False,
        paused=False,
        closed_on=None,
        answered_on=None,
        on_time=None,
        reopened=False,
        clock=None,
        milestones=(),
    )


def _public(case: Case, pack: CaseType, entries: list[Entry], *, reasons: bool) -> PublicView:
    state = pack.states[case.state]
    hidden = not state.public
    withdrawn = rules.ended_by_sender(pack, case.state)
    return PublicView(
        code=case.code,
        type=case.type,
        type_label=pack.label,
        type_label_en=pack.label_en,
        unit=case.unit.code,
        unit_name=case.unit.name,
        state="" if hidden else case.state,
        state_label=_("Đang xử lý") if hidden else state.label,
        state_label_en="Being handled" if hidden else state.label_en,
        open=case.closed_at is None,
        received_on=case.received_on,
        due_on=case.due_on,
        due_source=case.due_source,
        due_local=case.due_local,
        paused=case.paused,
        closed_on=day_of(case.closed_at) if case.closed_at else None,
        answered_on=None if withdrawn else case.answered_on,
        on_time=None if withdrawn else case.on_time,
        reopened=case.reopened > 0,
        clock=_clock(case, pack, reasons),
        milestones=wording.milestones(case, pack, entries),
        withdrawn=withdrawn,
        awaited=case.paused and rules.awaits_sender(pack, case.state),
    )


def _clock(case: Case, pack: CaseType, reasons: bool) -> CaseClock | None:
    """The clock that counts now, explained day by day; the last main one where the case is at rest."""
    clocks = Clock.objects.filter(case=case, code=case.due_clock).order_by("-round")
    row = next((each for each in clocks if each.due_on == case.due_on), None)
    return wording.clock_view(case, pack, row, clock.today(), steps=True, reasons=reasons) if row else None


def _openings(entries: list[Entry]) -> tuple[SealOpening, ...]:
    return tuple(SealOpening(entry.at, entry.actor_title, entry.text) for entry in entries if entry.action == SEAL)


def _files(case: Case, entries: list[Entry], everybody: bool) -> dict[int | None, list[AttachmentView]]:
    """By number of the entry; None: came with the submission."""
    numbers = {entry.pk: entry.number for entry in entries}
    found: dict[int | None, list[AttachmentView]] = {}
    for row in Attachment.objects.filter(case=case).select_related("file").order_by("id"):
        view = wording.attachment_view(row, numbers)
        if everybody and row.shown_id:
            view = dataclasses.replace(view, file=row.shown_id)  # with what had to be blurred in it
        if everybody and not view.public:
            continue
        found.setdefault(view.entry, []).append(view)
    return found


def _answer(pack: CaseType, entries: list[Entry], files: dict[int | None, list[AttachmentView]]) -> Answer | None:
    """The latest public entry that gave a result, unless the case was set to work again since."""
    for entry in reversed(entries):
        spec = pack.actions.get(entry.action)
        if entry.action in rules.RESTARTS:
            return None  # what another body, or another kind of letter, came to is no answer any more
        if spec and entry.state_from and rules.reopens(pack, spec, entry.state_from):
            return None
        if spec and spec.public and entry.text and (spec.result or _refers(pack, entry)):
            result = wording.result_of(pack, str(entry.form.get("result", "")))
            values = wording.form_values(spec.form, pack, entry.form, {}, public=True)
            return Answer(
                text=entry.text,
                at=entry.at,
                actor_title=entry.actor_title,
                result_label=result.label,
                result_label_en=wording.english(result),
                form=tuple(value for value in values if value.code != "result"),
                attachments=tuple(_evidence(entry, entries, files)),
            )
    return None


def _answer_of_main(case: Case, own: list[Entry]) -> Answer | None:
    """Who was joined with another report reads the answer that one was given.

    Whoever joined by themselves is anybody: of its photographs they see what everybody may see.
    """
    link = Link.objects.filter(case=case, kind=LinkKind.DUPLICATE_OF).select_related("other").first()
    if link is None:
        return None
    entries = list(Entry.objects.filter(case=link.other).order_by("number"))
    files = _files(link.other, entries, everybody=any(e.actor == RESIDENT and e.form.get("main_code") for e in own))
    return _answer(law.case_type_version(link.other.version), entries, files)


def _as_main(case: Case, view: PublicView) -> PublicView:
    """A report tied to another one stands where that one stands: its clock, its milestones, its answer."""
    if case.open or case.result:
        return view
    link = Link.objects.filter(case=case, kind=LinkKind.DUPLICATE_OF).select_related("other__unit").first()
    if link is None:
        return view
    main = link.other
    shown = _public(
        main,
        law.case_type_version(main.version),
        list(Entry.objects.filter(case=main).order_by("number")),
        reasons=False,
    )
    taken = ("open", "due_on", "due_source", "due_local", "paused", "closed_on", "answered_on", "on_time", "clock")
    return dataclasses.replace(view, milestones=shown.milestones, **{name: getattr(shown, name) for name in taken})


def _refers(pack: CaseType, entry: Entry) -> bool:
    """Forwarded or refused by an officer: no result, and yet it is what the sender is answered."""
    rests, rested = rules.rests(pack, entry.state_to), rules.rests(pack, entry.state_from)
    # Who was joined with another report is answered by that one's answer.
    return rests and not rested and entry.actor != RESIDENT and not entry.form.get("main_code")


def _evidence(
    entry: Entry, entries: list[Entry], files: dict[int | None, list[AttachmentView]]
) -> list[AttachmentView]:
    """What proves the answer: files with it, and those with the draft that was approved."""
    since = max((e.number for e in entries if e.number < entry.number and e.actor == RESIDENT), default=0)
    numbers = [e.number for e in entries if since < e.number <= entry.number]
    return [view for number in numbers for view in files.get(number, ()) if view.evidence or number == entry.number]
