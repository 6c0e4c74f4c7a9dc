"""What a reader fills in: an address for letters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.core.types import Refused
from gandan.disclosures.forms.desk import said
from gandan.law import queries as law


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail của bạn"),
        error_messages={
            "required": _("Ghi e-mail."),
            "invalid": _("Địa chỉ e-mail không đúng dạng, ví dụ ten@vidu.vn."),
        },
    )
    unit = forms.CharField(widget=forms.HiddenInput, max_length=40)
    item = forms.ChoiceField(
        label=_("Nội dung nào"),
        required=False,
        error_messages={"invalid_choice": _("Chọn một nội dung trong danh mục.")},
    )
    site = forms.CharField(required=False)  # stays empty: people do not see it

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        items = law.obligations("commune").items.values()
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", _("Mọi nội dung")), *((each.code, f"{each.number}. {said(each)}") for each in items)
        ]  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)

    def clean_site(self) -> Any:
        if self.cleaned_data["site"]:
            raise forms.ValidationError(_("Để trống ô này."))
        return ""
