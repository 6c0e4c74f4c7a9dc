"""How a sender is reached: a telephone number or an e-mail address, and by which of them they are told."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from gandan.cases.forms.pack import CleanText
from gandan.cases.types import Told
from gandan.ui.types import OptionText


class Contact(CleanText):
    """A telephone number or an e-mail address, as people write them."""

    def to_python(self, value: Any) -> str:
        contact = super().to_python(value)
        if contact and not any(read_contact(contact)):
            raise ValidationError(_("Ghi số điện thoại (ví dụ 0912 345 678) hoặc e-mail (ví dụ ten@hop.thu)."))
        return contact


def told_field() -> forms.ChoiceField:
    """How the sender is told; by text message only where the installation has a gateway for them."""
    ways = [
        (Told.PHONE, OptionText(_("Gọi điện cho tôi"), hint=_("Cán bộ gọi khi có trả lời."))),
        (Told.EMAIL, OptionText(_("Gửi e-mail"), hint=_("Mỗi bước quan trọng có một thư ngắn."))),
        (Told.CODE, OptionText(_("Không cần báo, tôi tự xem bằng mã"), hint=_("Không phải để lại gì."))),
    ]
    if settings.SMS_URL:
        ways.insert(1, (Told.SMS, OptionText(_("Nhắn tin điện thoại"), hint=_("Tin ngắn, không nói nội dung."))))
    return forms.ChoiceField(
        label=_("Báo cho bạn bằng cách nào?"), choices=ways, widget=forms.RadioSelect(), required=False
    )


def read_contact(contact: str) -> tuple[str, str]:
    """(phone, e-mail), one of them or none."""
    if "@" in contact:
        try:
            validate_email(contact)
        except ValidationError:
            return "", ""
        return "", contact
    digits = re.sub(r"[\s.()\-]", "", contact)
    return (digits, "") if re.fullmatch(r"(\+?84|0)\d{8,10}", digits) else ("", "")
