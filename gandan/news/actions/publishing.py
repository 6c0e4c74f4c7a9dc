"""An article's way: to review, back, published now or at an hour, withdrawn with the reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import one_line
from gandan.core.types import Conflict, NotAllowed, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.law.types import Role
from gandan.news import rules
from gandan.news.actions.checking import locked_article, within
from gandan.news.actions.finding import put_into_search, take_out_of_search
from gandan.news.models import Article, Newsroom
from gandan.news.policies import may_publish
from gandan.news.types import State, Step
from gandan.notifications import actions as notifications

AHEAD = timedelta(days=366)
BY_PUBLISHERS = {Step.PUBLISH, Step.SCHEDULE, Step.RETURN, Step.WITHDRAW}


def take(
    id: int, step: Step, actor: Actor, *, seen: int | None = None, at: datetime | None = None, reason: str = ""
) -> State:
    """One step of an article. `at`: when a scheduled one appears; `reason`: why it is withdrawn or returned."""
    told = within(one_line(reason), "reason", 300)
    with transaction.atomic():
        row = locked_article(id, actor, seen)
        to = _checked(row, step, actor, at, told)
        row.state, row.changed_at = to, clock.now()
        row.publish_at = at if to == State.SCHEDULED else None
        if to == State.PUBLISHED:
            row.published_at = at or row.published_at or row.changed_at
        row.withdrawn_reason = told if to == State.WITHDRAWN else ""
        row.save()
        _follow(row, actor, step, told)
    return to


def publish_due() -> int:
    """Those whose hour has come; returns how many."""
    due = list(Article.objects.filter(state=State.SCHEDULED, publish_at__lte=clock.now()).values_list("pk", flat=True))
    return sum(_publish_one(id) for id in due[:100])


def _publish_one(id: int) -> bool:
    with transaction.atomic():
        row = Article.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=id).first()
        if row is None or row.state != State.SCHEDULED or row.publish_at is None or row.publish_at > clock.now():
            return False
        row.state, row.published_at, row.publish_at, row.changed_at = (
            State.PUBLISHED, row.publish_at, None, clock.now())  # fmt: skip
        row.save()
        _follow(row, Actor.system("news"), Step.PUBLISH, "")
    return True


def _checked(row: Article, step: Step, actor: Actor, at: datetime | None, reason: str) -> State:
    to = rules.next_state(State(row.state), step)
    if to is None:
        raise Conflict(_("Bài này không còn ở bước đó. Tải lại trang để xem."))
    room = Newsroom.objects.filter(unit=row.unit_id).first()
    publisher = may_publish(actor, row.unit.path, review=bool(room and room.review))
    if step in BY_PUBLISHERS and not publisher and step is not Step.WITHDRAW:
        raise NotAllowed(_("Đơn vị này cần người lãnh đạo duyệt bài trước khi đăng."))
    if step in (Step.SEND, Step.PUBLISH, Step.SCHEDULE) and not row.body:
        raise Refused(body=_("Bài chưa có nội dung."))
    if step is Step.SCHEDULE:
        _check_hour(at)
    if step is Step.WITHDRAW and not reason:
        raise Refused(reason=_("Ghi vì sao gỡ bài: người đọc sẽ thấy lý do."))
    return to


def _check_hour(at: datetime | None) -> None:
    now = clock.now()
    if at is None or not now < at < now + AHEAD:
        raise Refused(at=_("Chọn ngày giờ sau lúc này và trong vòng một năm."))


def _follow(row: Article, actor: Actor, step: Step, reason: str) -> None:
    if row.state == State.PUBLISHED:
        put_into_search(row)
    elif step is Step.WITHDRAW:
        take_out_of_search(row)
    payload = {"state": row.state, "version": row.version, "reason": reason}
    audit.record(
        actor=actor.code, verb=step.value, object=f"article:{row.pk}", unit=row.unit.code, payload=payload,
        at=row.changed_at,
    )  # fmt: skip
    if step is Step.SEND:
        leaders = directory.accounts_with(row.unit_id, [Role.LEADER])
        notifications.notify(
            leaders, "news", _("Chờ duyệt: %(title)s") % {"title": row.title}, f"/ban-lam-viec/tin/{row.pk}/"
        )
