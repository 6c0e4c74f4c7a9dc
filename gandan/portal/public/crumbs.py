"""The path above a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Home first; each step is a label and the name of its page, the last one without."""
    return [(_("Trang chủ"), "/"), *((label, reverse(name) if name else "") for label, name in steps)]
