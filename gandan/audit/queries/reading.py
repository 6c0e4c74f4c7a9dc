"""Entries, checkpoints and keys as they stand."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from gandan.audit.models import Checkpoint, Entry
from gandan.audit.queries.tree import tree_size
from gandan.audit.rules import note
from gandan.audit.types import CheckpointView, Counts, EntryView
from gandan.core.home import home, key_bytes

KEYS_FILE = "checkpoint-keys.txt"


def entries(object: str) -> list[EntryView]:
    """An object's entries, oldest first."""
    return [_view(entry) for entry in Entry.objects.filter(object=object).select_related("secret").order_by("number")]


def entry_by_hash(digest: str) -> EntryView | None:
    try:
        wanted = bytes.fromhex(digest)
    except ValueError:
        return None
    entry = Entry.objects.filter(hash=wanted).select_related("secret").first()
    return _view(entry) if entry else None


def payloads(prefix: str, verbs: Collection[str] = ()) -> Iterator[tuple[str, int, str, dict[str, Any] | None]]:
    """Streams `(object, number, verb, payload or None where erased)` of objects that start with `prefix`,
    in the order of their chains: rooms compare their rows with what was recorded.
    """
    found = Entry.objects.filter(object__startswith=prefix).order_by("object", "number")
    if verbs:
        found = found.filter(verb__in=verbs)
    rows = found.values_list("object", "number", "verb", "secret__payload")
    for object, number, verb, payload in rows.iterator(chunk_size=2000):
        yield object, number, verb, json.loads(payload) if payload else None


def acts(prefix: str, verbs: Collection[str]) -> Iterator[tuple[str, str, str, dict[str, Any] | None]]:
    """As `payloads`, of some verbs: `(object, verb, unit, payload or None where erased)`."""
    found = Entry.objects.filter(object__startswith=prefix, verb__in=verbs).order_by("object", "number")
    rows = found.values_list("object", "verb", "unit", "secret__payload")
    for object, verb, unit, payload in rows.iterator(chunk_size=2000):
        yield object, verb, unit, json.loads(payload) if payload else None


def last_of(objects: Collection[str]) -> dict[str, tuple[int, bytes]]:
    """The last number and hash of each object that has entries."""
    found = Entry.objects.filter(object__in=objects)
    if len(objects) == 1:
        rows = found.order_by("-number").values_list("object", "number", "hash")[:1]
    else:
        rows = found.order_by("object", "number").values_list("object", "number", "hash")
    return {object: (number, bytes(digest)) for object, number, digest in rows}


def units_of(objects: Collection[str]) -> dict[str, str]:
    """The unit under which each object was last recorded."""
    found = Entry.objects.filter(object__in=objects).exclude(unit="").order_by("object", "number")
    return dict(found.values_list("object", "unit"))


def latest_checkpoint() -> CheckpointView | None:
    found = Checkpoint.objects.order_by("-size").first()
    return _checkpoint_view(found) if found else None


def checkpoints(limit: int = 50, below: int | None = None) -> list[CheckpointView]:
    """The newest checkpoints first; `below` a size for the next page."""
    found = Checkpoint.objects.order_by("-size")
    if below is not None:
        found = found.filter(size__lt=below)
    return [_checkpoint_view(checkpoint) for checkpoint in found[:limit]]


def checkpoint_over(leaf: int) -> CheckpointView | None:
    """The first checkpoint that covers a leaf."""
    found = Checkpoint.objects.filter(size__gt=leaf).order_by("size").first()
    return _checkpoint_view(found) if found else None


def counts() -> Counts:
    latest = latest_checkpoint()
    return Counts(
        entries=tree_size() + Entry.objects.filter(leaf=None).count(),
        covered=latest.size if latest else 0,
        checkpoints=Checkpoint.objects.count(),
    )


def public_key() -> str:
    """The installation's public key, hex."""
    return note.public_key(key_bytes("checkpoint.ed25519")).hex()


def known_keys() -> list[str]:
    """Public keys that this installation has signed with, oldest first; kept outside the database."""
    try:
        return (home() / KEYS_FILE).read_text().split()
    except FileNotFoundError:
        return []


def _view(entry: Entry) -> EntryView:
    secret = getattr(entry, "secret", None)
    return EntryView(
        id=entry.pk,
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        object=entry.object,
        unit=entry.unit,
        number=entry.number,
        hash=bytes(entry.hash).hex(),
        leaf=entry.leaf,
        payload=json.loads(secret.payload) if secret and secret.payload else None,
        erased_rule=secret.erased_rule if secret else "",
    )


def _checkpoint_view(found: Checkpoint) -> CheckpointView:
    public, root, signature = bytes.fromhex(found.public_key), bytes(found.root), bytes(found.signature)
    return CheckpointView(
        size=found.size,
        root=root.hex(),
        at=found.at,
        public_key=found.public_key,
        signature=signature.hex(),
        note=note.write(public, found.size, root, found.at, signature),
    )
