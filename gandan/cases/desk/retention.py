"""Years of keeping: what has become due, what will happen to it, who is held back, and the order to let it go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from gandan.cases import policies
from gandan.cases.actions import retention as actions
from gandan.cases.forms.going import see_other
from gandan.cases.forms.retention import ApproveForm, HoldForm
from gandan.cases.queries import retention as queries
from gandan.cases.types.retention import BatchKey
from gandan.core.text import whole_number
from gandan.core.types import NotAllowed, NotFound, Refused


@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    if not policies.retention_paths(request.actor):
        raise NotAllowed(_("Trang này dành cho lãnh đạo và quản trị viên của đơn vị."))
    found = queries.batches(request.actor)
    context = {
        "due": [each for each in found if each.due],
        "later": [each for each in found if not each.due],
        "disposals": queries.disposals(request.actor),
    }
    return TemplateResponse(request, "cases/desk/retention.html", context)


@require_GET
def retention_batch(request: HttpRequest) -> HttpResponse:
    return _batch(request, _key(request.GET.get("dot", "")))


@require_POST
def approve_retention(request: HttpRequest) -> HttpResponse:
    form = ApproveForm(request.POST)
    key = _key(request.POST.get("batch", ""))
    if not form.is_valid():
        return _batch(request, key, approve=form, status=422)
    try:
        batch = actions.approve(key, request.actor, seen=form.cleaned_data["seen"])
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _batch(request, key, approve=form, status=409)
    done = ngettext("Đã duyệt %(n)d hồ sơ.", "Đã duyệt %(n)d hồ sơ.", batch.to_go) % {"n": batch.to_go}
    messages.success(request, done + " " + _("Máy đang xử lý; tiến độ ở trang này."))
    return see_other("cases:retention")


@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    key, form = _key(request.POST.get("batch", "")), HoldForm(request.POST)
    if not form.is_valid():
        return _batch(request, key, holding=form, status=422)
    actions.hold(form.cleaned_data["code"], request.actor, form.cleaned_data["reason"])
    messages.success(request, _("Đã giữ lại hồ sơ %(code)s.") % {"code": form.cleaned_data["code"]})
    return see_other("cases:retention_batch", query={"dot": str(key)})


@require_POST
def release(request: HttpRequest) -> HttpResponse:
    key = _key(request.POST.get("batch", ""))
    actions.release(request.POST.get("code", ""), request.actor)
    messages.success(request, _("Hồ sơ này được xử lý cùng các hồ sơ khác."))
    return see_other("cases:retention_batch", query={"dot": str(key)})


def _batch(
    request: HttpRequest,
    key: BatchKey,
    *,
    approve: ApproveForm | None = None,
    holding: HoldForm | None = None,
    status: int = 200,
) -> HttpResponse:
    batch = queries.batch(key, request.actor)
    rows, after = queries.batch_rows(key, request.actor, whole_number(request.GET.get("sau", "")))
    form = approve or ApproveForm(initial={"batch": str(key), "seen": batch.to_go})
    if approve:  # having been told, they may order it again
        form.data = {**form.data.dict(), "seen": str(batch.to_go)}
    may = policies.may_dispose_any(request.actor) and batch.due and not batch.approved and batch.to_go
    context = {
        "batch": batch,
        "rows": rows,
        "next": after,
        "approve": form if may else None,
        "holding": holding or HoldForm(),
        "held_code": holding.data.get("code", "") if holding else "",
    }
    return TemplateResponse(request, "cases/desk/retention_batch.html", context, status=status)


def _key(text: str) -> BatchKey:
    key = BatchKey.read(text)
    if key is None:
        raise NotFound(_("Không có đợt nào như vậy đến hạn."))
    return key
