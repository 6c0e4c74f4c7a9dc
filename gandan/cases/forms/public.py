"""What a resident fills in to send something, in three steps."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gandan.cases.forms.contact import Contact, read_contact, told_field
from gandan.cases.forms.kept import KeptFile, kept_files, take_in
from gandan.cases.forms.pack import CleanText, FilesField, PackForm, choice_field
from gandan.cases.rules.choosing import Leaning, leaning
from gandan.cases.types import IntakeType, PartyInput, Submission, Told
from gandan.core import clock
from gandan.core.types import Point, Refused
from gandan.directory.types import UnitView
from gandan.documents.types import ACCEPT, MAX_FILES
from gandan.law.queries.choosing import wishes
from gandan.law.types import Wish
from gandan.ui.types import OptionText

NAMED, SEALED, ANONYMOUS = "named", "sealed", "anonymous"
QUICKEST = 2  # seconds: nobody reads and fills this form faster
SUBJECT = 120
WHO = ("sender", "name", "together", "people", "told", "contact", "publish")  # the third step; all else is the second
OTHERS = range(2, 6)  # a group names at most five representatives; the first is the sender
ALONE, GROUP = "one", "group"


class SubmissionForm(PackForm):
    """The second and third step, checked whole. Files are taken in while it is checked.

    `upto`: a step on the way; what belongs to the later ones is not complained of yet.
    """

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
    contact = Contact(label=gettext_lazy("Số điện thoại hoặc e-mail để nhận kết quả"), max_length=160, required=False)
    publish = forms.BooleanField(
        label=gettext_lazy("Cho phép công khai nội dung và câu trả lời, không kèm tên tôi."), required=False
    )

    def __init__(self, intake: IntakeType, *args: Any, upto: int = 3, **rest: Any) -> None:
        super().__init__(intake.fields, *args, **rest)
        self.intake, self.upto = intake, upto
        self.kept: list[KeptFile] = kept_files(self.data.getlist("kept")) if self.is_bound else []
        self.fields["field"] = choice_field(intake.areas, label=_("Lĩnh vực"), required=bool(intake.areas))
        self.fields["sender"] = sender_field(intake)
        own = [spec.code for spec in intake.fields]
        self.fields["told"] = told_field()
        if intake.together:
            self.fields |= group_fields()
        matter = ["content", "field", *own, "address", "lat", "lon", "files"]
        self.order_fields([*matter, "sender", "name", "together", "people", *other_names(), "told", "contact"])
        self.initial.update(key=uuid.uuid4().hex, started=started_token(), sender=NAMED, together=ALONE)
        self.fields["content"].error_messages["required"] = _("Ghi bạn thấy gì, dù chỉ một câu.")
        self.fields["content"].error_messages["min_length"] = _("Ghi rõ hơn một chút: việc gì, từ khi nào.")
        self.fields["files"].widget.attrs.update(accept=ACCEPT)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        if intake.place == "none":  # nothing was seen in a street: a decision, a question, a proposal
            self.fields["content"].label = _("Kể việc của bạn")
            self.fields["content"].error_messages["required"] = _("Kể việc của bạn, dù chỉ một câu.")
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

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if self.intake.place != "none":
            self._check_place(found)
        if self.upto == 3:
            self._check_who(found)
        else:
            for name in [name for name in self.errors if name in self.who]:
                del self._errors[name]
        if self.upto == 3 and settings.RATE_LIMITS and not self.errors and age_of(found.get("started", "")) < QUICKEST:
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

    def _check_who(self, found: dict[str, Any]) -> None:
        if found.get("sender") in (NAMED, SEALED) and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Ghi họ tên, hoặc chọn cách gửi khác ở trên."))
        if found.get("together") == GROUP and not found.get("people") and "people" not in self.errors:
            self.add_error("people", _("Ghi có bao nhiêu người cùng ký, kể cả bạn."))
        phone, email = read_contact(found.get("contact", ""))
        if "contact" in self.errors:
            return
        if found.get("told") == Told.EMAIL and not email:
            self.add_error("contact", _("Ghi e-mail để được báo qua thư, hoặc chọn cách khác."))
        elif found.get("told") in (Told.PHONE, Told.SMS) and not phone:
            self.add_error("contact", _("Ghi số điện thoại để được báo, hoặc chọn cách khác."))

    # --- what the page and the action need ---

    @staticmethod
    def usual(intake: IntakeType) -> dict[str, str]:
        """What stands chosen where nobody has chosen yet."""
        return {"sender": NAMED, "together": ALONE, "key": uuid.uuid4().hex, "started": started_token()}

    def forgive(self) -> None:
        """Show no complaint: the sender only goes from one step to another."""
        self._errors = ErrorDict()

    def point(self) -> Point | None:
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return Point(round(lat, 6), round(lon, 6)) if lat is not None and lon is not None else None

    def lean(self) -> tuple[Wish, Leaning] | None:
        """Another kind that the words lean to; None where they fit the chosen one, or say nothing clearly."""
        found = leaning(str(self.data.get("content", "")), wishes()) if self.is_bound else None
        if found is None or found.type == self.intake.code:
            return None
        return next(wish for wish in wishes() if wish.type == found.type), found

    @property
    def who(self) -> tuple[str, ...]:
        """The fields of the third step."""
        return (*WHO, *other_names())

    @property
    def step(self) -> int:
        """The step with the first error; the last one where nothing of the matter is wrong."""
        return 2 if any(name not in self.who for name in self.errors if name != NON_FIELD_ERRORS) else 3

    def carried(self, step: int) -> list[forms.BoundField]:
        """What another step has asked for, to be sent along unseen."""
        skipped = ("key", "started", "website", "files", "lat", "lon")
        return [self[name] for name in self.fields if name not in skipped and (name in self.who) is (step == 2)]

    def others(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Name and contact of the further representatives."""
        return [(self[f"name_{n}"], self[f"contact_{n}"]) for n in OTHERS] if self.intake.together else []

    def renew_key(self) -> None:
        """A new key for the next try, where the old one has already become a case."""
        self.data = self.data.copy()
        self.data["key"] = uuid.uuid4().hex

    def submission(self, unit: str) -> Submission:
        found = self.cleaned_data
        return Submission(
            type=self.intake.code,
            unit=unit,
            subject=subject_of(found["content"]),
            content=found["content"],
            key=found["key"],
            field=found["field"],
            place=self.point(),
            address=found.get("address", ""),
            party=self.party(),
            answers=self.answers(),
            files=tuple(each.id for each in self.kept),
            file_names=tuple(each.name for each in self.kept),
            language=(get_language() or "vi")[:2],
            publish=found["publish"],
            people=(found.get("people") or 1) if found.get("together") == GROUP else 1,
            representatives=self.representatives(),
        )

    def representatives(self) -> tuple[PartyInput, ...]:
        found = self.cleaned_data
        if found.get("together") != GROUP:
            return ()
        named = [(found.get(f"name_{n}", ""), read_contact(found.get(f"contact_{n}", ""))) for n in OTHERS]
        return tuple(PartyInput(name=name, phone=phone, email=email) for name, (phone, email) in named if name)

    def told(self, phone: str) -> Told:
        """As they chose; else by the contact they left."""
        chosen = self.cleaned_data["told"]
        return Told(chosen) if chosen else Told.PHONE if phone else Told.EMAIL

    def party(self) -> PartyInput:
        phone, email = read_contact(self.cleaned_data["contact"])
        sender, told = self.cleaned_data["sender"], self.told(phone)
        if sender == ANONYMOUS:
            return PartyInput(phone=phone, email=email, anonymous=True, told_by=told)
        name = self.cleaned_data["name"]
        return PartyInput(name=name, phone=phone, email=email, sealed=sender == SEALED, told_by=told)


