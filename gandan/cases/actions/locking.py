"""Nothing of a case sealed whole reaches a row in the clear: what is drawn up is locked here, before it is kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.fernet import Fernet
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gandan.cases.models import Case
from gandan.cases.queries import locked
from gandan.cases.rules import seals
from gandan.cases.types.sealing import Enclosed
from gandan.core.home import known_key
from gandan.core.types import Refused
from gandan.documents import actions as documents
from gandan.documents.types import MediaType, Stored
from gandan.law.types import CaseType

SUBJECT = gettext_noop("Đơn niêm phong")  # all that its row says
HANDED_IN = ("subject", "content", "field", "address", "lat", "lon", "neighbourhood_id", "answers")

Files = tuple[tuple[Stored, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An entry's words as they are kept."""

    text: str
    form: dict[str, Any]
    files: Files
    secret: bytes | None = None


def lock_case(case: Case) -> None:
    """Move what was handed in under lock; what is left in the row is neutral, unfindable and outside the queue."""
    values = {name: getattr(case, name) for name in HANDED_IN}
    case.secret = seals.lock(values, locked.key_of(case.code))
    case.subject, case.content, case.field, case.address, case.folded = SUBJECT, "", "", "", ""
    case.lat = case.lon = case.neighbourhood_id = None
    case.answers, case.publish, case.external_number = {}, False, ""


def said(pack: CaseType, code: str, action: str, text: str, form: Mapping[str, Any], files: Files) -> Said:
    """What an entry keeps. Open types keep it as it is."""
    if not pack.sealed:
        return Said(text, dict(form), files)
    shown, hidden = seals.split_form(form, pack.actions.get(action))
    names = {stored.sha256: name for stored, name in files}
    values = {"text": text, "form": hidden, "files": names}
    secret = seals.lock(values, locked.key_of(code)) if any(values.values()) else None
    neutral = tuple((stored, f"tep-niem-phong-{number}") for number, (stored, _name) in enumerate(files, start=1))
    return Said("", shown, neutral, secret)


def check(pack: CaseType, files: Files) -> None:
    """Raises Refused where a file of a case sealed whole was taken in as it is."""
    if pack.sealed and any(stored.media_type != MediaType.SEALED for stored, _name in files):
        raise Refused(files=_("Tệp này chưa được niêm phong. Chọn lại tệp rồi gửi."))


def enclose(upload: BinaryIO | File | bytes, name: str) -> Enclosed:
    """Take a file in under seal: its row says nothing of what it is. Raises Refused at `files`."""
    digests: list[str] = []

    def shut(content: bytes) -> bytes:
        digests.append(hmac.new(_file_key(), content, hashlib.sha256).hexdigest())
        return _box().encrypt(content)

    stored = documents.store(upload, name, seal=shut)
    return Enclosed(stored.id, stored.name, digests[0])


def unenclosed(content: bytes) -> bytes:
    """The bytes of an enclosed file; whoever asks has entered why."""
    return _box().decrypt(content)


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_file_key()))


def _file_key() -> bytes:
    return seals.case_key(known_key(locked.SEAL), "files")
