"""Short texts that belong to no room: privacy, help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.directory import queries as directory
from gandan.portal.public.crumbs import crumbs
from gandan.ui.caching import public_page


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html", {"crumbs": crumbs((_("Quyền riêng tư"), ""))})


@require_safe
@public_page
def help_page(request: HttpRequest) -> HttpResponse:
    unit = directory.installation().unit
    contact = directory.unit_detail(unit.code) if unit else None
    return render(request, "portal/help.html", {"contact": contact, "crumbs": crumbs((_("Trợ giúp"), ""))})
