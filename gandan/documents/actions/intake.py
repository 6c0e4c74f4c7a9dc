"""Taking a file in: streamed, typed by its bytes, scanned, stripped, stored once under its own hash."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import shlex
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.home import home
from gandan.core.text import one_line
from gandan.core.types import Refused
from gandan.documents import rules
from gandan.documents.models import StoredFile
from gandan.documents.queries import path_of, thumbnail_path_of
from gandan.documents.types import (
    EXTENSIONS,
    MAX_BYTES,
    MAX_MEGABYTES,
    PICTURES,
    MediaType,
    NotTaken,
    Picture,
    Problem,
    Stored,
)

Seal = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file not yet in its place: open, and where it lies."""

    file: BinaryIO
    path: Path


log = logging.getLogger(__name__)
_CHUNK = 64 * 1024
_SCAN_SECONDS = 60
RENEWED_AFTER = timedelta(hours=1)
# A decoded picture takes up to 160 MB: no more than two at once in a worker.
_decoding = threading.BoundedSemaphore(2)


def store(upload: BinaryIO | File | bytes, name: str, *, seal: Seal | None = None) -> Stored:
    """Take in one file, and say what it is. Refused (field `files`) with advice where it may not be kept.

    With `seal`, what is kept is `seal(content)` and its row says nothing of what it is: the returned Stored does, and
    belongs under the same seal. Call it before the transaction that attaches the file.
    """
    try:
        with _incoming() as draft:
            _receive(upload, draft.file)
            media_type = rules.media_type_of(draft.file)
            scan = _scan(draft.path)
            picture = _clean(draft.file, media_type) if media_type in PICTURES else None
            if picture is not None:
                _replace(draft.file, picture.content)
            if seal is not None:
                draft.file.seek(0)
                _replace(draft.file, seal(draft.file.read()))
            file = _keep(draft, media_type, picture, scan, sealed=seal is not None)
    except NotTaken as refusal:
        raise Refused(files=_advice(refusal.problem, name)) from None
    width, height = (picture.width, picture.height) if picture else (None, None)
    cleaned = rules.cleaned_name(name, media_type)
    return Stored(file.pk, file.sha256, file.size, media_type, EXTENSIONS[media_type], cleaned, width, height)


def thumbnail(file_id: int) -> bytes:
    """A picture at 320 px as WebP, made at its first asking and kept beside it."""
    file = StoredFile.objects.get(pk=file_id, media_type__in=PICTURES)
    path = thumbnail_path_of(file.sha256)
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    with default_storage.open(path_of(file.sha256)) as original, _decoding:
        small = rules.thumbnail(io.BytesIO(original.read()), MediaType(file.media_type))
    with _incoming() as draft:
        _replace(draft.file, small.content)
        _put(draft, path)
    return small.content


@contextmanager
def _incoming() -> Iterator[Draft]:
    """A draft beside the files themselves, so that moving it into place is one atomic rename."""
    directory = home() / "files" / ".incoming"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, path = tempfile.mkstemp(dir=directory)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield Draft(file, Path(path))
    finally:
        Path(path).unlink(missing_ok=True)


def _receive(upload: BinaryIO | File | bytes, draft: BinaryIO) -> None:
    size = 0
    for chunk in _chunks(upload):
        size += len(chunk)
        if size > MAX_BYTES:
            raise NotTaken(Problem.TOO_LARGE)
        draft.write(chunk)
    draft.flush()


def _chunks(upload: BinaryIO | File | bytes) -> Iterator[bytes]:
    if isinstance(upload, bytes):
        yield upload
        return
    if isinstance(upload, File):
        yield from upload.chunks(_CHUNK)
        return
    while chunk := upload.read(_CHUNK):
        yield chunk


def _scan(path: Path) -> str:
    """Ask the configured scanner (GANDAN_SCANNER, `{path}` stands for the file). Its failure takes nothing in."""
    if not settings.SCANNER:
        return "none"
    command = [word.replace("{path}", str(path)) for word in shlex.split(settings.SCANNER)]
    try:
        code = subprocess.run(command, capture_output=True, timeout=_SCAN_SECONDS, check=False).returncode  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("scanner did not run: %s", error)
        raise NotTaken(Problem.NOT_SCANNED) from None
    if code == 1:
        raise NotTaken(Problem.INFECTED)
    if code != 0:
        log.error("scanner ended with %s", code)
        raise NotTaken(Problem.NOT_SCANNED)
    return "clean"


