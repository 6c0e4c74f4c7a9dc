"""What administrators and officers fill in: a new officer, an appointment, an absence, a unit, the end of a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gandan.core.types import Refused
from gandan.directory.policies import OFFICERS
from gandan.directory.queries import BODIES, KINDS, ROLES, SUCCESSIONS
from gandan.directory.types import Kind, PostView, SuccessionKind
from gandan.law.types import Role
from gandan.ui.types import OptionText

Choices = list[tuple[Any, Any]]
REQUIRED = {"required": _("Còn thiếu."), "invalid_choice": _("Chọn một trong các mục đã cho.")}
DAY = {**REQUIRED, "invalid": _("Chưa phải ngày. Ghi như 23/11/2026.")}


def day_field(label: str, **more: Any) -> forms.DateField:
    """A day: typed as people write it, or picked where the browser offers a calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
    return forms.DateField(label=label, widget=widget, input_formats=formats, error_messages=DAY, **more)


def line(label: str, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, error_messages=REQUIRED, **more)


def choice(label: str, choices: Choices, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=REQUIRED, **more)


class ActionForm(forms.Form):
    """A form whose action may refuse: its words land at the field they belong to."""

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)


class AppointForm(ActionForm):
    """Who gets which role where, since when."""

    def __init__(self, units: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {role: OptionText(name, hint=hint) for role, (name, hint) in ROLES.items() if role in OFFICERS}
        self.fields["unit"] = choice(_("Đơn vị"), [("", _("Chọn đơn vị")), *units])
        self.fields["title"] = line(_("Vị trí"), 160, help_text=_("Ví dụ: Phó Chủ tịch phụ trách đô thị"))
        self.fields["role"] = choice(_("Vai trò"), [(r.value, told[r]) for r in told], widget=forms.RadioSelect)
        self.fields["valid_from"] = day_field(_("Từ ngày"), required=False, help_text=_("Bỏ trống: từ hôm nay"))

    def appointment(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "unit": given["unit"],
            "role": Role(given["role"]),
            "title": given["title"],
            "valid_from": given["valid_from"],
        }


class HireForm(AppointForm):
    """A new officer: an account and a first post."""

    name = line(_("Họ và tên"), 160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    username = line(
        _("Tên đăng nhập"),
        80,
        help_text=_("Chữ không dấu, số, dấu chấm hoặc gạch"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để tự đặt lại mật khẩu khi quên"),
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng.")},
    )
    phone = line(_("Điện thoại"), 40, required=False)

    def who(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "username", "email", "phone")}


class AbsenceForm(ActionForm):
    """Who acts in one's post while one is away."""

    valid_from = day_field(_("Vắng từ ngày"))
    valid_to = day_field(_("Đến hết ngày"))
    reason = line(_("Lý do"), 300, help_text=_("Ví dụ: nghỉ phép, đi học, công tác"))

    def __init__(self, posts: tuple[PostView, ...], people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: Choices = [(str(post.membership), f"{post.title}, {post.unit_name}") for post in posts]
        self.fields["membership"] = choice(_("Vị trí"), held)
        self.fields["to"] = choice(_("Người làm thay"), [("", _("Chọn người làm thay")), *people])
        self.order_fields(["membership", "to", "valid_from", "valid_to", "reason"])
        if len(held) == 1:
            self.fields["membership"].widget = forms.HiddenInput()
            self.initial.setdefault("membership", held[0][0])

    def absence(self) -> dict[str, Any]:
        given = self.cleaned_data
        days = {name: given[name] for name in ("valid_from", "valid_to", "reason")}
        return {"membership": int(given["membership"]), "to": int(given["to"]), **days}


class ReasonForm(ActionForm):
    """Why an account is locked."""

    reason = line(_("Lý do"), 300)


class LastDayForm(ActionForm):
    """The last day in a post."""

    on = day_field(_("Ngày cuối giữ vị trí"), required=False, help_text=_("Bỏ trống: hôm nay"))


class IdentityForm(ActionForm):
    """Whose a state identity is."""

    subject = line(_("Mã định danh"), 191, help_text=_("Mã mà trang đăng nhập đã báo cho người này"))


class NameForm(ActionForm):
    name = line(_("Tên đơn vị"), 200)


class ContactForm(ActionForm):
    """How the public reaches a unit."""

    address = line(_("Địa chỉ"), 300, required=False)
    phone = line(_("Điện thoại"), 40, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng.")}
    )
    hours = line(_("Giờ làm việc"), 300, required=False, help_text=_("Ví dụ: thứ Hai đến thứ Sáu, 7:30 đến 17:00"))


class BodyForm(ActionForm):
    """A body inside a unit: department, neighbourhood, school."""

    kind = choice(_("Loại"), [(kind.value, KINDS[kind]) for kind in BODIES])
    name = line(_("Tên"), 200)
    mark = forms.SlugField(
        label=_("Mã"),
        max_length=20,
        help_text=_("Chữ không dấu, ví dụ vhxh: mã đầy đủ là mã đơn vị và mã này"),
        error_messages={**REQUIRED, "invalid": _("Chỉ gồm chữ không dấu, số và dấu gạch ngang.")},
    )
    valid_from = day_field(_("Từ ngày"), required=False, help_text=_("Bỏ trống: từ hôm nay"))

    def body(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"kind": Kind(given["kind"]), "name": given["name"], "valid_from": given["valid_from"]}


class EndForm(ActionForm):
    """How a unit ends: who follows, from which day. Codes are read as people list them: «26737, 26743»."""

    on = day_field(_("Đơn vị mới bắt đầu từ ngày"))
    kind = choice(_("Hình thức"), [(kind.value, name) for kind, name in SUCCESSIONS.items()])
    successors = line(
        _("Mã đơn vị kế tiếp"), 400, help_text=_("Mã đầu tiên nhận việc đang mở. Nhiều mã cách nhau bằng dấu phẩy")
    )

    def ending(self) -> dict[str, Any]:
        given = self.cleaned_data
        codes = [code for code in given["successors"].replace(";", ",").replace(" ", ",").split(",") if code]
        return {"successors": codes, "on": given["on"], "kind": SuccessionKind(given["kind"])}
