"""The room's public door: a file by a signed link, for a while."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gandan.core.types import NotFound
from gandan.documents import actions, queries
from gandan.documents.types import MediaType


@require_safe
def file(request: HttpRequest, file_id: int, name: str) -> HttpResponseBase:
    """The bytes, never run in the page. Who may have them was asked when the link was made."""
    try:
        link = queries.read_link(file_id, name, request.GET.dict())
        found = queries.stored(file_id, name)
    except NotFound:
        return render(request, "documents/no_file.html", {"expired": False}, status=404)
    if found.media_type == MediaType.SEALED:
        return render(request, "documents/no_file.html", {"expired": False}, status=404)
    if not link.seconds:
        return render(request, "documents/no_file.html", {"expired": True}, status=410)
    if link.small and found.is_picture:
        headers = queries.headers_of(MediaType.WEBP, name, link.seconds)
        return HttpResponse(actions.thumbnail(file_id), headers=headers)
    response = FileResponse(queries.opened(file_id))
    # Afterwards: it guesses headers of its own from the name on the disk.
    for header, value in queries.headers_of(found.media_type, name, link.seconds).items():
        response[header] = value
    return response
