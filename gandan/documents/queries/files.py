"""Stored files, and links that let one person fetch one of them for a while."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC
from typing import Any
from urllib.parse import quote

from django.core import signing
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.types import NotFound
from gandan.documents import rules
from gandan.documents.models import StoredFile
from gandan.documents.types import MAX_FILES, MAX_MEGABYTES, SHOWN_INLINE, Link, MediaType, NotTaken, Stored

_SALT = "gandan.documents.link"
_STEP = 300  # seconds: a link stays the same for a while, so that a browser's cache knows the picture again
LINK_SECONDS = 1800


def limits() -> str:
    """What a person may add, said beside every file field."""
    return _("Tối đa %(files)s tệp, mỗi tệp %(size)s MB: ảnh JPG, PNG, WebP; PDF, DOCX, XLSX.") % {
        "files": MAX_FILES,
        "size": MAX_MEGABYTES,
    }


def stored(file_id: int, name: str = "") -> Stored:
    """What is known of a file. NotFound where there is none."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        raise NotFound(_("Không có tệp này."))
    return Stored(file.pk, file.sha256, file.size, file.media_type, file.extension, name, file.width, file.height)


def several(file_ids: Iterable[int]) -> dict[int, Stored]:
    """What is known of some files at once; those that are not there are left out. One query, none for none."""
    wanted = set(file_ids)
    rows = StoredFile.objects.filter(pk__in=wanted) if wanted else ()
    return {f.pk: Stored(f.pk, f.sha256, f.size, f.media_type, f.extension, "", f.width, f.height) for f in rows}


def opened(file_id: int) -> File:
    """The bytes of a file, open for reading; the caller closes it. Who may read is the owning room's to say."""
    return default_storage.open(path_of(stored(file_id).sha256))


def kind_of(content: bytes) -> MediaType:
    """What these bytes are, as a door that serves them itself has to say; unknown ones are only ever downloaded."""
    try:
        return rules.media_type_of(io.BytesIO(content))
    except NotTaken:
        return MediaType.SEALED


def path_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def thumbnail_path_of(sha256: str) -> str:
    return f"nho/{sha256[:2]}/{sha256[2:4]}/{sha256}.webp"


def link_to(file_id: int, name: str, ttl: int = LINK_SECONDS, *, small: bool = False) -> str:
    """A link that fetches this file, under this name, for at least `ttl` seconds. `small`: its 320 px picture.

    The room that owns the attachment asks its own rules first, then hands out the link; the id alone opens nothing.
    """
    moment = int(clock.now().astimezone(UTC).timestamp())
    expires = (moment + ttl) // _STEP * _STEP + _STEP
    claim = _claim(file_id, name, expires, small)
    key = signing.Signer(salt=_SALT).signature(claim)
    size = "&co=nho" if small else ""
    return f"{reverse('documents:file', args=[file_id, name])}?het={expires}{size}&khoa={quote(key)}"


def read_link(file_id: int, name: str, asked: dict[str, Any]) -> Link:
    """What a link allows. NotFound where it was altered; `expired` where its time is over."""
    small = asked.get("co") == "nho"
    try:
        expires = int(asked.get("het", ""))
        signing.Signer(salt=_SALT).unsign(f"{_claim(file_id, name, expires, small)}:{asked.get('khoa', '')}")
    except (ValueError, signing.BadSignature):
        raise NotFound(_("Không có tệp này.")) from None
    left = expires - int(clock.now().timestamp())
    return Link(file_id, name, small, max(0, left))


def _claim(file_id: int, name: str, expires: int, small: bool) -> str:
    return f"{file_id}/{expires}/{'nho' if small else 'day-du'}/{name}"


def headers_of(media_type: str, name: str, seconds: int = 0) -> dict[str, str]:
    """The headers under which a file of a resident leaves the house: it never runs in the page.

    For rooms that serve bytes themselves (a sealed file after its seal was opened).
    """
    shown = media_type in SHOWN_INLINE
    ascii_name = "".join(c if c.isascii() and c not in '"\\%;' else "_" for c in name)
    return {
        "Content-Type": str(media_type),  # a plain str: WSGI servers insist
        "Content-Disposition": (
            f"{'inline' if shown else 'attachment'}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
        ),
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": f"private, max-age={seconds}, immutable" if seconds else "private, no-store",
    }
