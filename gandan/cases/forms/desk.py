"""An action's form, made from the fields its law pack asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gandan.cases.types import InboxFilter, Possible, Tab
from gandan.law.types import Choice, FieldSpec

KEPT = "gandan.kept-files"
DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]


def said(vietnamese: str, english: str) -> str:
    """The words for the language of the page; English falls back to Vietnamese."""
    return english if english and (get_language() or "vi").startswith("en") else vietnamese


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one control."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in chosen]


class ActionForm(forms.Form):
    """Fields of one possible action. `seen` is the last entry its reader saw: the optimistic lock.

    Files already taken in survive an error elsewhere in the form: `kept` carries their signed ids.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, possible: Possible, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{possible.code}-%s", **kwargs)
        self.possible = possible
        if possible.results:
            self.fields["result"] = forms.ChoiceField(
                label=_("Kết quả"), choices=_choices(possible.results), widget=forms.RadioSelect
            )
        for spec in possible.form:
            self.fields[spec.code] = field_of(spec)
            if spec.kind == "files" and self.kept_files:
                self.fields[spec.code].required = False

    @property
    def kept_files(self) -> list[tuple[int, str]]:
        """(id, name) of files taken in by an earlier try; nothing where the signature is not ours."""
        try:
            kept = signing.loads(self.data.get("kept", ""), salt=KEPT, max_age=3 * 3600)
        except signing.BadSignature:
            return []
        return [(int(number), str(name)) for number, name in kept]

    def keep(self, files: list[tuple[int, str]]) -> None:
        self.data = self.data.copy()
        self.data["kept"] = signing.dumps(files, salt=KEPT)

    def uploads(self) -> list[Any]:
        return [
            upload
            for spec in self.possible.form
            if spec.kind == "files"
            for upload in self.cleaned_data.get(spec.code) or []
        ]

    def values(self) -> dict[str, Any]:
        """What the engine takes: codes and plain values, dates in ISO form."""
        wanted = [spec.code for spec in self.possible.form if spec.kind != "files"]
        wanted += ["result"] if self.possible.results else []
        values = {code: self.cleaned_data.get(code) for code in wanted}
        return {code: v.isoformat() if isinstance(v, date) else v for code, v in values.items() if v not in (None, "")}


def field_of(spec: FieldSpec) -> forms.Field:
    """A Django field for one field of a pack."""
    common: dict[str, Any] = {
        "label": said(spec.label, spec.label_en),
        "help_text": spec.hint,
        "required": spec.required,
    }
    length = {"max_length": spec.max_length} if spec.max_length else {}
    match spec.kind:
        case "longtext":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **length, **common)
        case "choice":
            empty = [] if spec.required else [("", _("Không chọn"))]
            return forms.ChoiceField(choices=[*empty, *_choices(spec.choices)], widget=forms.Select, **common)
        case "date":
            return forms.DateField(
                input_formats=DATES,
                widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "25/11/2026"}),
                error_messages={"invalid": _("Ghi ngày theo dạng 25/11/2026.")},
                **common,
            )
        case "integer":
            return forms.IntegerField(min_value=0, **common)
        case "yes_no":
            return forms.BooleanField(**{**common, "required": False})
        case "files":
            return FilesField(widget=Files(attrs={"accept": "image/jpeg,image/png,image/webp,.pdf"}), **common)
        case _:
            return forms.CharField(**length, **common)


def _choices(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    return [(choice.code, said(choice.label, choice.label_en)) for choice in choices]


class AssignForm(forms.Form):
    """Who takes over: a person («p:12») or a unit («o:7») of those offered."""

    to = forms.ChoiceField(label=_("Giao cho"))
    note = forms.CharField(label=_("Lời nhắn"), required=False, max_length=300)

    def __init__(self, offered: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Chọn người hoặc bộ phận")), *offered]  # type: ignore[attr-defined]

    def target(self) -> dict[str, int]:
        kind, _colon, number = self.cleaned_data["to"].partition(":")
        return {"person" if kind == "p" else "organisation": int(number)}


class SealForm(forms.Form):
    """Why a sealed identity is opened; the reason stands in the log for ever."""

    reason = forms.CharField(label=_("Lý do mở (bắt buộc)"), min_length=10, max_length=300)


class ViewForm(forms.Form):
    """Keep the present filter under a name."""

    name = forms.CharField(label=_("Tên bộ lọc"), max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, max_length=400, required=False)


class FilterForm(forms.Form):
    """The inbox's filters, all optional; nonsense in the address is ignored, never an error."""

    tab = forms.ChoiceField(choices=[(tab.value, tab.value) for tab in Tab], required=False)
    type = forms.CharField(max_length=40, required=False)
    field = forms.CharField(max_length=40, required=False)
    neighbourhood = forms.CharField(max_length=40, required=False)
    unit = forms.CharField(max_length=40, required=False)
    q = forms.CharField(max_length=200, required=False)

    def wanted(self, default: Tab) -> InboxFilter:
        self.is_valid()
        value = self.cleaned_data.get
        return InboxFilter(
            tab=Tab(value("tab") or default),
            type=value("type") or "",
            field=value("field") or "",
            neighbourhood=value("neighbourhood") or "",
            unit=value("unit") or "",
            text=value("q") or "",
        )
