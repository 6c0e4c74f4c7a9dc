"""What packs may name: guards that ask before an action, effects that follow from it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gandan.cases.models import Case, Link
from gandan.cases.types import Deed, LinkKind
from gandan.core.clock import day_of
from gandan.core.codes import read_code
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


def link_duplicate(deed: Deed, actor: Actor) -> None:
    """Tie the case to the one on the same matter; both keep their entries. Raises Refused at the code."""
    typed = str(deed.form.get("main_code", ""))
    code = read_code(typed)
    if code is None:
        raise Refused(main_code=_("Mã gõ sai: xem lại từng số của hồ sơ chính."))
    pair = {case.code: case for case in Case.objects.filter(code__in=(code, deed.code)).select_related("unit")}
    main, own = pair.get(code), pair[deed.code]
    if main is None or main.unit_id != own.unit_id:
        raise Refused(main_code=_("Không có hồ sơ mang mã này ở đơn vị."))
    if main.pk == own.pk:
        raise Refused(main_code=_("Ghi mã của hồ sơ chính, không phải của chính hồ sơ này."))
    if Link.objects.filter(case=main, kind=LinkKind.DUPLICATE_OF).exists():
        raise Refused(main_code=_("Hồ sơ này đã được gộp vào hồ sơ khác. Ghi mã hồ sơ chính."))
    Link.objects.get_or_create(case=own, other=main, kind=LinkKind.DUPLICATE_OF)
