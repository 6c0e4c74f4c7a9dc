"""Public pages that caches may keep: drawn once for all readers of a language and text size, with an ETag.

They are packed for the line: a page is a fifth of itself then. They hold no secret that a length could tell.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from gandan.core.kept import forget_all, seconds

from . import rules
from .types import TEXT_SIZE_COOKIE

MOST = 100  # pages kept in a process: some four megabytes
PACKED_FROM = 1000  # bytes
PACKING = 6
_TOKEN = b"csrfmiddlewaretoken"

View = Callable[..., HttpResponse]
Key = tuple[str, str, str]


@dataclass
class Page:
    """As drawn; packed when the first reader asks who can unpack it."""

    content: bytes
    content_type: str

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.content, PACKING, mtime=0)


_pages: OrderedDict[Key, tuple[float, Page]] = OrderedDict()
_lock = Lock()


def public_page(view: View) -> View:
    """For views that show everybody the same. A reader with a session, or to whom something is still to be said, gets
    a page of their own, kept by nobody else; so does everybody where the page has a form with a reader's token.

    Addresses with a query are drawn anew each time, so that nobody fills the memory with made-up ones.
    """

    @wraps(view)
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or _is_known(request):
            return _own(view(request, *args, **kwargs))
        key = _key(request)
        kept = _kept(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies or response.streaming or _TOKEN in response.content:
                return _own(response)
            kept = Page(response.content, response["Content-Type"])
            if key:
                _keep(key, kept)
        return _dressed(request, kept)

    return cached


def forget() -> None:
    """Drop what is kept in this process, pages and their parts."""
    forget_all()
    with _lock:
        _pages.clear()


def _is_known(request: HttpRequest) -> bool:
    """Whether the page may say something to this reader alone: what was just done for them waits in a cookie."""
    return not request.COOKIES.keys().isdisjoint((settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name))


def _own(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def _key(request: HttpRequest) -> Key | None:
    if request.META.get("QUERY_STRING") or request.headers.get("HX-Request") or seconds() <= 0:
        return None
    return request.path, get_language() or "", rules.text_size(request.COOKIES.get(TEXT_SIZE_COOKIE))


def _kept(key: Key | None) -> Page | None:
    with _lock:
        page = _pages.get(key) if key else None
        return page[1] if page and page[0] > monotonic() else None


def _keep(key: Key, page: Page) -> None:
    with _lock:
        _pages[key] = (monotonic() + seconds(), page)
        _pages.move_to_end(key)
        while len(_pages) > MOST:
            _pages.popitem(last=False)


def _dressed(request: HttpRequest, page: Page) -> HttpResponse:
    small = len(page.content) >= PACKED_FROM and "gzip" in request.headers.get("Accept-Encoding", "")
    content = page.packed if small else page.content
    response = HttpResponse(content, content_type=page.content_type)
    if small:
        response["Content-Encoding"] = "gzip"
    patch_cache_control(response, public=True, max_age=seconds())
    patch_vary_headers(response, ["Cookie", "Accept-Language", "Accept-Encoding", "HX-Request"])
    etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
