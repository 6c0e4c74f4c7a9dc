"""`/ban-lam-viec/anh/`: one photograph after the other, looked at before the public sees it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gandan.cases import policies
from gandan.cases.actions.photos import check_photo
from gandan.cases.forms.going import see_other
from gandan.cases.forms.photos import LATER, PUBLIC, PhotoForm
from gandan.cases.queries import photos as waiting
from gandan.core.types import NotAllowed


@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """The oldest that waits; `sau` is the one that was left aside."""
    if not policies.photo_paths(request.actor):
        raise NotAllowed(_("Vai trò của bạn không duyệt ảnh."))
    after = request.GET.get("sau", "")
    found = waiting.next_photo(request.actor, int(after) if after.isdecimal() and len(after) < 18 else 0)
    return render(request, "cases/desk/photos.html", {"photo": found, "form": PhotoForm()})


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, photo: int) -> HttpResponse:
    """One of them; also one that was decided before."""
    found = waiting.photo(photo, request.actor)
    form = PhotoForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "cases/desk/photos.html", {"photo": found, "form": form}, status=status)
    decided = form.cleaned_data["do"]
    if decided != LATER:
        public = decided == PUBLIC
        check_photo(photo, request.actor, public=public, boxes=form.cleaned_data["boxes"])
        messages.success(request, _("Ảnh đã công khai.") if public else _("Ảnh được giữ kín."))
    return see_other("cases:photos", query={"sau": str(photo)})
