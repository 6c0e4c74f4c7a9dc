"""Rows as views: labels from the pack a case keeps, days explained, forms read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gandan.cases import rules
from gandan.cases.models import Attachment, Case, Clock, Entry
from gandan.cases.types import AttachmentView, CaseClock, EntryView, FormValue, Milestone
from gandan.core.clock import day_of
from gandan.documents.types import PICTURES
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import CaseType, Choice, FieldSpec, LawError, Unit

STOPPED = rules.What.STOPPED.value
INTERNAL = frozenset({"note", "organisation", "person", "main_code"})  # what the public never reads of a form

# What the engine enters by itself: (label, English, icon).
BUILT_IN = {
    "submit": ("Đã tiếp nhận", "Received", "inbox"),
    "assign": ("Đã phân công", "Assigned", "user-plus"),
    "move_unit": ("Chuyển sang đơn vị kế thừa", "Moved to the successor unit", "arrow-right"),
    "open_seal": ("Mở niêm phong", "Seal opened", "lock-open"),
    "recompute": ("Tính lại thời hạn theo lịch mới", "Dates counted again under the new calendar", "calendar"),
    "ask_seal": ("Đề nghị mở danh tính", "Asked to open the identity", "lock"),
    "approve_seal": ("Đồng ý mở danh tính", "Agreed to opening the identity", "lock-open"),
    "bar_person": ("Đã ghi người không được xem", "Barred whom it concerns", "shield-check"),
    "reroute": ("Đã chuyển đơn vị giải quyết", "Passed to another unit", "send"),
    "apply_retention": ("Đã xóa nội dung theo thời hạn lưu", "Content erased: kept long enough", "archive"),
    "correct_person": ("Đã sửa thông tin người gửi theo yêu cầu", "Sender’s details corrected on request", "pencil"),
    "erase_person": ("Đã xóa danh tính theo quy định", "Identity erased under the rules", "eraser"),
    "retype": ("Đã phân loại lại", "Classified anew", "tag"),
    "set_field": ("Đã đổi lĩnh vực", "Field changed", "tag"),
    "arrive": ("Đã đến đơn vị nhận", "Arrived at the receiving unit", "inbox"),
    "split": ("Đã tách thành nhiều đơn", "Split into several cases", "git-merge"),
    "link": ("Gắn với hồ sơ cùng việc", "Linked to a case on the same matter", "link"),
    "choose_told": ("Người gửi đổi cách nhận tin", "The sender changed how to be told", "mail"),
    "issue_letter": ("Đã ban hành văn bản", "Letter issued", "stamp"),
    "cancel_letter": ("Đã hủy văn bản", "Letter cancelled", "circle-x"),
}


def area_of(pack: CaseType, code: str) -> Choice:
    """The case's field («lĩnh vực») with its labels."""
    offered = (*rules.area_choices(pack)[1], *law.fields())
    return next((choice for choice in offered if choice.code == code), Choice(code, code, code))


def english(choice: Choice) -> str:
    return choice.label_en or choice.label


def result_of(pack: CaseType, code: str) -> Choice:
    return next((choice for choice in pack.results if choice.code == code), Choice(code, code, code))


def clock_views(
    case: Case, pack: CaseType, clocks: Iterable[Clock], entries: Iterable[Entry], today: date, *, steps: bool
) -> tuple[CaseClock, ...]:
    """All of the kind that the case is now; those of a kind that it was before are left out."""
    retyped = (entry for entry in entries if entry.action == rules.RETYPE)
    over = {(line["code"], line["round"]) for entry in retyped for line in entry.clocks if line["what"] == STOPPED}
    own = (each for each in clocks if each.code in pack.clocks and (each.code, each.round) not in over)
    return tuple(clock_view(case, pack, each, today, steps=steps) for each in own)


def packs_of(case: Case, entries: Sequence[Entry]) -> dict[int, CaseType]:
    """By number of each entry the pack under which it was made: a case classified anew has had several."""
    pack, found = law.case_type_version(case.version), {}
    for entry in reversed(entries):
        found[entry.number] = pack
        if entry.action == rules.RETYPE:
            pack = law.case_type_version(str(entry.form["from_version"]))
    return found


def since_typed(entries: Iterable[Entry]) -> list[Entry]:
    """Those made under the pack that the case has now."""
    found: list[Entry] = []
    for entry in entries:
        found = [entry] if entry.action == rules.RETYPE else [*found, entry]
    return found


