"""Whether everything recorded is still there and unaltered. Streams: memory does not grow with the entries."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from gandan.audit.models import Checkpoint, Entry, Node
from gandan.audit.queries.reading import known_keys
from gandan.audit.rules import chain, merkle, note
from gandan.core import hooks
from gandan.core.types import Finding

_PAGE = 2000


def verify(limit: int = 500) -> list[Finding]:
    """All that is wrong, the first `limit` of it: chains, tree, checkpoints, and each room's own rows."""
    return list(islice(_findings(), limit))


def _findings() -> Iterator[Finding]:
    yield from _chains()
    yield from _tree()
    for found in hooks.call_all("verify_records").values():
        yield from found


# --- chains: every object's entries, in their order ---


class _Row(NamedTuple):
    id: int
    at: datetime
    actor: str
    verb: str
    object: str
    unit: str
    number: int
    commitment: bytes
    previous: bytes
    hash: bytes
    secret: int | None
    key: bytes | None
    payload: str | None
    rule: str | None

    @property
    def name(self) -> str:
        return f"audit_entry {self.id} ({self.object})"


_FIELDS = (
    "id", "at", "actor", "verb", "object", "unit", "number", "commitment", "previous", "hash",
    "secret__entry_id", "secret__key", "secret__payload", "secret__erased_rule",
)  # fmt: skip


@dataclass(slots=True)
class _Chain:
    """What is known of the object whose entries are being read."""

    object: str = ""
    number: int = 0
    hash: bytes = chain.START
    erased: dict[int, _Row] = field(default_factory=dict)
    declared: set[int] = field(default_factory=set)


def _chains() -> Iterator[Finding]:
    rows = Entry.objects.order_by("object", "number").values_list(*_FIELDS).iterator(chunk_size=_PAGE)
    current = _Chain()
    try:
        for values in rows:
            row = _Row(*(bytes(value) if isinstance(value, memoryview) else value for value in values))
            if row.object != current.object:
                yield from _closed(current)
                current = _Chain(row.object)
            yield from _linked(row, current)
            yield from _kept(row, current)
            current.number, current.hash = row.number, row.hash
    except (TypeError, ValueError, AttributeError):
        # A value that no longer is what its column holds stops the stream: find out whose.
        yield from _unreadable()
        return
    yield from _closed(current)


def _linked(row: _Row, current: _Chain) -> Iterator[Finding]:
    if row.number != current.number + 1:
        gap = f"{current.number + 1}" if row.number == current.number + 2 else f"{current.number + 1}–{row.number - 1}"
        yield Finding(row.name, f"thiếu mục số {gap} đứng trước mục này trong chuỗi: đã bị xóa hoặc đổi chỗ")
    elif row.previous != current.hash:
        yield Finding(row.name, "không nối tiếp mục trước nó trong chuỗi: một trong hai mục đã bị sửa hoặc đổi chỗ")
    if chain.entry_hash(_header(row)) != row.hash:
        yield Finding(row.name, "phần đầu (thời điểm, người làm, việc, đơn vị, số thứ tự) không khớp mã băm: đã bị sửa")


def _kept(row: _Row, current: _Chain) -> Iterator[Finding]:
    """The payload is what was committed to, or was erased under a rule that the chain itself tells."""
    if row.secret is None:
        yield Finding(row.name, "mất nội dung và khóa mà không có mục xóa theo quy định")
    elif row.payload is None or row.key is None:
        current.erased[row.number] = row
    elif chain.commitment(bytes(row.key), row.payload.encode()) != row.commitment:
        yield Finding(row.name, "nội dung không khớp cam kết: đã bị sửa")
    elif row.verb == "erase":
        current.declared |= _numbers(row.payload)


def _closed(current: _Chain) -> Iterator[Finding]:
    for number in sorted(set(current.erased) - current.declared):
        yield Finding(current.erased[number].name, "nội dung bị xóa mà không có mục ghi việc xóa theo quy định")


def _numbers(payload: str) -> set[int]:
    return set(json.loads(payload).get("numbers", ()))


def _header(row: _Row) -> chain.Header:
    return chain.Header(
        row.at, row.actor, row.verb, row.object, row.unit, row.number, bytes(row.commitment), bytes(row.previous)
    )


def _unreadable() -> Iterator[Finding]:
    for entry in Entry.objects.order_by("id").values_list("id", flat=True).iterator(chunk_size=_PAGE):
        try:
            row = _Row(*Entry.objects.filter(id=entry).values_list(*_FIELDS)[0])
            chain.entry_hash(_header(row))
        except (TypeError, ValueError, AttributeError):
            yield Finding(f"audit_entry {entry}", "có giá trị không đọc được: đã bị sửa")


# --- the tree: leaves without gaps, stored nodes, every signed root ---


