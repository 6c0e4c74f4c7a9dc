"""A content on its way: drafted, approved where the unit wants it, public, corrected, withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import clean, one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor, UnitView
from gandan.disclosures import policies
from gandan.disclosures.actions.finding import findable
from gandan.disclosures.models import (
    DisclosureClock,
    DisclosureRule,
    Posting,
    Publication,
    PublicationFile,
    PublicationVersion,
)
from gandan.disclosures.types import MAX_TABLES, Draft, State, Table
from gandan.documents import actions as documents
from gandan.law import queries as law
from gandan.law.types import Due, LawError, Role
from gandan.notifications import actions as notifications
from gandan.search import actions as search

EARLIEST_YEAR = 1990


def draft(given: Draft, actor: Actor, unit: str) -> str:
    """Write down what has to be disclosed; its clock runs from the decision. Returns its code."""
    found = directory.the_unit(unit)
    _need(policies.may_write(actor, found.path))
    row, due = drawn_up(given, found, actor), due_of(given)
    with transaction.atomic():
        row.code = next_code(found, row.year)
        row.save()
        if due:
            start_clock(row, due).save()
        _attach(row, given)
        _record(actor, "draft", row, found.code)
    return row.code


def edit(code: str, given: Draft, actor: Actor) -> None:
    """Change what is not public yet."""
    found = _unit_of(code)
    _need(policies.may_write(actor, found.path))
    new, due = drawn_up(given, found, actor), due_of(given)
    with transaction.atomic():
        row = _locked(code)
        if row.state not in (State.DRAFT, State.AWAITING):
            raise Conflict(_("Nội dung này đã công khai; dùng «Đính chính»."))
        for name in ("item", "title", "summary", "period", "decision_number", "decision_on", "year", "tables"):
            setattr(row, name, getattr(new, name))
        row.state = State.DRAFT
        row.save()
        DisclosureClock.objects.filter(publication=row).delete()
        if due:
            start_clock(row, due).save()
        _attach(row, given)
        _record(actor, "edit", row, found.code)


def publish(code: str, actor: Actor) -> State:
    """Make it public; where the unit wants approval and this person may not give it, ask for it."""
    found = _unit_of(code)
    _need(policies.may_write(actor, found.path))
    asks = _asks(found, actor)
    with transaction.atomic():
        row = _locked(code)
        if row.state not in (State.DRAFT, State.AWAITING):
            raise Conflict(_("Nội dung này đã công khai hoặc đã rút."))
        if asks:
            return _ask_approval(row, actor, found)
        row.state, row.version = State.PUBLISHED, 1
        row.published_at = row.updated_at = clock.now()
        row.save()
        DisclosureClock.objects.filter(publication=row).update(met_on=clock.today())
        _keep_version(row, actor, "")
        Posting.objects.create(
            publication=row, form="website", since=clock.today(), who=_title(actor), author=actor.code, at=clock.now()
        )
        search.put_many(findable([row], found.code))
        _record(actor, "publish", row, found.code)
        _tell_inside(row, found)
        tell_later(row.code)
    return State.PUBLISHED


def send_back(code: str, reason: str, actor: Actor) -> None:
    """Who approves does not yet: back to those who write, with what has to be different."""
    found = _unit_of(code)
    _need(policies.may_approve(actor, found.path))
    reason = one_line(reason)
    if len(reason) < 5:
        raise Refused(reason=_("Ghi cần sửa gì, để người soạn biết."))
    with transaction.atomic():
        row = _locked(code)
        if row.state != State.AWAITING:
            raise Conflict(_("Nội dung này không chờ duyệt."))
        row.state = State.DRAFT
        row.save(update_fields=["state"])
        _record(actor, "send_back", row, found.code, reason=reason[:300])
        writers = set(directory.accounts_with(found.id, [Role.EDITOR, Role.PETITION_OFFICER])) - {actor.account}
        said = _("Cần sửa trước khi công khai «%(title)s»: %(reason)s") % {"title": row.title, "reason": reason}
        notifications.notify(writers, "disclosure", said, f"/ban-lam-viec/cong-khai/{row.code}/")


def correct(code: str, given: Draft, changed: str, actor: Actor) -> int:
    """A new version of what is public, with what changed (Art. 14: changed information is disclosed anew)."""
    found = _unit_of(code)
    _need(policies.may_write(actor, found.path))
    changed = one_line(changed)
    if len(changed) < 5:
        raise Refused(changed=_("Ghi đã đổi gì, ví dụ «Sửa số chi quý III»."))
    if _asks(found, actor):
        raise NotAllowed(_("Nội dung này đã được lãnh đạo duyệt: lãnh đạo đăng bản đính chính, hoặc bỏ bước duyệt."))
    new = drawn_up(given, found, actor)
    with transaction.atomic():
        row = _locked(code)
        if row.state != State.PUBLISHED:
            raise Conflict(_("Chỉ đính chính được nội dung đang công khai."))
        for name in ("title", "summary", "period", "decision_number", "tables"):
            setattr(row, name, getattr(new, name))
        row.version += 1
        row.updated_at = clock.now()
        row.save()
        _attach(row, given)
        _keep_version(row, actor, changed[:500])
        search.put_many(findable([row], found.code))
        _record(actor, "correct", row, found.code)
        tell_later(row.code)
    return row.version


def withdraw(code: str, reason: str, actor: Actor) -> None:
    """Take it back; its title and the reason stay, so that nobody wonders where it went."""
    found = _unit_of(code)
    _need(policies.may_approve(actor, found.path) or policies.may_write(actor, found.path))
    reason = one_line(reason)
    if len(reason) < 10:
        raise Refused(reason=_("Ghi lý do rút, người dân sẽ đọc lý do này."))
    with transaction.atomic():
        row = _locked(code)
        if row.state != State.PUBLISHED:
            raise Conflict(_("Chỉ rút được nội dung đang công khai."))
        row.state, row.withdrawn_reason, row.updated_at = State.WITHDRAWN, reason[:500], clock.now()
        row.save()
        search.remove("disclosure", row.code)
        _record(actor, "withdraw", row, found.code)


def shut_file(code: str, file: int, reason: str, actor: Actor) -> None:
    """No version shows this file any more: it was left out some time ago and names persons."""
    found = _unit_of(code)
    _need(policies.may_write(actor, found.path))
    reason = one_line(reason)
    if len(reason) < 5:
        raise Refused(reason=_("Ghi vì sao đóng tệp này."))
    if _asks(found, actor):
        raise NotAllowed(_("Nội dung này đã được lãnh đạo duyệt: lãnh đạo đóng tệp, hoặc bỏ bước duyệt."))
    with transaction.atomic():
        row = _locked(code)
        held = list(PublicationFile.objects.filter(publication=row, file_id=file))
        if not held:
            raise NotFound(_("Không có tệp này."))
        if any(each.until_version == 0 for each in held):
            raise Conflict(_("Tệp này đang công khai; dùng «Đính chính» để bỏ tệp."))
        if all(each.shut for each in held):
            return
        _shut(row, [file])
        _record(actor, "shut_file", row, found.code, file=str(file), reason=reason[:300])


def explain_lateness(code: str, reason: str, actor: Actor) -> None:
    """Say in public why something is late, who answers for it and when it will come."""
    found = _unit_of(code)
    _need(policies.may_write(actor, found.path))
    with transaction.atomic():
        row = _locked(code)
        row.late_reason = one_line(reason)[:300]
        row.save(update_fields=["late_reason"])
        _record(actor, "explain_lateness", row, found.code)


# --- what an action needs before its transaction ---


def drawn_up(given: Draft, unit: UnitView, actor: Actor) -> Publication:
    """A publication as a row not yet saved; Refused at the field that is wrong."""
    pack = law.obligations(given.set)
    title, summary = one_line(given.title), clean(given.summary)
    errors: dict[str, Any] = {}
    if given.item not in pack.items:
        errors["item"] = _("Chọn một nội dung trong danh mục.")
    if len(title) < 5 or len(title) > 300:
        errors["title"] = _("Ghi tên nội dung, từ 5 đến 300 chữ.")
    if len(summary) < 10 or len(summary) > 5000:
        errors["summary"] = _("Tóm tắt bằng lời dễ hiểu, từ 10 đến 5.000 chữ.")
    if given.decision_on > clock.today() or given.decision_on.year < EARLIEST_YEAR:
        errors["decision_on"] = _("Ngày ban hành không thể ở tương lai hoặc trước năm 1990.")
    if len(given.tables) > MAX_TABLES:
        errors["table"] = _("Nhiều nhất %(n)d bảng.") % {"n": MAX_TABLES}
    if errors:
        raise Refused(**errors)
    return Publication(
        unit_id=unit.id,
        year=given.decision_on.year,
        set=given.set,
        item=given.item,
        title=title,
        summary=summary,
        period=one_line(given.period)[:80],
        decision_number=one_line(given.decision_number)[:80],
        decision_on=given.decision_on,
        audience=pack.audience,
        tables=[table_json(table) for table in given.tables],
        author=actor.code,
    )


def due_of(given: Draft) -> Due | None:
    """The legal clock from the decision; None where no law of that day is known, and then nothing is claimed."""
    try:
        return law.deadline(law.obligations(given.set).clock, "publish", given.decision_on).due
    except LawError:
        return None


def start_clock(row: Publication, due: Due) -> DisclosureClock:
    timed = DisclosureClock(publication=row)
    timed.set_due(due)
    return timed


def next_code(unit: UnitView, year: int) -> str:
    number = documents.next_number(f"disclosure:{unit.code}", str(year))
    return f"{unit.code.partition('@')[0]}-{year}-{number:03d}"


def table_json(table: Table) -> dict[str, Any]:
    return {"title": table.title, "head": list(table.head), "rows": [list(row) for row in table.rows]}


def tell_later(code: str) -> None:
    """By its path: jobs stand above actions, which do not import them."""
    import_string("gandan.disclosures.tasks.tell_subscribers").enqueue(code)


# --- parts ---


def _ask_approval(row: Publication, actor: Actor, unit: UnitView) -> State:
    row.state = State.AWAITING
    row.save(update_fields=["state"])
    _record(actor, "ask_approval", row, unit.code)
    leaders = directory.accounts_with(unit.id, [Role.LEADER])
    said = _("Chờ duyệt công khai: %(title)s") % {"title": row.title}
    notifications.notify(leaders, "disclosure", said, f"/ban-lam-viec/cong-khai/{row.code}/")
    return State.AWAITING


def _attach(row: Publication, given: Draft) -> None:
    """The files that stand now; those left out are kept for the versions that showed them, read there or `shut`."""
    kept, version = dict(given.files), max(1, row.version)
    standing = PublicationFile.objects.filter(publication=row, until_version=0)
    left = standing.exclude(file_id__in=kept)
    if given.shut:
        _shut(row, list(left.values_list("file_id", flat=True)))
    left.update(until_version=version)
    known = set(standing.values_list("file_id", flat=True))
    PublicationFile.objects.bulk_create(
        PublicationFile(publication=row, file_id=file, name=name[:160], since_version=version)
        for file, name in kept.items()
        if file not in known
    )


def _shut(row: Publication, files: list[int]) -> None:
    """In every version: the same file may have stood in an earlier one, left it and come back."""
    PublicationFile.objects.filter(publication=row, file_id__in=files).update(shut=True)


def _keep_version(row: Publication, actor: Actor, changed: str) -> None:
    PublicationVersion.objects.create(
        publication=row,
        number=row.version,
        title=row.title,
        summary=row.summary,
        tables=row.tables,
        changed=changed,
        at=row.updated_at or clock.now(),
        author=actor.code,
    )


def _tell_inside(row: Publication, unit: UnitView) -> None:
    """What is for the agency's own people reaches their desks; nobody else hears of it."""
    if row.audience != "public":
        said = _("Công khai trong cơ quan: %(title)s") % {"title": row.title}
        told = directory.accounts_with(unit.id, policies.INSIDERS)
        notifications.notify(told, "disclosure", said, f"/ban-lam-viec/trong-co-quan/{row.code}/")


def _record(actor: Actor, verb: str, row: Publication, unit: str, **more: str) -> None:
    payload = {"title": row.title, "item": row.item, "state": row.state, "version": row.version, **more}
    audit.record(actor=actor.code, verb=verb, object=f"disclosure:{row.code}", unit=unit, payload=payload)


def _title(actor: Actor) -> str:
    return actor.grants[0].title if actor.grants else ""


def _unit_of(code: str) -> UnitView:
    unit = Publication.objects.filter(code=code).values_list("unit_id", flat=True).first()
    if unit is None:
        raise NotFound(_("Không có nội dung công khai mang mã này."))
    return directory.unit(unit)


def _locked(code: str) -> Publication:
    return Publication.objects.select_for_update().get(code=code)


def _asks(unit: UnitView, actor: Actor) -> bool:
    """Whether the unit wants approval and this person may not give it."""
    wanted = DisclosureRule.objects.filter(unit=unit.id, approval=True).exists()
    return wanted and not policies.may_approve(actor, unit.path)


def _need(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("Vai của bạn không công khai được cho đơn vị này."))
