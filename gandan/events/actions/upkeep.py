"""Each night: what was to come yesterday is over today, and search has to know."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from gandan.core import clock
from gandan.events.actions.checking import LONGEST_DAYS
from gandan.events.actions.finding import findable
from gandan.events.models import Meeting
from gandan.search import actions as search

BACK = timedelta(days=LONGEST_DAYS + 7)  # the longest is over by then, and a week without a worker is made up for


def rank_anew() -> int:
    """Put what began in the last days into the search as it stands now. Returns how many."""
    now = clock.now()
    rows = Meeting.objects.public().filter(starts_at__gte=now - BACK, starts_at__lt=now).select_related("unit")
    with transaction.atomic():  # read inside: what is hidden meanwhile must not come back
        locked = rows.select_for_update(of=("self",))
        return search.put_many([thing for row in locked for thing in findable([row], row.unit.code, now)])
