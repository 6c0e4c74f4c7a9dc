"""Today's desk: what is late, what comes next, what is new; and one's own account."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gandan.cases import queries as cases
from gandan.cases.types import Count, InboxFilter, Tab
from gandan.notifications import queries as notifications


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    mine = cases.inbox(request.actor, InboxFilter(tab=Tab.MINE), size=8)
    context = {
        "figures": _figures(mine.counts),
        "mine": mine.rows,
        "notices": notifications.latest(request.user.pk, 6),
    }
    return TemplateResponse(request, "desk/today.html", context)


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "desk/account.html")


def _figures(counts: dict[Tab, Count]) -> list[dict[str, object]]:
    """The six figures of the morning, each opening the records behind it."""
    words = (
        (Tab.LATE, _("việc quá hạn")),
        (Tab.SOON, _("đến hạn trong 3 ngày làm việc")),
        (Tab.UNASSIGNED, _("chưa ai nhận")),
        (Tab.MINE, _("việc của tôi")),
        (Tab.PAUSED, _("đang tạm dừng")),
        (Tab.ALL, _("đang mở")),
    )
    return [{"tab": tab.value, "n": counts.get(tab, Count(0)), "label": label} for tab, label in words]
