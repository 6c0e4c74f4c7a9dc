"""An answer made public, without who asked."""

from __future__ import annotations

import re
from typing import Any

from gandan.core.clock import day_of
from gandan.core.text import one_line
from gandan.procedures.models import PublicAnswer, PublicService
from gandan.procedures.types import QUESTION
from gandan.search import actions as search

_CODE = re.compile(r"\d\.\d{6}")


def publish_answer(deed: Any, actor: Any) -> None:
    """The effect `publish_answer`: question and answer are written down for everybody, if the asker allowed it.

    `deed` is the action as the engine above describes it: code, unit, subject, content, text, publish, answers, at.
    Answering again replaces what stood there.
    """
    if not deed.publish or not deed.text:
        return
    named = _CODE.search(str(deed.answers.get("procedure", "")))
    service = PublicService.objects.filter(code=named[0]).first() if named else None
    PublicAnswer.objects.update_or_create(
        key=deed.code,
        defaults={
            "unit": deed.unit,
            "procedure": service,
            "question": deed.content or deed.subject,
            "answer": deed.text,
            "answered_on": day_of(deed.at),
        },
    )
    search.put(
        QUESTION,
        deed.code,
        title=deed.subject,
        summary=one_line(deed.text)[:300],
        body=f"{deed.content}\n{deed.text}",
        link=f"/tra-cuu/{deed.code}/",
        unit=deed.unit,
    )


def withdraw_answer(key: str) -> None:
    """An answer that may not be public any more."""
    PublicAnswer.objects.filter(key=key).delete()
    search.remove(QUESTION, key)
