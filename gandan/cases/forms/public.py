"""What a resident fills in: a submission in three parts, a code, a confirmation number, a rating."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gandan.cases.forms.pack import CleanText, FilesField, PackForm, choice_field
from gandan.cases.types import IntakeType, PartyInput, Submission
from gandan.core import clock, codes
from gandan.core.types import Point, Refused
from gandan.directory.types import UnitView
from gandan.documents import actions as documents
from gandan.documents.types import ACCEPT, MAX_FILES
from gandan.ui.types import OptionText

NAMED, SEALED, ANONYMOUS = "named", "sealed", "anonymous"
QUICKEST = 2  # seconds: nobody reads and fills this form faster
SUBJECT = 120
KEPT_FOR = 24 * 3600
PARTS = (  # which fields stand in which part, for the part that opens after an error
    ("field", "content"),
    ("address", "lat", "lon", "files"),
    ("sender", "name", "contact", "home", "publish"),
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that has already been taken in; its token comes back with the form, so nobody chooses it twice."""

    id: int
    name: str
    size: int
    token: str


class SubmissionForm(PackForm):
    """Three parts on one page. Files are taken in while it is checked and kept when something else is wrong."""

    there: UnitView | None = None  # where the pin lies, if not in the unit that was chosen

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    started = forms.CharField(widget=forms.HiddenInput, required=False)
    # A trap: no person sees this field.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    content = CleanText(lines=True, label=gettext_lazy("Bạn thấy gì? Từ khi nào?"), min_length=10)
    address = CleanText(label=gettext_lazy("Địa chỉ hoặc mốc dễ nhận ra"), max_length=300, required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    files = FilesField(label=gettext_lazy("Ảnh hoặc giấy tờ"), required=False)
    name = CleanText(label=gettext_lazy("Họ và tên"), max_length=160, required=False)
    contact = CleanText(label=gettext_lazy("Số điện thoại hoặc e-mail để nhận kết quả"), max_length=160, required=False)
    publish = forms.BooleanField(
        label=gettext_lazy("Cho phép công khai nội dung và câu trả lời, không kèm tên tôi."), required=False
    )

    def __init__(self, intake: IntakeType, *args: Any, **rest: Any) -> None:
        super().__init__(intake.fields, *args, **rest)
        self.intake = intake
        self.kept: list[KeptFile] = kept_files(self.data.getlist("kept")) if self.is_bound else []
        self.fields["field"] = choice_field(intake.areas, label=_("Lĩnh vực"), required=bool(intake.areas))
        self.fields["sender"] = sender_field(intake)
        own = [spec.code for spec in intake.fields]
        self.order_fields(["field", "content", *own, "address", "lat", "lon", "files", "sender", "name", "contact"])
        self.initial.update(key=uuid.uuid4().hex, started=started_token(), sender=NAMED)
        self.fields["content"].error_messages["required"] = _("Ghi bạn thấy gì, dù chỉ một câu.")
        self.fields["content"].error_messages["min_length"] = _("Ghi rõ hơn một chút: việc gì, từ khi nào.")
        self.fields["files"].widget.attrs.update(accept=ACCEPT)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact"].widget.attrs["autocomplete"] = "email"
        if intake.place == "none":
            for name in ("address", "lat", "lon"):
                del self.fields[name]

    # --- checks ---

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Để trống ô này: nó chỉ dành cho máy gửi tự động."))
        return ""

    def clean_files(self) -> list[UploadedFile]:
        """Take in what is right, keep it for the next try, and say of each wrong file what is wrong."""
        uploads = self.cleaned_data["files"]
        if len(uploads) + len(self.kept) > MAX_FILES:
            raise ValidationError(
                _("Gửi nhiều nhất %(most)d tệp; bạn đã chọn %(many)d. Bỏ bớt rồi gửi lại.")
                % {"most": MAX_FILES, "many": len(uploads) + len(self.kept)}
            )
        wrong = []
        for upload in uploads:
            try:
                self.kept.append(take_in(upload))
            except Refused as refusal:
                wrong += [f"{upload.name}: {message}" for message in refusal.errors.values()]
        if wrong:
            raise ValidationError(wrong)
        return uploads

    def clean_contact(self) -> str:
        contact = self.cleaned_data["contact"]
        if contact and not any(read_contact(contact)):
            raise ValidationError(_("Ghi số điện thoại (ví dụ 0912 345 678) hoặc e-mail (ví dụ ten@hop.thu)."))
        return contact

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("sender") in (NAMED, SEALED) and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Ghi họ tên, hoặc chọn cách gửi khác ở trên."))
        if self.intake.place != "none":
            self._check_place(found)
        if settings.RATE_LIMITS and not self.errors and age_of(found.get("started", "")) < QUICKEST:
            raise ValidationError(_("Trang vừa mở đã gửi ngay. Xem lại nội dung rồi bấm Gửi lần nữa."))
        return found

    def _check_place(self, found: dict[str, Any]) -> None:
        pinned = found.get("lat") is not None and found.get("lon") is not None
        address = found.get("address", "")
        if pinned or "address" in self.errors:
            return
        if not address and self.intake.place == "required":
            self.add_error("address", _("Ghi số nhà, tên hẻm hoặc chọn điểm trên bản đồ."))
        elif address and is_vague(address):
            self.add_error(
                "address",
                _("«%(address)s» có nhiều nơi. Ghi thêm số nhà hoặc tên hẻm, ví dụ: đầu hẻm 18, khu phố 3.")
                % {"address": address},
            )

    # --- what the page and the action need ---

    @property
    def open_part(self) -> int:
        """The part with the first error; the first one while nothing is wrong."""
        own = {spec.code for spec in self.specs}
        for number, names in enumerate(PARTS, start=1):
            if self.errors.keys() & (set(names) | (own if number == 1 else set())):
                return number
        return 1

    def renew_key(self) -> None:
        """A new key for the next try, where the old one has already become a case."""
        self.data = self.data.copy()
        self.data["key"] = uuid.uuid4().hex

    def submission(self, unit: str) -> Submission:
        found = self.cleaned_data
        pinned = found.get("lat") is not None and found.get("lon") is not None
        return Submission(
            type=self.intake.code,
            unit=unit,
            subject=subject_of(found["content"]),
            content=found["content"],
            key=found["key"],
            field=found["field"],
            place=Point(round(found["lat"], 6), round(found["lon"], 6)) if pinned else None,
            address=found.get("address", ""),
            party=self.party(),
            answers=self.answers(),
            files=tuple(each.id for each in self.kept),
            file_names=tuple(each.name for each in self.kept),
            language=(get_language() or "vi")[:2],
            publish=found["publish"],
        )

    def party(self) -> PartyInput:
        phone, email = read_contact(self.cleaned_data["contact"])
        sender = self.cleaned_data["sender"]
        if sender == ANONYMOUS:
            return PartyInput(phone=phone, email=email, anonymous=True)
        return PartyInput(name=self.cleaned_data["name"], phone=phone, email=email, sealed=sender == SEALED)


def sender_field(intake: IntakeType) -> forms.ChoiceField:
    ways = [
        (
            NAMED,
            OptionText(_("Ghi tên, phường giữ kín"), hint=_("Chỉ người xử lý thấy tên. Tên không bao giờ công khai.")),
        ),
        (
            SEALED,
            OptionText(
                _("Niêm phong danh tính"),
                hint=_("Người xử lý cũng không thấy. Mở niêm phong phải có lý do và được ghi nhật ký."),
            ),
        ),
    ]
    if intake.anonymous:
        ways.append((ANONYMOUS, OptionText(_("Không ghi tên"), hint=_("Vẫn được xem xét như mọi phản ánh."))))
    return forms.ChoiceField(label=_("Cách bạn xuất hiện"), choices=ways, widget=forms.RadioSelect())


def take_in(upload: UploadedFile) -> KeptFile:
    stored = documents.store(upload, upload.name or "")
    token = signing.dumps([stored.id, stored.name, stored.size], salt="gandan.kept", compress=True)
    return KeptFile(stored.id, stored.name, stored.size, token)


def kept_files(tokens: list[str]) -> list[KeptFile]:
    """The files that came back as tokens; a forged or old one is left out."""
    found: dict[int, KeptFile] = {}
    for token in tokens[: MAX_FILES * 2]:
        try:
            number, name, size = signing.loads(token, salt="gandan.kept", max_age=KEPT_FOR)
        except (signing.BadSignature, ValueError):
            continue
        found[number] = KeptFile(number, name, size, token)
    return list(found.values())


def started_token(seconds_ago: int = 0) -> str:
    """When the form was drawn, signed."""
    return signing.dumps(int(clock.now().timestamp()) - seconds_ago, salt="gandan.started")


def age_of(token: str) -> float:
    """Seconds since the form was drawn; a token that is not ours counts as just now."""
    try:
        return clock.now().timestamp() - signing.loads(token, salt="gandan.started")
    except signing.BadSignature:
        return 0


def read_contact(contact: str) -> tuple[str, str]:
    """(phone, e-mail), one of them or none."""
    if "@" in contact:
        try:
            validate_email(contact)
        except ValidationError:
            return "", ""
        return "", contact
    digits = re.sub(r"[\s.()\-]", "", contact)
    return (digits, "") if re.fullmatch(r"(\+?84|0)\d{8,10}", digits) else ("", "")


def is_vague(address: str) -> bool:
    """«gần chợ»: no number and fewer than three words could be anywhere."""
    return not re.search(r"\d", address) and len(address.split()) < 3


def subject_of(content: str) -> str:
    """The first sentence, cut at a word: what lists show."""
    first = re.split(r"(?<=[.!?])\s|\n", content, maxsplit=1)[0].rstrip(".")
    if len(first) < 5:  # «Rác.»: too little for a list
        first = " ".join(content.split())
    if len(first) <= SUBJECT:
        return first
    return first[:SUBJECT].rsplit(" ", 1)[0].rstrip(",;:") + "…"


class CodeForm(forms.Form):
    """A code typed from paper."""

    ma = forms.CharField(
        label=gettext_lazy("Mã trên biên nhận hoặc giấy hẹn"),
        max_length=40,
        error_messages={"required": gettext_lazy("Ghi mã, ví dụ SG26-4829-1379.")},
    )

    def clean_ma(self) -> str:
        code = codes.read_code(self.cleaned_data["ma"])
        if code is None:
            raise ValidationError(wrong_code(self.cleaned_data["ma"]))
        return code


def wrong_code(typed: str) -> str:
    """Why this cannot be a code: a digit mistyped, or another length."""
    bare = re.sub(r"[\s.\u2010-\u2015_-]", "", typed)
    if re.fullmatch(r"[A-Za-z]{2,4}\d{10}", bare):
        return _("Mã gõ sai một số hoặc đổi chỗ hai số. Xem lại từng số trên biên nhận.")
    return _("Mã có chữ đầu và 10 chữ số, ví dụ SG26-4829-1379. Xem lại trên biên nhận.")


class PinForm(forms.Form):
    """The six digits printed beside the code."""

    pin = forms.CharField(
        label=gettext_lazy("Mã xác nhận"),
        max_length=20,
        help_text=gettext_lazy("Sáu chữ số trên biên nhận, cạnh mã hồ sơ."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
        error_messages={"required": gettext_lazy("Ghi sáu chữ số của mã xác nhận.")},
    )

    def clean_pin(self) -> str:
        digits = re.sub(r"\D", "", self.cleaned_data["pin"])
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise ValidationError(_("Mã xác nhận có sáu chữ số."))
        return digits


class EmailForm(forms.Form):
    """Where a receipt shall be sent."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        error_messages={
            "required": gettext_lazy("Ghi e-mail."),
            "invalid": gettext_lazy("Ghi e-mail, ví dụ ten@hop.thu."),
        },
    )
