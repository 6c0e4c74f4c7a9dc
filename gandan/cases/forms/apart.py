"""Doors for what is sealed whole: nothing of it in a cache, a session, an address, a draft or a file on the way in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from gandan.documents.types import MAX_BYTES, MAX_FILES

View = Callable[..., HttpResponse]
MOST = (MAX_FILES + 1) * MAX_BYTES  # of one request


class InMemory(MemoryFileUploadHandler):
    """Files stay in memory until they are sealed: the usual handler puts large ones down as they are."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.activated = True
        self.left = MOST

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.left -= len(raw_data)
        if self.left < 0:
            raise StopUpload(connection_reset=True)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def apart(view: View) -> View:
    """Wraps a door. The handler must stand before anything reads the form, hence the order of the guards."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [InMemory(request)]
        response = guarded(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private, max-age=0"
        response["Referrer-Policy"] = "same-origin"  # less would take the form its proof of where it comes from
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
