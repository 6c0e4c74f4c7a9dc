"""The public door of ui: how a reader wants pages shown. Neither choice is kept on the server."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from . import rules
from .types import TEXT_SIZE_COOKIE

ONE_YEAR = 365 * 24 * 3600

# No token in the footer of every page: it would make public pages uncacheable, and a forged choice
# of language or size harms nobody.
language = csrf_exempt(set_language)


@csrf_exempt
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember the text size for a year and go back to where the reader was."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    response.status_code = 303
    response.set_cookie(
        TEXT_SIZE_COOKIE,
        rules.text_size(request.POST.get("size")),
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, in the frame that its reader knows."""
    return render(request, "403_csrf.html", status=403)
