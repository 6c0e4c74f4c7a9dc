"""`/thoi-han/`: when a legal clock runs out and why, day by day. Anyone may ask; nothing is stored."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core import clock
from gandan.law import queries as law
from gandan.law.types import Deadline, LawError, NotExtendable, OutsideCalendar, UnknownPack
from gandan.portal.public.crumbs import crumbs
from gandan.ui.caching import public_page

DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"]
FIRST = "recommendation:answer"  # what most people ask for
LONG = 35  # days; a longer strip is folded


@require_safe
@public_page
def calculator(request: HttpRequest) -> HttpResponse:
    """A form and its answer, by GET, so that an answer has an address that can be sent on."""
    asked = any(name in request.GET for name in Question.base_fields)
    form = Question(request.GET if asked else None, initial={"thoi_han": FIRST, "ngay": _today()})
    deadline = form.deadline() if asked and form.is_valid() else None
    context: dict[str, Any] = {
        "form": form,
        "crumbs": crumbs((_("Tính thời hạn theo luật"), "")),
        "covered": law.calendar(),
    }
    if deadline:
        english = _english()
        context |= {
            "deadline": deadline,
            "label": form.chosen_label(),
            "sentences": deadline.sentences_en if english else deadline.sentences,
            "long": len(deadline.steps) > LONG,
        }
    return render(request, "portal/calculator.html", context, status=422 if form.errors else 200)


class Question(forms.Form):
    """Which clock, from which day, extended how often."""

    thoi_han = forms.ChoiceField(
        label=gettext_lazy("Việc gì, thời hạn nào"),
        error_messages={
            "required": gettext_lazy("Chọn một thời hạn."),
            "invalid_choice": gettext_lazy("Chọn một thời hạn trong danh sách."),
        },
    )
    ngay = forms.DateField(
        label=gettext_lazy("Bắt đầu từ ngày"),
        input_formats=DATES,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Ngày nhận; với «giải quyết» là ngày thụ lý. Ví dụ 24/11/2026."),
        error_messages={
            "required": gettext_lazy("Ghi ngày bắt đầu."),
            "invalid": gettext_lazy("Ghi ngày, ví dụ 24/11/2026."),
        },
    )
    gio = forms.TimeField(
        label=gettext_lazy("Giờ nhận"),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hg%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Chỉ cần cho chứng thực bản sao. Ví dụ 15:30."),
        error_messages={"invalid": gettext_lazy("Ghi giờ, ví dụ 15:30.")},
    )
    gia_han = forms.IntegerField(
        label=gettext_lazy("Số lần đã gia hạn"),
        required=False,
        min_value=0,
        max_value=9,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Ghi một số, ví dụ 1."),
            "min_value": gettext_lazy("Ghi 0 hoặc số lớn hơn."),
            "max_value": gettext_lazy("Nhiều nhất 9."),
        },
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["thoi_han"].choices = _offered()

    def clean(self) -> dict[str, Any]:
        """Ask the law while errors can still be shown at their field."""
        found = super().clean() or {}
        self._deadline: Deadline | None = None
        if not self.errors:
            try:
                self._deadline = _ask(found["thoi_han"], found["ngay"], found["gio"], found["gia_han"] or 0)
            except LawError as error:
                self.add_error(*_told(error))
        return found

    def deadline(self) -> Deadline | None:
        return self._deadline

    def chosen_label(self) -> str:
        return dict(self.fields["thoi_han"].choices)[self.cleaned_data["thoi_han"]]


def _ask(chosen: str, day: date, hour: time | None, extensions: int) -> Deadline:
    case_type, _sep, clock_code = chosen.partition(":")
    start = datetime.combine(day, hour) if hour else day
    return law.deadline(case_type, clock_code, start, extensions)


def _told(error: LawError) -> tuple[str, str]:
    """At which field a refusal of the law is shown, in the language of the page."""
    if isinstance(error, NotExtendable):
        return "gia_han", _("Thời hạn này không được gia hạn nhiều lần như vậy.") if _english() else str(error)
    if isinstance(error, OutsideCalendar):
        known = law.calendar()
        years = {"first": known.first.year, "last": known.last.year}
        return "ngay", _("Ngày này, hoặc hạn tính ra, nằm ngoài lịch làm việc đã có (%(first)s đến %(last)s).") % years
    if isinstance(error, UnknownPack):
        return "ngay", _("Ngày đó chưa có quy định nào về thời hạn này có hiệu lực.")
    return "", str(error)


def _offered() -> list[tuple[str, str]]:
    """Each clock with what it belongs to, in one line: a closed list on a phone shows nothing else."""
    return [
        (f"{name.case_type}:{name.clock}", f"{_said(name, 'case_type_label')}: {_said(name, 'label')}")
        for name in law.clock_names()
    ]


def _said(thing: Any, name: str) -> str:
    return (getattr(thing, f"{name}_en") if _english() else "") or getattr(thing, name)


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _today() -> date:
    return clock.today()
