"""What was told about a thing goes with the thing: addresses, subjects, lines on desks."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from gandan.notifications.models import Message, Notice

CASE = "case:"


def forget(abouts: Iterable[str]) -> int:
    """Remove the messages about these things («case:SG26-…») and the notices that lead to them; returns how many.

    In the caller's transaction. Of a message that is leaving at this very moment the row is gone when it comes back.
    """
    wanted = set(abouts)
    links = [reverse("cases:desk_case", args=[each.removeprefix(CASE)]) for each in wanted if each.startswith(CASE)]
    gone = Message.objects.filter(about__in=wanted).delete()[0]
    return gone + Notice.objects.filter(link__in=links).delete()[0]
