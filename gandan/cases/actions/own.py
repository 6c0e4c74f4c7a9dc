"""What people ask about their own data: a request of its own, which an officer decides; then it is done as asked."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.cases.actions import writing
from gandan.cases.actions.drafting import Doing, enter
from gandan.cases.actions.erasing import erase_person
from gandan.cases.actions.intake import submit
from gandan.cases.actions.loading import load, locked
from gandan.cases.models import Case, Link, Party
from gandan.cases.queries.records import party_told
from gandan.cases.types import Channel, Deed, LinkKind, PartyInput, Receipt, Submission
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.text import clean, one_line
from gandan.core.types import NotFound, Refused
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.types import CaseType

RIGHTS = "rights"  # the packs' group
CORRECT = "correct_person"
DETAILS = ("name", "phone", "email", "address")
RULE = "Luật 91/2025/QH15, yêu cầu của người gửi %(code)s"


def request_type() -> CaseType:
    """The type by which such requests are handled today. Raises NotFound where no pack has one."""
    found = next((pack for pack in law.case_types() if pack.group == RIGHTS), None)
    if found is None:
        raise NotFound(_("Nơi này chưa nhận yêu cầu về dữ liệu qua trang này. Đến quầy với biên nhận."))
    return found


def ask_about_own(code: str, wants: str, reason: str, details: Mapping[str, str], *, key: str) -> Receipt:
    """A request of the sender of a case; the door has asked for the confirmation number. Raises Refused, NotFound."""
    draft = load(code)
    if draft.case.secret is not None:
        raise NotFound(_("Không có vụ việc mang mã này."))
    if draft.case.erased_on:
        raise Refused(_("Nội dung của hồ sơ này đã được xóa theo quy định."))
    new = {name: one_line(details.get(name, "")) for name in DETAILS} if wants == "correct" else {}
    if wants == "correct" and not any(new.values()):
        raise Refused(name=_("Ghi ít nhất một thông tin đúng."))
    party = next((each for each in draft.parties if not each.anonymous and not each.sealed), None)
    who = PartyInput(anonymous=True)
    if party:
        who = PartyInput(name=party.name, phone=party.phone, email=party.email, address=party.address)
    asked = {"about": draft.case.code, "wants": wants, **{name: value for name, value in new.items() if value}}
    submission = Submission(
        type=request_type().code,
        unit=draft.unit,
        subject=_("Yêu cầu về dữ liệu của hồ sơ %(code)s") % {"code": draft.case.code},
        content=clean(reason) or _("Người gửi không ghi lý do."),
        key=key,
        party=who,
        answers=asked,
        channel=Channel.WEB,
    )
    with transaction.atomic():
        receipt = submit(submission, Actor.system("own-data"))
        request = Case.objects.get(code=receipt.code)
        Link.objects.get_or_create(case=request, other=draft.case, kind=LinkKind.FOLLOWS_FROM)
    return receipt


def carry_out(deed: Deed, actor: Actor) -> None:
    """The effect of a leader's yes, in the transaction of their step. Raises Refused."""
    code = read_code(str(deed.answers.get("about", "")))
    about = Case.objects.filter(code=code, unit__code=deed.unit).first() if code else None
    if about is None:
        raise Refused(_("Hồ sơ mà yêu cầu nói đến không có ở đơn vị này. Trả lời người gửi và ghi rõ."))
    rule = RULE % {"code": deed.code}
    if deed.answers.get("wants") == "erase":
        if not erase_person(actor, code=about.code, rule=rule):
            raise Refused(_("Hồ sơ đó không giữ tên ai."))
        erase_person(actor, code=deed.code, rule=rule)  # nor need the request know who it was
        return
    correct_person(actor, about.code, {name: str(deed.answers.get(name) or "") for name in DETAILS}, rule=rule)


def correct_person(actor: Actor, code: str, details: Mapping[str, str], *, rule: str) -> None:
    """Put right who sent a case; what is empty stays as it is. The log keeps a digest, no name. Raises Refused."""
    new = {name: details[name] for name in DETAILS if details.get(name)}
    with transaction.atomic():
        (draft,) = locked(Case.objects.filter(code=code).values_list("pk", flat=True))
        party = next((each for each in draft.parties if not each.sealed), None)
        if party is None or not new or draft.case.erased_on:
            raise Refused(_("Hồ sơ đó không có thông tin người gửi để sửa."))
        for name, value in new.items():
            setattr(party, name, value[: Party._meta.get_field(name).max_length])
        party.anonymous = party.anonymous and not party.name
        told = {"party": party_told(party)}
        enter(draft, Doing(action=CORRECT, actor=actor.code, at=clock.now(), text=rule, told=told))
        writing.update([draft], locked=True)
        party.save(update_fields=[*new, "anonymous"])
