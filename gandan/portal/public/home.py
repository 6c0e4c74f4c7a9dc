"""`/`: the task first, then how the unit answers its people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gandan.cases.queries import figures
from gandan.core import clock
from gandan.core.kept import kept
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.news import queries as news
from gandan.portal.public.doors import doors_with_content
from gandan.ui.caching import public_page

ANSWERS, NEWS, REFORMS = 4, 3, 2


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    unit = directory.installation().unit
    context: dict[str, Any] = {"doors": doors_with_content()}
    if unit:
        context |= _of_unit(unit, clock.today())
    return render(request, "portal/home.html", context)


@kept
def _of_unit(unit: UnitView, today: date) -> dict[str, Any]:
    """Counted every half minute, however often the page is drawn: readers must not be able to make it count."""
    return {
        "unit": unit,
        "figures": figures.month(unit.path, today),
        "answers": figures.published_answers(unit.path, ANSWERS),
        "times": figures.answer_times(unit.path, today),
        "contact": directory.unit_detail(unit.code),
        "news": news.latest(unit.path, NEWS),
        "reforms": news.public_reforms(unit.path, REFORMS),
    }
