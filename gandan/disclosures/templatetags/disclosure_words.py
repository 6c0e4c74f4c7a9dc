"""Words and drawings of disclosures in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gandan.disclosures.rules import number_of
from gandan.disclosures.types import PostingView, Standing, Table

register = template.Library()
FOLDS = 5  # columns that make a card on a phone


@register.filter
def in_words(thing: Any, name: str = "label") -> str:
    """The label in the language of the page."""
    english = getattr(thing, f"{name}_en", "") if (get_language() or "").startswith("en") else ""
    return english or getattr(thing, name)


@register.filter
def brief(form: Any) -> str:
    """A form in two or three words, for a narrow column."""
    return {
        "website": _("Trang thông tin"),
        "board": _("Niêm yết"),
        "radio": _("Loa"),
        "heads": _("Qua khu phố"),
        "letter": _("Gửi văn bản"),
        "dialogue": _("Đối thoại"),
        "meeting": _("Cuộc họp"),
        "front": _("Báo Mặt trận"),
        "social": _("Mạng xã hội"),
    }.get(form.code, in_words(form))


@register.filter
def posted_words(each: PostingView) -> str:
    """How long something is posted, against what the law asks."""
    since = f"{each.since:%d/%m/%Y}"
    if each.taken_down_on:
        words = _("Từ %(since)s đến %(until)s (đã gỡ), %(days)d ngày")
        return words % {"since": since, "until": f"{each.taken_down_on:%d/%m/%Y}", "days": each.days}
    if each.form.proof == "automatic" or each.permanent:
        return _("Từ %(since)s, thường xuyên") % {"since": since}
    until = f"{each.until:%d/%m/%Y}" if each.until else ""
    if each.wanted and each.days >= each.wanted:
        return _("Đủ %(n)d ngày, %(since)s đến %(until)s") % {"n": each.wanted, "since": since, "until": until}
    if each.wanted and not each.over:
        words = _("Từ %(since)s đến %(until)s, đã %(days)d trên %(n)d ngày")
        return words % {"since": since, "until": until, "days": each.days, "n": each.wanted}
    return _("Từ %(since)s đến %(until)s") % {"since": since, "until": until} if until else since


@register.filter
def plain(share: float) -> str:
    """A share as style sheets write numbers, in every language."""
    return f"{share:.4f}"


@register.filter
def grid(table: Table) -> dict[str, Any]:
    """Rows whose cells know the head of their column, and which columns are numbers; wide tables do not fold."""
    head = [
        {"label": label, "number": place > 0 and all(_is_figure(row[place]) for row in table.rows)}
        for place, label in enumerate(table.head)
    ]
    lines = [
        {"first": row[0], "cells": [col | {"text": cell} for col, cell in zip(head[1:], row[1:], strict=True)]}
        for row in table.rows
    ]
    return {"head": head, "lines": lines, "folds": "1" if len(head) <= FOLDS else ""}


def _is_figure(cell: str) -> bool:
    return cell in ("", "-", "–") or number_of(cell) is not None


@register.filter
def figure(matrix: Any, standings: str) -> int:
    """How many contents stand so: «done,ending»."""
    return matrix.figure(*(Standing(each) for each in standings.split(",")))
