"""Templates of letters name case types and their states: what the packs do not know would never be offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from gandan.core.types import Refused
from gandan.documents import queries as documents
from gandan.law import queries as law


@register
def letters_are_offered_somewhere(**kwargs: Any) -> list[CheckMessage]:
    """One Error for each unknown type or state; ids cases.E001. Faulty templates and packs have their own checks."""
    try:
        return [Error(words, hint="letters/*.toml", id="cases.E001") for words in unknown_offers()]
    except Refused:
        return []


def unknown_offers() -> Iterator[str]:
    packs = law.law().case_types
    for template in documents.letter_templates():
        for offer in template.offers:
            versions = packs.get(offer.type, [])
            if not versions:
                yield f"{template.code}: không có loại việc «{offer.type}»"
            known = {state for pack in versions for state in pack.states}
            for state in offer.states:
                if versions and state not in known:
                    yield f"{template.code}: «{offer.type}» không có bước «{state}»"
        actions = {action for offer in template.offers for pack in packs.get(offer.type, []) for action in pack.actions}
        for action in template.records:
            if action not in actions:
                yield f"{template.code}: không có việc «{action}» để ghi số văn bản"
