"""What every page knows: the navigation of its frame, the unit, whether this is a demo."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    return {}
