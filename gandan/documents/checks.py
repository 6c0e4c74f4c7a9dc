"""Templates of letters with faults stop the start: nothing is printed with a gap in it."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from gandan.documents.queries.templates import template_problems


@register
def letter_templates_are_sound(**kwargs: Any) -> list[CheckMessage]:
    """One Error for each problem, with file and field; ids documents.E001."""
    hint = "letters/*.toml in the package, or in $GANDAN_HOME/letters"
    return [Error(str(problem), hint=hint, id="documents.E001") for problem in template_problems()]
