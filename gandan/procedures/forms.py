"""What is filled in: pages and copies; at the desk our own words, a reason, a common question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gandan.core.types import Refused
from gandan.procedures.types import Guidance, ServiceView


class CopiesForm(forms.Form):
    """By GET, so that a price has an address."""

    trang = forms.IntegerField(
        label=gettext_lazy("Số trang của bản chính"), min_value=1, max_value=5000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Ghi số trang."), "invalid": gettext_lazy("Ghi một số, ví dụ 2."),
                        "min_value": gettext_lazy("Ít nhất 1 trang."),
                        "max_value": gettext_lazy("Nhiều nhất 5.000 trang.")},
    )  # fmt: skip
    ban = forms.IntegerField(
        label=gettext_lazy("Số bản cần chứng thực"), min_value=1, max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Ghi số bản."), "invalid": gettext_lazy("Ghi một số, ví dụ 1."),
                        "min_value": gettext_lazy("Ít nhất 1 bản."), "max_value": gettext_lazy("Nhiều nhất 500 bản.")},
    )  # fmt: skip


class GuidanceForm(forms.Form):
    """Our words; in the lists each line is one."""

    short = forms.CharField(label=gettext_lazy("Tên ngắn, như người dân gọi"), max_length=160, required=False)
    lead = forms.CharField(label=gettext_lazy("Một câu: để làm gì"), max_length=300, required=False)
    bring = forms.CharField(
        label=gettext_lazy("Cần mang theo, mỗi dòng một thứ"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )
    mistakes = forms.CharField(
        label=gettext_lazy("Lỗi thường gặp, mỗi dòng một lỗi"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    said = forms.CharField(
        label=gettext_lazy("Tên gọi khác để tìm, mỗi dòng một tên"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    intake = forms.ChoiceField(
        label=gettext_lazy("Nơi nộp hồ sơ"),
        choices=[("portal", gettext_lazy("Cổng Dịch vụ công quốc gia")), ("here", gettext_lazy("Nộp tại đây"))],
        error_messages={"invalid_choice": gettext_lazy("Chọn nơi nộp hồ sơ.")},
    )
    reason = forms.CharField(label=gettext_lazy("Lý do sửa"), max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, view: ServiceView) -> GuidanceForm:
        words = view.guidance
        lists = {name: "\n".join(getattr(words, name)) for name in ("bring", "mistakes", "said")}
        start = {"short": words.short, "lead": words.lead, "intake": view.intake, "seen": view.version}
        return cls(initial=start | lists)

    def guidance(self) -> Guidance:
        found = self.cleaned_data
        lists = {name: _lines(found[name]) for name in ("bring", "mistakes", "said")}
        return Guidance(short=found["short"].strip(), lead=found["lead"].strip(), **lists)

    def refuse(self, refusal: Refused) -> None:
        refuse(self, refusal)


class QuestionForm(forms.Form):
    question = forms.CharField(label=gettext_lazy("Câu hỏi"), max_length=300, required=False)
    answer = forms.CharField(
        label=gettext_lazy("Trả lời"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )


def refuse(form: Any, refusal: Refused) -> None:
    """What an action refused, at its field."""
    for name, message in refusal.errors.items():
        form.add_error(name if name in form.fields else None, message)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip()[:400] for line in text.splitlines() if line.strip())[:40]
