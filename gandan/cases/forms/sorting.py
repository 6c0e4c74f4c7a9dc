"""What is asked when letters are sorted: into which case they go, to whom, of which kind they are, what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.pack import CleanText, PackForm, said
from gandan.cases.types import IntakeType, Part, QueueRow
from gandan.core.text import one_line
from gandan.core.types import Refused
from gandan.directory import queries as directory
from gandan.law.types import Choice

REASON = {"lines": True, "required": False, "max_length": 2000}
MATCHES = 6
OUTSIDE = "-"  # the radio that means: what was typed is a body outside this system


class SortForm(PackForm):
    """Common to all three: what the engine refused stands at its field; `wanted` is what its action takes."""

    reason = CleanText(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}), **REASON)

    def __init__(self, rows: Sequence[QueueRow], specs: Sequence[Any] = (), **rest: Any) -> None:
        super().__init__(specs, **rest)
        self.rows = rows

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            field = name.removeprefix("answers.")
            self.add_error(field if field in self.fields else None, message)

    def codes(self) -> list[str]:
        return [row.code for row in self.rows]


class MergeForm(SortForm):
    main_code = CleanText(
        label=_("Mã hồ sơ chính"),
        max_length=20,
        help_text=_("Trả lời hồ sơ chính là trả lời mọi đơn đã gộp; ai cũng được báo theo mã của mình."),
        error_messages={"required": _("Ghi mã hồ sơ chính.")},
    )

    def __init__(self, rows: Sequence[QueueRow], **rest: Any) -> None:
        super().__init__(rows, **rest)
        self.order_fields(["main_code", "reason"])
        if len(rows) > 1:  # one alone goes into another
            self.initial.setdefault("main_code", min(rows, key=lambda row: (row.received_on, row.code)).code)

    def codes(self) -> list[str]:
        """The main case itself may be among those chosen."""
        main = self.cleaned_data["main_code"]
        return [row.code for row in self.rows if row.code != main]

    def wanted(self) -> dict[str, Any]:
        return {"main": self.cleaned_data["main_code"], "reason": self.cleaned_data["reason"]}


class ForwardForm(SortForm):
    to = CleanText(
        label=_("Chuyển đến"),
        max_length=200,
        help_text=_("Tên hoặc mã phường, xã trong hệ thống; hoặc tên cơ quan bên ngoài."),
        error_messages={"required": _("Ghi nơi nhận.")},
    )
    document_number = CleanText(label=_("Số phiếu chuyển"), required=False, max_length=60)

    def __init__(self, rows: Sequence[QueueRow], **rest: Any) -> None:
        super().__init__(rows, **rest)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = _("Ghi vì sao chuyển.")
        typed = one_line(str(self.data.get("to") or ""))[:200] if self.is_bound else ""
        if typed:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Nơi nhận là"),
                choices=[*_found(typed), (OUTSIDE, _("Cơ quan ngoài hệ thống: %(name)s") % {"name": typed[:120]})],
                widget=forms.RadioSelect(),
                error_messages={"required": _("Chọn nơi nhận.")},
            )
        self.order_fields(["to", "unit", "reason", "document_number"])

    def wanted(self) -> dict[str, Any]:
        unit = self.cleaned_data["unit"]
        place = {"body": self.cleaned_data["to"]} if unit == OUTSIDE else {"unit": unit}
        return place | {name: self.cleaned_data[name] for name in ("reason", "document_number")}


class ClassifyForm(SortForm):
    """`intakes`: the kinds that a letter may be; the fields of the one chosen are asked with it."""

    def __init__(self, rows: Sequence[QueueRow], intakes: Sequence[IntakeType], **rest: Any) -> None:
        data = rest.get("data")
        chosen = next((each for each in intakes if data and each.code == data.get("to")), None)
        super().__init__(rows, chosen.fields if chosen else (), **rest)
        kinds = [("", _("Giữ loại hiện nay")), *((each.code, said(each)) for each in intakes)]
        self.fields["to"] = forms.ChoiceField(label=_("Loại đơn"), choices=kinds, required=False)
        areas = _areas(intakes)
        self.fields["field"] = forms.ChoiceField(
            label=_("Lĩnh vực"), choices=[("", _("Giữ lĩnh vực hiện nay")), *areas], required=False
        )
        self.order_fields(["to", "field", *(spec.code for spec in self.specs), "reason"])
        same = {row.field for row in rows if hasattr(row, "field")}
        if len(same) == 1:
            self.initial.setdefault("field", next(iter(same)))

    def wanted(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in ("to", "field", "reason")}
        return found | {"answers": self.answers()}


class PartForm(forms.Form):
    """One further matter of a letter; left empty it is none."""

    type = forms.ChoiceField(label=_("Loại đơn"))
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    subject = CleanText(label=_("Trích yếu"), required=False, max_length=200)
    content = CleanText(lines=True, label=_("Nội dung"), required=False)

    def __init__(self, intakes: Sequence[IntakeType], *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.intakes = {each.code: each for each in intakes}
        self.fields["type"].choices = [(each.code, said(each)) for each in intakes]  # type: ignore[attr-defined]
        self.fields["field"].choices = [("", _("Chọn lĩnh vực")), *_areas(intakes)]  # type: ignore[attr-defined]
        self.fields["content"].widget.attrs["rows"] = 4
        self.extra = {spec.code: spec for each in intakes for spec in each.fields if spec.required}
        for spec in self.extra.values():
            self.fields[spec.code] = CleanText(label=said(spec), required=False, max_length=spec.max_length or 4000)

    @property
    def is_told(self) -> bool:
        return bool(self.errors or self["subject"].value() or self["content"].value())

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[code] for code in self.extra]

    @property
    def more_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more)

    def part(self) -> Part | None:
        found = self.cleaned_data
        if not found.get("subject") and not found.get("content"):
            return None
        asked = {spec.code for spec in self.intakes[found["type"]].fields}
        answers = {code: found[code] for code in self.extra if code in asked and found.get(code)}
        return Part(found["type"], found.get("subject", ""), found.get("content", ""), found.get("field", ""), answers)


def _areas(intakes: Sequence[IntakeType]) -> list[tuple[str, str]]:
    areas: dict[str, Choice] = {choice.code: choice for each in intakes for choice in each.areas}
    return [(code, said(choice)) for code, choice in areas.items()]


def _found(typed: str) -> list[tuple[str, str]]:
    exact = directory.unit_by_code(typed) if typed.isalnum() else None
    found = [exact] if exact else [match.view for match in directory.search_units(typed, MATCHES)]
    return [(each.code, f"{each.name}, {each.province_name}" if each.province_name else each.name) for each in found]
