"""Words and drawings of disclosures in templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gandan.disclosures.types import Bar, PostingView, Standing

register = template.Library()
STEP, WIDE, LETTERS = 46, 320, 52  # of a bar: its height with its label, its greatest length, letters beside it


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
def chart_height(bars: Sequence[Bar]) -> int:
    return len(bars) * STEP


@register.filter
def drawn(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    """Where each bar and its words stand. Whole pixels: a decimal comma would break the drawing."""
    found = []
    for place, bar in enumerate(bars):
        width, top = max(2, int(bar.share * WIDE)), place * STEP
        label = bar.label if len(bar.label) <= LETTERS else bar.label[: LETTERS - 1] + "…"
        found.append(
            {"label": label, "value": bar.value, "text_y": top + 14, "y": top + 20, "value_y": top + 34,
             "width": width, "value_x": width + 8}
        )  # fmt: skip
    return found


@register.filter
def figure(matrix: Any, standings: str) -> int:
    """How many contents stand so: «done,ending»."""
    return matrix.figure(*(Standing(each) for each in standings.split(",")))
