"""The path above a page of the room."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

DOOR = 1  # dân biết


def crumbs(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Trang chủ"), "/"), *((label, reverse(name) if name else "") for label, name in steps)]
