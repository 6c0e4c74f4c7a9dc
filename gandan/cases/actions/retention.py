"""Letting cases go: held back one by one, approved by batch, and then done by a job in small lots."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.cases import policies
from gandan.cases.actions import erasing, forgetting
from gandan.cases.actions.loading import locked
from gandan.cases.models import Case, Disposal, Hold
from gandan.cases.queries import retention as queries
from gandan.cases.types.retention import BatchKey, RetentionBatch
from gandan.core import clock
from gandan.core.codes import read_code
from gandan.core.text import clean
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory import queries as directory
from gandan.directory.types import Actor

LOT = 25  # cases in one transaction: people's writes go between
REASON_LEAST, REASON_MOST = 10, 300
JOB = Actor.system("retention")


def hold(code: str, actor: Actor, reason: str) -> None:
    """Keep a case beyond its years. Raises NotFound, NotAllowed, Refused at `reason`, Conflict where it is gone."""
    reason = clean(reason)
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        raise Refused(reason=_("Ghi lý do giữ lại, từ 10 đến 300 chữ cái."))
    case = _case(code, actor)
    if case.erased_on:
        raise Conflict(_("Nội dung của hồ sơ này đã được xóa theo quy định."))
    title = policies.title_of(actor, policies.Place(case.unit.path))
    with transaction.atomic():
        if not Case.objects.filter(pk=case.pk, erased_on=None).select_for_update(of=("self",)).exists():
            raise Conflict(_("Nội dung của hồ sơ này đã được xóa theo quy định."))
        Hold.objects.update_or_create(
            case=case, defaults={"reason": reason, "by": actor.code, "title": title, "at": clock.now()}
        )
        _record(actor, "retention.hold", case, {"reason": reason})


def release(code: str, actor: Actor) -> None:
    """Let a case go with the others again. Raises NotFound, NotAllowed."""
    case = _case(code, actor)
    with transaction.atomic():
        if Hold.objects.filter(case=case).delete()[0]:
            _record(actor, "retention.release", case, {})


def approve(key: BatchKey, actor: Actor, *, seen: int) -> RetentionBatch:
    """Order the job to let a batch go. `seen`: how many were shown to go. Raises NotFound, NotAllowed, Conflict."""
    batch = queries.batch(key, actor)
    unit = directory.unit(key.unit)
    if not policies.may_dispose(actor, unit.path):
        raise NotAllowed(_("Chỉ lãnh đạo của đơn vị duyệt được việc này."))
    if not batch.due:
        raise Refused(_("Đợt này chưa đến hạn."))
    if batch.to_go != seen:
        raise Conflict(_("Số hồ sơ vừa thay đổi. Xem lại rồi duyệt."))
    if not seen:
        raise Refused(_("Không còn hồ sơ nào để xử lý trong đợt này."))
    rule = queries.rule_of(queries.pack_of(key.version))[:200]
    title = policies.title_of(actor, policies.Place(unit.path))
    try:
        with transaction.atomic():
            Disposal.objects.create(
                unit_id=key.unit,
                version=key.version,
                year=key.year,
                rule=rule,
                by=actor.code,
                title=title,
                at=clock.now(),
                cases=seen,
            )
            told = {"version": key.version, "year": key.year, "then": batch.then, "rule": rule, "cases": seen}
            audit.record(
                actor=actor.code, verb="retention.approve", object=f"retention:{key}"[:80], unit=unit.code, payload=told
            )
            import_string("gandan.cases.tasks.apply_retention").enqueue()  # by its path: jobs stand above actions
    except IntegrityError:
        raise Conflict(_("Đợt này đã được duyệt và đang được xử lý.")) from None
    return batch


def apply() -> int:
    """The job: every approved batch, a lot at a time. Killed at any point, it goes on where it was."""
    gone = 0
    for disposal in Disposal.objects.filter(done_at=None).order_by("id"):
        while lot := _take(disposal):
            gone += lot
        Disposal.objects.filter(pk=disposal.pk, done_at=None).update(done_at=clock.now())
    if gone:
        forgetting.forget_words()
    return gone


def _take(disposal: Disposal) -> int:
    """One lot, whole or not at all."""
    key = BatchKey(disposal.unit_id, disposal.version, disposal.year)
    pack = queries.pack_of(disposal.version)
    with transaction.atomic():
        ids = list(queries.due_members(key).order_by("id").values_list("pk", flat=True)[:LOT])
        drafts = [draft for draft in locked(ids) if draft.case.erased_on is None]
        held = set(Hold.objects.filter(case__in=ids).values_list("case_id", flat=True))
        drafts = [draft for draft in drafts if draft.case.pk not in held]
        if not drafts:
            return 0
        erasing.erase_content(drafts, JOB, rule=disposal.rule, then=pack.retention_then)
        Disposal.objects.filter(pk=disposal.pk).update(done=F("done") + len(drafts))
    return len(drafts)


def _case(code: str, actor: Actor) -> Case:
    case = Case.objects.select_related("unit").filter(code=read_code(code) or code[:20]).first()
    if case is None or not any(case.unit.path.startswith(path) for path in policies.retention_paths(actor)):
        raise NotFound(_("Không có vụ việc mang mã này."))
    if case.closed_at is None:
        raise Refused(_("Hồ sơ này chưa kết thúc, chưa tính thời hạn lưu."))
    return case


def _record(actor: Actor, verb: str, case: Case, payload: dict[str, str]) -> None:
    audit.record(actor=actor.code, verb=verb, object=f"retention:{case.code}", unit=case.unit.code, payload=payload)
