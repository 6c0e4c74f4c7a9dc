"""How an action of a form is tried, and where its door leads."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect

from gandan.core.types import NotAllowed, NotFound, Refused
from gandan.events.forms import ActionForm


def done(form: ActionForm, act: Callable[[], object]) -> bool:
    """Whether the form is right and its action was taken; else its words stand at the fields."""
    if not form.is_valid():
        return False
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def see(name: str, *words: object) -> HttpResponse:
    response = redirect(name, *words)
    response.status_code = 303
    return response
