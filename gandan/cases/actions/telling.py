"""What many senders are told, by jobs: a step that was done to three hundred cases, an answer that answers them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from gandan.cases.actions import notices
from gandan.cases.actions.loading import load, load_many
from gandan.cases.models import Entry

AT_ONCE = 50  # senders in one transaction


def tell_steps(steps: Sequence[tuple[str, int]]) -> int:
    """(code, number of the entry) → how many letters were put down. Run again, it finds what it had done."""
    told = 0
    for start in range(0, len(steps), AT_ONCE):
        numbers = dict(steps[start : start + AT_ONCE])
        drafts = {draft.case.pk: draft for draft in load_many(numbers)}
        entries = Entry.objects.filter(case__in=drafts, number__in=set(numbers.values())).order_by("case_id")
        pairs = [(drafts[each.case_id], each) for each in entries]
        letters = notices.of_steps([(d, entry) for d, entry in pairs if numbers[d.case.code] == entry.number])
        with transaction.atomic():
            for letter in letters:
                notices.post(letter)
        told += len(letters)
    return told


def tell_duplicates(code: str, number: int) -> int:
    """The answer that this entry gave, to everybody who reported the same."""
    draft = load(code)
    letters = notices.to_duplicates(draft, Entry.objects.get(case=draft.case, number=number))
    for start in range(0, len(letters), AT_ONCE):
        with transaction.atomic():
            for letter in letters[start : start + AT_ONCE]:
                notices.post(letter)
    return len(letters)
