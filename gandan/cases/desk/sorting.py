"""Sorting letters at the desk: merge, forward, classify one or hundreds after a look at what will happen; split."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gandan.cases import actions, queries
from gandan.cases.forms.desk import FilterForm
from gandan.cases.forms.going import see_other
from gandan.cases.forms.sorting import ClassifyForm, ForwardForm, MergeForm, PartForm, SortForm
from gandan.cases.queries import sorting
from gandan.cases.types import Assigned, IntakeType, QueueRow, Tab
from gandan.core.text import whole_number
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused

ACTIONS: dict[str, Callable[..., list[Assigned]]] = {
    "gop": actions.merge,
    "chuyen": actions.forward,
    "phan-loai": actions.classify,
}
TITLES = {
    "gop": gettext_lazy("Gộp vào một hồ sơ"),
    "chuyen": gettext_lazy("Chuyển đến nơi có thẩm quyền"),
    "phan-loai": gettext_lazy("Phân loại lại"),
}
TOLD = 10
PARTS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def sort(request: HttpRequest, what: str) -> HttpResponse:
    """First the form, then each case with what would happen to it, then all at once."""
    if what not in ACTIONS:
        raise NotFound(_("Không có trang này."))
    rows = _chosen(request)
    if not rows:
        messages.warning(request, _("Chọn ít nhất một việc."))
        return see_other("cases:inbox")
    step = request.POST.get("do", "")
    form = _form(what, rows, request.POST if step else None)
    if not step:
        return _page(request, what, form)
    if not form.is_valid():
        return _page(request, what, form, status=422)
    try:
        done = _act(request, what, form, only_look=step != "do")
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, what, form, status=422)
    if step != "do":
        return _page(request, what, form, plan={row.code: row for row in done})
    _tell(request, done)
    return _back(request, done)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, code: str) -> HttpResponse:
    view = queries.case_view(code, request.actor)
    data = request.POST if request.method == "POST" else None
    same = {"type": view.type, "field": view.field}
    forms = [PartForm(_kinds(), data, prefix=f"p{each}", initial=same) for each in range(PARTS)]
    if data is None:
        return _split_page(request, view, forms)
    valid = [form.is_valid() for form in forms]
    parts = [(form, part) for form in forms if form.is_valid() and (part := form.part())]
    if not all(valid):
        return _split_page(request, view, forms, status=422)
    seen = whole_number(data.get("seen", ""))
    try:
        made = actions.split(code, [part for _form, part in parts], request.actor, seen=seen, key=data.get("key", ""))
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        alert = _say(refusal, [form for form, _part in parts])
        return _split_page(request, view, forms, alert=alert, status=409 if isinstance(refusal, Conflict) else 422)
    messages.success(request, _("Đã tách: %(codes)s.") % {"codes": ", ".join(each.code for each in made)})
    return see_other("cases:desk_case", view.code)


@require_safe
def joined(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody who sent the same as this case, and how each learns of its answer."""
    context = {"case": queries.case_view(code, request.actor), "senders": sorting.joined(code, request.actor)}
    return render(request, "cases/desk/joined.html", context)


def _chosen(request: HttpRequest) -> list[QueueRow]:
    """The cases that were ticked, or all of the filter."""
    given = request.POST if request.method == "POST" else request.GET
    if given.get("all"):
        wanted = FilterForm(QueryDict(given["all"][:400])).wanted(default=Tab.ALL)
        return sorting.rows_like(wanted, request.actor)
    codes = [each.partition("=")[0] for each in given.getlist("row")] or given.getlist("code")
    return sorting.rows_of(codes, request.actor)


def _form(what: str, rows: list[QueueRow], data: QueryDict | None) -> SortForm:
    if what == "gop":
        return MergeForm(rows, data=data)
    if what == "chuyen":
        return ForwardForm(rows, data=data)
    return ClassifyForm(rows, _kinds(), data=data)


def _kinds() -> list[IntakeType]:
    """The kinds of letters that residents send, but those that are sealed whole."""
    return sorting.kinds()


def _act(request: HttpRequest, what: str, form: Any, *, only_look: bool) -> list[Assigned]:
    return ACTIONS[what](form.codes(), actor=request.actor, seen=_seen(request), only_look=only_look, **form.wanted())


def _seen(request: HttpRequest) -> dict[str, int]:
    """«SG26-…=3»: what was last entered when the page was drawn."""
    pairs = (each.partition("=") for each in request.POST.getlist("row"))
    return {code: last for code, _mark, told in pairs if (last := whole_number(told)) is not None}


def _page(
    request: HttpRequest, what: str, form: SortForm, *, plan: dict[str, Assigned] | None = None, status: int = 200
) -> HttpResponse:
    rows = [{"row": row, "plan": plan.get(row.code) if plan else None} for row in form.rows]
    context = {
        "what": what,
        "title": TITLES[what],
        "form": form,
        "rows": rows,
        "looked": plan is not None,
        "good": sum(each.done for each in plan.values()) if plan else 0,
        "next": request.POST.get("next", ""),
    }
    return render(request, "cases/desk/sort.html", context, status=status)


def _tell(request: HttpRequest, done: list[Assigned]) -> None:
    good, bad = [row for row in done if row.done], [row for row in done if not row.done]
    if good:
        messages.success(request, _("Đã xong %(n)d việc.") % {"n": len(good)})
    for row in bad[:TOLD]:
        messages.warning(request, f"{row.code}: {row.why}")
    if len(bad) > TOLD:
        messages.warning(request, _("Còn %(n)d việc khác không làm được.") % {"n": len(bad) - TOLD})


def _back(request: HttpRequest, done: list[Assigned]) -> HttpResponse:
    """One case: to it, where it can still be seen. Many: to the queue."""
    _path, _mark, query = request.POST.get("next", "").partition("?")
    if len(done) == 1 and sorting.rows_of([done[0].code], request.actor):
        return see_other("cases:desk_case", done[0].code)
    return see_other("cases:inbox", query=QueryDict(query[:400]))


def _say(refusal: Refused, forms: list[PartForm]) -> str:
    """At the field of its part; what belongs to none is said above."""
    rest = []
    for name, message in refusal.errors.items():
        head, place, field = [*name.split(".", 2), "", ""][:3]
        field = field.removeprefix("answers.")
        if head == "parts" and place.isdigit() and field in forms[int(place)].fields:
            forms[int(place)].add_error(field, message)
        else:
            rest.append(message)
    return " ".join(rest)


def _split_page(
    request: HttpRequest, view: Any, forms: list[PartForm], *, alert: str = "", status: int = 200
) -> HttpResponse:
    context = {"case": view, "parts": forms, "alert": alert, "key": request.POST.get("key") or sorting.a_key()}
    return render(request, "cases/desk/split.html", context, status=status)
