"""Taking in a video of the authority: by its bytes, scanned, without place and device, stored by content."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from gandan.core.text import one_line
from gandan.core.types import Refused
from gandan.documents.actions.intake import Draft, _advice, _chunks, _incoming, _put, _scan
from gandan.documents.models import StoredFile
from gandan.documents.queries import path_of
from gandan.documents.rules.videos import forget_place, video_type_of
from gandan.documents.types import NotTaken, Problem, Stored
from gandan.documents.types.videos import MAX_VIDEO_BYTES, MAX_VIDEO_MEGABYTES, MP4, VIDEO_EXTENSIONS


def store_video(upload: BinaryIO | File | bytes, name: str) -> Stored:
    """MP4 or WebM up to 100 MB. Refused (field `files`) with advice for anything else."""
    try:
        with _incoming() as draft:
            size = _received(upload, draft)
            media_type = video_type_of(draft.file)
            if media_type == MP4:
                forget_place(draft.file)
            draft.file.flush()
            file = _kept(draft, media_type, size, _scan(draft.path))
    except NotTaken as refusal:
        raise Refused(files=_said(refusal.problem, name)) from None
    extension = VIDEO_EXTENSIONS[media_type]
    stem = one_line(name).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0][:100] or "video"
    return Stored(file.pk, file.sha256, file.size, media_type, extension, f"{stem}.{extension}")


def _received(upload: BinaryIO | File | bytes, draft: Draft) -> int:
    size = 0
    for chunk in _chunks(upload):
        size += len(chunk)
        if size > MAX_VIDEO_BYTES:
            raise NotTaken(Problem.TOO_LARGE)
        draft.file.write(chunk)
    draft.file.flush()
    return size


def _kept(draft: Draft, media_type: str, size: int, scan: str) -> StoredFile:
    draft.file.seek(0)
    sha256 = hashlib.file_digest(draft.file, "sha256").hexdigest()
    _put(draft, path_of(sha256))
    about = {"size": size, "media_type": media_type, "extension": VIDEO_EXTENSIONS[media_type], "scan": scan}
    with transaction.atomic():
        return StoredFile.objects.get_or_create(sha256=sha256, defaults=about)[0]


def _said(problem: Problem, name: str) -> str:
    told = {"name": one_line(name)[-60:], "limit": MAX_VIDEO_MEGABYTES}
    if problem is Problem.TOO_LARGE:
        return _("Video «%(name)s» lớn hơn %(limit)s MB. Nén nhỏ lại, hoặc dẫn đường liên kết.") % told
    if problem in (Problem.VIDEO, Problem.UNKNOWN):
        return _("Chỉ nhận video MP4 hoặc WebM; «%(name)s» không phải loại đó.") % told
    return _advice(problem, name)
