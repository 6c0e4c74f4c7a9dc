"""Builders: browsers of officers, what they post, what a page says."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gandan.cases.models import Case
from gandan.directory.models import Account
from gandan.law.types import Role
from tests.cases.make import PDF, Ward

QUEUE = "/ban-lam-viec/viec/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(who: Ward | Account, role: Role | None = None, **headers: str) -> Client:
    account = who.accounts[role] if isinstance(who, Ward) else who
    client = Client(headers=headers)
    client.force_login(account, backend=BACKEND)
    return client


def page_of(code: str) -> str:
    return f"{QUEUE}{code}/"


def text_of(response: HttpResponse) -> str:
    """What one reads: without marks, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def post(client: Client, code: str, action: str, **fields: Any) -> HttpResponse:
    """An action as its form sends it, on the case as it stands unless `seen` says otherwise."""
    fields.setdefault("seen", Case.objects.values_list("last_number", flat=True).get(code=code))
    return client.post(f"{page_of(code)}lam/{action}/", fields)


def answer(**changes: Any) -> dict[str, Any]:
    """A complete answer; `None` leaves a field out."""
    given = {"text": "Đã thay bóng đèn.", "result": "done", "document_number": "12/UBND"} | changes
    return {name: value for name, value in given.items() if value is not None}


def a_pdf(name: str = "bien-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")
