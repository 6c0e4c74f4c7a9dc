"""Copies of pictures for pages, made at their first asking and kept beside the original."""

from __future__ import annotations

import io

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from gandan.core.types import NotFound
from gandan.documents.actions.intake import _decoding, _incoming, _put, _replace
from gandan.documents.models import StoredFile
from gandan.documents.queries import path_of
from gandan.documents.rules.renditions import formats
from gandan.documents.rules.renditions import rendition as drawn
from gandan.documents.types import PICTURES, MediaType

WIDTHS = (480, 960, 1600)


def rendition(file_id: int, width: int, form: str) -> bytes:
    """A picture in one of the widths, as `avif` or `webp`. NotFound for anything else."""
    file = StoredFile.objects.filter(pk=file_id, media_type__in=PICTURES).first()
    if file is None or width not in WIDTHS or form not in formats():
        raise NotFound(_("Không có ảnh này."))
    path = rendition_path_of(file.sha256, width, form)
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    with default_storage.open(path_of(file.sha256)) as original, _decoding:
        small = drawn(io.BytesIO(original.read()), MediaType(file.media_type), width, form)
    with _incoming() as draft:
        _replace(draft.file, small)
        _put(draft, path)
    return small


def rendition_path_of(sha256: str, width: int, form: str) -> str:
    return f"nho/{sha256[:2]}/{sha256[2:4]}/{sha256}-{width}.{form}"


def rendition_paths(sha256: str) -> list[str]:
    """Where copies of a file may lie: for whoever removes it."""
    return [rendition_path_of(sha256, width, form) for width in WIDTHS for form in ("avif", "webp")]
