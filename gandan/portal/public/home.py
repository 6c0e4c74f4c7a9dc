"""`/`: the task first, then how the unit answers its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gandan.cases.queries import figures
from gandan.core import clock
from gandan.core.kept import kept
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.disclosures import queries as disclosures
from gandan.disclosures.types import ItemRow, Matrix, PublicationView, Standing
from gandan.events import queries as events
from gandan.news import queries as news
from gandan.portal.public.doors import Door, doors_with_content
from gandan.ui.caching import public_page

ANSWERS, NEWS, REFORMS, DISCLOSED, WAITING, MEETINGS = 4, 3, 2, 3, 2, 3


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    own = directory.installation()
    context: dict[str, Any] = {"demo": own.demo, "unit": own.unit}  # the frame asks for them too: found once
    if own.unit:
        context |= _of_unit(own.unit, clock.today())
    context["doors"] = tuple(_counted(door, context.get("counts", {})) for door in doors_with_content())
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
        **_disclosed(unit, today),
        "meetings": events.upcoming(unit.path, most=MEETINGS),
        "closed": events.closed_days(today),
        "news": news.latest(unit.path, NEWS),
        "reforms": news.public_reforms(unit.path, REFORMS),
    }


def _disclosed(unit: UnitView, today: date) -> dict[str, Any]:
    """What became public lately, and what has to: the late ones first, with their clocks."""
    matrix = disclosures.matrix(unit, today.year)
    public = [each for row in matrix.rows for each in row.publications if each.published_on]
    if not public and today.month == 1:
        public = list(disclosures.latest(unit, "", DISCLOSED))
    found = sorted(public, key=_when, reverse=True)
    done = matrix.figure(Standing.DONE, Standing.ENDING)
    return {
        "disclosed": tuple(found[:DISCLOSED]),
        "waiting": _waiting(matrix),
        "to_disclose": len(matrix.rows),
        "counts": {reverse("disclosures:index"): f"{done} / {len(matrix.rows)}"} if matrix.rows else {},
    }


def _counted(door: Door, counts: dict[str, str]) -> Door:
    """The door with what is known of its pages in figures."""
    return replace(door, links=tuple(replace(link, n=counts.get(link.href, link.n)) for link in door.links))


def _when(each: PublicationView) -> tuple[date, str]:
    return each.published_on or date.min, each.code


def _waiting(matrix: Matrix) -> tuple[ItemRow, ...]:
    rows = [row for row in matrix.rows if row.standing in (Standing.LATE, Standing.DUE) and row.latest]
    rows.sort(key=lambda row: (row.latest.due_on or date.max) if row.latest else date.max)
    return tuple(rows[:WAITING])
