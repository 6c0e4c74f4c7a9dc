"""Django's check phase refuses packs with problems: by then every room has registered its hooks."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from gandan.core import hooks
from gandan.law import queries


@register
def packs_are_sound(**kwargs: Any) -> list[CheckMessage]:
    """One Error for each problem, with file and field; ids law.E001."""
    found = queries.problems(hooks.names("guard"), hooks.names("effect"))
    return [Error(str(problem), hint="gandan law check", id="law.E001") for problem in found]
