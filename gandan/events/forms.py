"""What an officer fills in: a meeting, a weekly schedule, another time with its reason."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gandan.core import text
from gandan.core.clock import VIETNAM
from gandan.core.types import Refused
from gandan.directory.types import UnitView
from gandan.events.queries import KINDS
from gandan.events.types import Announcement, Audience, Kind, MeetingView, Weekly
from gandan.ui.types import OptionText

REQUIRED = {"required": _("Còn thiếu."), "invalid_choice": _("Chọn một trong các mục đã cho.")}
POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)")
WEEKDAYS = (
    (0, _("thứ Hai")),
    (1, _("thứ Ba")),
    (2, _("thứ Tư")),
    (3, _("thứ Năm")),
    (4, _("thứ Sáu")),
    (5, _("thứ Bảy")),
    (6, _("Chủ nhật")),
)
FIELDS = {"starts_at": "day", "ends_at": "ends"}  # where the words of an action belong in these forms


class Line(forms.CharField):
    def __init__(self, label: Any, lines: int = 0, **rest: Any) -> None:
        self.lines = lines
        if lines:
            rest["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(label=label, error_messages=REQUIRED, **rest)

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        return text.clean(value) if self.lines else text.one_line(value)


def day_field(label: Any, **rest: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        error_messages={"required": _("Ghi ngày."), "invalid": _("Ghi ngày, ví dụ 26/11/2026.")},
        **rest,
    )


def hour_field(label: Any, **rest: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh"],
        error_messages={"required": _("Ghi giờ."), "invalid": _("Ghi giờ, ví dụ 8:00 hoặc 14:30.")},
        **rest,
    )


class ActionForm(forms.Form):
    def refuse(self, refusal: Refused) -> None:
        """The words of an action, at the field they belong to."""
        for told, message in refusal.errors.items():
            name = FIELDS.get(told, told)
            self.add_error(name if name in self.fields else None, message)


class WordsForm(ActionForm):
    """What a meeting is: common to one and to a schedule of many."""

    kind = forms.ChoiceField(label=_("Loại buổi gặp"), error_messages=REQUIRED)
    title = Line(_("Tên buổi gặp"), help_text=_("Ví dụ: Chủ tịch UBND phường tiếp công dân."))
    presides = Line(_("Ai chủ trì (chức danh)"), help_text=_("Ghi chức danh, ví dụ: Chủ tịch UBND phường."))
    place = Line(_("Nơi gặp"), help_text=_("Phòng nào, số nhà, đường: đủ để người lạ tìm được."))
    topics = Line(_("Nói về việc gì"), lines=4, required=False, help_text=_("Viết như nói với người dân."))
    how_to_join = Line(
        _("Tham gia bằng cách nào"), lines=2, required=False,
        help_text=_("Có cần đăng ký trước không, mang theo gì, gửi câu hỏi ở đâu khi không dùng mạng."),
    )  # fmt: skip
    online_link = Line(_("Địa chỉ họp trực tuyến"), required=False, help_text=_("Bắt đầu bằng https://"))
    point = Line(
        _("Tọa độ trên bản đồ"), required=False, help_text=_("Vĩ độ, kinh độ, chép từ bản đồ: 10.7769, 106.7009")
    )
    audience = forms.ChoiceField(
        label=_("Cho ai"), widget=forms.RadioSelect, initial=Audience.PUBLIC, error_messages=REQUIRED
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, *args: Any, kinds: tuple[Kind, ...], units: list[UnitView] | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [(each.value, KINDS[each]) for each in kinds]  # type: ignore[attr-defined]
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (
                Audience.PUBLIC.value,
                OptionText(gettext("Mọi người"), hint=gettext("Hiện trên trang lịch và tìm thấy được.")),
            ),
            (
                Audience.INSIDE.value,
                OptionText(gettext("Chỉ trong cơ quan"), hint=gettext("Chỉ cán bộ thấy ở bàn làm việc.")),
            ),
        ]
        self.initial.setdefault("key", uuid4().hex)
        if units is not None:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Đơn vị"), choices=[(unit.code, unit.name) for unit in units], error_messages=REQUIRED
            )
            if len(units) == 1:
                self.fields["unit"].widget = forms.HiddenInput()
                self.initial["unit"] = units[0].code

    def clean_point(self) -> tuple[float, float] | None:
        typed = self.cleaned_data["point"]
        found = POINT.fullmatch(typed)
        if typed and not found:
            raise forms.ValidationError(_("Ghi hai số cách nhau bằng dấu phẩy, ví dụ 10.7769, 106.7009."))
        return (float(found[1]), float(found[2])) if found else None

    def announcement(self, starts_at: datetime, ends_at: datetime | None) -> Announcement:
        given = self.cleaned_data
        lat, lon = given["point"] or (None, None)
        return Announcement(
            kind=Kind(given["kind"]), title=given["title"], starts_at=starts_at, ends_at=ends_at, place=given["place"],
            presides=given["presides"], topics=given["topics"], how_to_join=given["how_to_join"],
            online_link=given["online_link"], lat=lat, lon=lon, audience=Audience(given["audience"]),
        )  # fmt: skip


class MeetingForm(WordsForm):
    day = day_field(_("Ngày"))
    starts = hour_field(_("Từ giờ"))
    ends = hour_field(_("Đến giờ"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, found: MeetingView, *args: Any, kinds: tuple[Kind, ...]) -> MeetingForm:
        """Filled with what stands there; kind, day and hour of beginning stay."""
        initial = {name: getattr(found, name) for name in (
            "kind", "title", "presides", "place", "topics", "how_to_join", "online_link", "audience",
        )}  # fmt: skip
        initial |= {"day": found.day, "starts": found.starts_at.time(), "seen": found.version}
        initial |= {"ends": found.ends_at.time() if found.ends_at else None}
        if found.lat is not None and found.lon is not None:
            initial["point"] = f"{found.lat:.6f}, {found.lon:.6f}"
        form = cls(*args, initial=initial, kinds=kinds)
        for name in ("kind", "day", "starts"):
            form.fields[name].disabled = True
        return form

    def given(self) -> Announcement:
        told = self.cleaned_data
        ends = moment(told["day"], told["ends"]) if told["ends"] else None
        return self.announcement(moment(told["day"], told["starts"]), ends)


class WeeklyForm(WordsForm):
    weekday = forms.TypedChoiceField(label=_("Thứ mấy"), choices=WEEKDAYS, coerce=int, error_messages=REQUIRED)
    starts = hour_field(_("Từ giờ"))
    ends = hour_field(_("Đến giờ"), required=False)
    since = day_field(_("Từ ngày"))
    until = day_field(_("Đến hết ngày"))
    make_up = forms.BooleanField(
        label=_("Trùng ngày nghỉ thì gặp vào ngày làm việc kế tiếp"), required=False, initial=True
    )

    def weekly(self) -> Weekly:
        told = self.cleaned_data
        return Weekly(told["weekday"], told["starts"], told["since"], told["until"], told["ends"], told["make_up"])

    def given(self) -> Announcement:
        told = self.cleaned_data
        ends = moment(told["since"], told["ends"]) if told["ends"] else None
        return self.announcement(moment(told["since"], told["starts"]), ends)


class MoveForm(ActionForm):
    """Another day, hour or place."""

    day = day_field(_("Ngày mới"))
    starts = hour_field(_("Từ giờ"))
    ends = hour_field(_("Đến giờ"), required=False)
    place = Line(_("Nơi gặp"), required=False, help_text=_("Để trống: nơi cũ."))
    reason = Line(_("Vì sao dời"), help_text=_("Người dân đọc câu này ở đầu trang."))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, found: MeetingView) -> MoveForm:
        ends = found.ends_at.time() if found.ends_at else None
        return cls(
            initial={"day": found.day, "starts": found.starts_at.time(), "ends": ends, "seen": found.version},
            auto_id="doi_%s",
        )

    @property
    def starts_at(self) -> datetime:
        return moment(self.cleaned_data["day"], self.cleaned_data["starts"])

    @property
    def ends_at(self) -> datetime | None:
        return moment(self.cleaned_data["day"], self.cleaned_data["ends"]) if self.cleaned_data["ends"] else None


class ReasonForm(ActionForm):
    reason = Line(_("Vì sao hủy"), help_text=_("Người dân đọc câu này ở đầu trang."))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, found: MeetingView) -> ReasonForm:
        return cls(initial={"seen": found.version}, auto_id="huy_%s")


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)
