"""What a file is, read from its bytes; its name and the browser's word for it count for nothing."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from gandan.documents.types import MAX_LIST, MAX_PARTS, MAX_UNPACKED, MediaType, NotTaken, Problem

_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_TAIL = 4096
_ZIP_TAIL = 22 + 65_535 + 20 + 56  # the end of an archive, its comment, and what may stand before it


def media_type_of(file: BinaryIO) -> MediaType:
    """The type of a seekable file, or NotTaken with the reason; leaves the position at the start."""
    try:
        file.seek(0)
        head = file.read(64)
        found = _by_magic(head)
        if found is MediaType.PDF:
            _check_pdf_is_whole(file)
        if found is None and head.startswith(b"PK\x03\x04"):
            found = _office_type(file)
    finally:
        file.seek(0)
    if found is None:
        raise NotTaken(Problem.UNKNOWN)
    return found


def _by_magic(head: bytes) -> MediaType | None:
    if not head:
        raise NotTaken(Problem.EMPTY)
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ").startswith(b"%PDF-"):
        return MediaType.PDF
    if head.startswith(_OLD_OFFICE):
        raise NotTaken(Problem.OLD_OFFICE)
    if head[4:8] == b"ftyp":
        raise NotTaken(Problem.HEIC if head[8:12] in _HEIF_BRANDS else Problem.VIDEO)
    if head.startswith((b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba", b"FLV")) or head[8:12] == b"AVI ":
        raise NotTaken(Problem.VIDEO)
    return None


def _check_pdf_is_whole(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - _PDF_TAIL))
    if b"%%EOF" not in file.read(_PDF_TAIL):
        raise NotTaken(Problem.BROKEN)


def _office_type(file: BinaryIO) -> MediaType:
    """DOCX or XLSX by its parts. Only the list of parts is read: nothing is unpacked."""
    if _list_size(file) > MAX_LIST:
        raise NotTaken(Problem.UNPACKS_TOO_LARGE)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, UnicodeDecodeError):
        raise NotTaken(Problem.BROKEN) from None
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise NotTaken(Problem.UNPACKS_TOO_LARGE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTaken(Problem.MACRO)
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return MediaType.DOCX
        if "xl/workbook.xml" in names:
            return MediaType.XLSX
    raise NotTaken(Problem.UNKNOWN)


def _list_size(file: BinaryIO) -> int:
    """How long the archive's list of parts says it is: ten megabytes of nothing else would take eighty to read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _ZIP_TAIL))
    tail = file.read(_ZIP_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    large = end - 20 - 56  # where zipfile looks for the record of an archive of more than four gigabytes
    if large >= 0 and tail[end - 20 : end - 16] == b"PK\x06\x07":
        return int.from_bytes(tail[large + 40 : large + 48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
