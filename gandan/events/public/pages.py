"""`/lich/`: when and where one meets the authority; one meeting whole."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.events import queries
from gandan.events.types import Kind, MeetingView
from gandan.law import queries as law
from gandan.ui.caching import public_page

DOOR = 2  # dân bàn
ASK = "question"  # group of case types, as their packs say


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    of, kind = unit_asked(request), kind_asked(request)
    path = of.path if of else "/"
    before = request.GET.get("truoc", "")[:80]
    context = {
        "of": of, "kind": kind, "kinds": _offered(path, kind),
        "kind_name": queries.KINDS[kind] if kind else "", "query": _query(of, kind), "before": before,
        "upcoming": () if before else queries.upcoming(path, kind), "past": queries.past(path, kind, before),
        "closed": queries.closed_days(), "door": DOOR, "crumbs": _crumbs((_("Lịch gặp dân"), "")),
    }  # fmt: skip
    return render(request, "events/public/index.html", context)


@require_safe
@public_page
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.meeting(slug)
    of = directory.the_unit(found.unit)
    context = {
        "it": found, "of": of, "door": DOOR, "kind_name": queries.KINDS[found.kind], "ask_href": _ask_href(found),
        "contact": directory.unit_detail(found.unit), "json_ld": json_ld(found),
        "crumbs": _crumbs((_("Lịch gặp dân"), f"{reverse('events:index')}?{urlencode({'don-vi': of.code})}"),
                          (found.title, "")),
    }  # fmt: skip
    return render(request, "events/public/meeting.html", context)


def unit_asked(request: HttpRequest) -> UnitView | None:
    """The unit of the address, else the one this installation belongs to, if any."""
    code = request.GET.get("don-vi", "")[:40]
    return directory.the_unit(code) if code else directory.installation().unit


def kind_asked(request: HttpRequest) -> Kind | None:
    word = request.GET.get("loai", "")
    if word and word not in queries.ADDRESSES:
        raise NotFound(_("Không có loại buổi gặp này."))
    return queries.ADDRESSES.get(word)


def json_ld(found: MeetingView) -> SafeString:
    """For search engines (schema.org). A script that is only read: `<` is written so that it cannot end."""
    moved = "EventRescheduled" if found.moved_hours and not found.past else "EventScheduled"
    status = "EventCancelled" if found.cancelled else moved
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": found.title,
        "description": found.topics,
        "url": f"{settings.BASE_URL}{reverse('events:meeting', args=[found.slug])}",
        "startDate": found.starts_at.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{'Mixed' if found.online_link else 'Offline'}EventAttendanceMode",
        "location": {"@type": "Place", "name": found.place, "address": found.place},
        "organizer": {"@type": "GovernmentOrganization", "name": found.unit_name},
        "isAccessibleForFree": True,
    }
    if found.ends_at:
        told["endDate"] = found.ends_at.isoformat()
    if found.moved_from and found.moved_hours:
        told["previousStartDate"] = found.moved_from.isoformat()
    written = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written))


def _offered(path: str, chosen: Kind | None) -> list[tuple[str, Kind]]:
    """The kinds to choose between; none where there is no choice."""
    known = set(queries.kinds(path)) | ({chosen} if chosen else set())
    return [(word, each) for word, each in queries.ADDRESSES.items() if each in known] if len(known) > 1 else []


def _ask_href(found: MeetingView) -> str:
    """The form to ask, with what it is about already written."""
    wanted = next((each.code for each in law.case_types() if each.group == ASK), "")
    words = _("Tôi hỏi về buổi «%(title)s» ngày %(day)s: ") % {"title": found.title, "day": f"{found.day:%d/%m/%Y}"}
    query = urlencode({"don-vi": found.unit, "loai": wanted, "noi-dung": words})
    return f"{reverse('cases:submit')}?{query}"


def _query(of: UnitView | None, kind: Kind | None) -> str:
    word = next((word for word, each in queries.ADDRESSES.items() if each == kind), "")
    return urlencode({name: value for name, value in (("don-vi", of.code if of else ""), ("loai", word)) if value})


def _crumbs(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Trang chủ"), "/"), *steps]
