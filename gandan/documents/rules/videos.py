"""A video by its bytes, and without the boxes in which phones write place and device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from gandan.documents.rules.webm import forget_tags
from gandan.documents.types import NotTaken, Problem
from gandan.documents.types.videos import MP4, WEBM

_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"}
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf"}
_TELLING = {b"udta", b"meta", b"uuid"}  # location, maker, serial number
_EBML = b"\x1a\x45\xdf\xa3"


def video_type_of(file: BinaryIO) -> str:
    """MP4 or WebM that has a film in it; NotTaken otherwise."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head:
        raise NotTaken(Problem.EMPTY)
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        if not any(kind == b"moov" for _start, _size, kind in _boxes(file, 0, _length(file))):
            raise NotTaken(Problem.BROKEN)
        return MP4
    if head.startswith(_EBML) and b"\x42\x82\x84webm" in head[:64]:
        return WEBM
    raise NotTaken(Problem.VIDEO if head[4:8] == b"ftyp" or head.startswith(_EBML) else Problem.UNKNOWN)


def forget_place(file: BinaryIO) -> int:
    """Empties the telling parts of a film in place; returns how many. Nothing moves, so the film still plays."""
    file.seek(0)
    if file.read(4) == _EBML:
        return forget_tags(file, _length(file))
    return _emptied(file, 0, _length(file), depth=0)


def _emptied(file: BinaryIO, start: int, end: int, depth: int) -> int:
    count = 0
    for begin, size, kind in list(_boxes(file, start, end)):
        if kind in _TELLING and (depth or kind != b"uuid"):
            file.seek(begin + 4)
            file.write(b"free" + bytes(size - 8))
            count += 1
        elif kind in _HOLDERS and depth < 6:
            count += _emptied(file, begin + 8, begin + size, depth + 1)
    return count


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
    """(begin, size, kind) of the boxes between two places; stops at what makes no sense."""
    place, seen = start, 0
    while place + 8 <= end and seen < 2000:
        file.seek(place)
        head = file.read(16)
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        elif size == 0:
            size = end - place
        if size < 8 or place + size > end:
            return
        yield place, size, kind
        place, seen = place + size, seen + 1


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)
