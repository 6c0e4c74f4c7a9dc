"""What editors and readers fill in: an article, a step of it, media, a comment, a page, a reform."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from gandan.core import clock
from gandan.core.types import Refused
from gandan.news.queries import MEDIA_NAMES, SECTIONS, TOLD
from gandan.news.types import (
    MAX_BODY,
    MAX_COMMENT,
    ArticleView,
    MediaKind,
    NewReform,
    OfficerView,
    ReformView,
    Section,
    Told,
    Upload,
    Writing,
)

REQUIRED = {
    "required": _("Còn thiếu."),
    "invalid_choice": _("Chọn một trong các mục đã cho."),
    "max_length": _("Dài quá %(limit_value)s chữ cái. Viết gọn lại."),
}
DAY = {**REQUIRED, "invalid": _("Chưa phải ngày. Ghi như 23/11/2026.")}
HOUR = {**REQUIRED, "invalid": _("Chưa phải ngày giờ. Ghi như 23/11/2026 7:30.")}
HOW = _("Dòng trống tách đoạn; dòng bắt đầu bằng «- » thành danh sách")
TOO_FAST, OPEN_FOR = 3, 24 * 3600  # seconds between a page and its comment
SALT = "news.comment"


def line(label: str, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, error_messages=REQUIRED, **more)


def text(label: str, length: int, rows: int = 4, **more: Any) -> forms.CharField:
    return line(label, length, widget=forms.Textarea(attrs={"rows": rows}), **more)


def choice(label: str, choices: list[tuple[Any, Any]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=REQUIRED, **more)


def day(label: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], error_messages=DAY, **more
    )


class ActionForm(forms.Form):
    """A form whose action may refuse: its words land at the field they belong to."""

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)


class ArticleForm(ActionForm):
    title = line(_("Tiêu đề"), 200, help_text=_("Nói điều mới nhất, bằng lời thường"))
    section = choice(_("Chuyên mục"), [(key.value, name) for key, name in SECTIONS.items()])
    lead = text(_("Lời dẫn"), 500, 2, required=False, help_text=_("Một hai câu, hiện trong danh sách và khi chia sẻ"))
    body = text(
        _("Nội dung"),
        MAX_BODY,
        16,
        required=False,
        help_text=HOW,
    )
    related = text(
        _("Liên quan"), 1000, 2, required=False,
        help_text=_("Mỗi dòng một địa chỉ của trang này, chép từ thanh địa chỉ: /thu-tuc/2.000815/"),
    )  # fmt: skip
    comments_open = forms.BooleanField(label=_("Nhận ý kiến bạn đọc"), required=False, initial=True)
    note = line(_("Sửa gì"), 200, required=False, help_text=_("Để người sau hiểu vì sao có bản này"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, view: ArticleView) -> ArticleForm:
        return cls(
            initial={
                "title": view.row.title,
                "section": view.row.section.value,
                "lead": view.row.lead,
                "body": view.body,
                "related": "\n".join(view.related_codes),
                "comments_open": view.comments_open,
                "seen": view.version,
            }
        )

    def writing(self) -> Writing:
        given = self.cleaned_data
        return Writing(given["title"], given["lead"], given["body"], Section(given["section"]))

    def beside(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"related": given["related"].splitlines(), "comments_open": given["comments_open"]}


class NewArticleForm(ArticleForm):
    def __init__(self, units: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = choice(_("Đơn vị"), units)
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = units[0][0]


class StepForm(ActionForm):
    """A step of an article: when it appears, why it goes."""

    at = forms.DateTimeField(
        label=_("Đăng lúc"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages=HOUR,
    )
    reason = line(_("Lý do"), 300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def moment(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        return at


class MediaForm(ActionForm):
    kind = choice(_("Là gì"), [(key.value, name) for key, name in MEDIA_NAMES.items()])
    files = forms.FileField(label=_("Tệp"), required=False)
    alt = text(_("Nói bằng chữ"), 4000, 3, required=False,
               help_text=_("Ảnh: tả một câu. Đồ họa: ghi lại mọi điều nó nói. Video: tóm tắt."))  # fmt: skip
    caption = line(_("Chú thích"), 300, required=False)
    link = line(
        _("Hoặc liên kết video"),
        300,
        required=False,
        help_text=_("https://… mở ở trang khác, không theo dõi người đọc"),
    )
    captions = forms.FileField(label=_("Phụ đề (WebVTT)"), required=False)
    poster = forms.FileField(
        label=_("Ảnh chờ của video"), required=False, help_text=_("Hiện trước khi bấm xem; không có thì hiện hình đầu.")
    )

    def clean_captions(self) -> str:
        given = self.cleaned_data.get("captions")
        if not given:
            return ""
        if given.size > 400_000:
            raise forms.ValidationError(_("Tệp phụ đề quá lớn."))
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("Tệp phụ đề phải là chữ UTF-8.")) from None

    def upload(self) -> Upload:
        given = self.cleaned_data
        name = given["files"].name if given["files"] else ""
        return Upload(MediaKind(given["kind"]), given["alt"], given["caption"], given["link"], given["captions"], name)


class CommentForm(ActionForm):
    """A reader's comment. `website` is for machines: people do not see it. `opened` says when the page was drawn."""

    name = line(_("Tên bạn muốn hiện"), 80, required=False, help_text=_("Không bắt buộc, không cần tên thật"))
    text = text(_("Ý kiến"), MAX_COMMENT, 5)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("website"):
            raise forms.ValidationError(_("Ô này để trống. Xóa chữ trong ô rồi gửi lại."))
        try:
            waited = clock.now().timestamp() - float(signing.loads(given.get("opened", ""), salt=SALT))
        except (signing.BadSignature, ValueError, TypeError):
            waited = -1.0
        if not TOO_FAST <= waited <= OPEN_FOR:
            raise forms.ValidationError(
                _("Trang này mở chưa đủ lâu, hoặc đã quá một ngày. Chờ vài giây rồi bấm Gửi lại.")
            )
        return given


