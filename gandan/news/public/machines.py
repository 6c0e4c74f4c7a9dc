"""What feed readers and search machines fetch."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gandan.directory import queries as directory
from gandan.news import queries
from gandan.news.public.articles import section_asked

FIXED = (
    "portal:home news:list news:reforms disclosures:index events:index procedures:procedures portal:units "
    "portal:calculator portal:help portal:privacy cases:submit cases:track audit:verify"
)

NOT_THEIRS = ("/ban-lam-viec/", "/tai-khoan/", "/vao-vai/", "/api/")


@require_safe
@cache_control(public=True, max_age=600)
def feed(request: HttpRequest) -> HttpResponse:
    """By section (`?muc=`) and unit (`?don-vi=`), as the list."""
    section, code = section_asked(request), request.GET.get("don-vi", "")[:40]
    unit = directory.the_unit(code) if code else directory.installation().unit
    title = _("Tin của %(unit)s") % {"unit": unit.name} if unit else _("Tin tức")
    if section:
        title = f"{title}: {queries.SECTIONS[section]}"
    words = queries.atom(unit.path if unit else "/", title, request.get_full_path(), section)
    return HttpResponse(words, content_type="application/atom+xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """Search machines find what is public by the map; the desk and accounts are not theirs."""
    barred = [f"Disallow: {path}" for path in NOT_THEIRS]
    lines = ["User-agent: *", *barred, f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        queries.sitemap(_fixed(), queries.kept_elsewhere()), content_type="application/xml; charset=utf-8"
    )


def _fixed() -> list[str]:
    """The addresses of what this installation has."""
    found = []
    for name in FIXED.split():
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found
