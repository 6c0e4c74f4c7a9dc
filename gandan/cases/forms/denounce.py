"""What a denouncer fills in. One page, no draft, nothing kept when it is wrong: files are taken in last, under seal."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gandan.cases.actions.locking import enclose
from gandan.cases.forms.contact import read_contact
from gandan.cases.forms.entry import OPENS, WAYS
from gandan.cases.forms.pack import CleanText, FilesField, IsoDate, PackForm, choice_field, said
from gandan.cases.forms.public import ANONYMOUS, NAMED, QUICKEST, age_of, started_token
from gandan.cases.types import Channel, IntakeType, PartyInput, Submission
from gandan.cases.types.sealing import Enclosed
from gandan.core import clock
from gandan.core.types import Refused
from gandan.documents.types import ACCEPT, MAX_FILES
from gandan.ui.types import OptionText

FIRST = ("against", "denounced", "office")  # whom it is about comes first: it decides where the letter goes
SUBJECT = 120
OFF = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false"}


class DenounceForm(PackForm):
    """Asked by the pack, and who sends it. `enclosed`: the files, once everything is right."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    started = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    content = CleanText(lines=True, label=gettext_lazy("Việc gì, ở đâu, khi nào"), min_length=10)
    files = FilesField(label=gettext_lazy("Tệp làm chứng cứ"), required=False)
    name = CleanText(label=gettext_lazy("Họ và tên"), max_length=160, required=False)
    home = CleanText(label=gettext_lazy("Địa chỉ của bạn"), max_length=300, required=False)
    phone = CleanText(label=gettext_lazy("Số điện thoại"), max_length=40, required=False)
    email = CleanText(label=gettext_lazy("E-mail để nhận tin"), max_length=160, required=False)
    honest = forms.BooleanField(
        label=gettext_lazy("Tôi hiểu: cố ý tố cáo sai sự thật là vi phạm pháp luật."),
        error_messages={"required": gettext_lazy("Đánh dấu để xác nhận bạn đã đọc.")},
    )

    def __init__(self, intake: IntakeType, *args: Any, **rest: Any) -> None:
        super().__init__(intake.fields, *args, **rest)
        self.intake = intake
        self.enclosed: list[Enclosed] = []
        self.fields["field"] = choice_field(intake.areas, label=_("Lĩnh vực"), required=bool(intake.areas))
        self.fields["sender"] = forms.ChoiceField(
            label=_("Bạn đứng tên không?"), choices=_ways, widget=forms.RadioSelect()
        )
        self.fields["against"] = self._whom(intake)
        self.initial.update(key=uuid.uuid4().hex, started=started_token(), sender=NAMED)
        self.fields["files"].widget.attrs.update(accept=ACCEPT)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs.update(OFF)
        own = [spec.code for spec in intake.fields if spec.code not in (*FIRST, "protection")]
        self.order_fields(
            [*FIRST, "field", "content", *own, "files", "sender", "name", "home", "phone", "email", "protection"]
        )

    def _whom(self, intake: IntakeType) -> forms.ChoiceField:
        """Asked of everybody: it decides where the letter goes."""
        spec = next(each for each in intake.fields if each.code == "against")
        return choice_field(spec.choices, label=said(spec), required=True, help_text=said(spec, "hint"))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Để trống ô này: nó chỉ dành cho máy gửi tự động."))
        return ""

    def clean_phone(self) -> str:
        return self._contact("phone", 0, _("Ghi số điện thoại Việt Nam, ví dụ 0912 345 678."))

    def clean_email(self) -> str:
        return self._contact("email", 1, _("Ghi e-mail, ví dụ ten@hop.thu."))

    def _contact(self, name: str, place: int, wrong: str) -> str:
        typed = self.cleaned_data[name]
        if typed and not read_contact(typed)[place]:
            raise ValidationError(wrong)
        return read_contact(typed)[place] if typed else ""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        uploads = found.get("files") or []
        if found.get("sender") == NAMED:
            self._ask("name", _("Ghi họ tên, hoặc chọn không ghi tên ở trên."))
            self._ask("home", _("Ghi địa chỉ: luật đòi họ tên và địa chỉ để thụ lý."))
        elif found.get("sender") == ANONYMOUS and not uploads and not found.get("evidence"):
            self.add_error("evidence", _("Không ghi tên thì phải có chứng cứ rõ ràng: thêm tệp, hoặc ghi ở đây."))
        if len(uploads) > MAX_FILES:
            self.add_error("files", _("Gửi nhiều nhất %(most)d tệp.") % {"most": MAX_FILES})
        if not self.errors and self.hurried(found.get("started", "")):
            raise ValidationError(_("Trang vừa mở đã gửi ngay. Xem lại nội dung rồi bấm Gửi lần nữa."))
        if not self.errors:
            self._enclose(uploads)
        return found

    def hurried(self, started: str) -> bool:
        """Sent faster than anybody reads: a machine."""
        return settings.RATE_LIMITS and age_of(started) < QUICKEST

    def _ask(self, name: str, words: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    def _enclose(self, uploads: list[UploadedFile]) -> None:
        """Take the files in under seal, and say of each wrong one what is wrong."""
        for upload in uploads:
            try:
                self.enclosed.append(enclose(upload, upload.name or ""))
            except Refused as refusal:
                self.add_error("files", [f"{upload.name}: {message}" for message in refusal.errors.values()])

    def refuse(self, refusal: Refused) -> None:
        """What the engine refused, at the field where it can be mended."""
        for name, message in refusal.errors.items():
            field = name.removeprefix("answers.").removeprefix("party.")
            self.add_error(field if field in self.fields else None, message)

    def submission(self, unit: str) -> Submission:
        found = self.cleaned_data
        first = " ".join(found["content"].split())
        return Submission(
            type=self.intake.code,
            unit=unit,
            subject=first if len(first) <= SUBJECT else first[:SUBJECT].rsplit(" ", 1)[0] + "…",
            content=found["content"],
            key=found["key"],
            field=found["field"],
            party=self.party(),
            answers=self.answers(),
            files=tuple(each.id for each in self.enclosed),
            file_names=tuple(each.name for each in self.enclosed),
            enclosed=tuple(each.digest for each in self.enclosed),
            language=(get_language() or "vi")[:2],
        )

    def party(self) -> PartyInput:
        found = self.cleaned_data
        if found["sender"] == ANONYMOUS:
            return PartyInput(phone=found["phone"], email=found["email"], anonymous=True)
        return PartyInput(found["name"], found["phone"], found["email"], found["home"], sealed=True)


def _ways() -> list[tuple[str, OptionText]]:
    return [
        (
            NAMED,
            OptionText(
                _("Có, tên được niêm phong"),
                hint=_("Đơn được thụ lý theo Luật Tố cáo. Tên để riêng, mã hóa; mở ra phải có lý do và được ghi lại."),
            ),
        ),
        (
            ANONYMOUS,
            OptionText(
                _("Không ghi tên"),
                hint=_(
                    "Không thụ lý theo Luật Tố cáo (Điều 25). Có chứng cứ rõ ràng thì được chuyển thanh tra, kiểm tra."
                ),
            ),
        ),
    ]


class PaperForm(DenounceForm):
    """A denunciation that came on paper, by phone or in person, entered by who may open seals."""

    honest = None  # type: ignore[assignment]  # the letter bears a signature
    channel = forms.ChoiceField(label=gettext_lazy("Nhận bằng"), choices=WAYS, widget=forms.RadioSelect())
    received_on = IsoDate(label=gettext_lazy("Ngày nhận"))

    def __init__(self, intake: IntakeType, *args: Any, **rest: Any) -> None:
        super().__init__(intake, *args, **rest)
        self.fields["against"].required = False
        self.fields["sender"].label, self.fields["home"].label = _("Người gửi"), _("Địa chỉ người gửi")
        self.fields["sender"].choices = [(NAMED, _("Có họ tên, địa chỉ")), (ANONYMOUS, _("Không ghi tên"))]  # type: ignore[attr-defined]
        for name in ("content", "evidence", "protection"):
            self.fields[name].widget.attrs["rows"] = 3
        self.initial.update(channel=Channel.POST.value, received_on=clock.today().isoformat())
        self.fields["received_on"].widget.attrs["max"] = clock.today().isoformat()
        self.order_fields(["channel", "received_on", *self.fields])

    def hurried(self, started: str) -> bool:
        return False

    def submission(self, unit: str) -> Submission:
        day, now = date.fromisoformat(self.cleaned_data["received_on"]), clock.now()
        at = now if day == clock.day_of(now) else datetime.combine(day, OPENS, clock.VIETNAM)
        return replace(super().submission(unit), channel=Channel(self.cleaned_data["channel"]), received_at=at)


class FollowForm(forms.Form):
    """Code and confirmation number, asked for at every look: no session remembers them."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    pin = forms.CharField(
        label=gettext_lazy("Mã xác nhận"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
        error_messages={"required": gettext_lazy("Ghi sáu chữ số của mã xác nhận.")},
    )

    def clean_pin(self) -> str:
        digits = "".join(letter for letter in self.cleaned_data["pin"] if letter.isdigit() and letter.isascii())
        if len(digits) != 6:
            raise ValidationError(_("Mã xác nhận có sáu chữ số."))
        return digits
