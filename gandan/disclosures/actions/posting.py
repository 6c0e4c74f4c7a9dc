"""Postings with their proof: who put it up where, with a photo; when it was read out; who received it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import clean, one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.disclosures import policies, rules
from gandan.disclosures.models import Posting, Publication
from gandan.disclosures.types import Proof, State
from gandan.law import queries as law

# What each kind of proof cannot do without.
NEEDED = {
    "place": ("place", "who"),
    "times": ("times",),
    "receivers": ("receivers",),
    "meeting": ("place",),
    "link": ("link",),
}


def post(code: str, proof: Proof, actor: Actor) -> int:
    """Enter one posting of what is public. Refused where its proof is missing or its dates cannot be."""
    row = Publication.objects.filter(code=code).first()
    if row is None:
        raise NotFound(_("Không có nội dung công khai mang mã này."))
    unit = directory.unit(row.unit_id)
    if not policies.may_write(actor, unit.path):
        raise NotAllowed(_("Vai của bạn không công khai được cho đơn vị này."))
    check(row, proof)
    posting = posting_row(row, proof, actor)
    with transaction.atomic():
        if Publication.objects.select_for_update().get(pk=row.pk).state != State.PUBLISHED:
            raise Conflict(_("Công khai trên trang thông tin trước, rồi ghi các hình thức khác."))
        posting.save()
        payload = {"form": posting.form, "since": posting.since.isoformat(), "place": posting.place}
        audit.record(actor=actor.code, verb="post", object=f"disclosure:{code}", unit=unit.code, payload=payload)
    return posting.pk


def end_posting(code: str, posting: int, actor: Actor) -> None:
    """It was taken down today. Not before the days of the law are over, and never what the law wants up for good."""
    row = Posting.objects.select_related("publication").filter(pk=posting, publication__code=code).first()
    if row is None:
        raise NotFound(_("Không có lần niêm yết này."))
    unit = directory.unit(row.publication.unit_id)
    if not policies.may_write(actor, unit.path):
        raise NotAllowed(_("Vai của bạn không công khai được cho đơn vị này."))
    item = law.obligations(row.publication.set).items[row.publication.item]
    if row.taken_down_on:
        raise Conflict(_("Lần niêm yết này đã gỡ ngày %(day)s.") % {"day": f"{row.taken_down_on:%d/%m/%Y}"})
    if rules.rule_of(item, row.form)[1]:
        raise Refused(until=_("Luật yêu cầu niêm yết thường xuyên nội dung này."))
    least = rules.least_until(item, row.form, row.since)
    if least and clock.today() < least:
        raise Refused(until=_("Luật yêu cầu giữ đến hết %(day)s.") % {"day": f"{least:%d/%m/%Y}"})
    with transaction.atomic():
        Posting.objects.filter(pk=row.pk).update(until=clock.today(), taken_down_on=clock.today())
        payload = {"form": row.form, "until": clock.today().isoformat()}
        audit.record(actor=actor.code, verb="end_posting", object=f"disclosure:{code}", unit=unit.code, payload=payload)


def check(row: Publication, proof: Proof) -> None:
    form = law.obligations(row.set).forms.get(proof.form)
    if form is None or form.proof == "automatic":
        raise Refused(form=_("Chọn một hình thức. Trang thông tin được ghi tự động khi công khai."))
    errors = {name: _("Chưa ghi mục này.") for name in NEEDED.get(form.proof, ()) if not getattr(proof, name).strip()}
    if proof.since > clock.today():
        errors["since"] = _("Ngày bắt đầu không thể ở tương lai.")
    if proof.since < row.decision_on:
        errors["since"] = _("Ngày bắt đầu không thể trước ngày ban hành.")
    if proof.until and proof.until < proof.since:
        errors["until"] = _("Ngày kết thúc không thể trước ngày bắt đầu.")
    if proof.link and not proof.link.startswith(("https://", "http://")):
        errors["link"] = _("Địa chỉ phải bắt đầu bằng https://")
    if errors:
        raise Refused(**errors)


def posting_row(row: Publication, proof: Proof, actor: Actor) -> Posting:
    """Without an end, a form with days of law gets the last of them."""
    item = law.obligations(row.set).items[row.item]
    return Posting(
        publication=row,
        form=proof.form,
        since=proof.since,
        until=proof.until or rules.least_until(item, proof.form, proof.since),
        place=one_line(proof.place)[:200],
        who=one_line(proof.who)[:160],
        times=one_line(proof.times)[:300],
        receivers=clean(proof.receivers)[:500],
        link=proof.link[:400],
        photo_id=proof.photo,
        photo_name=proof.photo_name[:160],
        author=actor.code,
        at=clock.now(),
    )
