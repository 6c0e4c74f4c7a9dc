"""Where a door sends people on to: 303 after a write, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse


def see_other(
    name: str, *args: Any, fragment: str | None = None, query: Mapping[str, str] | None = None
) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(name, args=args, query=query, fragment=fragment))
    response.status_code = 303
    return response
