"""Files taken in while a form is filled in: what comes back as a token is not chosen twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from gandan.cases.actions.locking import enclose
from gandan.documents import actions as documents
from gandan.documents.types import MAX_FILES

KEPT_FOR = 24 * 3600


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that has already been taken in; its token comes back with the form, so nobody chooses it twice."""

    id: int
    name: str
    size: int
    token: str


def take_in(upload: UploadedFile, *, sealed: bool = False) -> KeptFile:
    """`sealed`: of a case sealed whole, so nothing but ciphertext is kept."""
    if sealed:
        shut = enclose(upload, upload.name or "")
        token = signing.dumps([shut.id, shut.name, upload.size or 0], salt="gandan.kept", compress=True)
        return KeptFile(shut.id, shut.name, upload.size or 0, token)
    stored = documents.store(upload, upload.name or "")
    token = signing.dumps([stored.id, stored.name, stored.size], salt="gandan.kept", compress=True)
    return KeptFile(stored.id, stored.name, stored.size, token)


def kept_files(tokens: list[str]) -> list[KeptFile]:
    """The files that came back as tokens; a forged or old one is left out."""
    found: dict[int, KeptFile] = {}
    for token in tokens[: MAX_FILES * 2]:
        try:
            number, name, size = signing.loads(token, salt="gandan.kept", max_age=KEPT_FOR)
        except (signing.BadSignature, ValueError):
            continue
        found[number] = KeptFile(number, name, size, token)
    return list(found.values())
