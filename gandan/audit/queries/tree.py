"""The Merkle tree as it is stored: leaves are entries, larger subtrees are nodes."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Max, Q

from gandan.audit.models import Entry, Node
from gandan.audit.rules import merkle


def tree_size() -> int:
    last = Entry.objects.aggregate(last=Max("leaf"))["last"]
    return 0 if last is None else last + 1


def unassigned(limit: int = 1) -> list[tuple[int, bytes]]:
    """Ids and hashes of entries that have no leaf yet, in the order in which they get one."""
    rows = Entry.objects.filter(leaf=None).order_by("id").values_list("id", "hash")[:limit]
    return [(entry, bytes(digest)) for entry, digest in rows]


def tree() -> merkle.Tree:
    """The tree as it stands, ready to grow."""
    size = tree_size()
    places = merkle.peaks(0, size)
    known = hashes(places)
    return merkle.Tree(size, [known[place] for place in places])


def hashes(places: Iterable[merkle.Place]) -> dict[merkle.Place, bytes]:
    """The hashes of complete subtrees: two queries at most."""
    wanted = set(places)
    found: dict[merkle.Place, bytes] = {}
    leaves = [index for level, index in wanted if level == 0]
    if leaves:
        rows = Entry.objects.filter(leaf__in=leaves).values_list("leaf", "hash")
        found |= {(0, leaf): merkle.leaf_hash(bytes(digest)) for leaf, digest in rows}
    above = [Q(level=level, index=index) for level, index in wanted if level]
    if above:
        nodes = Node.objects.filter(reduce(or_, above)).values_list("level", "index", "hash")
        found |= {(level, index): bytes(digest) for level, index, digest in nodes}
    return found


def inclusion(leaf: int, size: int) -> list[bytes]:
    """The proof that `leaf` is in the tree of `size`; KeyError where a row of the tree is missing."""
    return _proof(merkle.inclusion_ranges(leaf, size))


def consistency(old: int, new: int) -> list[bytes]:
    """The proof that the tree of `old` leaves is a prefix of that of `new`."""
    return _proof(merkle.consistency_ranges(old, new))


def _proof(ranges: list[tuple[int, int]]) -> list[bytes]:
    return merkle.proof(ranges, hashes(merkle.places(ranges)).__getitem__)