def opened_now() -> str:
    return signing.dumps(clock.now().timestamp(), salt=SALT)


class ReportForm(ActionForm):
    why = line(
        _("Vì sao nên xem lại?"), 300, help_text=_("Ví dụ: nêu chuyện riêng của người khác, lời thô tục, quảng cáo")
    )


class DecisionForm(ActionForm):
    """What to do with a comment: the button says it."""

    text = text(_("Trả lời của đơn vị"), MAX_COMMENT, 3, required=False)
    reason = line(_("Lý do ẩn"), 300, required=False)


class PageForm(ActionForm):
    title = line(_("Tiêu đề"), 160)
    body = text(
        _("Nội dung"),
        MAX_BODY,
        16,
        required=False,
        help_text=HOW,
    )
    shown = forms.BooleanField(label=_("Hiện cho mọi người"), required=False, initial=True)
    note = line(_("Sửa gì"), 200, required=False, help_text=_("Để người sau hiểu vì sao có bản này"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReformForm(ActionForm):
    title = line(_("Thay đổi gì"), 200, help_text=_("Ví dụ: Sao y buổi tối thứ Tư"))
    since = day(_("Từ ngày"))
    for_whom = line(_("Dành cho ai"), 300)
    before = text(_("Trước đây"), 4000)
    after = text(_("Bây giờ"), 4000)
    basis = line(_("Căn cứ"), 300, required=False)

    @classmethod
    def of(cls, view: ReformView) -> ReformForm:
        names = ("title", "since", "for_whom", "before", "after", "basis")
        return cls(initial={name: getattr(view, name) for name in names})

    def reform(self) -> NewReform:
        return NewReform(**{name: self.cleaned_data[name] for name in
                            ("title", "since", "for_whom", "before", "after", "basis")})  # fmt: skip


class BriefingForm(ActionForm):
    people = forms.TypedMultipleChoiceField(
        label=_("Ai đã được phổ biến"), coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=REQUIRED
    )
    on = day(_("Ngày phổ biến"), required=False, help_text=_("Bỏ trống: hôm nay"))

    def __init__(self, officers: list[OfficerView], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = [(str(each.person), f"{each.name}, {each.title}") for each in officers if each.on is None]
        self.fields["people"].choices = missing  # type: ignore[attr-defined]


class ToldForm(ActionForm):
    how = choice(_("Cách thông tin"), [(key.value, name) for key, name in TOLD.items()])
    audience = line(_("Cho ai"), 200, help_text=_("Ví dụ: các hộ khu phố 3"))
    on = day(_("Ngày"), required=False, help_text=_("Bỏ trống: hôm nay"))
    reached = forms.IntegerField(label=_("Khoảng bao nhiêu người"), required=False, min_value=1, max_value=9_999_999)

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "how": Told(given["how"])}
