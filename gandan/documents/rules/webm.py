"""The elements of a WebM film (EBML, RFC 8794), and without those in which tools write place, device and files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_SEGMENT = b"\x18\x53\x80\x67"
_TELLING = {b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69"}  # Tags, Attachments
_VOID = b"\xec"
_MOST = 100_000  # elements that are looked at


def forget_tags(file: BinaryIO, length: int) -> int:
    """Makes telling elements void in place; returns how many. Nothing moves, so the film still plays."""
    count = 0
    for _begin, inside, end, kind in _elements(file, 0, length):
        if kind == _SEGMENT:
            for begin, _inside, after, own in list(_elements(file, inside, end)):
                if own in _TELLING:
                    file.seek(begin)
                    file.write(_void(after - begin))
                    count += 1
    return count


def _void(size: int) -> bytes:
    """An element of so many bytes that says nothing: its length is written in one byte, or in eight."""
    if size < 9:
        return _VOID + bytes([0x80 | (size - 2)]) + bytes(size - 2)
    return _VOID + b"\x01" + (size - 9).to_bytes(7, "big") + bytes(size - 9)


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int, bytes]]:
    """(begin, where its content begins, its end, its kind); stops at what makes no sense or tells no length."""
    place = start
    for _number in range(_MOST):
        if place + 2 > end:
            return
        file.seek(place)
        head = file.read(12)
        kind = head[: _width(head[0])]
        if not 1 <= len(kind) <= 4 or len(kind) >= len(head):
            return
        wide = _width(head[len(kind)])
        told = head[len(kind) : len(kind) + wide]
        if not wide or len(told) < wide:
            return
        size, inside = int.from_bytes(told, "big") & ((1 << 7 * wide) - 1), place + len(kind) + wide
        open_end = size == (1 << 7 * wide) - 1  # as written while filming: it lasts as long as what holds it
        after = end if open_end else inside + size
        if after > end or (open_end and kind != _SEGMENT):
            return
        yield place, inside, after, kind
        place = after


def _width(first: int) -> int:
    """How many bytes a number takes, by its first; 0 for none."""
    return 9 - first.bit_length() if first else 0