def _tree() -> Iterator[Finding]:
    tree, signed, since, whole = merkle.Tree(), _checkpoints(), 0, True
    keys = frozenset(known_keys())
    waiting = next(signed, None)
    for leaves in _leaves():
        made: list[merkle.Node] = []
        for leaf, entry, digest in leaves:
            if leaf != tree.size and whole:
                whole = False
                yield _gap(tree.size, leaf, entry)
            if not whole:
                break
            made += tree.append(digest)[1:]
            while waiting and waiting.size == tree.size:
                yield from _proved(waiting, tree.root(), since, keys)
                since, waiting = waiting.size, next(signed, None)
        yield from _stored(made)
        if not whole:
            break
    if waiting and whole:
        yield Finding(
            f"audit_checkpoint {waiting.pk} (size {waiting.size})",
            f"phủ {waiting.size} mục nhưng nhật ký chỉ còn {tree.size}: "
            f"đã mất mục có số lá {tree.size}–{waiting.size - 1}",
        )
    while waiting:
        yield from _authentic(waiting, keys)
        waiting = next(signed, None)


def _leaves() -> Iterator[list[tuple[int, int, bytes]]]:
    start = -1
    while True:
        rows = Entry.objects.filter(leaf__gt=start).order_by("leaf").values_list("leaf", "id", "hash")[:_PAGE]
        page = [(leaf, entry, bytes(digest)) for leaf, entry, digest in rows]
        if not page:
            return
        yield page
        start = page[-1][0]


def _checkpoints() -> Iterator[Checkpoint]:
    size = 0
    while page := list(Checkpoint.objects.filter(size__gt=size).order_by("size")[:_PAGE]):
        yield from page
        size = page[-1].size


def _gap(expected: int, found: int, entry: int) -> Finding:
    before = Entry.objects.filter(leaf=expected - 1).values_list("id", "object").first()
    after = Entry.objects.filter(id=entry).values_list("id", "object").first()
    sides = " và ".join(f"audit_entry {side[0]} ({side[1]})" for side in (before, after) if side)
    missing = f"{expected}" if found == expected + 1 else f"{expected}–{found - 1}"
    return Finding(f"audit_entry, leaf {missing}", f"đã mất mục có số lá {missing}, giữa {sides}")


def _proved(checkpoint: Checkpoint, root: bytes, since: int, keys: Collection[str]) -> Iterator[Finding]:
    if bytes(checkpoint.root) != root:
        span = Entry.objects.filter(leaf__gte=since, leaf__lt=checkpoint.size).order_by("leaf")
        first, last = span.values_list("id", flat=True)[0], span.values_list("id", flat=True).last()
        yield Finding(
            f"audit_checkpoint {checkpoint.pk} (size {checkpoint.size})",
            "gốc đã ký không khớp nhật ký: mốc kiểm chứng bị sửa, hoặc một mục nó phủ đã bị sửa hay đổi chỗ "
            f"(tìm từ audit_entry {first} đến {last}, hoặc trước đó nếu mốc trước cũng không khớp)",
        )
    yield from _authentic(checkpoint, keys)


def _authentic(checkpoint: Checkpoint, keys: Collection[str]) -> Iterator[Finding]:
    name = f"audit_checkpoint {checkpoint.pk} (size {checkpoint.size})"
    if checkpoint.public_key not in keys:
        yield Finding(name, "ký bằng khóa không phải của hệ thống này (xem checkpoint-keys.txt)")
        return
    public = bytes.fromhex(checkpoint.public_key)
    if not note.is_signed(public, checkpoint.size, bytes(checkpoint.root), checkpoint.at, bytes(checkpoint.signature)):
        yield Finding(name, "chữ ký không khớp: mốc kiểm chứng đã bị sửa")


def _stored(made: Iterable[merkle.Node]) -> Iterator[Finding]:
    """Stored nodes are what proofs are cut from: they must be those of the leaves."""
    levels: dict[int, list[tuple[int, bytes]]] = {}
    for level, index, digest in made:
        levels.setdefault(level, []).append((index, digest))
    for level, expected in levels.items():
        span = Node.objects.filter(level=level, index__gte=expected[0][0], index__lte=expected[-1][0])
        stored: dict[int, Any] = dict(span.values_list("index", "hash"))
        for index, digest in expected:
            if index not in stored or bytes(stored[index]) != digest:
                yield _bent(level, index)


def _bent(level: int, index: int) -> Finding:
    covered = Entry.objects.filter(leaf__gte=index << level, leaf__lt=(index + 1) << level).order_by("leaf")
    rows = list(covered.values_list("id", "object")[:4])
    named = ", ".join(f"audit_entry {entry} ({object})" for entry, object in rows) + (" …" if 1 << level > 4 else "")
    return Finding(f"audit_node {level}/{index}", f"không khớp các mục nó phủ: {named}")
