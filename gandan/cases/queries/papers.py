"""What the papers of a case say: the values of its printed receipt."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gandan.cases import queries
from gandan.cases.types import CaseClock, ConfirmedView, Receipt
from gandan.core.clock import VIETNAM
from gandan.directory import queries as directory
from gandan.directory.types import UnitDetail
from gandan.law.types import Step
from gandan.ui import rules as words

# How the paper's strip draws a day.
_STATES = {"weekend": "off", "holiday": "off", "moved": "moved", "paused": "paused", "due": "due"}


def follow_address(receipt: Receipt) -> str:
    """The address that the sender's QR code opens: with the confirmation number, which the door then hides."""
    path = reverse("cases:case", args=[receipt.code])
    return f"{settings.BASE_URL}{path}?{urlencode({'xac-nhan': receipt.pin})}"


def receipt_values(code: str) -> dict[str, Any]:
    """For `documents.queries.pdf("bien-nhan", …)`, in the language of the reader."""
    lang = (get_language() or "vi")[:2]
    mine = queries.confirmed_view(code)
    unit = directory.unit_detail(mine.public.unit)
    english = lang == "en"
    return {
        "language": lang,
        "agency": unit.view.name,
        "parent": unit.parent.name if unit.parent else "",
        "place_and_date": _place_and_date(mine, unit, english),
        "kind": mine.public.type_label_en if english else mine.public.type_label,
        "code": code,
        "pin": mine.receipt.pin,
        "qr": follow_address(mine.receipt),
        "rows": _rows(mine, english),
        "entry": mine.receipt.entry,
        "hash": mine.receipt.hash,
        "check_address": f"{settings.BASE_URL}/kiem-chung/",
        "contact": [unit.view.name, *(each for each in (unit.address, unit.phone, unit.email, unit.hours) if each)],
    } | _due(mine.public.clock, lang)


def sealed_receipt_values(receipt: Receipt) -> dict[str, Any]:
    """Of what is sealed whole: that something was received, under which code. Neither kind, nor unit, nor law."""
    lang = (get_language() or "vi")[:2]
    at = receipt.received_at.astimezone(VIETNAM)
    return {
        "language": lang,
        "agency": _("Biên nhận"),
        "parent": "",
        "place_and_date": words.full_date(at.date(), lang),
        "kind": _("Đơn của bạn"),
        "code": receipt.code,
        "pin": receipt.pin,
        "qr": f"{settings.BASE_URL}{reverse('cases:case', args=[receipt.code])}",
        "rows": [(_("Nhận lúc"), words.day_time(at, lang))],
        "entry": receipt.entry,
        "hash": receipt.hash,
        "check_address": f"{settings.BASE_URL}/kiem-chung/",
        "contact": [f"{settings.BASE_URL}/tra-cuu/"],
    }


def _place_and_date(mine: ConfirmedView, unit: UnitDetail, english: bool) -> str:
    day = mine.receipt.received_at.astimezone(VIETNAM)
    if english:
        return f"{unit.view.short_name}, {words.full_date(day.date(), 'en')}"
    return f"{unit.view.short_name}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def _rows(mine: ConfirmedView, english: bool) -> list[tuple[str, str]]:
    """A sealed case says nothing on paper but that it was received."""
    at = mine.receipt.received_at.astimezone(VIETNAM)
    rows = [(_("Nhận lúc"), words.day_time(at, "en" if english else "vi"))]
    if mine.subject:
        rows.append((_("Việc"), mine.subject))
    if mine.field_label:
        rows.append((_("Lĩnh vực"), mine.field_label_en if english else mine.field_label))
    if mine.address:
        rows.append((_("Nơi"), mine.address))
    if mine.attachments:
        rows.append((_("Kèm theo"), _("%d tệp") % len(mine.attachments)))
    return rows


def _due(clock: CaseClock | None, lang: str) -> dict[str, Any]:
    if clock is None:
        return {}
    return {
        "due": words.long_date(clock.due_on, lang),
        "due_days": words.days_words(clock.days, clock.unit.value, lang),
        "due_local": clock.local,
        "due_source": clock.source,
        "due_provisional": clock.provisional,
        "explain": list(clock.sentences_en if lang == "en" else clock.sentences),
        "days": [_day(step, lang) for step in clock.steps],
    }


def _day(step: Step, lang: str) -> dict[str, str]:
    cell = words.day_cell(step, lang)
    return {
        "state": _STATES.get(step.why, "start" if step.why == "start" else "on"),
        "week": cell.weekday,
        "day": cell.number,
        "mark": cell.note,
    }
