"""Send a sender their receipt once more, to the address they ask for."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import get_language

from gandan.audit import actions as audit
from gandan.cases import queries
from gandan.cases.queries import papers
from gandan.cases.types import ConfirmedView
from gandan.core import clock
from gandan.directory import queries as directory
from gandan.directory.types import Actor
from gandan.notifications import actions as notifications
from gandan.notifications.types import Event, Letter


def send_receipt(code: str, address: str, actor: Actor) -> None:
    """Queue the letter; the same address gets it once an hour, however often it is asked for.

    The door has asked for the confirmation number.
    """
    mine = queries.confirmed_view(code)
    letter = _letter(mine, (get_language() or "vi")[:2])
    unit = directory.the_unit(mine.public.unit)
    once = hashlib.sha256(f"{address.casefold()} {clock.now():%Y-%m-%d %H}".encode()).hexdigest()[:24]
    with transaction.atomic():
        audit.record(
            actor=actor.code, verb="send_receipt", object=f"receipt:{code}", unit=unit.code, payload={"once": once}
        )
        notifications.tell(
            Event.RECEIVED,
            letter,
            key=f"receipt:{code}:{once}",
            address=address,
            language=(get_language() or "vi")[:2],
            about=f"case:{code}",
            unit=unit.id,
        )


def _letter(mine: ConfirmedView, language: str) -> Letter:
    view = mine.public
    return Letter(
        code=view.code,
        link=papers.follow_address(mine.receipt),
        unit_name=view.unit_name,
        pin=mine.receipt.pin,
        kind=view.type_label_en if language == "en" else view.type_label,
        due=mine.receipt.due_on,
        due_source=mine.receipt.due_source,
    )
