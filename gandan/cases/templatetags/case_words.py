"""Words of the engine in templates: `{{ case|said:"state_label" }}` in the language of the page."""

from typing import Any

from django import template

from gandan.cases.forms import pack

register = template.Library()


@register.filter
def said(thing: Any, name: str = "label") -> str:
    return pack.said(thing, name) if thing else ""
