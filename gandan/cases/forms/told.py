"""By which way a one-time code comes, and how a sender wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gandan.cases.forms.contact import Contact, read_contact, told_field
from gandan.cases.types import Told


class WayForm(forms.Form):
    """E-mail; text message too where the installation has a gateway."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        ways = [(Told.EMAIL, _("Gửi mã đến e-mail tôi đã ghi"))]
        if settings.SMS_URL:
            ways.append((Told.SMS, _("Nhắn mã đến số điện thoại tôi đã ghi")))
        self.fields["way"] = forms.ChoiceField(label=_("Nhận mã ở đâu?"), choices=ways, widget=forms.RadioSelect())
        self.initial["way"] = Told.EMAIL

    @property
    def way(self) -> Told:
        return Told(self.cleaned_data["way"])


class ToldForm(forms.Form):
    contact = Contact(label=gettext_lazy("Số điện thoại hoặc e-mail mới"), required=False, max_length=160)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["told"] = told_field()
        self.fields["told"].required = True
        self.fields["told"].error_messages["required"] = _("Chọn một cách.")
        self.order_fields(["told", "contact"])

    @property
    def way(self) -> Told:
        return Told(self.cleaned_data["told"])

    def given(self) -> dict[str, str]:
        phone, email = read_contact(self.cleaned_data["contact"])
        return {"phone": phone, "email": email}
