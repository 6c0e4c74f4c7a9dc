"""A unit ends: dates, successors, bodies inside it, posts and open work pass on by one audited action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.audit.types import Act
from gandan.core import clock, hooks
from gandan.core.types import NotAllowed
from gandan.directory.actions.units import make_findable
from gandan.directory.models import Delegation, Membership, Organisation, Post, Succession
from gandan.directory.policies import may_manage_units
from gandan.directory.queries.endings import ending
from gandan.directory.queries.units import unit
from gandan.directory.types import Actor, EndingDone, EndingPreview, Passage, SuccessionKind, UnitView


def succeed(
    predecessor: str,
    successors: Sequence[str] = (),
    on: date | None = None,
    kind: SuccessionKind | None = None,
    actor: Actor | None = None,
    *,
    heir: str = "",
    source: str = "",
) -> EndingDone:
    """End a unit; `on` is the first day of its successors, the first of which (or `heir`) takes the open work.

    Without successors: the recorded ones (historical units). Repeating it moves only what is still open. With a day in
    the future the dates are recorded now and the work moves on that day (`tasks.move_work_of_ended_units`).
    Raises Refused, NotFound, NotAllowed.
    """
    actor = actor or Actor.system("succeed")
    plan = ending(predecessor, successors, on, heir)
    if not may_manage_units(actor, plan.unit.path):
        raise NotAllowed(_("Bạn không có quyền kết thúc đơn vị này."))
    kind = kind or (SuccessionKind.SPLIT if len(plan.successors) > 1 else SuccessionKind.MERGE)
    with transaction.atomic():
        already = _record_dates(plan, kind, source)
        passages = _carry_bodies(plan, kind)
        moved = _move(passages, plan.on, actor) if plan.on <= clock.today() else {}
        make_findable([plan.unit.code, *(each.code for each in plan.successors)])
        if not already or any(moved.values()):
            audit.record(
                actor=actor.code,
                verb="unit.end",
                object=f"unit:{plan.unit.code}",
                unit=plan.unit.code,
                payload={
                    "on": plan.on.isoformat(),
                    "kind": kind.value,
                    "successors": [each.code for each in plan.successors],
                    "heir": plan.heir.code,
                    "bodies": [[each.old.code, each.new.code] for each in passages[1:]],
                    "moved": moved,
                },
            )
    return EndingDone(plan.unit.code, plan.heir.code, moved, already)


def move_open_posts(old: UnitView, new: UnitView, actor: Actor) -> int:
    """The directory's own answer to the hook `move_open_work`: posts, their holders and deputies; history stays."""
    last, on = _last_day(old), _last_day(old) + timedelta(days=1)
    posts = list(Post.objects.filter(organisation_id=old.id).exclude(valid_to__lte=last))
    for post in posts:
        heir = Post.objects.create(
            organisation_id=new.id, title=post.title, role=post.role, valid_from=on, valid_to=post.valid_to
        )
        _move_holders(post, heir, last, on, actor, (old.code, new.code))
        post.valid_to = last
        post.save(update_fields=["valid_to"])
    return len(posts)


def _move_holders(post: Post, heir: Post, last: date, on: date, actor: Actor, codes: tuple[str, str]) -> None:
    held = Membership.objects.filter(post=post).exclude(valid_to__lte=last)
    moving = list(held.values_list("person_id", "valid_from", "valid_to"))
    audit.record_many(_moved(post, person, max(since, on), until, actor, codes) for person, since, until in moving)
    held.filter(valid_from__gt=last).update(post=heir)
    for membership in held.filter(valid_from__lte=last):
        new = Membership.objects.create(
            person_id=membership.person_id, post=heir, valid_from=on, valid_to=membership.valid_to
        )
        Delegation.objects.filter(membership=membership, valid_to__gt=last, revoked_on=None).update(membership=new)
        membership.valid_to = last
        membership.save(update_fields=["valid_to"])


def _moved(post: Post, person: int, since: date, until: date | None, actor: Actor, codes: tuple[str, str]) -> Act:
    old, new = codes
    told = {"title": post.title, "role": post.role, "old": old, "from": since.isoformat()}
    told |= {"to": until.isoformat() if until else None}
    return Act(actor.code, "post.move", f"person:{person}", new, told)


def _last_day(old: UnitView) -> date:
    return date.fromisoformat(old.ended_on) if old.ended_on else clock.today()


def _record_dates(plan: EndingPreview, kind: SuccessionKind, source: str) -> bool:
    """True where all was recorded before."""
    old = Organisation.objects.select_for_update().get(pk=plan.unit.id)
    known = set(Succession.objects.filter(predecessor=old).values_list("successor_id", flat=True))
    for each in plan.successors:
        if each.id not in known:
            Succession.objects.create(
                predecessor=old,
                successor_id=each.id,
                on=plan.on,
                kind=kind.value,
                takes_open_work=each.id == plan.heir.id,
                source=source,
            )
    last = plan.on - timedelta(days=1)
    if old.valid_to != last:
        old.valid_to = last
        old.save(update_fields=["valid_to"])
    return len(known) == len(plan.successors)


def _carry_bodies(plan: EndingPreview, kind: SuccessionKind) -> list[Passage]:
    """Ends the bodies inside the unit and founds them under the heir, so that old reports keep their tree."""
    passages = [Passage(unit(plan.unit.id), plan.heir)]
    new_ids = {plan.unit.id: plan.heir.id}
    for each in plan.passages[1:]:
        body = Organisation.objects.get(pk=each.old.id)
        new = each.new.id or _founded(body, each.new, new_ids[body.parent_id or plan.unit.id], plan.on)
        new_ids[body.pk] = new
        Succession.objects.get_or_create(
            predecessor=body,
            successor_id=new,
            defaults={"on": plan.on, "kind": kind.value, "takes_open_work": True},
        )
        body.valid_to = plan.on - timedelta(days=1)
        body.save(update_fields=["valid_to"])
        passages.append(Passage(unit(body.pk), unit(new), each.founds))
    return passages


def _founded(body: Organisation, planned: UnitView, parent: int, on: date) -> int:
    fields = (
        "kind",
        "tier",
        "name",
        "short_name",
        "folded",
        "prefix",
        "lat",
        "lon",
        "address",
        "phone",
        "email",
        "hours",
    )
    copied = {name: getattr(body, name) for name in fields}
    new = Organisation.objects.create(
        code=planned.code, path=planned.path, parent_id=parent, valid_from=on, source=body.source, **copied
    )
    return new.pk


def _move(passages: list[Passage], on: date, actor: Actor) -> dict[str, int]:
    moved: Counter[str] = Counter()
    for each in passages:
        moved.update(hooks.call_all("move_open_work", each.old, each.new, actor))
    return dict(moved)
