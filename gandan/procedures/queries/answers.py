"""Questions answered in public."""

from __future__ import annotations

from gandan.procedures.models import PublicAnswer
from gandan.procedures.types import AnswerView


def public_answers(unit: str = "", size: int = 20, after: int | None = None) -> tuple[AnswerView, ...]:
    """The latest public answers, of one unit or of all."""
    found = PublicAnswer.objects.select_related("procedure").order_by("-pk")
    if unit:
        found = found.filter(unit=unit)
    if after is not None:
        found = found.filter(pk__lt=after)
    return tuple(_view(row) for row in found[:size])


def answers_about(code: str, size: int = 5) -> tuple[AnswerView, ...]:
    """The latest public answers to questions about one procedure."""
    found = PublicAnswer.objects.select_related("procedure").filter(procedure__code=code).order_by("-pk")
    return tuple(_view(row) for row in found[:size])


def public_answer(key: str) -> AnswerView | None:
    row = PublicAnswer.objects.select_related("procedure").filter(key=key).first()
    return _view(row) if row else None


def _view(row: PublicAnswer) -> AnswerView:
    name = row.procedure.name if row.procedure else ""
    return AnswerView(row.key, row.unit, name, row.question, row.answer, row.answered_on)
