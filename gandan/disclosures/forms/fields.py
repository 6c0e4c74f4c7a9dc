"""Fields that several forms share: clean text, dates, files that are kept when something else is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gandan.core import text
from gandan.core.types import Refused
from gandan.documents import actions as documents

KEPT_FOR = 24 * 3600
SALT = "gandan.disclosures.kept"


class Line(forms.CharField):
    def __init__(self, *, lines: int = 0, **rest: Any) -> None:
        self.lines = lines
        rest.setdefault("max_length", 5000 if lines else 300)
        if lines:
            rest.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        rest.setdefault("error_messages", {"required": _("Chưa ghi mục này.")})
        super().__init__(**rest)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        return text.clean(value) if self.lines else text.one_line(value)


class Day(forms.DateField):
    def __init__(self, **rest: Any) -> None:
        rest["error_messages"] = {"invalid": _("Ghi ngày, ví dụ 24/11/2026."), "required": _("Ghi ngày.")}
        rest["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], **rest)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(Files, self).clean(each, initial) for each in given]


def take_in(uploads: Iterable[UploadedFile]) -> tuple[list[tuple[int, str]], list[str]]:
    """What was stored, and in words what was not."""
    kept, wrong = [], []
    for upload in uploads:
        try:
            stored = documents.store(upload, upload.name or "")
            kept.append((stored.id, stored.name))
        except Refused as refusal:
            wrong += [str(message) for message in refusal.errors.values()]
    return kept, wrong


def token_of(file: int, name: str) -> str:
    return signing.dumps([file, name], salt=SALT, compress=True)


def read_tokens(tokens: Iterable[str]) -> list[tuple[int, str]]:
    """Files that came back with the form; a forged or old token is left out."""
    found = []
    for token in list(tokens)[:40]:
        try:
            file, name = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
            found.append((file, name))
        except (signing.BadSignature, ValueError):
            continue
    return found


def see_other(name: str, *args: Any, **query: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(name, args=args, query=query or None))
    response.status_code = 303
    return response
