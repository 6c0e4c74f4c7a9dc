"""Filters and tags of the components: dates and numbers as people say them, form controls, attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .. import rules
from ..types import TEXT_SIZE_COOKIE, CountedDay, DayCell, NavLink

register = template.Library()

_KINDS = {  # widget class → how the field component draws it
    "Textarea": "longtext",
    "RadioSelect": "options",
    "CheckboxSelectMultiple": "options",
    "CheckboxInput": "check",
    "FileInput": "file",
    "ClearableFileInput": "file",
    "MultipleFileInput": "file",
}


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return _local(value).date()
    return value if isinstance(value, date) else None


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _dated(name: str, say: Any) -> None:
    """Register a filter that says a day; anything that is not a day says nothing."""

    def spoken(value: Any) -> str:
        day = _day(value)
        return say(day, get_language()) if day else ""

    spoken.__doc__ = say.__doc__
    register.filter(name, spoken)


_dated("weekday", rules.weekday)
_dated("short_date", rules.short_date)
_dated("full_date", rules.full_date)
_dated("day_date", rules.day_date)
_dated("long_date", rules.long_date)
_dated("month_words", rules.month_words)


@register.filter
def day_time(value: Any) -> str:
    """«8:40 ngày 12/11»; of a plain day only «12/11»."""
    if isinstance(value, datetime):
        return rules.day_time(_local(value), get_language() or "vi")
    return rules.short_date(value, get_language() or "vi") if isinstance(value, date) else ""


@register.filter
def iso(value: Any) -> str:
    """What stands in the `datetime` attribute of `<time>`."""
    if isinstance(value, datetime):
        return _local(value).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else ""


@register.filter
def dots(value: Any) -> str:
    """«35.565»."""
    if isinstance(value, str):
        return value
    return "" if value is None else rules.thousands(value, get_language() or "vi")


@register.filter
def file_size(value: Any) -> str:
    return rules.file_size(int(value or 0), get_language() or "vi")


register.filter("initials", lambda value: rules.initials(str(value or "")))
register.filter("symbol", lambda name: rules.symbol(str(name)))
register.filter("clock_icon", lambda state: rules.CLOCK_ICONS.get(str(state), "clock"))
register.filter("alert_icon", lambda kind: rules.ALERT_ICONS.get(str(kind), "info"))


@register.filter
def at(nav: Iterable[NavLink] | None, place: str) -> list[NavLink]:
    """The links of `portal_nav` that stand at a place; `at:"door"` gives all six doors."""
    links = [NavLink(*link) for link in nav or ()]
    return [link for link in links if link.key == place or link.key.startswith(f"{place}-")]


@register.simple_tag
def icon(name: str, css: str = "icon", label: str = "") -> SafeString:
    """An icon of the sprite. Components use this tag; a page may write `<c-icon>`: the same, slower."""
    return _icon(str(name), str(css), str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, css: str, label: str) -> SafeString:
    use = format_html('<use href="{}#{}"/>', static("ui/img/sprite.svg"), rules.symbol(name))
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', css, label, use)
    return format_html('<svg class="{}" aria-hidden="true">{}</svg>', css, use)


@register.simple_tag
def attributes(attrs: Any) -> SafeString:
    """All attributes that a component did not declare, escaped (cotton's own `{{ attrs }}` is not)."""
    rest: Mapping[str, Any] = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs or {}
    if not rest:
        return format_html("{}", "")
    parts = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in rest.items()
        if value is not False and value is not None
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def view_words(view: Any) -> str:
    """What a law `ClockView` says, in the reader's language."""
    return view.words_en if rules.is_english(get_language()) else view.words


@register.simple_tag
def say_clock(state: str, left: Any, unit: str) -> str:
    number = int(left) if str(left).lstrip("-").isdigit() else None
    return rules.clock_words(state, number, unit or "working", get_language() or "vi")


@register.simple_tag
def day_cells(steps: Iterable[CountedDay], done: Any, start_word: str, done_word: str, due_word: str) -> list[DayCell]:
    given = {"start": start_word, "done": done_word, "due": due_word}
    words = {key: word for key, word in given.items() if word}
    lang = get_language() or "vi"
    return [rules.day_cell(step, lang, _day(done), words) for step in steps or ()]


@register.simple_tag
def share(value: Any, whole: Any) -> str:
    """Per cent of the whole for a meter, between 0 and 100; always with a point, as CSS reads it."""
    total = float(whole or 0)
    return f"{max(0.0, min(100.0, 100 * float(value or 0) / total)) if total else 0:.1f}"


@register.simple_tag(takes_context=True)
def text_size(context: template.Context) -> str:
    request = context.get("request")
    return rules.text_size(request.COOKIES.get(TEXT_SIZE_COOKIE) if request else None)


@register.filter
def field_kind(field: BoundField) -> str:
    """text | longtext | select | options | check | file | hidden, by the widget."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    for base in type(widget).__mro__:
        if base.__name__ in _KINDS:
            return _KINDS[base.__name__]
    return "select" if getattr(widget, "input_type", "") == "select" else "text"


@register.simple_tag
def control(field: BoundField, hint: Any = "", extra: Any = None) -> SafeString:
    """The widget of a field with class, hint and error bound to it."""
    rest = extra.attrs_dict() if hasattr(extra, "attrs_dict") else extra or {}
    attrs = {name: value for name, value in rest.items() if value is not False and value is not None}
    attrs.update(control_state(field, hint))
    if field_kind(field) in ("text", "longtext", "select"):
        attrs["class"] = f"{field.field.widget.attrs.get('class', '')} input".strip()
    if field_kind(field) == "longtext" and str(field.field.widget.attrs.get("rows", "10")) == "10":
        attrs.setdefault("rows", "4")  # Django's own 10 fill a phone; the style sheet gives a least height
    if field_kind(field) == "file":
        attrs["class"] = "vh"
    return field.as_widget(attrs=attrs)


@register.simple_tag
def control_attrs(field: BoundField, hint: Any = "") -> SafeString:
    """The same state for a group of options, where no single control bears it."""
    return attributes(control_state(field, hint))


def control_state(field: BoundField, hint: Any = "") -> dict[str, str]:
    """aria-describedby and aria-invalid of a control."""
    name = field.auto_id or field.html_name
    ids = [f"{name}_hint"] if (hint or field.help_text) else []
    state = {}
    if field.errors:
        ids.append(f"{name}_error")
        state["aria-invalid"] = "true"
    if ids:
        state["aria-describedby"] = " ".join(ids)
    return state


@register.simple_tag
def failed_fields(form: Any) -> list[tuple[str, str, str]]:
    """(id of the control, label, first message) of every wrong field, for the summary on top."""
    if not form or not form.is_bound:
        return []
    found = []
    for field in form:
        if field.errors:
            target = field.id_for_label or field.auto_id
            if field_kind(field) == "options":
                target = f"{field.auto_id}_0"
            found.append((target, str(field.label).rstrip(".:"), str(field.errors[0])))
    return found