def clock_view(
    case: Case, pack: CaseType, clock: Clock, today: date, *, steps: bool, reasons: bool = True
) -> CaseClock:
    """One clock today, with each day of its count where `steps` are wanted.

    Without `reasons` nothing is said of why it stood still: what an officer asked tells what a case is about.
    """
    spec, due = pack.clocks[clock.code], clock.due()
    if not reasons:
        due = replace(due, pauses=tuple(replace(pause, reason="") for pause in due.pauses))
    calendar = law.calendar()
    view = law_rules.clock_state(
        calendar, today, clock.due_on, clock.due_days, Unit(clock.due_unit), clock.met_on,
        clock.paused_since if not clock.stopped else None, soon=spec.soon,
    )  # fmt: skip
    lasting = next((each for each in clock.pauses if not each["until"]), {})
    days, told, told_en = (), (), ()
    if steps:
        try:
            days = law_rules.explain(calendar, due)
            told, told_en = law_rules.explain_text(calendar, due), law_rules.explain_text(calendar, due, "en")
        except LawError:  # a year that the calendar does not hold any more: the stored date still stands
            pass
    return CaseClock(
        code=clock.code,
        label=spec.label,
        label_en=spec.label_en,
        round=clock.round,
        view=view,
        due_on=clock.due_on,
        days=clock.due_days,
        unit=Unit(clock.due_unit),
        start=clock.starts_on,
        source=clock.due_source,
        local=clock.due_local,
        provisional=clock.provisional,
        met_on=clock.met_on,
        stopped=clock.stopped,
        paused_since=clock.paused_since if clock.met_on is None and not clock.stopped else None,
        paused_why=lasting.get("reason", "") if reasons else "",
        extensions=clock.extensions,
        main=clock.code == case.due_clock and clock.due_on == case.due_on,
        steps=days,
        sentences=told,
        sentences_en=told_en,
    )


def entry_view(
    pack: CaseType, entry: Entry, files: Sequence[AttachmentView], names: Mapping[str, str], *, public: bool
) -> EntryView:
    """One line of the timeline; for the public without what is internal. `names`: of organisations by code."""
    spec = pack.actions.get(entry.action)
    label, label_en, icon = BUILT_IN.get(entry.action, (entry.action, entry.action, ""))
    state = pack.states[entry.state_to]
    return EntryView(
        number=entry.number,
        at=entry.at,
        action=entry.action,
        label=spec.past if spec and spec.past else label,
        label_en=spec.past_en if spec and spec.past_en else label_en,
        actor_title=entry.actor_title,
        state_to=entry.state_to,
        state_label=state.label,
        state_label_en=state.label_en,
        public=entry.public,
        text=entry.text,
        form=form_values(spec.form if spec else (), pack, entry.form, names, public=public),
        attachments=tuple(files),
        icon=(spec.icon if spec else "") or icon,
        audit=entry.audit,
        hash=entry.hash,
    )


def form_values(
    specs: Iterable[FieldSpec], pack: CaseType, form: Mapping[str, object], names: Mapping[str, str], *, public: bool
) -> tuple[FormValue, ...]:
    """What was filled in, in the order of the form, without the text that stands by itself."""
    found = []
    if form.get("result"):
        choice = result_of(pack, str(form["result"]))
        found.append(FormValue("result", "Kết quả", "Result", choice.label, english(choice)))
    if form.get("follow_code"):
        code = str(form["follow_code"])
        found.append(FormValue("follow_code", "Mã đơn mới ở cấp trên", "Code of the new case above", code, code))
    if form.get("organisation"):
        title, body = str(form.get("title") or ""), names.get(str(form["organisation"]), "")
        name = ", ".join(part for part in (title, body) if part) or str(form["organisation"])
        found.append(FormValue("organisation", "Giao cho", "Given to", name, name))
    for spec in specs:
        value = form.get(spec.code)
        if value in (None, "") or (public and spec.code in INTERNAL):
            continue
        found.append(field_value(spec, value))
    return tuple(found)


def field_value(spec: FieldSpec, value: object) -> FormValue:
    read = rules.readable(spec, value)
    read_en = read
    if spec.kind == "choice":
        read_en = next((english(choice) for choice in spec.choices if choice.code == value), read)
    elif spec.kind == "yes_no":
        read_en = "Yes" if value else "No"
    return FormValue(spec.code, spec.label, spec.label_en, read, read_en)


def answer_values(pack: CaseType, answers: Mapping[str, object]) -> tuple[FormValue, ...]:
    return tuple(field_value(spec, answers[spec.code]) for spec in rules.own_fields(pack) if spec.code in answers)


def attachment_view(row: Attachment, numbers: Mapping[int, int]) -> AttachmentView:
    """`numbers`: of entries by id."""
    return AttachmentView(
        id=row.pk,
        file=row.file_id,
        name=row.name,
        media_type=row.file.media_type,
        size=row.file.size,
        evidence=row.evidence,
        public=row.public,
        entry=numbers.get(row.entry_id) if row.entry_id else None,
        image=row.file.media_type in PICTURES,
    )


def milestones(case: Case, pack: CaseType, entries: Iterable[Entry]) -> tuple[Milestone, ...]:
    reached: dict[str, date] = {}
    told = list(entries)
    if told and told[0].number == 1:
        reached[pack.initial] = day_of(told[0].at)
    for entry in since_typed(told):
        if entry.state_to != entry.state_from:
            reached[entry.state_to] = day_of(entry.at)
    return rules.milestones(pack, case.state, reached)
