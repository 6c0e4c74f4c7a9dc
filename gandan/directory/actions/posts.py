"""Posts: who holds which, since when, and who acts for them while they are away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.models import Delegation, Membership, Organisation, Person, Post, in_force
from gandan.directory.policies import OFFICERS, may_delegate, may_manage_people
from gandan.directory.queries.people import is_last_administrator
from gandan.directory.types import Actor
from gandan.law.types import Role

LONGEST_ABSENCE = timedelta(days=366)


def appoint(
    person: int,
    unit: str,
    role: Role,
    title: str,
    actor: Actor,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Put somebody into a post, made where the unit has none of that title and role. Returns the membership.

    Raises Refused at the field, NotAllowed, NotFound.
    """
    start = valid_from or clock.today()
    place = _unit(unit)
    if not may_manage_people(actor, place.path):
        raise NotAllowed(_("Bạn không có quyền bổ nhiệm ở đơn vị này."))
    title = one_line(title)
    _check(place, role, title, start, valid_to)
    who = _person(person)
    if _held_already(who, place, role, title, start):
        raise Conflict(title=_("%(name)s đang giữ vị trí này.") % {"name": who.name})
    with transaction.atomic():
        post = Post.objects.filter(in_force(start), organisation=place, title=title, role=role.value).first()
        if post is None:
            post = Post.objects.create(organisation=place, title=title, role=role.value, valid_from=start)
        membership = Membership.objects.create(person=who, post=post, valid_from=start, valid_to=valid_to)
        told = {"person": who.name, "title": title, "role": role.value, "from": start, "to": valid_to}
        _record(actor, "post.appoint", who, place, told)
    return membership.pk


def end_membership(membership: int, actor: Actor, on: date | None = None) -> None:
    """`on` is the last day in the post (today). What was delegated from it ends with it."""
    row = _membership(membership)
    place, last = row.post.organisation, on or clock.today()
    if not may_manage_people(actor, place.path):
        raise NotAllowed(_("Bạn không có quyền thay đổi vị trí này."))
    if last < row.valid_from:
        raise Refused(
            on=_("Ngày thôi giữ không thể trước ngày bắt đầu %(day)s.") % {"day": f"{row.valid_from:%d/%m/%Y}"}
        )
    if row.valid_to is not None and row.valid_to <= last:
        return
    if row.post.role == Role.ADMINISTRATOR and is_last_administrator(row.person_id):
        raise Refused(_("Đây là quản trị viên cuối cùng: bổ nhiệm người khác trước."))
    row.valid_to = last
    with transaction.atomic():
        row.save(update_fields=["valid_to"])
        lent = Delegation.objects.filter(membership=row, revoked_on=None, valid_to__gt=last)
        lent.filter(valid_from__gt=last).update(revoked_on=last)
        lent.filter(valid_from__lte=last).update(valid_to=last)
        _record(actor, "post.end", row.person, place, {"title": row.post.title, "role": row.post.role, "on": last})


def delegate(membership: int, to: int, valid_from: date, valid_to: date, reason: str, actor: Actor) -> int:
    """While the holder is away another acts in the post, from and to inclusive. Ends by itself. Returns its id."""
    row, deputy = _membership(membership), _person(to)
    place, reason = row.post.organisation, one_line(reason)
    if not may_delegate(actor, row.person_id, place.path):
        raise NotAllowed(_("Chỉ người giữ vị trí hoặc quản trị viên ủy quyền được."))
    _check_absence(row, deputy, valid_from, valid_to, reason)
    with transaction.atomic():
        lent = Delegation.objects.create(
            membership=row, to=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason
        )
        told = {"title": row.post.title, "to": deputy.name, "deputy": deputy.pk}
        told |= {"from": valid_from, "until": valid_to, "reason": reason}
        _record(actor, "post.delegate", row.person, place, told)
    return lent.pk


