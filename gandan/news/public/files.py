"""Pictures in the width a reader needs, videos by their ranges, captions, files to take home."""

from __future__ import annotations

import re

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core.types import NotFound
from gandan.documents import queries as documents
from gandan.documents.actions.renditions import rendition
from gandan.news import queries
from gandan.news.public.ranges import asked_range, piece

SECONDS = 86400
_FORM = re.compile(r"avif|webp")


def _open(request: HttpRequest, media: int) -> tuple[int, str, str, str]:
    """What it is, for who may see it."""
    _may(request, media)
    return queries.media_file(media)


def _may(request: HttpRequest, media: int) -> bool:
    """Whether everybody may: then others on the way may keep it too."""
    readers = queries.readers_of_media(media, request.actor)  # type: ignore[attr-defined]
    if not readers:
        raise NotFound(_("Không có tệp này."))
    return readers == "everybody"


@require_safe
def picture(request: HttpRequest, media: int, width: int, form: str) -> HttpResponse:
    shared, file = _may(request, media), queries.media_picture(media)
    if not _FORM.fullmatch(form):
        raise NotFound(_("Không có ảnh này."))
    keep = f"public, max-age={SECONDS}" if shared else "private, no-store"
    headers = {"Cache-Control": keep, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(rendition(file, width, form), content_type=f"image/{form}", headers=headers)


@require_safe
def file(request: HttpRequest, media: int, name: str) -> HttpResponseBase:
    """Videos are played by ranges, all else is fetched; nothing runs in the page."""
    id, own_name, kind, _words = _open(request, media)
    if not id:
        raise NotFound(_("Không có tệp này."))
    headers = documents.headers_of(kind, own_name, SECONDS)
    if not kind.startswith("video/"):
        response: HttpResponseBase = FileResponse(documents.opened(id))
    else:
        headers["Content-Disposition"] = headers["Content-Disposition"].replace("attachment", "inline", 1)
        response = _film(request, id)
    for header, value in headers.items():
        response[header] = value
    return response


def _film(request: HttpRequest, id: int) -> HttpResponseBase:
    size = documents.stored(id).size
    asked = asked_range(request.headers.get("Range", ""), size)
    if asked is None:
        response: HttpResponseBase = FileResponse(documents.opened(id))
        response["Content-Length"] = str(size)
    else:
        first, last = asked
        response = StreamingHttpResponse(piece(documents.opened(id), first, last), status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    return response


@require_safe
def captions(request: HttpRequest, media: int) -> HttpResponse:
    _file, _name, _kind, words = _open(request, media)
    if not words:
        raise NotFound(_("Video này chưa có phụ đề."))
    return HttpResponse(words, content_type="text/vtt; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"})
