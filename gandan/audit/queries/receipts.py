"""The receipt of an entry as a file that proves itself (rules.receipt)."""

from typing import Any

from gandan.audit.models import Entry
from gandan.audit.queries.reading import checkpoint_over, public_key
from gandan.audit.queries.tree import inclusion
from gandan.audit.rules import chain
from gandan.audit.rules import receipt as form


def receipt(digest: str) -> dict[str, Any] | None:
    """The receipt of the entry with this hash (hex); no proof until a checkpoint covers it. None: no such entry."""
    try:
        entry = Entry.objects.filter(hash=bytes.fromhex(digest)).first()
    except ValueError:
        return None
    if entry is None:
        return None
    kind, _, code = entry.object.partition(":")
    made: dict[str, Any] = {
        "format": form.FORMAT,
        "code": code if kind == "case" else "",
        "entry": header(entry).plain(),
        "hash": bytes(entry.hash).hex(),
        "leaf": None,
        "proof": [],
        "checkpoint": "",
        "public_key": public_key(),
    }
    covering = checkpoint_over(entry.leaf) if entry.leaf is not None else None
    if covering and entry.leaf is not None:
        path = inclusion(entry.leaf, covering.size)
        made |= {"leaf": entry.leaf, "proof": [step.hex() for step in path]}
        made |= {"checkpoint": covering.note, "public_key": covering.public_key}
    return made


def header(entry: Entry) -> chain.Header:
    return chain.Header(
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        object=entry.object,
        unit=entry.unit,
        number=entry.number,
        commitment=bytes(entry.commitment),
        previous=bytes(entry.previous),
    )
