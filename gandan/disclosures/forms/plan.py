"""The yearly plan as one form: a line for each content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.core.types import Refused
from gandan.disclosures.forms.desk import said
from gandan.disclosures.forms.fields import Day, Line
from gandan.disclosures.types import PlanView
from gandan.law import queries as law


class PlanForm(forms.Form):
    def __init__(
        self, people: list[tuple[int, str]], plans: dict[str, PlanView], *args: Any, set: str, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.pack = law.obligations(set)
        offered = [(each.code, said(each)) for each in self.pack.forms.values()]
        for item in self.pack.items.values():
            plan = plans.get(item.code)
            self._line(item.code, offered, [("", _("Chưa giao")), *people], plan, item.forms)

    def _line(self, code: str, offered: list, people: list, plan: PlanView | None, forms_of: tuple[str, ...]) -> None:
        self.fields[f"{code}-forms"] = forms.MultipleChoiceField(
            label=_("Hình thức"), choices=offered, required=False, widget=forms.CheckboxSelectMultiple,
            initial=list(plan.forms if plan and plan.forms else forms_of),
        )  # fmt: skip
        self.fields[f"{code}-planned_on"] = Day(
            label=_("Dự kiến ngày"), required=False, initial=plan.planned_on if plan else None
        )
        self.fields[f"{code}-person"] = forms.ChoiceField(
            label=_("Người phụ trách"), choices=people, required=False, initial=(plan.person or "") if plan else ""
        )
        self.fields[f"{code}-nothing_arose"] = forms.BooleanField(
            label=_("Năm nay chưa phát sinh"), required=False, initial=plan.nothing_arose if plan else False
        )
        self.fields[f"{code}-note"] = Line(label=_("Ghi chú"), required=False, initial=plan.note if plan else "")

    @property
    def lines(self) -> list[tuple[Any, dict[str, forms.BoundField]]]:
        parts = ("forms", "planned_on", "person", "nothing_arose", "note")
        return [(item, {part: self[f"{item.code}-{part}"] for part in parts}) for item in self.pack.items.values()]

    def plans(self) -> list[PlanView]:
        found = self.cleaned_data
        return [
            PlanView(
                code, tuple(found[f"{code}-forms"]), found[f"{code}-planned_on"],
                int(found[f"{code}-person"]) if found[f"{code}-person"] else None, "",
                found[f"{code}-nothing_arose"], found[f"{code}-note"],
            )
            for code in self.pack.items
        ]  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)
