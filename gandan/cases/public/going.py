"""Where a door sends people on to: 303 after a write, by name."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse


def see_other(name: str, *args: Any, fragment: str = "") -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(name, args=args) + (f"#{fragment}" if fragment else ""))
    response.status_code = 303
    return response
