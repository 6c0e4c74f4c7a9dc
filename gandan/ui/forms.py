"""The sample form of the gallery: each kind of field once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .types import OptionText


class SampleForm(forms.Form):
    """The gallery shows it empty and with mistakes."""

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
