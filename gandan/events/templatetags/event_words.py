"""How hours, kinds, verbs and days off are said."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gandan.events.queries import KINDS, STATES, VERBS
from gandan.events.types import DayOff, MeetingView, Notice, Skipped
from gandan.ui.rules import clock_time, day_date, day_time, full_date, long_date

register = template.Library()


@register.filter
def hours(meeting: MeetingView) -> str:
    """«8:00–11:30», or only when it begins."""
    starts = clock_time(meeting.starts_at)
    if meeting.ends_at is None:
        return starts
    ends = clock_time(meeting.ends_at)
    return f"{starts} – {ends} {full_date(meeting.ends_at.date())}" if meeting.other_day else f"{starts}–{ends}"


@register.filter
def kind_words(kind: Any) -> str:
    return str(KINDS[kind])


@register.filter
def state_words(meeting: MeetingView) -> str:
    """How it stands, in two words; one that is over without anybody saying so is over."""
    if meeting.past and meeting.state.value in ("announced", "moved"):
        return _("Đã qua")
    return str(STATES[meeting.state])


@register.filter
def moved_words(it: MeetingView) -> str:
    """«Dời từ 8:00 ngày 26/11», from when it was first to be; where only the place is another, that."""
    if it.moved_from is None:
        return _("Đổi nơi gặp")
    if not it.moved_hours:
        return _("Trở lại ngày giờ đăng lần đầu")
    return _("Dời từ %(day)s") % {"day": day_time(it.moved_from, get_language() or "vi")}


@register.filter
def notice_words(it: MeetingView) -> str:
    """«Đăng ngày 16/11/2026, trước 7 ngày làm việc», or since when it is online too."""
    values = {"day": full_date(it.notice_at or it.posted_at), "given": given_words(it)}
    if it.online_later:
        return _("Thêm nơi họp trực tuyến ngày %(day)s, trước %(given)s") % values
    return _("Đăng ngày %(day)s, trước %(given)s") % values


@register.filter
def notice_day_words(it: MeetingView) -> str:
    """After another day was set: for which day that was counted, and how early the new one was told."""
    if it.notice_for is None or it.notice_for == it.day:
        return ""
    said = [_("Tính cho ngày đăng lúc ấy, %(day)s.") % {"day": long_date(it.notice_for, get_language() or "vi")}]
    if it.moved_at and it.moved_given is not None:
        values = {"day": full_date(it.moved_at), "given": _count(it.moved_given, it.notice_unit)}
        said.append(_("Báo dời ngày %(day)s, trước %(given)s.") % values)
    return " ".join(said)


@register.filter
def verb_words(verb: str) -> str:
    return str(VERBS.get(verb, verb))


@register.filter
def why(off: DayOff | Skipped) -> str:
    english = (get_language() or "").startswith("en")
    return (off.reason_en if english else "") or off.reason


@register.filter
def off_words(off: DayOff) -> str:
    """«Thứ Ba 24/11 nghỉ Ngày Văn hóa Việt Nam.»"""
    lang = get_language() or "vi"
    values = {"day": capital(day_date(off.on, lang)), "reason": why(off)}
    if off.worked:
        return _("%(day)s cơ quan làm việc: %(reason)s.") % values
    return _("%(day)s nghỉ: %(reason)s.") % values


@register.filter
def given_words(it: MeetingView | Notice) -> str:
    """«trước 3 ngày làm việc»: how early it is posted."""
    given, unit = (it.given, it.unit) if isinstance(it, Notice) else (it.notice_given or 0, it.notice_unit)
    return _count(given, unit)


@register.filter
def asked_words(it: MeetingView | Notice) -> str:
    """«ít nhất 5 ngày làm việc»: what the law asks."""
    days, unit = (it.days, it.unit) if isinstance(it, Notice) else (it.notice_days or 0, it.notice_unit)
    return _count(days, unit)


def _count(number: int, unit: str) -> str:
    if unit == "working":
        words = ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", number)
    else:
        words = ngettext("%(n)d ngày", "%(n)d ngày", number)
    return words % {"n": number}


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
