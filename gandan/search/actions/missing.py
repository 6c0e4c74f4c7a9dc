"""What many look for in vain becomes readable; what few look for never does.

Until five different sessions have used the same words, nothing is kept but counters under keyed hashes, in the file of
the rate limits, which lose themselves after thirty days. A session is one of 4,096 drawers, into which very many
addresses fall: whoever holds the key and the file could still not say who has searched for what.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from gandan.audit import actions as audit
from gandan.core import clock, throttle
from gandan.core.types import NotFound
from gandan.search import rules
from gandan.search.models import Missing

WINDOW = 30 * 24 * 3600  # seconds within which five sessions must meet
KEPT = timedelta(days=180)  # after the last such search
_DRAWERS = 4096


def note_missing(typed: str, session: str) -> None:
    """Count a search that led to nothing; `session` tells callers apart and is not kept."""
    term = rules.countable(typed)
    if not term:
        return
    drawer = int.from_bytes(salted_hmac("search.session", session, algorithm="sha256").digest()[:4], "big") % _DRAWERS
    if throttle.tally("search.missing.by", f"{drawer}:{term}", seconds=WINDOW) != 1:
        return
    heard = throttle.tally("search.missing.term", term, seconds=WINDOW)
    if heard and heard % rules.ENOUGH == 0:
        _keep(term)


def settle_missing(missing: int, actor: str) -> str:
    """An editor has written what was missing, or will not. Gives the words."""
    row = Missing.objects.filter(pk=missing).first()
    if row is None:
        raise NotFound("Không còn dòng này.")
    with transaction.atomic():
        Missing.objects.filter(pk=row.pk).delete()
        audit.record(
            actor=actor, verb="settle-missing-search", object="search:missing", unit="", payload={"term": row.term}
        )
    return row.term


def forget_old() -> int:
    """Each night: what nobody has looked for in half a year."""
    return Missing.objects.filter(last_on__lt=clock.today() - KEPT).delete()[0]


def _keep(term: str) -> None:
    today = clock.today()
    with transaction.atomic():
        row, created = Missing.objects.get_or_create(
            term=term, defaults={"times": rules.ENOUGH, "first_on": today, "last_on": today}
        )
        if not created:
            Missing.objects.filter(pk=row.pk).update(times=F("times") + rules.ENOUGH, last_on=today)
