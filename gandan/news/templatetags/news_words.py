"""What was written in the editor, on its way into a page."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from gandan.news.rules import sanitised

register = template.Library()


@register.filter
def tame(body: str) -> SafeString:
    """Rich text of a table, sanitised once more: whatever reached the table, nothing runs in a page."""
    return mark_safe(sanitised(body))  # noqa: S308


@register.filter
def named(names: dict[object, object], key: object) -> object:
    """How a value of an enum is said."""
    return names.get(key, key)
