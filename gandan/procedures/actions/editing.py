"""The desk's writes: our own words with a reason, hidden or shown, common questions and their order."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from gandan.audit import actions as audit
from gandan.core import clock
from gandan.core.text import clean, one_line
from gandan.core.types import Conflict, NotAllowed, NotFound, Refused
from gandan.directory.types import Actor
from gandan.procedures.actions.writing import Draft, find_again, write
from gandan.procedures.models import CommonQuestion, PublicService, Version
from gandan.procedures.policies import may_edit_procedures
from gandan.procedures.rules import facts_of, guidance_of
from gandan.procedures.types import Guidance


def edit(code: str, guidance: Guidance, intake: str, *, seen: int, reason: str, actor: Actor) -> int:
    """A new version with these words. `seen`: the version it was written on. Raises Refused, Conflict."""
    _allow(actor)
    reason = one_line(reason)
    if not reason:
        raise Refused(reason=_("Ghi lý do sửa: người sau đọc sẽ hiểu."))
    if intake not in ("portal", "here"):
        raise Refused(intake=_("Chọn nơi nộp hồ sơ."))
    with transaction.atomic():
        service, last = _last(code)
        if last.number != seen:
            raise Conflict(_("Người khác vừa sửa thủ tục này. Mở lại trang để xem bản mới."))
        # Which events it belongs to is data of the house, not of this form.
        words = replace(guidance, events=guidance_of(last.guidance).events)
        if words == guidance_of(last.guidance) and intake == service.intake:
            raise Refused(_("Chưa sửa chỗ nào."))
        service.intake = intake
        write([Draft(service, facts_of(last.facts), words, last.raw, reason, clock.today())], actor.code)
        _note(actor, "procedures.edit", code, {"version": service.number, "reason": reason})
    return service.number


def set_hidden(code: str, hidden: bool, *, actor: Actor) -> None:
    """Out of lists and searches, or back in."""
    _allow(actor)
    with transaction.atomic():
        service, last = _last(code)
        if service.hidden == hidden:
            return
        service.hidden = hidden
        service.save(update_fields=["hidden"])
        find_again([(service, facts_of(last.facts), guidance_of(last.guidance))])
        _note(actor, "procedures.hide" if hidden else "procedures.show", code, {})


def add_question(code: str, question: str, answer: str, *, actor: Actor) -> int:
    _allow(actor)
    question, answer = one_line(question)[:300], clean(answer)
    missing = {"question": _("Ghi câu hỏi."), "answer": _("Ghi câu trả lời.")}
    wrong = {name: words for name, words in missing.items() if not {"question": question, "answer": answer}[name]}
    if wrong:
        raise Refused(**wrong)
    with transaction.atomic():
        service, _last_version = _last(code)
        row = CommonQuestion.objects.create(
            service=service, question=question, answer=answer, place=service.questions.count() + 1, published=True
        )
        _note(actor, "procedures.question", code, {"question": row.pk})
    return row.pk


def edit_question(code: str, question: int, asked: str, answer: str, *, actor: Actor) -> None:
    """Other words for the same question. Raises Refused, NotFound."""
    _allow(actor)
    asked, answer = one_line(asked)[:300], clean(answer)
    if not asked or not answer:
        raise Refused(_("Ghi cả câu hỏi và câu trả lời."))
    with transaction.atomic():
        found = CommonQuestion.objects.filter(pk=question, service__code=code)
        if not found.update(question=asked, answer=answer):
            raise NotFound(_("Không có câu hỏi này."))
        _note(actor, "procedures.question_edited", code, {"question": question, "asked": asked, "answer": answer})


def show_question(code: str, question: int, published: bool, *, actor: Actor) -> None:
    _allow(actor)
    with transaction.atomic():
        if not CommonQuestion.objects.filter(pk=question, service__code=code).update(published=published):
            raise NotFound(_("Không có câu hỏi này."))
        _note(actor, "procedures.question_shown", code, {"question": question, "published": published})


def place_question(code: str, question: int, *, actor: Actor) -> None:
    """One place further up."""
    _allow(actor)
    with transaction.atomic():
        rows = list(CommonQuestion.objects.filter(service__code=code).select_for_update())
        at = next((n for n, row in enumerate(rows) if row.pk == question), None)
        if at is None:
            raise NotFound(_("Không có câu hỏi này."))
        if at:
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
        for place, row in enumerate(rows, 1):
            row.place = place
        CommonQuestion.objects.bulk_update(rows, ["place"])
        _note(actor, "procedures.question_placed", code, {"question": question})


def _allow(actor: Actor) -> None:
    if not may_edit_procedures(actor):
        raise NotAllowed(_("Chỉ biên tập viên, quản trị viên sửa được thủ tục."))


def _last(code: str) -> tuple[PublicService, Version]:
    service = PublicService.objects.select_for_update().filter(code=code).first()
    last = service.versions.order_by("-number").first() if service else None
    if service is None or last is None:
        raise NotFound(_("Không có thủ tục mã này."))
    return service, last


def _note(actor: Actor, verb: str, code: str, payload: dict[str, object]) -> None:
    audit.record(actor=actor.code, verb=verb, object=f"procedure:{code}", unit="", payload=payload)
