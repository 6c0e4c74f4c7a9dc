"""Units: describe them, found bodies inside them, and end them with a preview."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.directory import actions, policies, queries
from gandan.directory.forms import BodyForm, ContactForm, EndForm, NameForm
from gandan.directory.types import EndingPreview, UnitDetail


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    if not policies.may_manage_units(request.actor):
        raise NotAllowed(_("Trang này dành cho quản trị viên."))
    q = request.GET.get("q", "")[:80]
    context = {"rows": queries.managed_units(request.actor, q), "sought": q}
    return TemplateResponse(request, "directory/units.html", context)


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _mine(request, code))


@require_POST
def rename(request: HttpRequest, code: str) -> HttpResponse:
    detail, form = _mine(request, code), NameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename(code, form.cleaned_data["name"], request.actor)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _said(request, code, _("Đã đổi tên."))
    return _page(request, detail, 422, name=form)


@require_POST
def describe(request: HttpRequest, code: str) -> HttpResponse:
    detail, form = _mine(request, code), ContactForm(request.POST)
    if form.is_valid():
        try:
            actions.describe(code, request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _said(request, code, _("Đã lưu thông tin liên hệ."))
    return _page(request, detail, 422, contact=form)


@require_POST
def found(request: HttpRequest, code: str) -> HttpResponse:
    detail, form = _mine(request, code), BodyForm(request.POST, auto_id="body-%s")
    if form.is_valid():
        full = f"{detail.view.code}-{form.cleaned_data['mark']}".lower()
        try:
            actions.found(code=full, parent=detail.view.code, actor=request.actor, **form.body())
        except Refused as refusal:
            form.refuse(_at_mark(refusal))
        else:
            return _said(request, code, _("Đã thêm."))
    return _page(request, detail, 422, body=form)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """First the preview of what would move, then, on the same page, the confirmation."""
    detail = _mine(request, code)
    form = EndForm(request.POST or None, initial=_recorded(detail))
    preview: EndingPreview | None = None
    if form.is_valid():
        told = form.ending()
        try:
            preview = queries.ending(code, told["successors"], told["on"])
            if request.POST.get("confirm") == code:
                done = actions.succeed(code, told["successors"], told["on"], told["kind"], request.actor)
                return _said(request, code, _("Đã ghi. Việc đã chuyển: %(n)s.") % {"n": sum(done.moved.values())})
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            form.refuse(refusal)
    context = {"detail": detail, "form": form, "preview": preview}
    return TemplateResponse(request, "directory/end.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, code: str) -> UnitDetail:
    detail = queries.unit_detail(code)
    if not policies.may_manage_units(request.actor, detail.view.path):
        raise NotAllowed(_("Bạn không quản trị đơn vị này."))
    return detail


def _page(request: HttpRequest, detail: UnitDetail, status: int = 200, **forms: object) -> HttpResponse:
    contact = {name: getattr(detail, name) for name in ("address", "phone", "email", "hours")}
    context = {
        "detail": detail,
        "kind": queries.kind_name(detail.kind),
        "bodies": queries.units_below(detail.view.path),
        "name": NameForm(initial={"name": detail.view.name}, auto_id="name-%s"),
        "contact": ContactForm(initial=contact, auto_id="contact-%s"),
        "body": BodyForm(auto_id="body-%s"),
        **forms,
    }
    return TemplateResponse(request, "directory/unit.html", context, status=status)


def _recorded(detail: UnitDetail) -> dict[str, object]:
    """What is known already: a historical unit whose open work still has to move."""
    if not detail.successors:
        return {}
    first = detail.successors[0]
    return {"on": first.on, "kind": first.kind, "successors": ", ".join(link.code for link in detail.successors)}


def _at_mark(refusal: Refused) -> Refused:
    """On this form the code is typed as a mark."""
    return Refused(**{("mark" if name == "code" else name): message for name, message in refusal.errors.items()})


def _said(request: HttpRequest, code: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("directory:desk_unit", code=code)
