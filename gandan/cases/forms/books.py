"""Which book, of which unit, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.pack import said
from gandan.cases.types.books import Book, BookWanted
from gandan.core import clock
from gandan.directory.types import UnitView
from gandan.law.types import Choice

LONGEST = 366 * 2  # days


class BookForm(forms.Form):
    """Read from the address. The period begins with the year, unless said otherwise."""

    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    since = forms.DateField(label=_("Từ ngày"), required=False)
    until = forms.DateField(label=_("Đến hết ngày"), required=False)
    type = forms.ChoiceField(label=_("Loại đơn"), required=False)

    def __init__(self, book: Book, units: Sequence[UnitView], types: Sequence[Choice], data: Any) -> None:
        super().__init__(data or None)
        self.book, self.units = book, {unit.code: unit for unit in units}
        today = clock.today()
        self.first, self.last = date(today.year, 1, 1), today
        self.fields["unit"].choices = [(unit.code, unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["type"].choices = [("", _("Tất cả")), *((each.code, said(each)) for each in types)]  # type: ignore[attr-defined]
        for name, day in (("since", self.first), ("until", self.last)):
            field = self.fields[name]
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            field.input_formats = ["%Y-%m-%d", "%d/%m/%Y"]  # type: ignore[attr-defined]
            field.error_messages["invalid"] = _("Ghi ngày, ví dụ 24/11/2026.")
            field.initial = day
        if book is Book.LETTERS:
            del self.fields["type"]
        if len(units) < 2:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        since, until = found.get("since") or self.first, found.get("until") or self.last
        if since > until:
            self.add_error("until", _("Ngày cuối phải sau ngày đầu."))
        elif (until - since).days > LONGEST:
            self.add_error("until", _("Chọn nhiều nhất hai năm cho một sổ."))
        return found

    def wanted(self) -> BookWanted:
        """Of a form that is right, or that has not been sent."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        unit = self.units.get(given.get("unit") or "") or next(iter(self.units.values()))
        return BookWanted(
            book=self.book,
            unit=unit.code,
            unit_name=unit.name,
            unit_path=unit.path,
            since=given.get("since") or self.first,
            until=given.get("until") or self.last,
            type=given.get("type") or "",
        )
