"""For everybody: boundaries for maps, and choosing a role where the database is the sample authority."""

from __future__ import annotations

import hashlib
import json

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gandan.directory import queries

DESK = "/ban-lam-viec/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def boundary(request: HttpRequest, code: str) -> HttpResponse:
    """GeoJSON of a unit and its neighbours; reference only, at most about 46 KB."""
    body = json.dumps(queries.boundary_geojson(code), ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    response = HttpResponse(body, content_type="application/geo+json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=86400"
    return get_conditional_response(request, etag=etag, response=response) or response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """«Vào vai»: sign in as one of the invented people. On a real database this page does not exist."""
    if not queries.installation().demo:
        raise Http404
    after = request.POST.get("next") or request.GET.get("next") or DESK
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, request.is_secure()):
        after = DESK
    if request.method == "POST":
        account = queries.sample_account(request.POST.get("account", ""))
        if account is None:
            raise Http404
        login(request, account, backend=BACKEND)
        return redirect(after)
    return TemplateResponse(request, "directory/choose_role.html", {"groups": queries.sample_people(), "next": after})