def _clean(draft: BinaryIO, media_type: MediaType) -> Picture:
    with _decoding:
        return rules.cleaned_picture(draft, media_type)


def _replace(draft: BinaryIO, content: bytes) -> None:
    draft.seek(0)
    draft.truncate()
    draft.write(content)
    draft.flush()


def _keep(draft: Draft, media_type: MediaType, picture: Picture | None, scan: str, *, sealed: bool) -> StoredFile:
    draft.file.seek(0)
    sha256 = hashlib.file_digest(draft.file, "sha256").hexdigest()
    size = draft.file.tell()
    kind = MediaType.SEALED if sealed else media_type
    # Bytes first, then the row: a crash between leaves a file nobody names, never a row without its file.
    _put(draft, path_of(sha256))
    about = {"size": size, "media_type": kind, "extension": EXTENSIONS[kind], "scan": scan}
    if picture is not None and not sealed:
        about |= {"width": picture.width, "height": picture.height}
    with transaction.atomic():
        file, new = StoredFile.objects.get_or_create(sha256=sha256, defaults=about)
        if not new and file.created_at < clock.now() - RENEWED_AFTER:
            # Uploaded anew: the sweep of stray files counts its two days from now.
            StoredFile.objects.filter(pk=file.pk).update(created_at=clock.now())
    if new and draft.path.exists():
        _put(draft, path_of(sha256))  # the sweep may have taken the old bytes between the two steps
    return file


def _put(draft: Draft, path: str) -> None:
    """Into the storage under its name; on a disk by an atomic rename of what is already written through."""
    if default_storage.exists(path):
        return
    if not isinstance(default_storage, FileSystemStorage):  # a bucket: its own upload is all or nothing
        draft.file.seek(0)
        default_storage.save(path, File(draft.file))
        return
    place = Path(default_storage.path(path))
    draft.file.flush()
    os.fsync(draft.file.fileno())
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.replace(draft.path, place)
    _write_through(place.parent)


def _write_through(directory: Path) -> None:
    """The rename itself survives a power cut only when its directory has been synced."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _advice(problem: Problem, name: str) -> str:
    """What is wrong with the file, and what to do, in plain words."""
    return {
        Problem.EMPTY: _("Tệp «%(name)s» trống. Chọn lại tệp có nội dung."),
        Problem.TOO_LARGE: _("Tệp «%(name)s» lớn hơn %(limit)s MB. Chọn ảnh nhỏ hơn hoặc chia thành nhiều tệp."),
        Problem.HEIC: _("Tệp «%(name)s» là ảnh HEIC mà nhiều máy không mở được. Chọn ảnh JPG hoặc PNG."),
        Problem.VIDEO: _("Chưa nhận video («%(name)s»). Chọn ảnh JPG hoặc PNG chụp lại sự việc."),
        Problem.OLD_OFFICE: _("Tệp «%(name)s» thuộc loại Word hoặc Excel cũ. Lưu lại thành PDF, DOCX hoặc XLSX."),
        Problem.MACRO: _("Tệp «%(name)s» có macro. Lưu lại thành PDF, hoặc DOCX, XLSX không có macro."),
        Problem.UNKNOWN: _("Không nhận loại tệp của «%(name)s». Chọn ảnh JPG, PNG, WebP hoặc tệp PDF, DOCX, XLSX."),
        Problem.BROKEN: _("Tệp «%(name)s» bị hỏng hoặc thiếu một phần. Mở thử trên máy rồi chọn lại."),
        Problem.TOO_MANY_PIXELS: _("Ảnh «%(name)s» quá lớn. Chọn ảnh có ít điểm ảnh hơn, khoảng 12 triệu là đủ rõ."),
        Problem.UNPACKS_TOO_LARGE: _("Tệp «%(name)s» quá lớn khi mở ra. Lưu lại thành PDF rồi chọn lại."),
        Problem.INFECTED: _("Tệp «%(name)s» có mã độc nên không được nhận. Quét vi-rút trên máy của bạn."),
        Problem.NOT_SCANNED: _("Chưa kiểm tra được tệp «%(name)s». Thử lại sau ít phút, hoặc gửi không kèm tệp."),
    }[problem] % {"name": one_line(name)[-60:], "limit": MAX_MEGABYTES}
