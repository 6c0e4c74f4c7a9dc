"""Stored files and pictures as answers, the same at the desk and outside."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, HttpResponse, HttpResponseBase

from gandan.disclosures.types import FileView
from gandan.documents import actions as documents
from gandan.documents import queries as papers

HOUR = 3600


def sent(found: FileView, *, keep: bool) -> HttpResponseBase:
    """A stored file; a PDF to be read in a page of ours unless it is wanted for `keep`ing."""
    stored = papers.stored(found.id, found.name)
    response = FileResponse(papers.opened(found.id))
    for header, value in papers.headers_of(stored.media_type, found.name, HOUR).items():
        response[header] = value
    if found.pdf and not keep:
        # A sandbox would leave the reader of PDF empty; it runs nothing of ours, and only pages of ours hold it.
        response["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
        )
        response["X-Frame-Options"] = "SAMEORIGIN"
        response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.name, safe='')}"
    return response


def shown(number: int, name: str, *, whole: bool) -> HttpResponse:
    if not whole:
        return HttpResponse(documents.thumbnail(number), headers=papers.headers_of("image/webp", f"{name}.webp", HOUR))
    stored = papers.stored(number, name)
    with papers.opened(number) as opened:
        return HttpResponse(opened.read(), headers=papers.headers_of(stored.media_type, name, HOUR))
