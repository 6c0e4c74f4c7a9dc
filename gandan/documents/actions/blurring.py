"""A second picture of a photograph, with faces and number plates made unreadable; the first one stays as it came."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from gandan.core.types import NotFound
from gandan.documents import rules
from gandan.documents.models import StoredFile
from gandan.documents.queries import path_of
from gandan.documents.types import PICTURES, Box, MediaType, Stored

from .intake import store


def blurred_copy(file_id: int, boxes: Sequence[Box], name: str) -> Stored:
    """Keep a copy with these parts blurred. Raises NotFound, also where the file is no picture."""
    file = StoredFile.objects.filter(pk=file_id, media_type__in=PICTURES).first()
    if file is None:
        raise NotFound(_("Không có ảnh này."))
    with default_storage.open(path_of(file.sha256)) as original:
        picture = rules.blurred(io.BytesIO(original.read()), MediaType(file.media_type), boxes)
    return store(picture.content, name)
