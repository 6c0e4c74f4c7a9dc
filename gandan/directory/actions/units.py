"""Founding and describing units. Ending one stands in `endings`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.models import Installation, Organisation
from gandan.directory.policies import may_manage_units
from gandan.directory.queries.finding import SCOPE, findable_units
from gandan.directory.queries.units import installation, the_unit, view_of
from gandan.directory.rules import path_below, prefix_of, short_name_of, tier_of
from gandan.directory.rules.dataset import folded_name
from gandan.directory.types import Actor, Kind, UnitView
from gandan.search import actions as search

CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,39}", re.ASCII)
CONTACT = ("address", "phone", "email", "hours")


def found(
    *,
    code: str,
    kind: Kind,
    name: str,
    parent: str,
    actor: Actor,
    valid_from: date | None = None,
    prefix: str = "",
    **contact: str,
) -> UnitView:
    """A new body under `parent` (a code): department, mass organisation, neighbourhood, school, workplace, unit."""
    above = _row(parent) if parent else None
    if not may_manage_units(actor, above.path if above else "/"):
        raise NotAllowed(_("Bạn không có quyền lập đơn vị ở đây."))
    name = _name(name)
    if not CODE.fullmatch(code):
        raise Refused(code=_("Mã gồm chữ không dấu, số và dấu gạch ngang, ví dụ 26740-vhxh."))
    row = Organisation(
        code=code,
        kind=Kind(kind).value,
        tier=tier_of(kind).value,
        name=name,
        short_name=short_name_of(name),
        folded=folded_name(short_name_of(name), name, above.short_name if above else ""),
        parent=above,
        path=path_below(above.path if above else "", code),
        prefix=(prefix or prefix_of(name))[:4],
        valid_from=valid_from or clock.today(),
        **_contact(contact),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record(actor, "unit.found", row, {"name": name, "kind": row.kind, "parent": parent})
            make_findable([row.code])
    except IntegrityError as error:
        raise Conflict(code=_("Mã %(code)s đã có đơn vị mang.") % {"code": code}) from error
    return view_of(row)


def rename(code: str, name: str, actor: Actor) -> None:
    """Correct how a unit is called. A new name by law is a succession (`endings.succeed` with kind rename)."""
    row, name = _mine(code, actor), _name(name)
    before = row.name
    row.name, row.short_name = name, short_name_of(name)
    row.folded = folded_name(row.short_name, name, row.parent.short_name if row.parent else "")
    with transaction.atomic():
        row.save(update_fields=["name", "short_name", "folded"])
        _record(actor, "unit.rename", row, {"from": before, "to": name})
        make_findable([row.code])


def describe(code: str, actor: Actor, **contact: str) -> None:
    """Address, phone, e-mail and hours as the public sees them."""
    row, new = _mine(code, actor), _contact(contact)
    changed = {key: value for key, value in new.items() if getattr(row, key) != value}
    if not changed:
        return
    for key, value in changed.items():
        setattr(row, key, value)
    with transaction.atomic():
        row.save(update_fields=list(changed))
        _record(actor, "unit.describe", row, changed)


def install(unit: str, *, demo: bool = False, actor: Actor) -> None:
    """Say whose database this is, and whether it is the sample authority: that mark is set once and for all."""
    home = the_unit(unit)
    if not may_manage_units(actor, home.path):
        raise NotAllowed(_("Chỉ quản trị viên đặt được đơn vị chủ quản."))
    there = Installation.objects.first()
    if there is not None and there.demo != demo:
        raise Conflict(_("Cơ sở dữ liệu này đã được đánh dấu; bản mẫu và bản thật không đổi cho nhau."))
    with transaction.atomic():
        Installation.objects.update_or_create(
            id=1, defaults={"demo": demo, "home_unit_id": home.id, "demo_built_on": clock.today() if demo else None}
        )
        audit.record(
            actor=actor.code, verb="installation.set", object="installation", unit=home.code, payload={"demo": demo}
        )
        transaction.on_commit(installation.forget)


def make_findable(codes: Iterable[str]) -> None:
    """Bring the search index to what these units are now, inside the caller's transaction; ended ones leave it."""
    wanted = set(codes)
    found = list(findable_units(wanted))
    search.put_many(found)
    search.remove(SCOPE, wanted - {each.key for each in found})


def _row(code: str) -> Organisation:
    row = Organisation.objects.select_related("parent").filter(code=code).first()
    if row is None:
        raise NotFound(unit=_("Không có đơn vị mang mã %(code)s.") % {"code": code})
    return row


def _mine(code: str, actor: Actor) -> Organisation:
    row = _row(code)
    if not may_manage_units(actor, row.path):
        raise NotAllowed(_("Bạn không có quyền sửa đơn vị này."))
    if row.valid_to is not None and row.valid_to < clock.today():
        raise Refused(_("%(name)s đã kết thúc ngày %(on)s.") % {"name": row.name, "on": f"{row.valid_to:%d/%m/%Y}"})
    return row


def _name(name: str) -> str:
    name = one_line(name)
    if not name:
        raise Refused(name=_("Ghi tên đơn vị."))
    if len(name) > 200:
        raise Refused(name=_("Tên dài quá 200 ký tự."))
    return name


def _contact(contact: dict[str, Any]) -> dict[str, str]:
    unknown = set(contact) - set(CONTACT)
    if unknown:
        raise TypeError(f"not a contact field: {', '.join(sorted(unknown))}")
    cleaned = {key: one_line(str(value)) for key, value in contact.items()}
    for key, value in cleaned.items():
        limit = Organisation._meta.get_field(key).max_length or 0
        if len(value) > limit:
            raise Refused(**{key: _("Dài quá %(limit)s ký tự.") % {"limit": limit}})
    if cleaned.get("email"):
        try:
            validate_email(cleaned["email"])
        except ValidationError as error:
            raise Refused(email=_("Địa chỉ thư điện tử chưa đúng.")) from error
    return cleaned


def _record(actor: Actor, verb: str, row: Organisation, payload: dict[str, Any]) -> None:
    audit.record(actor=actor.code, verb=verb, object=f"unit:{row.code}", unit=row.code, payload=payload)
