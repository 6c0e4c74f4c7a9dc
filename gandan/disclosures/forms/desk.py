"""What an officer fills in: a publication, its correction, a posting with proof."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gandan.core import clock
from gandan.core.types import Refused
from gandan.disclosures import rules
from gandan.disclosures.forms.fields import Day, Files, Line, read_tokens, take_in, token_of
from gandan.disclosures.types import MAX_TABLES, Draft, Proof, PublicationView, Table
from gandan.documents.types import ACCEPT, MAX_FILES
from gandan.law import queries as law

TABLES_OPEN = 2  # the others lie under «Thêm bảng»


def said(thing: Any) -> str:
    return thing.label_en if (get_language() or "").startswith("en") else thing.label


class PublicationForm(forms.Form):
    """A content and its documents. Files are taken in while it is checked, and kept when something else is wrong."""

    item = forms.ChoiceField(label=_("Nội dung theo luật"), error_messages={"required": _("Chọn một mục.")})
    title = Line(label=_("Tên nội dung"), help_text=_("Ví dụ: Quyết toán ngân sách năm 2025."))
    summary = Line(
        lines=5,
        label=_("Tóm tắt bằng lời dễ hiểu"),
        help_text=_("Điều chính là gì, ảnh hưởng đến ai. Viết như nói với người dân."),
    )
    decision_number = Line(label=_("Số văn bản"), required=False, max_length=80)
    decision_on = Day(label=_("Ngày ban hành"), help_text=_("Thời hạn 5 ngày làm việc tính từ ngày này."))
    period = Line(label=_("Kỳ"), required=False, max_length=80, help_text=_("Ví dụ: quý III năm 2026."))
    files = Files(label=_("Văn bản, tài liệu"), required=False)

    def __init__(self, *args: Any, set: str = "commune", **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.set = set
        items = law.obligations(set).items.values()
        self.fields["item"].choices = [("", _("Chọn nội dung")), *((i.code, f"{i.number}. {said(i)}") for i in items)]  # type: ignore[attr-defined]
        for number in range(1, MAX_TABLES + 1):
            self.fields[f"table_title_{number}"] = Line(label=_("Tên bảng"), required=False, max_length=200)
            self.fields[f"table_{number}"] = Line(
                lines=6, label=_("Số liệu của bảng"), required=False, max_length=200_000,
                help_text=_("Dán từ Excel, hoặc mỗi dòng một hàng, cách nhau bằng dấu phẩy. Dòng đầu là tên cột."),
            )  # fmt: skip
        self.fields["files"].widget.attrs["accept"] = ACCEPT
        self.fields["decision_on"].widget.attrs["max"] = clock.today().isoformat()
        self.kept: list[tuple[int, str]] = read_tokens(self.data.getlist("kept")) if self.is_bound else []
        self.tables: list[Table] = []

    @classmethod
    def of(cls, found: PublicationView, *args: Any) -> PublicationForm:
        """Filled with what stands there."""
        initial: dict[str, Any] = {
            "item": found.item.code, "title": found.title, "summary": found.summary, "period": found.period,
            "decision_number": found.decision_number, "decision_on": found.decision_on,
        }  # fmt: skip
        for number, table in enumerate(found.tables, start=1):
            initial |= {f"table_title_{number}": table.title, f"table_{number}": rules.written_table(table)}
        form = cls(*args, initial=initial, set=found.set)
        if not form.is_bound:
            form.kept = [(each.id, each.name) for each in found.files]
        return form

    @property
    def tokens(self) -> list[tuple[str, str]]:
        return [(token_of(file, name), name) for file, name in self.kept]

    @property
    def table_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"table_title_{n}"], self[f"table_{n}"]) for n in range(1, MAX_TABLES + 1)]

    @property
    def first_tables(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self.table_fields[:TABLES_OPEN]

    @property
    def more_tables(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self.table_fields[TABLES_OPEN:]

    @property
    def has_more_tables(self) -> bool:
        return any(cells.value() or cells.errors for _title, cells in self.more_tables)

    def clean_files(self) -> list[Any]:
        uploads = self.cleaned_data["files"]
        if len(uploads) + len(self.kept) > MAX_FILES:
            raise forms.ValidationError(_("Nhiều nhất %(most)d tệp.") % {"most": MAX_FILES})
        kept, wrong = take_in(uploads)
        self.kept += kept
        if wrong:
            raise forms.ValidationError(wrong)
        return uploads

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        self.tables = []
        for number in range(1, MAX_TABLES + 1):
            try:
                table = rules.read_table(found.get(f"table_title_{number}") or "", found.get(f"table_{number}") or "")
            except Refused as refusal:
                self.add_error(f"table_{number}", str(refusal))
                continue
            if table:
                self.tables.append(table)
        return found

    def draft(self) -> Draft:
        found = self.cleaned_data
        return Draft(
            item=found["item"], title=found["title"], summary=found["summary"], decision_on=found["decision_on"],
            decision_number=found["decision_number"], period=found["period"], tables=tuple(self.tables),
            files=tuple(self.kept), set=self.set, shut=found.get("shut", False),
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)


class CorrectionForm(PublicationForm):
    """A publication that is public already: what changed is said with it."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["changed"] = Line(
            label=_("Đã đổi gì"),
            max_length=500,
            help_text=_("Người dân đọc câu này trong lịch sử. Ví dụ: Sửa số chi quý III."),
        )
        self.fields["shut"] = forms.BooleanField(
            label=_("Tệp bỏ đi có thông tin riêng của người dân: bản cũ không cho đọc tệp đó nữa"), required=False
        )
        self.fields["item"].disabled = True
        self.fields["decision_on"].disabled = True


