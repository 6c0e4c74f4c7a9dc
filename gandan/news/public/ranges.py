"""Parts of a film, as players ask for them (RFC 9110, 14): one range; several are answered with the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_CHUNK = 64 * 1024


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """(first, last) byte, or None for the whole file."""
    match = _RANGE.fullmatch(header.strip())
    if not match or not any(match.groups()) or not size:
        return None
    first, last = match.groups()
    if not first and not int(last):
        return None
    if not first:
        return max(0, size - int(last)), size - 1
    begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (begin, end) if begin <= end else None


def piece(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
