"""Today's desk: what is late, what comes next, what is new; and one's own account."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gandan.cases import policies
from gandan.cases import queries as cases
from gandan.cases.types import Count, Tab
from gandan.desk import queries
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.events import queries as events
from gandan.events.policies import may_see_desk
from gandan.law.types import Role
from gandan.notifications import queries as notifications

ROWS, NOTICES = 8, 40


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    notices = notifications.latest(request.user.pk, NOTICES)
    context: dict[str, object] = {
        "notices": notices[:6],
        "waiting": queries.waiting(actor),
        "meetings": events.this_week(actor) if may_see_desk(actor) else (),
        "instead": sorted({grant.title for grant in actor.grants if grant.delegated and grant.title}),
    }
    if len(notices) < NOTICES:  # all of them are here: the bell's number needs no question of its own
        context["unread"] = sum(not notice.read for notice in notices)
    if policies.working_paths(actor):
        context |= _queue(actor)
    return TemplateResponse(request, "desk/today.html", context)


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """The posts somebody holds today, and the ways to look after their sign-in."""
    grants = request.actor.grants
    units = directory.units([grant.organisation for grant in grants])
    held = [(grant, units[grant.organisation].name) for grant in grants]
    return TemplateResponse(request, "desk/account.html", {"held": held})


def _queue(actor: Actor) -> dict[str, object]:
    """The six figures, and the rows that come first: one's own, else those of the unit."""
    first = cases.morning(actor, ROWS)
    return {"figures": _figures(first.counts, actor), "rows": first.rows, "tab": first.tab.value}


def _figures(counts: dict[Tab, Count], actor: Actor) -> list[dict[str, object]]:
    """The six figures of the morning, each opening the records behind it."""
    leads = any(grant.role is Role.LEADER for grant in actor.grants)
    words = (
        (Tab.LATE, _("việc quá hạn")),
        (Tab.SOON, _("đến hạn trong 3 ngày làm việc")),
        (Tab.UNASSIGNED, _("chưa ai nhận")),
        (Tab.APPROVAL, _("chờ duyệt trả lời")) if leads else (Tab.PAUSED, _("đang tạm dừng")),
        (Tab.MINE, _("việc của tôi")),
        (Tab.ALL, _("đang mở")),
    )
    return [
        {"tab": tab.value, "n": counts[tab], "label": label, "late": tab is Tab.LATE and counts[tab].number}
        for tab, label in words
    ]
