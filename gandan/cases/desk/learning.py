"""What past cases suggest: taken by one press, and how often officers agreed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gandan.cases import actions
from gandan.cases.forms.going import see_other
from gandan.cases.queries.books import printable_units
from gandan.cases.queries.learnt import learnt_view
from gandan.core.text import whole_number
from gandan.core.types import NotAllowed
from gandan.law import queries as law


@require_POST
def take_field(request: HttpRequest, code: str) -> HttpResponse:
    """The officer's own choice, as if they had made it from the list."""
    seen = whole_number(request.POST.get("seen", ""))
    known = {code: seen} if seen else {}
    (row,) = actions.classify([code], request.actor, field=request.POST.get("field", "")[:40], seen=known)
    if row.done:
        messages.success(request, _("Đã đổi lĩnh vực."))
    else:
        messages.warning(request, row.why)
    return see_other("cases:desk_case", code)


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    units = printable_units(request.actor)
    if not units:
        raise NotAllowed(_("Trang này dành cho cán bộ tiếp dân, lãnh đạo và thanh tra của đơn vị."))
    wanted = request.GET.get("don-vi", "")
    unit = next((each for each in units if each.code == wanted), units[0])
    context = {"learnt": learnt_view(unit.code, unit.name, law.fields()), "units": units[:50]}
    return TemplateResponse(request, "cases/desk/suggestions.html", context)
