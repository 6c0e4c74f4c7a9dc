"""The desk's door: what many looked for and did not find, for those who can write it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gandan.core.types import NotAllowed
from gandan.directory.types import Actor
from gandan.news.policies import may_write
from gandan.procedures.policies import may_edit_procedures
from gandan.search import actions, queries


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    actor = _editor(request)
    context = {"rows": queries.missing_terms(), "may_write": may_write(actor)}
    return render(request, "portal/missing.html", context)


@require_POST
def settle(request: HttpRequest, term: int) -> HttpResponse:
    """It was written, or will not be."""
    said = actions.settle_missing(term, _editor(request).code)
    messages.success(request, _("Đã bỏ «%(term)s» khỏi danh sách.") % {"term": said})
    response = redirect("portal:missing_terms")
    response.status_code = 303
    return response


def _editor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not may_edit_procedures(actor):
        raise NotAllowed(_("Trang này dành cho người viết hướng dẫn."))
    return actor
