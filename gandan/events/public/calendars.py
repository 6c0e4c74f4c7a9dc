"""Files that telephones take into their calendar: one meeting, or all of a unit to subscribe to."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.events import queries
from gandan.events.public.pages import kind_asked, unit_asked

BACK = timedelta(days=30)
MOST = 200


@require_safe
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """By unit (`?don-vi=`) and kind (`?loai=`), as the list; what was lately over stays for a month."""
    of, kind = unit_asked(request), kind_asked(request)
    path = of.path if of else "/"
    over = queries.past(path, kind, size=MOST // 2).rows
    lately = [each for each in over if each.starts_at > clock.now() - BACK]
    name = _("Lịch gặp dân, %(unit)s") % {"unit": of.name} if of else _("Lịch gặp dân")
    return _file(queries.ics([*queries.upcoming(path, kind, MOST), *lately], name), "lich.ics")


@require_safe
@cache_control(public=True, max_age=300)
def one(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.meeting(slug)
    return _file(queries.ics([found], found.title), f"{slug}.ics")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
