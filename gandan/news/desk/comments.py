"""`/ban-lam-viec/tin/y-kien/`: what readers said and nobody has looked at yet, or what was reported."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gandan.core.types import NotAllowed
from gandan.news import actions, queries
from gandan.news.desk.guards import done, for_writers, see
from gandan.news.forms import DecisionForm
from gandan.news.policies import may_read_moderation, may_write
from gandan.news.types import CommentState


def _queue(request: HttpRequest, form: DecisionForm | None = None, bad: int = 0, status: int = 200) -> HttpResponse:
    asked = request.GET.get("tinh-trang", "")
    state = CommentState(asked) if asked in {CommentState.SHOWN, CommentState.HIDDEN} else None
    rows = queries.queue(request.actor, state)  # type: ignore[attr-defined]
    forms = [(row, form if row.id == bad and form else DecisionForm(auto_id=f"c{row.id}-%s")) for row in rows]
    context = {"rows": forms, "state": state, "bad": bad, "decides": may_write(request.actor)}  # type: ignore[attr-defined]
    return TemplateResponse(request, "news/desk/comments.html", context, status=status)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    if not may_read_moderation(request.actor):
        raise NotAllowed(_("Trang này dành cho người biên tập tin."))
    return _queue(request)


@require_POST
@for_writers
def decide(request: HttpRequest, comment: int) -> HttpResponse:
    """The button pressed says what is done: show, hide with a reason, or answer."""
    form = DecisionForm(request.POST, auto_id=f"c{comment}-%s")
    given, actor = request.POST.get("lam", ""), request.actor  # type: ignore[attr-defined]
    acts = {
        "hien": lambda: actions.show_comment(comment, actor),
        "an": lambda: actions.hide_comment(comment, actor, form.cleaned_data["reason"]),
        "tra-loi": lambda: actions.answer_comment(comment, actor, form.cleaned_data["text"]),
    }
    if given in acts and done(form, acts[given]):
        messages.success(request, _("Đã làm."))
        return see("news:moderation")
    return _queue(request, form, comment, 422)
