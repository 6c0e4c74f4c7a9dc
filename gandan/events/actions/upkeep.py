"""Each night: what was to come yesterday is over today, and search has to know."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from gandan.core import clock
from gandan.events.actions.finding import findable
from gandan.events.models import Meeting
from gandan.search import actions as search

BACK = timedelta(days=7)  # so that a night without a worker is made up for


def rank_anew() -> int:
    """Put what began in the last days into the search as it stands now. Returns how many."""
    now = clock.now()
    rows = Meeting.objects.public().filter(starts_at__gte=now - BACK, starts_at__lt=now).select_related("unit")
    things = [thing for row in rows for thing in findable([row], row.unit.code, now)]
    with transaction.atomic():
        return search.put_many(things)
