"""What an officer decides about a photograph, and the parts to blur: «10,20,15,30; …», in hundredths of its sides."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gandan.documents.types import Box

MOST = 40
PUBLIC, PRIVATE, LATER = "public", "private", "later"


class PhotoForm(forms.Form):
    do = forms.ChoiceField(choices=[(each, each) for each in (PUBLIC, PRIVATE, LATER)])
    boxes = forms.CharField(
        label=gettext_lazy("Khung làm mờ"), required=False, max_length=2000, widget=forms.TextInput()
    )

    def clean_boxes(self) -> list[Box]:
        parts = [part for part in re.split(r"[;\n]", self.cleaned_data["boxes"]) if part.strip()]
        if len(parts) > MOST:
            raise ValidationError(_("Vẽ nhiều nhất %(n)d khung.") % {"n": MOST})
        return [_box(part) for part in parts]


def _box(part: str) -> Box:
    numbers = re.fullmatch(r"\s*(\d{1,3}(?:\.\d+)?)\s*,\s*(\d{1,3}(?:\.\d+)?)\s*,\s*(\d{1,3}(?:\.\d+)?)\s*,"
                           r"\s*(\d{1,3}(?:\.\d+)?)\s*", part)  # fmt: skip
    left, top, width, height = (float(each) / 100 for each in numbers.groups()) if numbers else (9, 9, 9, 9)
    if left >= 1 or top >= 1 or not 0 < width <= 1 or not 0 < height <= 1:
        raise ValidationError(_("Khung ghi bốn số từ 0 đến 100: trái, trên, rộng, cao; ví dụ 10,20,15,30."))
    return Box(left, top, min(width, 1 - left), min(height, 1 - top))