class PostingForm(forms.Form):
    """One posting; which parts are needed depends on the form that is chosen."""

    form = forms.ChoiceField(label=_("Hình thức"), error_messages={"required": _("Chọn một mục.")})
    since = Day(label=_("Từ ngày"))
    until = Day(label=_("Đến ngày"), required=False, help_text=_("Để trống: đủ số ngày luật yêu cầu."))
    place = Line(label=_("Nơi niêm yết, nơi họp"), required=False, max_length=200)
    who = Line(label=_("Ai thực hiện (chức danh)"), required=False, max_length=160)
    times = Line(label=_("Giờ phát loa"), required=False, help_text=_("Ví dụ: 6:30 và 17:00, ba ngày 16-18/11."))
    receivers = Line(lines=2, label=_("Ai đã nhận"), required=False, help_text=_("Ví dụ: Trưởng khu phố 1, 2, 3."))
    link = Line(label=_("Địa chỉ bài đăng"), required=False)
    photo = forms.FileField(label=_("Ảnh chụp làm bằng chứng"), required=False)

    def __init__(self, *args: Any, set: str = "commune", **rest: Any) -> None:
        super().__init__(*args, **rest)
        forms_of = [each for each in law.obligations(set).forms.values() if each.proof != "automatic"]
        self.fields["form"].choices = [(each.code, said(each)) for each in forms_of]  # type: ignore[attr-defined]
        self.fields["photo"].widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp"
        self.initial.setdefault("since", clock.today())
        self.taken: tuple[int, str] | None = None

    def clean_photo(self) -> Any:
        upload = self.cleaned_data["photo"]
        if upload:
            kept, wrong = take_in([upload])
            if wrong:
                raise forms.ValidationError(wrong)
            if not kept[0][1].lower().endswith((".jpg", ".jpeg", ".png", ".webp")):
                raise forms.ValidationError(_("Bằng chứng phải là ảnh JPG, PNG hoặc WebP."))
            self.taken = kept[0]
        return upload

    def proof(self) -> Proof:
        found = self.cleaned_data
        file, name = self.taken or (None, "")
        return Proof(
            form=found["form"], since=found["since"], until=found["until"], place=found["place"], who=found["who"],
            times=found["times"], receivers=found["receivers"], link=found["link"], photo=file, photo_name=name,
        )  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        for name, message in refusal.errors.items():
            self.add_error(name if name in self.fields else None, message)
