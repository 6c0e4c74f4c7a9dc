"""What somebody asks about their own data."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.pack import CleanText
from gandan.core.types import Refused
from gandan.ui.types import OptionText


class OwnForm(forms.Form):
    wants = forms.ChoiceField(
        label=_("Bạn muốn"),
        widget=forms.RadioSelect,
        choices=[
            (
                "correct",
                OptionText(_("Sửa thông tin của tôi"), _("Ghi lại cho đúng ở dưới; ô trống thì giữ như cũ")),
            ),
            (
                "erase",
                OptionText(_("Xóa tên và cách liên lạc"), _("Hồ sơ vẫn được giải quyết, không còn tên bạn")),
            ),
        ],
        error_messages={"required": _("Chọn một trong hai.")},
    )
    name = CleanText(label=_("Họ tên đúng"), max_length=160, required=False)
    phone = CleanText(label=_("Số điện thoại đúng"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail đúng"), max_length=200, required=False, error_messages={"invalid": _("E-mail chưa đúng dạng.")}
    )
    address = CleanText(label=_("Địa chỉ đúng"), max_length=300, required=False)
    reason = CleanText(label=_("Vì sao"), lines=True, max_length=2000, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", f"own-{uuid.uuid4().hex}")

    def refuse(self, refusal: Refused) -> None:
        for field, message in refusal.errors.items():
            name = field.removeprefix("answers.").removeprefix("party.")
            self.add_error(name if name in self.fields else None, message)

    def asked(self) -> dict[str, Any]:
        told = self.cleaned_data
        details = {name: told[name] for name in ("name", "phone", "email", "address")}
        return {"wants": told["wants"], "reason": told["reason"], "details": details, "key": told["key"]}
