"""The page of a case: its clocks, what may be done now, answer and note apart, the seal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from gandan.cases import actions, policies, queries
from gandan.cases.forms.desk import ActionForm, AssignForm, SealForm
from gandan.cases.queries.offered import assignees
from gandan.cases.types import CaseView, Done, PartyInput, Possible
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused

ASSIGN = "assign"  # has its own form, which knows who can be asked


@require_GET
def case(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, queries.case_view(code, request.actor), wanted=request.GET.get("lam", ""))


@require_POST
def perform(request: HttpRequest, code: str, action: str) -> HttpResponse:
    view = queries.case_view(code, request.actor)
    possible = next((p for p in view.actions if p.code == action), None)
    if possible is None:
        return _page(request, view, alert=_("Bước này không còn làm được: việc đã sang bước khác."), status=409)
    form = ActionForm(possible, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, view, form=form, status=422)
    try:
        done = _perform(request, code, form)
    except Conflict as changed:
        fresh = queries.case_view(code, request.actor)
        form.data = form.data.copy()
        form.data["seen"] = str(fresh.seen)  # having been told what changed, they may send again
        return _page(request, fresh, form=form, alert=str(changed), status=409)
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        _mark(form, refusal)
        return _page(request, view, form=form, status=422)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": possible.label})
    return redirect("cases:desk_case", code=done.code)


@require_POST
def assign(request: HttpRequest, code: str) -> HttpResponse:
    form = AssignForm(assignees(request.actor), request.POST)
    if not form.is_valid():
        messages.warning(request, _("Chọn người hoặc bộ phận nhận việc."))
        return redirect("cases:desk_case", code=code)
    (row,) = actions.assign([code], request.actor, **form.target(), note=form.cleaned_data["note"])
    if row.done:
        messages.success(request, _("Đã phân công."))
    else:
        messages.warning(request, row.why)
    return redirect("cases:desk_case", code=code)


@require_POST
@sensitive_variables("opened")
def open_seal(request: HttpRequest, code: str) -> HttpResponse:
    form = SealForm(request.POST)
    if not form.is_valid():
        view = queries.case_view(code, request.actor)
        return _page(request, view, seal=form, status=422)
    opened = actions.open_seal(code, request.actor, form.cleaned_data["reason"])
    return _page(request, queries.case_view(code, request.actor), opened=opened)


def _perform(request: HttpRequest, code: str, form: ActionForm) -> Done:
    return actions.perform(
        code,
        form.possible.code,
        request.actor,
        seen=form.cleaned_data["seen"],
        form=form.values(),
        files=[kept.id for kept in form.kept],
        file_names=[kept.name for kept in form.kept],
    )


def _mark(form: ActionForm, refusal: Refused) -> None:
    for field, message in refusal.errors.items():
        form.add_error(field if field in form.fields else None, message)


def _page(
    request: HttpRequest,
    view: CaseView,
    *,
    wanted: str = "",
    form: ActionForm | None = None,
    seal: SealForm | None = None,
    opened: PartyInput | None = None,
    alert: str = "",
    status: int = 200,
) -> HttpResponse:
    panel = form or _panel(view, wanted)
    note = _note(view)
    context = {
        "case": view,
        "panel": panel,
        "note": _note_form(view, note, panel),
        "buttons": [p for p in view.actions if p not in (note, panel and panel.possible) and p.code != ASSIGN],
        "seal": seal or SealForm(),
        "sealed_items": [_("Họ tên"), _("Liên hệ")],
        "opened": opened,
        "alert": alert,
        **_allowed(request, view),
    }
    return TemplateResponse(request, "cases/desk/case.html", context, status=status)


def _note_form(view: CaseView, note: Possible | None, panel: ActionForm | None) -> ActionForm | None:
    """The internal note beside the open form, unless it is the open form."""
    if note is None or (panel and panel.possible == note):
        return None
    return ActionForm(note, initial={"seen": view.seen})


def _allowed(request: HttpRequest, view: CaseView) -> dict[str, object]:
    roles = policies.roles_for(request.actor, policies.Place(view.unit_path))
    return {
        "may_open_seal": policies.may_open_seal(roles),
        "may_assign": policies.may_assign(roles),
        "assign": AssignForm(assignees(request.actor)),
    }


def _panel(view: CaseView, wanted: str) -> ActionForm | None:
    """The form that stands open: the one asked for, else that of the main next step."""
    chosen = [p for p in view.actions if p.code == wanted] or [
        p for p in view.actions if p.primary and p.form and not p.blocked and p.code != ASSIGN
    ]
    return ActionForm(chosen[0], initial={"seen": view.seen}) if chosen else None


def _note(view: CaseView) -> Possible | None:
    """The internal note: an action that only writes, keeps the state and is not public."""
    return next((p for p in view.actions if not p.public and not p.to and len(p.form) == 1 and not p.blocked), None)
