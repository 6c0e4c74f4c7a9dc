"""What an officer fills in when a letter arrives on paper, by phone or in person: one page, in reading order."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from gandan.cases.forms.kept import KeptFile, kept_files, take_in
from gandan.cases.forms.pack import CleanText, FilesField, IsoDate, PackForm, choice_field
from gandan.cases.forms.public import subject_of
from gandan.cases.types import Channel, IntakeType, PartyInput, Submission
from gandan.core import clock
from gandan.core.types import Refused
from gandan.directory.types import UnitView
from gandan.documents.types import ACCEPT, MAX_FILES
from gandan.law.types import Choice

WAYS = (
    (Channel.COUNTER.value, _("Tại quầy")),
    (Channel.POST.value, _("Bưu điện")),
    (Channel.PHONE.value, _("Điện thoại")),
    (Channel.RECEPTION.value, _("Tiếp công dân")),
    (Channel.EMAIL.value, _("E-mail")),
)
OPENS = time(7, 30)  # what came on an earlier day is put at the opening of that day
OTHERS = 4
AT_FIELD = {"received_at": "received_on", "party.anonymous": "anonymous", "place": "address"}


class EntryForm(PackForm):
    """A letter and who sent it. Files are taken in while it is checked and kept when something else is wrong."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    channel = forms.ChoiceField(label=_("Nhận bằng"), choices=WAYS, widget=forms.RadioSelect())
    subject = CleanText(
        label=_("Trích yếu"), required=False, max_length=200, help_text=_("Để trống: lấy câu đầu của nội dung.")
    )
    content = CleanText(lines=True, label=_("Nội dung"), min_length=10)
    name = CleanText(label=_("Họ và tên người gửi"), max_length=160, required=False)
    phone = CleanText(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    home = CleanText(label=_("Địa chỉ người gửi"), max_length=300, required=False)
    people = forms.IntegerField(label=_("Số người cùng gửi"), min_value=1, max_value=5000, required=False)
    others = CleanText(
        lines=True,
        label=_("Những người đại diện khác"),
        max_length=1000,
        required=False,
        help_text=_("Mỗi dòng một người: họ tên, điện thoại. Nhóm 5-10 người cử 1-2 người, trên 10 người cử tối đa 5."),
    )
    address = CleanText(label=_("Nơi xảy ra"), max_length=300, required=False)
    external_number = CleanText(label=_("Số đến"), max_length=60, required=False)
    files = FilesField(label=_("Bản quét, ảnh"), required=False)

    def __init__(self, intake: IntakeType, unit: UnitView, near: list[UnitView], *args: Any, **rest: Any) -> None:
        super().__init__(intake.fields, *args, **rest)
        self.intake, self.unit = intake, unit
        data: Any = self.data
        self.kept: list[KeptFile] = kept_files(data.getlist("kept")) if self.is_bound else []
        day = IsoDate(label=_("Ngày nhận"))
        day.widget.attrs["max"] = clock.today().isoformat()
        self.fields["received_on"] = day
        self.fields["field"] = choice_field(intake.areas, label=_("Lĩnh vực"), required=bool(intake.areas))
        self.fields["field"].widget = forms.Select(choices=[("", _("Chọn lĩnh vực")), *self._areas()])
        if intake.anonymous:
            self.fields["anonymous"] = forms.BooleanField(label=_("Không ghi tên"), required=False)
        places = [Choice(each.code, each.name, each.name) for each in near]
        if places:
            self.fields["neighbourhood"] = choice_field(places, label=_("Khu phố"), required=False)
            offered = [("", _("Chưa rõ")), *((each.code, each.label) for each in places)]
            self.fields["neighbourhood"].widget = forms.Select(choices=offered)
        if intake.place == "none":
            for name in ("address", "neighbourhood"):
                self.fields.pop(name, None)
        self.fields["content"].widget.attrs["rows"] = 8
        self.fields["others"].widget.attrs["rows"] = 2
        self.fields["files"].widget.attrs["accept"] = ACCEPT
        fresh = {"key": uuid.uuid4().hex, "received_on": clock.today().isoformat(), "channel": Channel.COUNTER.value}
        self.initial = fresh | self.initial

    @property
    def is_group(self) -> bool:
        return bool(self["people"].value() or self["others"].value() or self["others"].errors or self["people"].errors)

    def _areas(self) -> list[tuple[str, str]]:
        return [each for each in self.fields["field"].choices if each[0]]  # type: ignore[attr-defined]

    # --- checks ---

    def clean_received_on(self) -> date:
        day = date.fromisoformat(self.cleaned_data["received_on"])
        if day > clock.today():
            raise ValidationError(_("Ngày nhận không thể ở tương lai."))
        return day

    def clean_files(self) -> list[UploadedFile]:
        uploads: list[UploadedFile] = self.cleaned_data["files"]
        if len(uploads) + len(self.kept) > MAX_FILES:
            raise ValidationError(_("Gửi nhiều nhất %(most)d tệp.") % {"most": MAX_FILES})
        wrong = []
        for upload in uploads:
            try:
                self.kept.append(take_in(upload))
            except Refused as refusal:
                wrong += [f"{upload.name}: {message}" for message in refusal.errors.values()]
        if wrong:
            raise ValidationError(wrong)
        return uploads

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("name") and not found.get("anonymous") and "name" not in self.errors:
            self.add_error("name", _("Ghi họ tên người gửi."))
        return found

    def refuse(self, refusal: Refused) -> None:
        """What the engine refused, at the field where the officer can mend it."""
        for name, message in refusal.errors.items():
            field = AT_FIELD.get(name, name.removeprefix("answers.").removeprefix("party."))
            if name.startswith("representatives."):
                field = "others"
            self.add_error(field if field in self.fields else None, message)

    # --- what the action needs ---

    def submission(self) -> Submission:
        found = self.cleaned_data
        others = self.representatives()
        return Submission(
            type=self.intake.code,
            unit=self.unit.code,
            subject=found["subject"] or subject_of(found["content"]),
            content=found["content"],
            key=found["key"],
            field=found["field"],
            address=found.get("address", ""),
            party=self.party(),
            answers=self.answers(),
            files=tuple(each.id for each in self.kept),
            file_names=tuple(each.name for each in self.kept),
            channel=Channel(found["channel"]),
            received_at=self.received_at(),
            external_number=found["external_number"],
            neighbourhood=found.get("neighbourhood") or "",
            people=found.get("people") or 1 + len(others),
            representatives=others,
        )

    def party(self) -> PartyInput:
        found = self.cleaned_data
        if found.get("anonymous"):
            return PartyInput(phone=found["phone"], email=found["email"], anonymous=True)
        return PartyInput(found["name"], found["phone"], found["email"], found["home"])

    def representatives(self) -> tuple[PartyInput, ...]:
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        return tuple(_person(line) for line in lines)

    def received_at(self) -> datetime | None:
        """None: now. Clocks start from it."""
        day: date = self.cleaned_data["received_on"]
        return None if day == clock.today() else datetime.combine(day, OPENS, clock.VIETNAM)


def _person(line: str) -> PartyInput:
    """«Nguyễn Văn Mẫu, 0900 000 000»: the name up to the first digit, the rest is a telephone number."""
    found = re.match(r"([^\d+]*)([+\d][\d\s.]*)?", line)
    name, phone = (found.group(1), found.group(2) or "") if found else (line, "")
    return PartyInput(name=name.strip(" ,;-")[:160], phone=phone.strip())
