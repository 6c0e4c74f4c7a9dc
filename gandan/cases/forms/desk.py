"""What officers fill in: the form of an action, who takes over, why a seal is opened, a filter."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.kept import KeptFile, kept_files, take_in
from gandan.cases.forms.pack import CleanText, PackForm, choice_field
from gandan.cases.types import InboxFilter, Offered, Possible, Tab
from gandan.core.types import Refused
from gandan.documents.types import ACCEPT, MAX_FILES

NUMBER = "document_number"  # the field of a pack that the engine takes for proof
CHOOSE = _("Chọn người hoặc bộ phận nhận việc.")


class ActionForm(PackForm):
    """Fields of one possible action. `seen` is the last entry its reader saw: the optimistic lock.

    Files are taken in while the form is checked and kept when something else is wrong. `key` is drawn with the form:
    pressed twice, it is done once.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, possible: Possible, *args: Any, **kwargs: Any) -> None:
        super().__init__(possible.form, *args, auto_id=f"{possible.code}-%s", **kwargs)
        self.possible = possible
        self.initial.setdefault("key", uuid.uuid4().hex)
        self.kept: list[KeptFile] = kept_files(self.data.getlist("kept")) if self.is_bound else []
        self.uploads = [spec.code for spec in possible.form if spec.kind == "files"]
        if possible.results:
            self.fields["result"] = choice_field(possible.results, label=_("Kết quả"), required=True)
            self.order_fields([possible.form[0].code, "result"])  # what was done, then what that comes to
        for name in self.uploads:
            self.fields[name].widget.attrs.update(accept=ACCEPT)
            if self.kept:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for name in self.uploads:
            self._take_in(name, found.get(name) or [])
        return found

    def _take_in(self, name: str, uploads: list[UploadedFile]) -> None:
        """Keep what is right for the next try, and say of each wrong file what is wrong."""
        if len(uploads) + len(self.kept) > MAX_FILES:
            words = _("Gửi nhiều nhất %(most)d tệp; bạn đã chọn %(many)d. Bỏ bớt rồi gửi lại.")
            self.add_error(name, words % {"most": MAX_FILES, "many": len(uploads) + len(self.kept)})
            return
        for upload in uploads:
            try:
                self.kept.append(take_in(upload, sealed=self.possible.sealed))
            except Refused as refusal:
                self.add_error(name, [f"{upload.name}: {message}" for message in refusal.errors.values()])

    def values(self) -> dict[str, Any]:
        """The filled-in form as the engine takes it."""
        result = {"result": self.cleaned_data["result"]} if self.possible.results else {}
        return self.answers() | result

    def done(self) -> dict[str, Any]:
        """What `actions.perform` takes besides who and what."""
        return {
            "seen": self.cleaned_data["seen"],
            "key": self.cleaned_data["key"],
            "form": self.values(),
            "files": [each.id for each in self.kept],
            "file_names": [each.name for each in self.kept],
        }

    def refuse(self, refusal: Refused) -> None:
        """Say what the engine refused, at the field where the form has it."""
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)

    def see(self, number: int) -> None:
        """Having been told what changed, its writer may send it again."""
        self.data = self.data.copy()
        self.data["seen"] = str(number)

    # --- how it is laid out ---

    def proof(self) -> list[forms.BoundField]:
        """The fields of which one must be filled in."""
        return [self[name] for name in self.fields if name in (*self.uploads, NUMBER)] if self.possible.evidence else []

    def folded(self) -> list[forms.BoundField]:
        """Long optional texts beside a main one: folded until they are wanted."""
        longs = [spec.code for spec in self.possible.form if spec.kind == "longtext"]
        return [self[name] for name in longs[1:] if not self.fields[name].required]

    def plain(self) -> list[forms.BoundField]:
        apart = {field.name for field in (*self.proof(), *self.folded())}
        return [field for field in self.visible_fields() if field.name not in apart]

    def unfolded(self) -> bool:
        """Whether a folded field has something to show."""
        return any(field.errors or field.value() for field in self.folded())


class AssignForm(forms.Form):
    """Who takes over: a person («p:12») or a unit («o:7») of those offered."""

    use_required_attribute = False  # the button «Tôi nhận» says it by itself

    to = forms.RegexField(
        r"^[op]:[0-9]{1,9}$",
        label=_("Giao cho"),
        error_messages={"required": CHOOSE, "invalid": CHOOSE},
        widget=forms.Select(attrs={"class": "input", "data-key": "g"}),
    )
    note = CleanText(label=_("Lời nhắn"), required=False, max_length=300)

    def __init__(self, offered: Offered | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = offered = offered or Offered()
        self.fields["to"].widget.choices = [  # type: ignore[attr-defined]
            ("", _("Chọn người hoặc bộ phận")),
            (_("Người"), [(each.code, each.label) for each in offered.people]),
            (_("Bộ phận"), [(each.code, each.label) for each in offered.bodies]),
        ]

    def why_not(self) -> str:
        """All that is wrong, in one line."""
        return " ".join(words for errors in self.errors.values() for words in errors)

    def target(self) -> dict[str, int]:
        kind, _colon, number = self.cleaned_data["to"].partition(":")
        return {"person" if kind == "p" else "organisation": int(number)}


class SealForm(forms.Form):
    """Why a sealed identity is opened; the reason stands in the log for ever."""

    reason = CleanText(
        label=_("Lý do mở (bắt buộc)"),
        min_length=10,
        max_length=300,
        error_messages={"min_length": _("Ghi rõ hơn vì sao cần biết tên, ít nhất 10 chữ cái.")},
    )


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
