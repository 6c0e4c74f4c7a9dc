"""The Merkle tree of RFC 6962: roots, inclusion and consistency proofs, and how they are checked.

A tree is kept as its complete subtrees: `(level, index)` covers leaves [index·2^level, (index+1)·2^level).
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

Place = tuple[int, int]  # level, index
Node = tuple[int, int, bytes]  # level, index, hash
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def peaks(start: int, end: int) -> list[Place]:
    """The complete subtrees that cover leaves [start, end), left to right.

    `start` must be a multiple of the largest power of two below the range's length, as in RFC 6962's own splits.
    """
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append((level, start >> level))
        start += 1 << level
    return places


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root of a tree, from its peaks left to right."""
    if not hashes:
        return EMPTY
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


class Tree:
    """A growing tree that remembers its peaks only; each new leaf tells the nodes that it completes."""

    def __init__(self, size: int = 0, frontier: Sequence[bytes] = ()) -> None:
        if len(frontier) != len(peaks(0, size)):
            raise ValueError("the frontier does not fit the size")
        self.size = size
        self._frontier = list(frontier)

    def append(self, entry: bytes) -> list[Node]:
        """Adds the leaf of an entry's hash; returns its node and those above it that are now complete."""
        level, index, digest = 0, self.size, leaf_hash(entry)
        made = [(level, index, digest)]
        while index & 1:
            digest = node_hash(self._frontier.pop(), digest)
            level, index = level + 1, index >> 1
            made.append((level, index, digest))
        self._frontier.append(digest)
        self.size += 1
        return made

    def root(self) -> bytes:
        return fold(self._frontier)


def inclusion_ranges(leaf: int, size: int) -> list[tuple[int, int]]:
    """The leaf ranges whose hashes prove `leaf` in a tree of `size`, in the order of RFC 6962's PATH."""
    if not 0 <= leaf < size:
        raise ValueError("the leaf is not in the tree")
    ranges, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if leaf < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The leaf ranges whose hashes prove that the tree of `old` is a prefix of that of `new` (RFC 6962's PROOF)."""
    if not 0 < old <= new:
        raise ValueError("the old tree is not within the new one")
    ranges, start, end, whole = [], 0, new, True
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, whole = middle, False
    if not whole:
        ranges.append((start, end))
    return ranges[::-1]


def proof(ranges: Iterable[tuple[int, int]], node: Callable[[Place], bytes]) -> list[bytes]:
    """The hashes of leaf ranges, with `node` telling the hash of a complete subtree."""
    return [fold([node(place) for place in peaks(start, end)]) for start, end in ranges]


def places(ranges: Iterable[tuple[int, int]]) -> list[Place]:
    """Every complete subtree that a proof over these ranges needs."""
    return [place for start, end in ranges for place in peaks(start, end)]


def includes(entry: bytes, leaf: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the entry's hash is `leaf` of the tree with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= leaf < size:
        return False
    index, last, digest = leaf, size - 1, leaf_hash(entry)
    for step in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            digest = node_hash(step, digest)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            digest = node_hash(digest, step)
        index, last = index >> 1, last >> 1
    return last == 0 and digest == root


def extends(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that nothing of the old tree was altered or removed (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            second = node_hash(second, step)
        index, last = index >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)
