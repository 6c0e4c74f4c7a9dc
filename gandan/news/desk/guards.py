"""Who may enter the desk of the room, and how an action of a form is tried."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gandan.core.types import NotAllowed, Refused
from gandan.news.forms import ActionForm
from gandan.news.policies import may_write

Door = Callable[..., HttpResponse]


def for_writers(door: Door) -> Door:
    """Only for those who write for some unit; each action asks for which."""

    @wraps(door)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_write(request.actor):  # type: ignore[attr-defined]
            raise NotAllowed(_("Trang này dành cho người biên tập tin."))
        return door(request, *args, **kwargs)

    return opened


def done(form: ActionForm, act: Callable[[], object]) -> bool:
    """Whether the form is right and its action was taken; else its words stand at the fields."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def see(name: str, **words: object) -> HttpResponse:
    response = redirect(name, **words)
    response.status_code = 303
    return response
