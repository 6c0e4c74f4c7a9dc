"""The queue: earliest legal clock first, saved views, bulk assignment."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from gandan.cases import actions, queries
from gandan.cases.forms.desk import AssignForm, FilterForm, ViewForm
from gandan.cases.queries.offered import assignees
from gandan.cases.types import Assigned, Cursor, InboxFilter, InboxPage, Tab

TABS = (
    (Tab.ALL, gettext_lazy("Đang mở")),
    (Tab.MINE, gettext_lazy("Việc của tôi")),
    (Tab.LATE, gettext_lazy("Quá hạn")),
    (Tab.SOON, gettext_lazy("Đến hạn trong 3 ngày")),
    (Tab.UNASSIGNED, gettext_lazy("Chưa phân công")),
    (Tab.PAUSED, gettext_lazy("Tạm dừng")),
    (Tab.APPROVAL, gettext_lazy("Chờ duyệt")),
)


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    wanted = FilterForm(request.GET).wanted(default=Tab.ALL)
    page = queries.inbox(request.actor, wanted, Cursor.read(request.GET.get("after", "")))
    context = {
        "page": page,
        "tabs": _tabs(page),
        "pages": _pages(page),
        "query": _query(wanted),
        "filtered": any((wanted.type, wanted.field, wanted.neighbourhood, wanted.unit, wanted.text)),
        "saved": queries.saved_views(request.actor),
        "assign": AssignForm(assignees(request.actor)),
        "view_form": ViewForm(initial={"query": _query(wanted)}),
        "q": wanted.text,
    }
    return TemplateResponse(request, "cases/desk/inbox.html", context)


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    form = AssignForm(assignees(request.actor), request.POST)
    codes = request.POST.getlist("code")
    if not codes:
        messages.warning(request, _("Chọn ít nhất một việc rồi bấm Phân công."))
    elif not form.is_valid():
        messages.warning(request, _("Chọn người hoặc bộ phận nhận việc."))
    else:
        seen = {code: int(number) for code, number in _pairs(request)}
        done = actions.assign(codes, request.actor, **form.target(), note=form.cleaned_data["note"], seen=seen)
        _tell(request, done)
    return redirect(_back(request), permanent=False)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if form.is_valid():
        actions.save_view(request.actor, form.cleaned_data["name"], form.cleaned_data["query"])
        messages.success(request, _("Đã lưu bộ lọc."))
    else:
        messages.warning(request, _("Đặt tên cho bộ lọc, tối đa 60 chữ."))
    return redirect(f"{reverse('cases:inbox')}?{request.POST.get('query', '')[:400]}")


@require_POST
def remove_view(request: HttpRequest) -> HttpResponse:
    actions.remove_view(request.actor, request.POST.get("name", ""))
    messages.success(request, _("Đã bỏ bộ lọc."))
    return redirect("cases:inbox")


def _tell(request: HttpRequest, done: list[Assigned]) -> None:
    good = sum(row.done for row in done)
    if good:
        messages.success(request, ngettext("Đã phân công %(n)d việc.", "Đã phân công %(n)d việc.", good) % {"n": good})
    for row in done:
        if not row.done:
            messages.warning(request, f"{row.code}: {row.why}")


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """(code, last entry seen) of the rows on the page, as its hidden inputs say."""
    pairs = (value.partition("=") for value in request.POST.getlist("seen"))
    return [(code, number) for code, _equals, number in pairs if number.isascii() and number.isdigit()]


def _query(wanted: InboxFilter) -> str:
    named = {
        "tab": wanted.tab.value,
        "type": wanted.type,
        "field": wanted.field,
        "neighbourhood": wanted.neighbourhood,
        "unit": wanted.unit,
        "q": wanted.text,
    }
    return urlencode({name: value for name, value in named.items() if value})


def _tabs(page: InboxPage) -> list[dict[str, object]]:
    return [
        {
            "label": str(label),
            "href": f"?tab={tab.value}",
            "count": str(page.counts.get(tab, "")),
            "late": tab is Tab.LATE and bool(page.counts.get(tab) and page.counts[tab].number),
            "current": page.filter.tab is tab,
        }
        for tab, label in TABS
    ]


def _pages(page: InboxPage) -> dict[str, str]:
    query = _query(page.filter)
    return {
        "prev": f"?{query}&after={page.previous}" if page.previous else "",
        "next": f"?{query}&after={page.next}" if page.next else "",
        "first": f"?{query}" if page.previous else "",
    }


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("cases:inbox")
