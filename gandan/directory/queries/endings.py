"""What ending a unit would hand over, and to whom: read before anybody confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from gandan.core import clock, hooks
from gandan.core.types import Refused
from gandan.directory.models import Organisation, Post, Succession
from gandan.directory.queries.units import no_unit, row_by_code, rows, view_of
from gandan.directory.rules import code_below, path_below
from gandan.directory.types import EndingPreview, OpenWork, Passage, Tier, UnitView


def ending(code: str, successors: Sequence[str] = (), on: date | None = None, heir: str = "") -> EndingPreview:
    """Who takes over a unit and what is open there. Without successors: the recorded ones.

    Raises NotFound, and Refused where the unit cannot end so.
    """
    old = row_by_code(code)
    if old is None:
        raise no_unit(code)
    recorded = list(Succession.objects.filter(predecessor=old).order_by("-takes_open_work", "successor__code"))
    new = _successors(old, successors, recorded)
    on = on or (recorded[0].on if recorded else None)
    if on is None:
        raise Refused(on=_("Ghi ngày đơn vị kế tiếp bắt đầu."))
    chosen = next((row for row in new if row.code == heir), new[0])
    _check(old, new, on, heir, recorded)
    passages = _passages(old, chosen, on)
    return EndingPreview(
        unit=view_of(old),
        on=on,
        heir=view_of(chosen),
        successors=tuple(view_of(row) for row in new),
        passages=passages,
        work=tuple(sorted(_open_work([passage.old for passage in passages]).items())),
    )


def _successors(old: Organisation, codes: Sequence[str], recorded: list[Succession]) -> list[Organisation]:
    if not codes:
        by_id = {row.pk: row for row in rows().filter(pk__in=[link.successor_id for link in recorded])}
        if not by_id:
            raise Refused(successors=_("Chọn ít nhất một đơn vị kế tiếp."))
        return [by_id[link.successor_id] for link in recorded]
    by_code = {row.code: row for row in rows().filter(code__in=codes)}
    for code in codes:
        if code not in by_code:
            raise Refused(successors=str(no_unit(code)))
    if old.code in by_code:
        raise Refused(successors=_("Một đơn vị không thể kế tiếp chính nó."))
    return [by_code[code] for code in dict.fromkeys(codes)]


def _check(old: Organisation, new: list[Organisation], on: date, heir: str, recorded: list[Succession]) -> None:
    last = on - timedelta(days=1)
    if heir and heir not in {row.code for row in new}:
        raise Refused(heir=_("Đơn vị nhận việc phải là một trong các đơn vị kế tiếp."))
    if old.valid_to is not None and old.valid_to != last:
        raise Refused(on=_("%(name)s đã kết thúc ngày %(on)s.") % _told(old, old.valid_to))
    if old.valid_from is not None and old.valid_from > last:
        raise Refused(on=_("%(name)s chỉ bắt đầu ngày %(on)s.") % _told(old, old.valid_from))
    for row in new:
        if not row.exists_on(on):
            raise Refused(successors=_("%(name)s không tồn tại ngày %(on)s.") % _told(row, on))
    if recorded and {link.successor_id for link in recorded} != {row.pk for row in new}:
        raise Refused(successors=_("Đơn vị này đã có các đơn vị kế tiếp khác được ghi nhận."))
    living = Organisation.objects.below(old.path).exclude(pk=old.pk).exclude(tier=Tier.BELOW.value).at(on).count()
    if living:
        raise Refused(_("Còn %(n)s đơn vị hành chính bên trong: kết thúc các đơn vị đó trước.") % {"n": living})


def _told(unit: Organisation, day: date) -> dict[str, str]:
    return {"name": unit.name, "on": f"{day:%d/%m/%Y}"}


def _passages(old: Organisation, heir: Organisation, on: date) -> tuple[Passage, ...]:
    """The unit itself, then every body inside it, to its namesake under the heir (founded where it is missing)."""
    found = [Passage(view_of(old), view_of(heir))]
    bodies = list(rows().below(old.path).filter(tier=Tier.BELOW.value).exclude(pk=old.pk).at(on - timedelta(days=1)))
    carried = {old.pk: (heir.code, heir.path)}
    names = {code_below(old.code, body.code, heir.code) for body in bodies}
    there = {row.code: row for row in rows().filter(code__in=names)}
    for body in sorted(bodies, key=lambda row: row.path):
        code = code_below(old.code, body.code, heir.code)
        _parent, path = carried[body.parent_id or old.pk]
        if code == body.code:
            code = f"{heir.code}-{body.code}"
        new = there.get(code)
        view = view_of(new) if new else _to_be(body, code, path, heir)
        carried[body.pk] = (view.code, view.path)
        found.append(Passage(view_of(body), view, founds=new is None))
    return tuple(found)


def _to_be(body: Organisation, code: str, parent_path: str, heir: Organisation) -> UnitView:
    shown = view_of(heir)
    return UnitView(
        id=0,
        code=code,
        name=body.name,
        short_name=body.short_name,
        province_name=shown.province_name,
        path=path_below(parent_path, code),
        prefix=body.prefix,
    )


def _open_work(units: list[UnitView]) -> dict[str, OpenWork]:
    total: dict[str, OpenWork] = {}
    for unit in units:
        for room, work in hooks.call_all("open_work", unit).items():
            total[room] = _added(total[room], work) if room in total else work
    return total


def _added(one: OpenWork, more: OpenWork) -> OpenWork:
    elsewhere = dict(one.elsewhere)
    for code, count in more.elsewhere:
        elsewhere[code] = elsewhere.get(code, 0) + count
    return OpenWork(
        one.label, one.count + more.count, (*one.examples, *more.examples)[:5], tuple(sorted(elsewhere.items()))
    )


def open_posts(old: UnitView) -> OpenWork:
    """The directory's own answer to the hook `open_work`: posts that still stand."""
    last = date.fromisoformat(old.ended_on) if old.ended_on else clock.today()
    posts = Post.objects.filter(organisation_id=old.id).exclude(valid_to__lte=last)
    return OpenWork(_("Vị trí công tác"), posts.count(), tuple(posts.values_list("title", flat=True)[:3]))
