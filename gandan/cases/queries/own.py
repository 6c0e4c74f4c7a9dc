"""All that is held about the sender of one case, as they may have it: for reading and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO, Any

from gandan.cases.models import Case, Hold, Party
from gandan.cases.queries.letters import letters_for_sender
from gandan.cases.queries.public import confirmed_view
from gandan.cases.queries.records import PREFIX
from gandan.cases.rules import retention as rules
from gandan.cases.types import AttachmentView, ConfirmedView
from gandan.core.clock import day_of
from gandan.core.types import NotFound
from gandan.documents import queries as documents
from gandan.documents.types import LetterView
from gandan.law import queries as law
from gandan.notifications import queries as notifications
from gandan.notifications.types import MessageView


@dataclass(frozen=True, slots=True)
class OwnData:
    view: ConfirmedView
    people: tuple[dict[str, str], ...]  # the sender and, of a group, its other representatives by role alone
    letters: tuple[LetterView, ...]
    messages: tuple[MessageView, ...]
    channel: str
    language: str
    retention: str  # by which rule it is kept
    kept_until: date | None  # None: open, or held back
    held: bool


def own_data(code: str) -> OwnData:
    """The door has asked `confirmed()` before. Raises NotFound, also for what is sealed whole."""
    view = confirmed_view(code)
    case = Case.objects.get(code=view.public.code)
    pack = law.case_type_version(case.version)
    years, held = pack.retention_years, Hold.objects.filter(case=case).exists()
    ended = day_of(case.closed_at) if case.closed_at and not case.open else None
    return OwnData(
        view=view,
        people=tuple(
            _person(row, first=not at) for at, row in enumerate(Party.objects.filter(case=case).order_by("id"))
        ),
        letters=tuple(letters_for_sender(case.code)),
        messages=tuple(notifications.messages_about(f"{PREFIX}{case.code}")),
        channel=case.channel,
        language=case.language,
        retention=f"{pack.retention_source}: {years}" if years else "",
        kept_until=rules.goes_on(ended.year, years) if ended and years and not held else None,
        held=held,
    )


def plain(own: OwnData) -> dict[str, Any]:
    """The same for machines: ISO dates, codes beside labels, no addresses of ours."""
    view, public = own.view, own.view.public
    return {
        "format": "gandan-own-data-1",
        "case": {
            "code": public.code,
            "type": public.type,
            "type_label": public.type_label,
            "unit": public.unit,
            "unit_name": public.unit_name,
            "state": public.state_label,
            "received_on": public.received_on,
            "channel": own.channel,
            "language": own.language,
            "subject": view.subject,
            "content": view.content,
            "field": view.field_label,
            "address": view.address,
            "place": {"lat": view.place.lat, "lon": view.place.lon} if view.place else None,
            "rating": view.rating.value if view.rating else None,
        },
        "people": list(own.people),
        "entries": [
            {
                "number": entry.number,
                "at": entry.at,
                "what": entry.label,
                "by": entry.actor_title,
                "text": entry.text,
                "form": {value.label: value.value for value in entry.form},
                "files": [file.name for file in entry.attachments],
            }
            for entry in view.entries
        ],
        "files": [{"name": file.name, "media_type": file.media_type, "size": file.size} for file in _files(view)],
        "letters": [{"symbol": each.symbol, "label": each.label, "on": each.on} for each in own.letters],
        "messages": [
            {"to": each.address, "subject": each.subject, "at": each.created_at, "state": each.state.value}
            for each in own.messages
        ],
        "identity_opened": [{"at": each.at, "by": each.actor_title, "reason": each.reason} for each in view.openings],
        "receipt": {"entry": view.receipt.entry, "hash": view.receipt.hash},
        "kept": {"rule": own.retention, "until": own.kept_until, "held_back": own.held},
    }


def enclosed(own: OwnData) -> Iterator[tuple[str, IO[bytes]]]:
    """The files that belong with it: (name in the archive, open for reading). The caller closes each."""
    for number, file in enumerate(_files(own.view), start=1):
        yield f"tep/{number:02}-{file.name}", documents.opened(file.file)
    for number, letter in enumerate(own.letters, start=1):
        with suppress(NotFound):  # numbered, but not printed yet: du-lieu.json names it
            content = documents.file_of(letter.id, letter.about, "pdf")
            yield f"van-ban/{number:02}-{letter.file_name}.pdf", BytesIO(content)


def _files(view: ConfirmedView) -> list[AttachmentView]:
    """What they sent, and what was sent to them."""
    return [*view.attachments, *(file for entry in view.entries for file in entry.attachments)]


def _person(row: Party, *, first: bool) -> dict[str, str]:
    if row.sealed:
        return {"role": row.role, "sealed": "yes"}
    if not first:  # of the others in a group only that there is one
        return {"role": row.role}
    return {"role": row.role, "name": row.name, "phone": row.phone, "email": row.email, "address": row.address}
