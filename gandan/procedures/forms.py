"""What is filled in: pages and copies; at the desk our own words, a reason, a common question, a place with hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gandan.core.types import Refused
from gandan.procedures.queries import KINDS, WEEKDAYS
from gandan.procedures.rules import read_spans, written_spans
from gandan.procedures.types import Guidance, Opening, PointKind, PointView, ServiceView


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


_LINES = ("bring", "mistakes", "steps", "said")


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
    steps = forms.CharField(
        label=gettext_lazy("Các bước, mỗi dòng một bước"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    conditions = forms.CharField(
        label=gettext_lazy("Điều kiện"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600, required=False
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
    def of(cls, view: ServiceView, adding: str = "") -> GuidanceForm:
        """Filled with what stands there; `adding`: one more name to be found by, not yet saved."""
        words = view.guidance
        if adding and adding not in words.said:
            words = replace(words, said=(*words.said, adding))
        lists = {name: "\n".join(getattr(words, name)) for name in _LINES}
        start = {
            "short": words.short,
            "lead": words.lead,
            "conditions": words.conditions,
            "intake": view.intake,
            "seen": view.version,
        }
        if adding:
            start["reason"] = gettext("Người dân tìm «%(words)s» mà không thấy") % {"words": adding}
        return cls(initial=start | lists)

    def guidance(self) -> Guidance:
        found = self.cleaned_data
        lists = {name: _lines(found[name]) for name in _LINES}
        words = {name: found[name].strip() for name in ("short", "lead", "conditions")}
        return Guidance(**words, **lists)

    def refuse(self, refusal: Refused) -> None:
        refuse(self, refusal)


class QuestionForm(forms.Form):
    question = forms.CharField(label=gettext_lazy("Câu hỏi"), max_length=300, required=False)
    answer = forms.CharField(
        label=gettext_lazy("Trả lời"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )


ACCESS = {"": None, "co": True, "khong": False}


class PointForm(forms.Form):
    """A place: where it is, its week in words as people write it, what it takes in."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Đơn vị"), error_messages={"invalid_choice": gettext_lazy("Chọn đơn vị.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại nơi"), choices=[(k.value, label) for k, label in KINDS.items()])
    name = forms.CharField(label=gettext_lazy("Tên nơi"), max_length=200, required=False)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=300, required=False)
    phone = forms.RegexField(
        r"^[\d+ ().-]{3,40}$", label=gettext_lazy("Điện thoại"), required=False,
        error_messages={"invalid": gettext_lazy("Điện thoại chỉ gồm chữ số, dấu cách, dấu chấm.")},
    )  # fmt: skip
    lat = forms.FloatField(label=gettext_lazy("Vĩ độ"), required=False)
    lon = forms.FloatField(label=gettext_lazy("Kinh độ"), required=False)
    accessible = forms.ChoiceField(
        label=gettext_lazy("Xe lăn vào được"), required=False,
        choices=[("", gettext_lazy("Chưa xem")), ("co", gettext_lazy("Vào được")),
                 ("khong", gettext_lazy("Không vào được"))],
    )  # fmt: skip
    fields_served = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ nhận các lĩnh vực"), required=False, widget=forms.CheckboxSelectMultiple
    )
    procedures = forms.CharField(label=gettext_lazy("Chỉ nhận các mã thủ tục"), max_length=1000, required=False)
    late_for = forms.CharField(label=gettext_lazy("Ngoài giờ chỉ làm các mã"), max_length=1000, required=False)
    note = forms.CharField(
        label=gettext_lazy("Lưu ý cho người đến"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=gettext_lazy("Từ ngày"), required=False, widget=forms.DateInput({"type": "date"})
    )
    valid_to = forms.DateField(
        label=gettext_lazy("Đến hết ngày"), required=False, widget=forms.DateInput({"type": "date"})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], fields: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["fields_served"].choices = [(name, name) for name in fields]  # type: ignore[attr-defined]
        for day, label in enumerate(WEEKDAYS):
            after = gettext("%(day)s, ngoài giờ") % {"day": label}
            self.fields[f"hours_{day}"] = forms.CharField(label=label, max_length=80, required=False)
            self.fields[f"late_{day}"] = forms.CharField(label=after, max_length=80, required=False)

    @property
    def week(self) -> list[tuple[Any, Any]]:
        """Office hours and out-of-hours of each day, side by side."""
        return [(self[f"hours_{day}"], self[f"late_{day}"]) for day in range(7)]

    @classmethod
    def of(cls, view: PointView, **choices: Any) -> PointForm:
        start: dict[str, Any] = {name: getattr(view, name) for name in _SAME} | {"seen": view.number}
        start |= {"kind": view.kind.value, "fields_served": list(view.fields), "late_for": " ".join(view.late_for)}
        start |= {"procedures": " ".join(view.procedures)}
        start["accessible"] = next(key for key, value in ACCESS.items() if value is view.accessible)
        for day in range(7):
            for kind in ("hours", "late"):
                own = [o for o in view.openings if o.weekday == day and o.late is (kind == "late")]
                start[f"{kind}_{day}"] = written_spans((o.opens, o.closes) for o in own)
        return cls(initial=start, **choices)

    def clean(self) -> dict[str, Any]:
        """Each day's hours are read here, so that what is wrong stands at its day."""
        found = super().clean() or self.cleaned_data
        openings: list[Opening] = []
        for name in (f"{kind}_{day}" for kind in ("hours", "late") for day in range(7)):
            try:
                spans = read_spans(found.get(name) or "")
            except ValueError as error:
                self.add_error(name, str(error))
            else:
                openings += [Opening(int(name[-1]), a, b, name.startswith("late")) for a, b in spans]
        return found | {"openings": tuple(openings)}

    def point(self, id: int, *, sample: bool) -> PointView:
        found = self.cleaned_data
        return PointView(
            id=id, kind=PointKind(found["kind"]), unit_name="", openings=found["openings"],
            late_for=_codes(found["late_for"]), procedures=_codes(found["procedures"]),
            fields=tuple(found["fields_served"]), accessible=ACCESS[found["accessible"]], sample=sample,
            **{name: found[name] for name in _SAME},
        )  # fmt: skip


_SAME = ("unit", "name", "address", "phone", "lat", "lon", "note", "valid_from", "valid_to")


def refuse(form: Any, refusal: Refused) -> None:
    """What an action refused, at its field."""
    for name, message in refusal.errors.items():
        form.add_error(name if name in form.fields else None, message)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip()[:400] for line in text.splitlines() if line.strip())[:40]


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))[:60]