def revoke_delegation(delegation: int, actor: Actor) -> None:
    """The holder is back: from today the deputy no longer acts."""
    row = (
        Delegation.objects.select_related("membership__post__organisation", "membership__person")
        .filter(pk=delegation)
        .first()
    )
    if row is None:
        raise NotFound(_("Không có ủy quyền này."))
    place, today = row.membership.post.organisation, clock.today()
    if not may_delegate(actor, row.membership.person_id, place.path):
        raise NotAllowed(_("Chỉ người giữ vị trí hoặc quản trị viên thu hồi được."))
    if row.revoked_on is not None or row.valid_to < today:
        return
    row.revoked_on = today
    with transaction.atomic():
        row.save(update_fields=["revoked_on"])
        _record(actor, "post.revoke", row.membership.person, place, {"title": row.membership.post.title, "on": today})


def _check(place: Organisation, role: Role, title: str, start: date, end: date | None) -> None:
    errors = {}
    if role not in OFFICERS:
        errors["role"] = _("Chọn một vai trò của cán bộ.")
    if not title:
        errors["title"] = _("Ghi tên vị trí, ví dụ: Phó Chủ tịch phụ trách đô thị.")
    elif len(title) > 160:
        errors["title"] = _("Tên vị trí dài quá 160 ký tự.")
    if end is not None and end < start:
        errors["valid_to"] = _("Ngày kết thúc không thể trước ngày bắt đầu.")
    if not place.exists_on(start):
        errors["unit"] = _("%(name)s không tồn tại vào ngày bắt đầu.") % {"name": place.name}
    if errors:
        raise Refused(**errors)


def _check_absence(row: Membership, deputy: Person, start: date, end: date, reason: str) -> None:
    errors = {}
    if not 0 < len(reason) <= 300:
        errors["reason"] = _("Ghi lý do vắng mặt, nhiều nhất 300 ký tự.")
    if end < start:
        errors["valid_to"] = _("Ngày kết thúc không thể trước ngày bắt đầu.")
    elif end < clock.today():
        errors["valid_to"] = _("Thời gian này đã qua.")
    elif end - start > LONGEST_ABSENCE:
        errors["valid_to"] = _("Ủy quyền dài nhất một năm: lâu hơn thì bổ nhiệm người khác.")
    if deputy.pk == row.person_id:
        errors["to"] = _("Chọn người khác làm thay.")
    elif not _can_sign_in(deputy):
        errors["to"] = _("%(name)s không có tài khoản đang hoạt động.") % {"name": deputy.name}
    if start < row.valid_from or (row.valid_to is not None and end > row.valid_to):
        errors["valid_from"] = _("Vị trí này không kéo dài hết thời gian vắng mặt.")
    if not errors and _lent_then(row, start, end):
        errors["valid_from"] = _("Trong thời gian này vị trí đã được ủy quyền cho người khác.")
    if errors:
        raise Refused(**errors)


def _can_sign_in(person: Person) -> bool:
    account = getattr(person, "account", None)
    return account is not None and account.is_active


def _lent_then(row: Membership, start: date, end: date) -> bool:
    return Delegation.objects.filter(membership=row, revoked_on=None, valid_from__lte=end, valid_to__gte=start).exists()


def _held_already(who: Person, place: Organisation, role: Role, title: str, day: date) -> bool:
    held = Membership.objects.filter(person=who, post__organisation=place, post__title=title, post__role=role.value)
    return held.filter(in_force(day)).exists()


def _unit(code: str) -> Organisation:
    row = Organisation.objects.filter(code=code).first()
    if row is None:
        raise NotFound(unit=_("Không có đơn vị mang mã %(code)s.") % {"code": code})
    return row


def _person(id: int) -> Person:
    row = Person.objects.select_related("account").filter(pk=id).first()
    if row is None:
        raise NotFound(to=_("Không có người này trong danh bạ."))
    return row


def _membership(id: int) -> Membership:
    row = Membership.objects.select_related("person", "post__organisation").filter(pk=id).first()
    if row is None:
        raise NotFound(_("Không có vị trí này."))
    return row


def _record(actor: Actor, verb: str, person: Person, place: Organisation, told: dict[str, Any]) -> None:
    payload = {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}
    audit.record(actor=actor.code, verb=verb, object=f"person:{person.pk}", unit=place.code, payload=payload)
