"""What officers fill in on a case sealed whole: why it is opened, whom it is about, where it goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.desk import SealForm
from gandan.core.types import Refused
from gandan.law.types import Choice

CHOOSE = _("Chưa chọn")


class WhyForm(SealForm):
    """A reason, and what the engine says against it."""

    def __init__(self, *args: Any, label: Any = "", **rest: Any) -> None:
        super().__init__(*args, auto_id=f"{rest.pop('name', 'mo')}-%s", **rest)
        self.fields["reason"].error_messages["required"] = _("Ghi lý do.")
        self.fields["reason"].error_messages["min_length"] = _("Ghi rõ hơn lý do, ít nhất 10 chữ cái.")
        if label:
            self.fields["reason"].label = label

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)


class BarForm(WhyForm):
    """Who is denounced, as the directory knows them."""

    person = forms.TypedChoiceField(
        label=_("Người bị tố cáo, trong danh bạ của đơn vị"),
        coerce=int,
        widget=forms.Select(),
        error_messages={"required": _("Chọn một người."), "invalid_choice": _("Chọn một người trong danh sách.")},
    )
    field_order = ["person", "reason"]

    def __init__(self, people: Iterable[Choice], *args: Any, **rest: Any) -> None:
        super().__init__(*args, name="nguoi", label=_("Căn cứ"), **rest)
        self.fields["person"].choices = [("", CHOOSE), *((each.code, each.label) for each in people)]  # type: ignore[attr-defined]


class RerouteForm(WhyForm):
    """Which unit is to settle it."""

    to = forms.ChoiceField(
        label=_("Đơn vị giải quyết"),
        widget=forms.Select(),
        error_messages={"required": _("Chọn một đơn vị."), "invalid_choice": _("Chọn một đơn vị trong danh sách.")},
    )
    field_order = ["to", "reason"]

    def __init__(self, units: Iterable[Choice], *args: Any, **rest: Any) -> None:
        super().__init__(*args, name="noi", label=_("Lý do chuyển"), **rest)
        self.fields["to"].choices = [("", CHOOSE), *((each.code, each.label) for each in units)]  # type: ignore[attr-defined]
