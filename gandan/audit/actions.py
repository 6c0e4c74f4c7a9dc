"""Recording acts, erasing payloads under a rule, and signing what has been recorded."""

import itertools
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from gandan.audit import queries
from gandan.audit.models import Checkpoint, Entry, Node, Secret
from gandan.audit.rules import chain, note
from gandan.audit.types import Act, CheckpointView, Recorded
from gandan.core import clock, locks, rows
from gandan.core.home import home, key_bytes
from gandan.core.types import Conflict, Refused

ERASE = "erase"
_BULK = 500
_OUTSIDE = "an act is recorded in the transaction that does it"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Entries with their chain, in the order of the acts, and all their rows ready to be put down."""

    entries: Sequence[Entry]
    lots: Sequence[rows.Ready]

    @property
    def hashes(self) -> tuple[str, ...]:
        """In hex."""
        return tuple(entry.hash.hex() for entry in self.entries)


def record(
    *, actor: str, verb: str, object: str, unit: str, payload: Mapping[str, Any], at: datetime | None = None
) -> Recorded:
    """Writes one entry in the caller's transaction: one read, two inserts.

    Raises Conflict when another transaction wrote to the same object first (PostgreSQL); let it end the transaction.
    """
    return record_many([Act(actor, verb, object, unit, payload, at)])[0]


def record_many(acts: Iterable[Act]) -> list[Recorded]:
    """As `record`, for imports: each object keeps its own chain, acts of one object in the order given."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(_OUTSIDE)
    recorded: list[Recorded] = []
    for some in _in_lots(acts, _BULK):
        known = {act.object for act in some if not act.first}
        last = queries.last_of(known) if known else {}
        recorded += _put(_drawn([_drawn_up(act, last) for act in some]))
    return recorded


def draw_up(acts: Iterable[Act]) -> Drawn:
    """Acts of new objects, hashed and chained before the transaction that puts down their `lots` (core.rows)."""
    last: dict[str, tuple[int, bytes]] = {}
    drawn = []
    for act in acts:
        if not act.first and act.object not in last:
            raise ValueError(f"{act.object} may have entries already")
        drawn.append(_drawn_up(act, last))
    return _drawn(drawn)


def _put(drawn: Drawn) -> list[Recorded]:
    try:
        rows.put(drawn.lots)
    except IntegrityError as error:
        raise Conflict(_("Vừa có người khác ghi vào việc này. Tải lại trang rồi làm lại.")) from error
    return [Recorded(entry.pk, digest) for entry, digest in zip(drawn.entries, drawn.hashes, strict=True)]


def erase(
    object: str, rule: str, *, actor: str, unit: str = "", numbers: Sequence[int] | None = None
) -> Recorded | None:
    """Removes payload and key of an object's entries (all, or these numbers) under a rule of retention.

    The chain stays verifiable; the erasure is itself an entry. None where nothing was left to erase.
    """
    if not rule:
        raise Refused(rule=_("Ghi quy định cho phép xóa."))
    with transaction.atomic():
        overwrite_what_is_freed()
        left = Secret.objects.filter(entry__object=object, payload__isnull=False).exclude(entry__verb=ERASE)
        if numbers is not None:
            left = left.filter(entry__number__in=numbers)
        gone = dict(left.order_by("entry__number").values_list("entry__number", "entry_id"))
        if not gone:
            return None
        Secret.objects.filter(entry__in=gone.values()).update(
            key=None, payload=None, erased_rule=rule, erased_at=clock.now()
        )
        told = {"rule": rule, "numbers": list(gone)}
        return record(actor=actor, verb=ERASE, object=object, unit=unit, payload=told)


def checkpoint(batch: int = 500) -> CheckpointView | None:
    """Takes new entries into the tree and signs its root; None while nothing was ever recorded.

    Entries get their leaf here, in the order of their ids: on PostgreSQL ids may be committed out of order.
    In small transactions, so that people's writes go between; two workers at once wait for each other.
    """
    if queries.unassigned():
        while _grow(batch):
            pass
    signed = queries.latest_checkpoint()
    if signed is None or signed.size < queries.tree_size():
        signed = _sign()
    return signed


def prepare_key() -> bytes:
    """Makes the installation's key if there is none. Its public half is also kept beside the database, so that an old
    checkpoint is still known after the key was changed.
    """
    public = note.public_key(key_bytes("checkpoint.ed25519"))
    if public.hex() not in queries.known_keys():
        with open(home() / queries.KEYS_FILE, "a") as file:
            file.write(f"{public.hex()}\n")
    return public


def _drawn_up(act: Act, last: dict[str, tuple[int, bytes]]) -> tuple[Entry, Secret]:
    number, previous = last.get(act.object, (0, chain.START))
    key, payload = secrets.token_bytes(32), chain.canonical(act.payload)
    header = chain.Header(
        at=act.at or clock.now(),
        actor=act.actor,
        verb=act.verb,
        object=act.object,
        unit=act.unit,
        number=number + 1,
        commitment=chain.commitment(key, payload),
        previous=previous,
    )
    digest = chain.entry_hash(header)
    last[act.object] = (header.number, digest)
    entry = Entry(**{name: getattr(header, name) for name in chain.Header.__slots__}, hash=digest)
    return entry, Secret(entry=entry, key=key, payload=payload.decode())


def _drawn(drawn: list[tuple[Entry, Secret]]) -> Drawn:
    entries = [entry for entry, _secret in drawn]
    return Drawn(entries, [*rows.ready(entries), *rows.ready([secret for _entry, secret in drawn])])


def overwrite_what_is_freed() -> None:
    """SQLite leaves removed bytes in the file unless told to overwrite them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


def _grow(batch: int) -> bool:
    """Takes up to `batch` entries into the tree; True while there may be more."""
    with transaction.atomic():
        locks.exclusive("audit.tree")
        new = queries.unassigned(batch)
        tree = queries.tree()
        leaves, nodes = [], []
        for entry, digest in new:
            leaves.append((tree.size, entry))
            nodes += tree.append(digest)[1:]  # the leaf's own node follows from its entry
        if leaves:
            with connection.cursor() as cursor:
                cursor.executemany("UPDATE audit_entry SET leaf = %s WHERE id = %s", leaves)
            Node.objects.bulk_create(Node(level=level, index=index, hash=digest) for level, index, digest in nodes)
    return len(new) == batch


def _sign() -> CheckpointView | None:
    seed = key_bytes("checkpoint.ed25519")
    public = prepare_key()
    with transaction.atomic():
        locks.exclusive("audit.tree")
        tree, at = queries.tree(), clock.now()
        if tree.size and not Checkpoint.objects.filter(size=tree.size).exists():
            Checkpoint.objects.create(
                size=tree.size,
                root=tree.root(),
                at=at,
                public_key=public.hex(),
                signature=note.sign(seed, tree.size, tree.root(), at),
            )
    return queries.latest_checkpoint()


def _in_lots(acts: Iterable[Act], size: int) -> Iterator[list[Act]]:
    rest = iter(acts)
    while lot := list(itertools.islice(rest, size)):
        yield lot
