"""The desk door of ui: every component in every state, for staff who build and check pages."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .types import OptionText


class SampleDay(NamedTuple):
    """A day of the sample strip, in the shape of `gandan.law.types.Step`."""

    on: date
    counted: int | None
    why: str
    reason: str = ""
    reason_en: str = ""


class SampleForm(forms.Form):
    """Each kind of field once; the gallery shows it empty and with mistakes."""

    name = forms.CharField(label=_("Họ và tên"), help_text=_("Như trên giấy tờ"))
    phone = forms.RegexField(
        r"^\d{10}$",
        label=_("Số điện thoại"),
        error_messages={"invalid": _("Số điện thoại cần 10 chữ số.")},
    )
    quarter = forms.ChoiceField(label=_("Khu phố"), choices=[("1", "Khu phố 1"), ("3", "Khu phố 3")], initial="3")
    story = forms.CharField(label=_("Bạn thấy gì? Từ khi nào?"), widget=forms.Textarea)
    identity = forms.ChoiceField(
        label=_("Cách bạn xuất hiện"),
        widget=forms.RadioSelect,
        choices=[
            ("kept", OptionText("Ghi tên, phường giữ kín", "Chỉ người xử lý thấy tên")),
            ("sealed", OptionText("Niêm phong danh tính", "Mở phải có lý do")),
        ],
    )
    publish = forms.BooleanField(label=_("Cho phép công khai nội dung, không kèm tên tôi"))
    photo = forms.FileField(label=_("Ảnh hoặc giấy tờ"), help_text=_("Tối đa 5 tệp, mỗi tệp 10 MB"))


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components, with samples that say that they are samples."""
    wrong = SampleForm({"sai-phone": "0903", "sai-quarter": "3"}, prefix="sai")
    return render(request, "ui/gallery.html", {"form": SampleForm(), "wrong": wrong, **_samples()})


def _samples() -> dict[str, Any]:
    start = date(2026, 11, 20)
    marks: list[tuple[int | None, str, str, str]] = [
        (None, "start", "", ""),
        (None, "weekend", "thứ Bảy", "Saturday"),
        (None, "weekend", "Chủ nhật", "Sunday"),
        (1, "counted", "", ""),
        (None, "holiday", "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
        (2, "counted", "", ""),
        (None, "paused", "Chờ phúc đáp", "Waiting for a reply"),
        (3, "counted", "", ""),
        (4, "worked", "Làm bù ngày 02/01", "Make-up day"),
        (None, "weekend", "Chủ nhật", "Sunday"),
        (5, "due", "", ""),
    ]
    strip = [SampleDay(start + timedelta(days=n), *mark) for n, mark in enumerate(marks)]
    return {
        "strip": strip,
        "answered": date(2026, 11, 25),
        "due": strip[-1].on,
        "moment": datetime(2026, 11, 12, 8, 40),
        "crumbs": [("Trang chủ", "/"), ("Dân biết", "#"), ("Ngân sách", "")],
        "tabs": [
            {"label": "Việc của tôi", "href": "#", "count": 18, "current": True},
            {"label": "Quá hạn", "href": "#", "count": 1, "late": True},
            {"label": "Tạm dừng", "href": "#", "count": 2},
        ],
        "steps": ["Việc gì", "Ở đâu", "Người gửi"],
        "milestones": [
            {"label": "Tiếp nhận", "state": "done", "note": "02/11"},
            {"label": "Phân công", "state": "done", "note": "03/11"},
            {"label": "Xác minh", "state": "now", "note": "đang làm"},
            {"label": "Trả lời", "state": "todo"},
            {"label": "Đánh giá", "state": "todo"},
        ],
        "menu": [("Chuyển cơ quan khác", "#", "send"), ("Không thuộc thẩm quyền", "#", "circle-x")],
        "links": [
            {"label": "14 nội dung công khai", "href": "#", "n": "11 / 14"},
            {"label": "Thủ tục và lệ phí", "href": "#", "n": 1086},
            {"label": "Rác đầu hẻm chợ", "href": "#", "sub": "Đang xác minh", "icon": "chevron-right"},
        ],
        "facts": [("Báo đã nhận", "Ngay khi gửi, có mã"), ("Trả lời bạn", "Chậm nhất thứ Hai 30/11")],
        "ratings": [("done", "Đã xong"), ("partly", "Xong một phần"), ("not", "Chưa giải quyết")],
        "covered": ["Họ tên", "Điện thoại"],
    }
