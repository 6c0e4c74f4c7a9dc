"""What people paste or choose to have it proved."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.audit.rules import receipt

_MOST = 200_000  # bytes; a receipt over a tree of a billion leaves has about 5,000


class HashForm(forms.Form):
    """The hash on a receipt, as people copy it: spaces, dashes and capitals are forgiven."""

    bam = forms.CharField(
        label=_("Mã băm trên biên nhận"),
        help_text=_("64 ký tự gồm số và chữ a–f, ở cuối biên nhận."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Dán mã băm trên biên nhận.")},
    )

    def clean_bam(self) -> str:
        digest = re.sub(r"[\s-]", "", self.cleaned_data["bam"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise forms.ValidationError(_("Mã băm có đúng 64 ký tự gồm số và chữ a–f. Chép lại từ biên nhận."))
        return digest


class ReceiptForm(forms.Form):
    """A receipt's file, proved here for those whose browser cannot."""

    tep = forms.FileField(
        label=_("Tệp biên nhận"),
        help_text=_("Tệp .json tải từ trang biên nhận."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Chọn tệp biên nhận."), "empty": _("Tệp này trống. Tải lại biên nhận.")},
    )

    def verdict(self) -> receipt.Verdict:
        """What the chosen file proves; problems are told, never raised."""
        file = self.cleaned_data["tep"]
        if file.size > _MOST:
            return receipt.Verdict(problem=receipt.NO_RECEIPT)
        try:
            return receipt.check(receipt.read(file.read().decode("utf-8")))
        except UnicodeDecodeError:
            return receipt.Verdict(problem=receipt.NO_RECEIPT)
        except receipt.Broken as broken:
            return receipt.Verdict(problem=str(broken))
