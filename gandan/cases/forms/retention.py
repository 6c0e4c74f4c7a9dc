"""Why a case is held back, and the last word before a batch goes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.pack import CleanText
from gandan.cases.types.retention import BatchKey
from gandan.core.types import Refused


class HoldForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput, max_length=20)
    reason = CleanText(
        label=_("Vì sao giữ lại"),
        min_length=10,
        max_length=300,
        error_messages={"min_length": _("Ghi rõ hơn, ít nhất 10 chữ cái. Ví dụ: đang có vụ án hành chính.")},
    )


class ApproveForm(forms.Form):
    """`seen`: how many cases the page said would go."""

    batch = forms.CharField(widget=forms.HiddenInput, max_length=140)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sure = forms.BooleanField(label=_("Tôi đã xem danh sách và hiểu rằng việc này không lấy lại được."))

    def clean_batch(self) -> BatchKey:
        key = BatchKey.read(self.cleaned_data["batch"])
        if key is None:
            raise forms.ValidationError(_("Đợt này không đọc được. Mở lại trang."))
        return key

    def refuse(self, refusal: Refused) -> None:
        for field, message in refusal.errors.items():
            self.add_error(field if field in self.fields else None, message)
