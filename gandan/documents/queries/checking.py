"""Whether what was taken in is still what it was: files, by their own bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage

from gandan.core.types import Finding
from gandan.documents.models import StoredFile
from gandan.documents.queries.files import path_of

_PAGE = 2000


def verify_files() -> Iterator[Finding]:
    """Every stored file is there, and its bytes are those that its name says. Reads all of them, a piece at a time."""
    for pk, sha256 in _rows():
        name = f"documents_storedfile {pk} ({sha256[:12]}…)"
        try:
            found = _digest(path_of(sha256))
        except OSError:
            if StoredFile.objects.filter(pk=pk).exists():  # else a rule of retention or the sweep took it meanwhile
                yield Finding(name, "không còn tệp này trong kho: đã bị xóa")
            continue
        if found != sha256:
            yield Finding(name, "nội dung tệp không khớp mã băm: đã bị sửa")


def _rows() -> Iterator[tuple[int, str]]:
    """Page by page: no statement stays open on the database while files are read."""
    last = 0
    while page := list(StoredFile.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "sha256")[:_PAGE]):
        yield from page
        last = page[-1][0]


def _digest(path: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(path) as file:
        for piece in file.chunks():
            digest.update(piece)
    return digest.hexdigest()
