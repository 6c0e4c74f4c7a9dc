"""One letter with several matters: a case for each, under the date of the letter, its sender told all their codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.cases import policies
from gandan.cases.actions import following, intake, notices, writing
from gandan.cases.actions.changes import conflict
from gandan.cases.actions.drafting import Doing, Draft, enter
from gandan.cases.actions.loading import load
from gandan.cases.models import Attachment, Entry
from gandan.cases.queries.receipts import receipt_of_entry
from gandan.cases.types import Channel, LinkKind, Part, Receipt, Submission
from gandan.core import clock
from gandan.core.codes import code_of
from gandan.core.types import Conflict, NotAllowed, NotFound, Point, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.documents import queries as documents
from gandan.documents.types import Stored

SPLIT = "split"
MOST = 8


def split(code: str, parts: Sequence[Part], actor: Actor, *, seen: int | None, key: str = "") -> list[Receipt]:
    """Open a case for each further matter; the letter's own case goes on with the first one.

    Raises NotFound, NotAllowed, Conflict, Refused (at «parts.0.subject» …). The same `key` splits once.
    """
    key = f"{code}:split:{key}"[:200] if key else ""
    if key and (known := _split_before(key)):
        return known
    parent = load(code)
    _may(parent, actor, seen)
    if not 1 <= len(parts) <= MOST:
        raise Refused(parts=_("Ghi từ 1 đến %(most)s nội dung cần tách.") % {"most": MOST})
    children = _children(parent, parts, actor)
    lines = [f"{child.case.code}: {child.case.subject}" for child in children]
    doing = Doing(
        action=SPLIT,
        actor=actor.code,
        at=clock.now(),
        title=policies.title_of(actor, parent.place),
        form={"parts": [child.case.code for child in children]},
        text="\n".join(lines),
        public=True,
        key=key or None,
    )
    entry = enter(parent, doing)
    letter = notices.updated(parent, entry)
    try:
        with transaction.atomic():
            writing.update([parent])
            following.write(children, parent.case, LinkKind.PART_OF)
            notices.post(letter)
    except writing.Changed:
        raise conflict(code, parent.case.last_number - 1) from None
    except IntegrityError:
        known = _split_before(key) if key else []
        if not known:
            raise Conflict(_("Chưa cấp được mã. Bấm lại lần nữa.")) from None
        return known
    return [receipt_of_entry(child.case, child.entries[0]) for child in children]


def _may(parent: Draft, actor: Actor, seen: int | None) -> None:
    if not policies.may_see(actor, parent.place):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if not policies.may_sort(policies.roles_for(actor, parent.place)):
        raise NotAllowed(_("Vai trò của bạn không tách, không phân loại được đơn."))
    if seen is not None and seen != parent.case.last_number:
        raise conflict(parent.case.code, seen)
    if parent.pack.sealed:
        raise NotAllowed(_("Đơn được niêm phong không tách ở đây."))
    if not parent.case.open:
        raise Conflict(_("Đơn này đã xong nên không tách được nữa. Nhập nội dung còn lại thành đơn mới."))


def _children(parent: Draft, parts: Sequence[Part], actor: Actor) -> list[Draft]:
    """Every part is checked, so that all that is wrong is said at once."""
    people, files = following.people_of(parent), _files(parent)
    found, wrong = [], {}
    for number, part in enumerate(parts):
        try:
            found.append(_child(parent, number, part, actor, people, files))
        except Refused as refusal:
            wrong |= {f"parts.{number}.{name}": words for name, words in refusal.errors.items()}
    if wrong:
        raise Refused(**wrong)
    return found


def _child(
    parent: Draft, number: int, part: Part, actor: Actor, people: dict[str, Any], files: Sequence[tuple[Stored, str]]
) -> Draft:
    case = parent.case
    pack = intake.pack_on(part.type, case.received_at)
    if pack.sealed or pack.intake == "closed":
        raise Refused(type=_("«%(type)s» không tách ở đây: nhập theo lối riêng của loại này.") % {"type": pack.label})
    placed = pack.place != "none"
    submission = Submission(
        type=pack.code,
        unit=parent.unit,
        subject=part.subject,
        content=part.content,
        key=f"part-of-{case.code}-{case.last_number}-{number}",
        field=part.field,
        place=Point(case.lat, case.lon) if placed and case.lat is not None and case.lon is not None else None,
        address=case.address if placed else "",
        answers=dict(part.answers),
        files=tuple(stored.id for stored, _name in files),
        file_names=tuple(name for _stored, name in files),
        channel=Channel(case.channel),
        language=case.language,
        received_at=case.received_at,
        **people,
    )
    prepared = intake.checked(submission, pack, directory.unit(case.unit_id), case.received_at)
    year = clock.day_of(prepared.at).year
    code = code_of(prepared.unit.prefix, year, part.digits) if part.digits else ""
    return intake.open_case(prepared, actor, code=code)


def _files(parent: Draft) -> tuple[tuple[Stored, str], ...]:
    """What came with the letter belongs to each of its matters."""
    rows = list(Attachment.objects.filter(case=parent.case.pk, entry=None).order_by("id").values_list("file", "name"))
    known = documents.several([file for file, _name in rows])
    return tuple((known[file], name) for file, name in rows if file in known)


def _split_before(key: str) -> list[Receipt]:
    entry = Entry.objects.filter(key=key).first()
    if entry is None:
        return []
    firsts = Entry.objects.select_related("case").filter(case__code__in=entry.form["parts"], number=1)
    return [receipt_of_entry(each.case, each) for each in firsts.order_by("case_id")]
