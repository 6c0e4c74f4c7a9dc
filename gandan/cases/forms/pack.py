"""Fields of a law pack as Django fields, in the language of the page; every door draws them alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from gandan.core import text
from gandan.law.types import Choice, FieldSpec

LINE = 200
PAGE = 10_000  # letters: some four printed pages
RADIOS = 8  # more choices than this become a drop-down


def said(thing: Any, name: str = "label") -> str:
    """`thing.label`, or `thing.label_en` where the page is English and there is one."""
    if (get_language() or "").startswith("en"):
        english = getattr(thing, f"{name}_en", "")
        if english:
            return english
    return getattr(thing, name)


class CleanText(forms.CharField):
    """Text in its stored form before it is measured: NFC, no control characters, no odd spaces."""

    def __init__(self, *, lines: bool = False, max_length: int = 0, **rest: Any) -> None:
        self.lines = lines
        rest.setdefault("widget", forms.Textarea(attrs={"rows": 6}) if lines else forms.TextInput())
        rest.setdefault("error_messages", {}).setdefault("required", _("Chưa ghi mục này."))
        super().__init__(max_length=max_length or (PAGE if lines else LINE), **rest)
        # A browser would cut a long text silently; the reader shall see what was too long and decide.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        return text.clean(value) if self.lines else text.one_line(value)

    def run_validators(self, value: Any) -> None:
        over = len(value) - self.max_length
        if over > 0:
            raise forms.ValidationError(
                ngettext(
                    "Dài quá %(over)d chữ; rút còn nhiều nhất %(most)d chữ.",
                    "Dài quá %(over)d chữ; rút còn nhiều nhất %(most)d chữ.",
                    over,
                )
                % {"over": over, "most": self.max_length}
            )
        super().run_validators(value)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each checked; how many is the form's to say."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        single = super().clean
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given:
            single(None, initial)  # says that files are required, where they are
        return [single(each, initial) for each in given]


def field_of(spec: FieldSpec) -> forms.Field:
    """One field of a pack. Its value after cleaning is what `actions` expects (dates as ISO text)."""
    common: dict[str, Any] = {"label": said(spec), "required": spec.required, "help_text": said(spec, "hint")}
    if spec.kind == "longtext":
        return CleanText(lines=True, max_length=spec.max_length, **common)
    if spec.kind == "choice":
        return choice_field(spec.choices, **common)
    if spec.kind == "date":
        return IsoDate(**common)
    if spec.kind == "integer":
        return forms.IntegerField(
            min_value=0, error_messages={"invalid": _("Ghi một số nguyên."), "required": _("Ghi một số.")}, **common
        )
    if spec.kind == "yes_no":
        return forms.BooleanField(error_messages={"required": _("Đánh dấu để xác nhận.")}, **common)
    if spec.kind == "files":
        return FilesField(error_messages={"required": _("Thêm ít nhất một tệp.")}, **common)
    return CleanText(max_length=spec.max_length, **common)


class IsoDate(forms.DateField):
    def __init__(self, **rest: Any) -> None:
        messages = {"invalid": _("Ghi ngày, ví dụ 24/11/2026."), "required": _("Ghi ngày.")}
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], error_messages=messages, widget=widget, **rest
        )

    def clean(self, value: Any) -> str:
        day: date | None = super().clean(value)
        return day.isoformat() if day else ""


def choice_field(choices: Iterable[Choice], **common: Any) -> forms.ChoiceField:
    """Radios while they can be seen at once, else a drop-down."""
    offered = [(choice.code, said(choice)) for choice in choices]
    few = len(offered) <= RADIOS
    if not few or not common.get("required", True):
        offered.insert(0, ("", _("Chưa chọn") if not few else _("Không chọn")))
    return forms.ChoiceField(
        choices=offered,
        widget=forms.RadioSelect() if few else forms.Select(),
        error_messages={"required": _("Chọn một mục."), "invalid_choice": _("Chọn một mục trong danh sách.")},
        **common,
    )


class PackForm(forms.Form):
    """A form whose fields a pack lists; `answers()` is what goes to the action."""

    def __init__(self, specs: Iterable[FieldSpec], *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.specs = tuple(specs)
        for spec in self.specs:
            self.fields[spec.code] = field_of(spec)

    def answers(self) -> dict[str, Any]:
        """The pack's fields that were filled in, without files."""
        wanted = (spec.code for spec in self.specs if spec.kind != "files")
        return {code: self.cleaned_data[code] for code in wanted if self.cleaned_data.get(code) not in (None, "")}
