"""What stands on a receipt, typed again: the code, the confirmation number; and where the receipt shall be sent."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gandan.core import codes


class CodeForm(forms.Form):
    """A code typed from paper."""

    ma = forms.CharField(
        label=gettext_lazy("Mã trên biên nhận hoặc giấy hẹn"),
        max_length=40,
        error_messages={"required": gettext_lazy("Ghi mã, ví dụ SG26-4829-1379.")},
    )

    def clean_ma(self) -> str:
        code = codes.read_code(self.cleaned_data["ma"])
        if code is None:
            raise ValidationError(wrong_code(self.cleaned_data["ma"]))
        return code


def wrong_code(typed: str) -> str:
    """Why this cannot be a code: a digit mistyped, or another length."""
    bare = re.sub(r"[\s.\u2010-\u2015_-]", "", typed)
    if re.fullmatch(r"[A-Za-z]{2,4}\d{10}", bare):
        return _("Mã gõ sai một số hoặc đổi chỗ hai số. Xem lại từng số trên biên nhận.")
    return _("Mã có chữ đầu và 10 chữ số, ví dụ SG26-4829-1379. Xem lại trên biên nhận.")


class PinForm(forms.Form):
    """The six digits printed beside the code."""

    pin = forms.CharField(
        label=gettext_lazy("Mã xác nhận"),
        max_length=20,
        help_text=gettext_lazy("Sáu chữ số trên biên nhận, cạnh mã hồ sơ."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
        error_messages={"required": gettext_lazy("Ghi sáu chữ số của mã xác nhận.")},
    )

    def clean_pin(self) -> str:
        digits = re.sub(r"\D", "", self.cleaned_data["pin"])
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise ValidationError(_("Mã xác nhận có sáu chữ số."))
        return digits


class EmailForm(forms.Form):
    """Where a receipt shall be sent."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        error_messages={
            "required": gettext_lazy("Ghi e-mail."),
            "invalid": gettext_lazy("Ghi e-mail, ví dụ ten@hop.thu."),
        },
    )
