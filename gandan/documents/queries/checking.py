"""Whether what was printed and taken in is still what it was: letters by the log, files by their own bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connection, connections

from gandan.core.types import Finding
from gandan.documents.models import StoredFile
from gandan.documents.queries.files import path_of
from gandan.documents.queries.letters import verify_letters


def verify_documents() -> Iterator[Finding]:
    yield from verify_letters()
    yield from verify_files()


def verify_files() -> Iterator[Finding]:
    """Every stored file is there, and its bytes are those that its name says. Reads all of them, a piece at a time."""
    rows = StoredFile.objects.order_by("pk").values_list("pk", "sha256").iterator(chunk_size=2000)
    for pk, sha256 in rows:
        name = f"documents_storedfile {pk} ({sha256[:12]}…)"
        try:
            found = _digest(path_of(sha256))
        except OSError:
            if not _gone_since(pk):
                yield Finding(name, "không còn tệp này trong kho: đã bị xóa")
            continue
        if found != sha256:
            yield Finding(name, "nội dung tệp không khớp mã băm: đã bị sửa")


def _digest(path: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(path) as file:
        for piece in file.chunks():
            digest.update(piece)
    return digest.hexdigest()


def _gone_since(pk: int) -> bool:
    """Whether a rule of retention or the sweep took it meanwhile: asked beside the moment that is being read."""
    asked = "SELECT 1 FROM documents_storedfile WHERE id = %s"
    beside = connection if connection.in_atomic_block else connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with beside.cursor() as cursor:
            cursor.execute(asked, [pk])
            return cursor.fetchone() is None
    finally:
        if beside is not connection:
            beside.close()
