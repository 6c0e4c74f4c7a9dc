"""`/tim-kiem/`: one box for everything that can be found, in groups; a code leads straight to its case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gandan.core import codes, throttle
from gandan.core.text import fold
from gandan.directory import queries as directory
from gandan.disclosures.types import SCOPE as DISCLOSURE
from gandan.events.types import SCOPE as EVENT
from gandan.news.types import SCOPE as ARTICLE
from gandan.portal.public.crumbs import crumbs
from gandan.procedures.types import POINT, PROCEDURE, QUESTION
from gandan.search import actions as heard
from gandan.search import queries as found
from gandan.search.types import Group
from gandan.ui.caching import public_page

# What people look for first stands first; as the address says it.
GROUPS = {
    PROCEDURE: "thu-tuc",
    POINT: "noi-nop",
    QUESTION: "hoi-dap",
    DISCLOSURE: "cong-khai",
    EVENT: "lich",
    ARTICLE: "tin-tuc",
    directory.UNIT_SCOPE: "don-vi",
}
SCOPES = tuple(GROUPS)
IN_GROUP, ON_PAGE, UNITS = 5, 20, 30
TOLD, MINUTES = 20, 600  # so many times one address may say that something is missing, in so many seconds


@dataclass(frozen=True, slots=True)
class Shown:
    """A group of what was found, as the page draws it."""

    label: str
    code: str
    number: int
    more: bool
    all_href: str
    hits: tuple[Any, ...] = ()
    matches: tuple[Any, ...] = ()


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    sought = _sought(request.GET.get("q", ""))
    code = codes.read_code(sought)
    if code:
        return redirect("cases:case", code)
    scope = next((scope for scope, named in GROUPS.items() if named == request.GET.get("loai")), "")
    context: dict[str, Any] = {"sought": sought, "told": "da-bao" in request.GET, "trail": _("Tìm kiếm")}
    if sought and scope:
        context |= _one_group(sought, scope, request.GET.get("sau", "")[:80])
    elif sought:
        context |= _all_groups(sought)
        if context["loose"]:
            heard.note_missing(sought, _session(request))
    trail = [(_("Tìm kiếm"), "portal:search"), (context["label"], "")] if scope and sought else [(_("Tìm kiếm"), "")]
    return render(request, "portal/search.html", context | {"crumbs": crumbs(*trail)})


@csrf_exempt  # a token would need a cookie, and the page could not be kept; what is said is a counter, no more
@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """A reader says that what they need was not among what was found."""
    sought, who = _sought(request.POST.get("q", "")), throttle.caller(request)
    if sought and not throttle.wait("search.missing", who, most=TOLD):
        throttle.count("search.missing", who, seconds=MINUTES)
        heard.note_missing(sought, _session(request))
    response = redirect(f"{reverse('portal:search')}?{urlencode({'q': sought, 'da-bao': 1})}")
    response.status_code = 303
    return response


def _all_groups(sought: str) -> dict[str, Any]:
    told = found.grouped(sought, SCOPES, IN_GROUP)
    groups = [_shown(group, sought) for group in told.groups if group.scope != directory.UNIT_SCOPE]
    matches = directory.search_units(sought, UNITS)
    if matches:
        own = _units(matches, sought)
        groups = [own, *groups] if told.loose or fold(matches[0].view.short_name) == fold(sought) else [*groups, own]
    return {"groups": groups, "loose": not matches and (told.loose or not groups), "nothing": not groups}


def _one_group(sought: str, scope: str, after: str) -> dict[str, Any]:
    page = found.page(sought, scope, ON_PAGE, after=after)
    return {
        "label": _label(scope),
        "page": page,
        "nothing": not page.number,
        "loose": page.loose,
        "back": _address(sought),
        "following": _address(sought, loai=GROUPS[scope], sau=page.next) if page.next else "",
        "first": _address(sought, loai=GROUPS[scope]) if after else "",
    }


def _shown(group: Group, sought: str) -> Shown:
    href = _address(sought, loai=GROUPS[group.scope]) if group.number > len(group.hits) else ""
    return Shown(_label(group.scope), GROUPS[group.scope], group.number, group.more, href, group.hits)


def _units(matches: list[Any], sought: str) -> Shown:
    scope = directory.UNIT_SCOPE
    href = _address(sought, loai=GROUPS[scope]) if len(matches) > IN_GROUP else ""
    more = len(matches) >= UNITS
    return Shown(_label(scope), GROUPS[scope], len(matches), more, href, matches=tuple(matches[:IN_GROUP]))


def _label(scope: str) -> str:
    return {
        PROCEDURE: _("Thủ tục"),
        POINT: _("Nơi nộp giấy tờ"),
        QUESTION: _("Câu hỏi đã trả lời"),
        DISCLOSURE: _("Nội dung công khai"),
        EVENT: _("Lịch gặp dân, sự kiện"),
        ARTICLE: _("Tin tức"),
        directory.UNIT_SCOPE: _("Xã, phường"),
    }[scope]


def _address(sought: str, **more: str) -> str:
    return "?" + urlencode({"q": sought, **more})


def _sought(typed: str) -> str:
    return " ".join(typed.split())[:120]


def _session(request: HttpRequest) -> str:
    """Told apart for a count only: never kept, not even as a hash of its own (search.actions.note_missing)."""
    return f"{throttle.caller(request)} {request.headers.get('User-Agent', '')}"
