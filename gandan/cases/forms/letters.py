"""What an officer fills in of a letter: facts that the records do not hold, who signs, why a number is cancelled."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.pack import CleanText, IsoDate, said
from gandan.cases.types.letters import Composing
from gandan.core.types import Refused
from gandan.documents.types import Fact, FactKind

LINE, PAGE = 500, 20_000


class LetterForm(forms.Form):
    """The facts of one letter. Nothing is required here: what is missing the letter's own rules say, all at once."""

    use_required_attribute = False

    signer = forms.ChoiceField(label=_("Người ký"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, wanted: Composing, *args: Any, **kwargs: Any) -> None:
        initial = {fact.code: wanted.known.get(fact.code, "") for fact, _needed in wanted.asked}
        initial |= {"signer": wanted.signer, "seen": wanted.seen, "key": uuid.uuid4().hex}
        super().__init__(*args, initial=initial, **kwargs)
        self.wanted = wanted
        self.codes = [fact.code for fact, _needed in wanted.asked]
        self.optional = [fact.code for fact, needed in wanted.asked if not needed]
        for fact, _needed in wanted.asked:
            self.fields[fact.code] = _field(fact)
        if wanted.signers:
            self.fields["signer"].choices = [("", _("Chọn người ký")), *((c.code, c.label) for c in wanted.signers)]  # type: ignore[attr-defined]
        else:
            del self.fields["signer"]
        self.order_fields([*self.codes, "signer", "seen", "key"])

    def values(self) -> dict[str, str]:
        """The facts as they were filled in."""
        return {code: str(self.cleaned_data.get(code) or "") for code in self.codes}

    def chosen(self) -> str:
        return str(self.cleaned_data.get("signer") or "")

    def refuse(self, refusal: Refused) -> None:
        """Say what is missing or wrong, each at its field; what the records lack, above the form."""
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)

    def lacking(self) -> list[str]:
        """What must still be written before a number can be given: labels, for the page as it is first shown."""
        if self.is_bound:
            return []
        return [self[code].label for code in self.codes if code not in self.optional and not self.initial.get(code)]


class CancelForm(forms.Form):
    """Why an issued letter is cancelled; its number stays in the book."""

    reason = CleanText(label=_("Lý do hủy"), required=False, max_length=300)


class OpenForm(forms.Form):
    """Why a sealed letter is read; the reason stands in the log for ever."""

    reason = CleanText(label=_("Lý do mở (bắt buộc)"), required=False, max_length=300)
    kind = forms.ChoiceField(choices=[("pdf", "PDF"), ("docx", "DOCX")], required=False)


class IsoMoment(forms.CharField):
    """A day and an hour, as browsers send them: «2026-12-01T08:30»."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **rest)

    def clean(self, value: Any) -> str:
        typed = super().clean(value).strip()
        if not typed:
            return ""
        for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"):
            try:
                return datetime.strptime(typed, pattern).isoformat(timespec="minutes")
            except ValueError:
                continue
        raise forms.ValidationError(_("Ghi ngày và giờ, ví dụ 01/12/2026 8:30."))


def _field(fact: Fact) -> forms.Field:
    label = said(fact)
    common: dict[str, Any] = {"label": f"{label[:1].upper()}{label[1:]}", "required": False}
    if fact.kind is FactKind.LONGTEXT:
        field = CleanText(lines=True, max_length=PAGE, **common)
        field.widget.attrs["rows"] = 4
        return field
    if fact.kind is FactKind.DATE:
        return IsoDate(**common)
    if fact.kind is FactKind.MOMENT:
        return IsoMoment(**common)
    return CleanText(max_length=LINE, **common)
