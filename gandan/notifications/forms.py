"""What the desk's lists are asked for."""

from __future__ import annotations

from django import forms

from gandan.notifications.types import State


class PageForm(forms.Form):
    """Which page of a list; a broken address shows the first one."""

    truoc = forms.IntegerField(required=False, min_value=1)

    def before(self) -> int | None:
        return self.cleaned_data.get("truoc") if self.is_valid() else None


class LogForm(PageForm):
    trang_thai = forms.ChoiceField(required=False, choices=[("", "")] + [(s.value, s.value) for s in State])

    def state(self) -> State | None:
        value = self.cleaned_data.get("trang_thai") if self.is_valid() else ""
        return State(value) if value else None
