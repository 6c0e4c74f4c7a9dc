"""What packs may name: guards that ask before an action, effects that follow from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from gandan.cases.models import Case, Link
from gandan.cases.queries.locked import is_whole
from gandan.cases.types import Deed, LinkKind
from gandan.core.clock import day_of
from gandan.core.codes import read_code
from gandan.core.text import one_line
from gandan.core.types import Refused
from gandan.directory.types import Actor

Refusal = tuple[str, str] | None  # field, why not


def has_evidence(deed: Deed) -> Refusal:
    """An answer needs proof: a photograph or document, or the number of one."""
    if deed.files or deed.evidence or deed.form.get("document_number"):
        return None
    return "files", _("Cần ít nhất một ảnh, một tệp hoặc số văn bản làm minh chứng.")


def within_reopen_days(deed: Deed) -> Refusal:
    """A sender may have a case re-opened for as long as the pack allows after it came to rest."""
    if deed.reopen_until is None:
        return "", _("Loại việc này không mở lại được. Gửi một đơn mới và ghi mã cũ.")
    if day_of(deed.at) > deed.reopen_until:
        until = f"{deed.reopen_until:%d/%m/%Y}"
        return "", _("Thời gian đề nghị mở lại đã hết ngày %(day)s. Gửi một đơn mới và ghi mã cũ.") % {"day": until}
    return None


def was_invited(deed: Deed) -> Refusal:
    """Minutes follow an invitation: for that day or a later one, unless the record says how the parties agreed."""
    held = str(deed.form.get("on") or "")
    if held > day_of(deed.at).isoformat():
        return "on", _("Biên bản ghi sau buổi đối thoại: ngày này chưa đến.")
    invited = str(deed.before.get("invite_dialogue", {}).get("on") or "")
    if deed.form.get("waiver") or (invited and held >= invited):
        return None
    if not invited:
        return "waiver", _("Chưa có giấy mời trong hồ sơ. Ghi «Mời đối thoại» trước, hoặc ghi các bên đồng ý thế nào.")
    return "on", _("Đã mời ngày %(day)s. Đối thoại sớm hơn thì ghi các bên đồng ý thế nào.") % {"day": invited}


def is_named(deed: Deed) -> Refusal:
    """What the law asks a name for is not taken on without one (Denunciation Law, Art. 25)."""
    if deed.anonymous:
        return "", _("Đơn không ghi tên không được thụ lý. Chứng cứ rõ ràng thì chuyển thanh tra, kiểm tra.")
    return None


def is_anonymous(deed: Deed) -> Refusal:
    """The way of what bears no name and yet proves something; what bears one has a way of its own."""
    return (
        None if deed.anonymous else ("", _("Đơn này có người đứng tên: xử lý theo trình tự, không chuyển thanh tra."))
    )


def protection_asked(deed: Deed) -> Refusal:
    """Decided is what was asked for."""
    return None if "ask_protection" in deed.done else ("", _("Chưa có yêu cầu bảo vệ nào để quyết định."))


def protection_decided(deed: Deed) -> Refusal:
    return None if "decide_protection" in deed.done else ("", _("Chưa có biện pháp bảo vệ nào để chấm dứt."))


def of_several(deed: Deed) -> Refusal:
    """Some of a group withdraw: it goes on for the others (Decree 124/2020, Art. 7a)."""
    return None if deed.people > 1 else ("", _("Đơn này chỉ có một người đứng tên: dùng bước «Rút đơn»."))


def for_all(deed: Deed) -> Refusal:
    """One of a group does not withdraw for the others (the same article): who withdraws signs a letter of their own."""
    if deed.people > 1 and deed.by_sender:
        told = {"people": deed.people}
        return "", _(
            "Đơn này có %(people)s người đứng tên, một người không rút thay người khác được. "
            "Ai rút thì nộp đơn rút có chữ ký; đơn vẫn được giải quyết cho những người còn lại."
        ) % told
    return None


WORDS_LEAST = 10
LINKS = "link_duplicate"  # the effect by which a pack says that an action merges
_TELLS_WHO = re.compile(r"\b0[\d .]{8,}\d|@\w+\.\w|\b\d{2}[A-Z]\d?[- ]?\d{3}[ .]?\d{2}\b")


def show_nearby(deed: Deed, actor: Actor) -> None:
    """Open a report to neighbours in these words, or take it back. Raises Refused where the words tell who it is."""
    words = one_line(deed.text)
    if words and len(words) < WORDS_LEAST:
        raise Refused(text=_("Ghi rõ hơn: việc gì, ở đâu."))
    if _TELLS_WHO.search(words):
        raise Refused(text=_("Bỏ số điện thoại, e-mail, biển số: mọi người đọc lời này."))
    Case.objects.filter(code=deed.code).update(shown_as=words)


def hold_pair(deed: Deed) -> None:
    """Lock what `link_duplicate` will tie, lower key first, before the caller writes to one: nobody waits in a ring."""
    rows = Case.objects.select_for_update(of=("self",)).filter(code__in=_pair(deed)).order_by("pk")
    list(rows.values_list("pk"))


def _pair(deed: Deed) -> tuple[str, ...]:
    main = read_code(str(deed.form.get("main_code", "")))
    return (main, deed.code) if main else (deed.code,)


def link_duplicate(deed: Deed, actor: Actor) -> None:
    """Tie the case to the one on the same matter; both keep their entries. Raises Refused at the code."""
    typed = str(deed.form.get("main_code", ""))
    code = read_code(typed)
    if code is None:
        raise Refused(main_code=_("Mã gõ sai: xem lại từng số của hồ sơ chính."))
    rows = Case.objects.select_for_update(of=("self",)).filter(code__in=(code, deed.code)).order_by("pk")
    pair = {case.code: case for case in rows.select_related("unit")}
    main, own = pair.get(code), pair[deed.code]
    if main is None or main.unit_id != own.unit_id or is_whole(main):
        raise Refused(main_code=_("Không có hồ sơ mang mã này ở đơn vị."))
    if main.pk == own.pk:
        raise Refused(main_code=_("Ghi mã của hồ sơ chính, không phải của chính hồ sơ này."))
    check_main(main)
    tie([own], main)


def check_main(main: Case) -> None:
    """Whether letters may be tied to it: it is tied to none itself, and is being answered or has been. One query."""
    if Link.objects.filter(case=main, kind=LinkKind.DUPLICATE_OF).exists():
        raise Refused(main_code=_("Hồ sơ này đã được gộp vào hồ sơ khác. Ghi mã hồ sơ chính."))
    if not main.open and not main.result:
        raise Refused(main_code=_("Hồ sơ này đã kết thúc mà không có kết quả. Chọn hồ sơ còn đang giải quyết."))


def still_main(main: Case, cases: Sequence[Case]) -> Case:
    """The same, as it now stands: nobody else can change it until the caller's transaction ends. Two make no circle."""
    wanted = [main.pk, *(case.pk for case in cases)]
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    now = next(row for row in rows if row.pk == main.pk)
    check_main(now)
    return now


def tie(cases: Sequence[Case], main: Case) -> None:
    """Duplicates to the main case; those tied to one of them follow it there. Two statements."""
    Link.objects.filter(other__in=cases, kind=LinkKind.DUPLICATE_OF).update(other=main)
    Link.objects.bulk_create(
        (Link(case=case, other=main, kind=LinkKind.DUPLICATE_OF) for case in cases), ignore_conflicts=True
    )