def sender_field(intake: IntakeType) -> forms.ChoiceField:
    ways = [
        (
            NAMED,
            OptionText(
                _("Ghi tên, nơi nhận giữ kín"), hint=_("Chỉ người xử lý thấy tên. Tên không bao giờ công khai.")
            ),
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
    return forms.ChoiceField(label=_("Ai được thấy tên bạn?"), choices=ways, widget=forms.RadioSelect())


def group_fields() -> dict[str, forms.Field]:
    """Several people with one matter: how many, and whom they send."""
    ways = [(ALONE, _("Chỉ mình tôi")), (GROUP, _("Nhiều người cùng ký"))]
    fields: dict[str, forms.Field] = {
        "together": forms.ChoiceField(label=_("Ai gửi?"), choices=ways, widget=forms.RadioSelect(), required=False),
        "people": forms.IntegerField(
            label=_("Bao nhiêu người, kể cả bạn?"),
            required=False,
            min_value=2,
            max_value=100_000,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": _("Ghi một số, ví dụ 12."), "min_value": _("Một nhóm có từ 2 người.")},
        ),
    }
    for n in OTHERS:
        label = _("Người đại diện %(n)d: họ tên") % {"n": n}
        fields[f"name_{n}"] = CleanText(label=label, required=False, max_length=160)
        fields[f"contact_{n}"] = Contact(label=_("Điện thoại hoặc e-mail"), required=False, max_length=160)
    return fields


def other_names() -> list[str]:
    return [f"{name}_{n}" for n in OTHERS for name in ("name", "contact")]


def started_token(seconds_ago: int = 0) -> str:
    """When the form was drawn, signed."""
    return signing.dumps(int(clock.now().timestamp()) - seconds_ago, salt="gandan.started")


def age_of(token: str) -> float:
    """Seconds since the form was drawn; a token that is not ours counts as just now."""
    try:
        return clock.now().timestamp() - signing.loads(token, salt="gandan.started")
    except signing.BadSignature:
        return 0


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
