"""What officers fill in: the form of an action, who takes over, why a seal is opened, a filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.pack import CleanText, PackForm, choice_field
from gandan.cases.forms.public import KeptFile, kept_files, take_in
from gandan.cases.types import InboxFilter, Possible, Tab
from gandan.core.types import Refused


class ActionForm(PackForm):
    """Fields of one possible action. `seen` is the last entry its reader saw: the optimistic lock.

    Files are taken in while the form is checked and kept when something else is wrong.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, possible: Possible, *args: Any, **kwargs: Any) -> None:
        super().__init__(possible.form, *args, auto_id=f"{possible.code}-%s", **kwargs)
        self.possible = possible
        self.kept: list[KeptFile] = kept_files(self.data.getlist("kept")) if self.is_bound else []
        self.uploads = [spec.code for spec in possible.form if spec.kind == "files"]
        if possible.results:
            self.fields["result"] = choice_field(possible.results, label=_("Kết quả"), required=True)
        if not possible.public:
            for field in self.fields.values():
                field.widget.attrs.pop("rows", None)  # an internal note is short
        for name in self.uploads:
            if self.kept:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for name in self.uploads:
            for upload in found.get(name) or []:
                try:
                    self.kept.append(take_in(upload))
                except Refused as refusal:
                    self.add_error(name, [f"{upload.name}: {message}" for message in refusal.errors.values()])
        return found

    def values(self) -> dict[str, Any]:
        """What the engine takes."""
        result = {"result": self.cleaned_data["result"]} if self.possible.results else {}
        return self.answers() | result


class AssignForm(forms.Form):
    """Who takes over: a person («p:12») or a unit («o:7») of those offered."""

    to = forms.ChoiceField(label=_("Giao cho"), widget=forms.Select(attrs={"class": "input"}))
    note = CleanText(label=_("Lời nhắn"), required=False, max_length=300)

    def __init__(self, offered: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Chọn người hoặc bộ phận")), *offered]  # type: ignore[attr-defined]

    def target(self) -> dict[str, int]:
        kind, _colon, number = self.cleaned_data["to"].partition(":")
        return {"person" if kind == "p" else "organisation": int(number)}


class SealForm(forms.Form):
    """Why a sealed identity is opened; the reason stands in the log for ever."""

    reason = CleanText(label=_("Lý do mở (bắt buộc)"), min_length=10, max_length=300)


class ViewForm(forms.Form):
    """Keep the present filter under a name."""

    name = CleanText(label=_("Tên bộ lọc"), max_length=60)
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
