"""The queue: earliest legal clock first, saved views, bulk assignment."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from gandan.cases import actions, queries
from gandan.cases.forms.desk import AssignForm, FilterForm, ViewForm
from gandan.cases.forms.going import see_other
from gandan.cases.forms.pack import said
from gandan.cases.types import Assigned, Cursor, InboxFilter, InboxPage, Tab
from gandan.core.text import whole_number

TABS = (
    (Tab.ALL, gettext_lazy("Đang mở")),
    (Tab.MINE, gettext_lazy("Việc của tôi")),
    (Tab.LATE, gettext_lazy("Quá hạn")),
    (Tab.SOON, gettext_lazy("Sắp đến hạn")),
    (Tab.UNASSIGNED, gettext_lazy("Chưa phân công")),
    (Tab.PAUSED, gettext_lazy("Tạm dừng")),
    (Tab.APPROVAL, gettext_lazy("Chờ duyệt")),
)


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    wanted = FilterForm(request.GET).wanted(default=Tab.ALL)
    page = queries.inbox(request.actor, wanted, Cursor.read(request.GET.get("after", "")))
    query, saved = _query(wanted), queries.saved_views(request.actor)
    context = {
        "page": page,
        "tabs": _tabs(page),
        "pages": _pages(page),
        "query": query,
        "filtered": any((wanted.type, wanted.field, wanted.neighbourhood, wanted.unit, wanted.text)),
        "summary": _summary(page),
        "saved": saved,
        "saved_as": next((name for name, kept in saved if kept == query), ""),
        "assign": AssignForm(page.offered) if page.offered else None,
        "q": wanted.text,
    }
    return TemplateResponse(request, "cases/desk/inbox.html", context)


def assign(request: HttpRequest) -> HttpResponse:
    form = AssignForm(data=request.POST)
    codes = request.POST.getlist("code")
    if request.method != "POST":
        return see_other("cases:inbox")
    if not codes:
        messages.warning(request, _("Chọn ít nhất một việc rồi bấm Phân công."))
    elif not form.is_valid():
        messages.warning(request, form.why_not())
    else:
        note = form.cleaned_data["note"]
        done = actions.assign(codes, request.actor, **form.target(), note=note, seen=_seen(request))
        _tell(request, done)
    return _back(request)


def save_view(request: HttpRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if request.method != "POST":
        return see_other("cases:inbox")
    if form.is_valid():
        actions.save_view(request.actor, form.cleaned_data["name"], form.cleaned_data["query"])
        messages.success(request, _("Đã lưu bộ lọc."))
    else:
        messages.warning(request, _("Đặt tên cho bộ lọc, tối đa 60 chữ."))
    return see_other("cases:inbox", query=QueryDict(request.POST.get("query", "")[:400]))


def remove_view(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        actions.remove_view(request.actor, request.POST.get("name", ""))
        messages.success(request, _("Đã bỏ bộ lọc."))
    return see_other("cases:inbox")


def _tell(request: HttpRequest, done: list[Assigned]) -> None:
    good = sum(row.done for row in done)
    if good:
        messages.success(request, ngettext("Đã phân công %(n)d việc.", "Đã phân công %(n)d việc.", good) % {"n": good})
    for row in done:
        if not row.done:
            messages.warning(request, f"{row.code}: {row.why}")


def _seen(request: HttpRequest) -> dict[str, int]:
    """Last entry seen, by code, of the rows on the page, as its hidden inputs say."""
    pairs = (value.partition("=") for value in request.POST.getlist("seen"))
    return {code: last for code, _equals, told in pairs if (last := whole_number(told)) is not None}


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


def _summary(page: InboxPage) -> str:
    """What the filter is set to, in words."""
    chosen = (
        (page.types, page.filter.type),
        (page.fields, page.filter.field),
        (page.neighbourhoods, page.filter.neighbourhood),
        (page.units, page.filter.unit),
    )
    words = [said(choice) for choices, code in chosen for choice in choices if code and choice.code == code]
    words += [f"“{page.filter.text}”"] if page.filter.text else []
    return ", ".join(words) or _("Mọi loại, mọi lĩnh vực, hạn gần nhất trước")


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


def _back(request: HttpRequest) -> HttpResponse:
    """To the page of the queue on which it was done."""
    _path, _mark, query = request.POST.get("next", "").partition("?")
    return see_other("cases:inbox", query=QueryDict(query[:400]))
