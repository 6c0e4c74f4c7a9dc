"""Who joins a report: a word more if they want, and how to be told. No name is asked for."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gandan.cases.actions.joining import Joining
from gandan.cases.forms.contact import Contact, read_contact
from gandan.cases.forms.pack import CleanText
from gandan.cases.types import PartyInput, Told


class JoinForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    said = CleanText(lines=True, label=gettext_lazy("Bạn thấy thêm gì?"), required=False, max_length=2000)
    contact = Contact(label=gettext_lazy("Số điện thoại hoặc e-mail để nhận kết quả"), required=False, max_length=160)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["said"].widget.attrs["rows"] = 3
        self.initial["key"] = uuid.uuid4().hex

    def joining(self, main: str, language: str) -> Joining:
        found = self.cleaned_data
        phone, email = read_contact(found["contact"])
        party = PartyInput(phone=phone, email=email, anonymous=True, told_by=Told.PHONE if phone else Told.EMAIL)
        return Joining(main, found["key"], party, found["said"], language)
