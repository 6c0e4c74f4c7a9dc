"""The name under which a file is kept and offered again."""

from __future__ import annotations

import re
import unicodedata

from gandan.documents.types import EXTENSIONS, MAX_NAME, MediaType

# Endings a person may have typed or a camera written; any other last part belongs to the name («Công văn 12.2026»).
_TYPED = "jpg jpeg jpe jfif png webp gif heic heif pdf doc docx docm xls xlsx xlsm zip bin"
_KNOWN_ENDINGS = frozenset(_TYPED.split())
_SAME = {MediaType.JPEG: frozenset({"jpg", "jpeg"})}
_FORBIDDEN = re.compile(r'[<>:"|?*;%]')
_FALLBACK = "tep"


def cleaned_name(typed: str, media_type: MediaType) -> str:
    """NFC, one line, no path, no hidden or direction characters, ≤ 120 characters, the ending of what it is."""
    name = unicodedata.normalize("NFC", typed or "").replace("\\", "/").rsplit("/", 1)[-1]
    # Cf holds the bidi controls that make «exe.jpg» of «gpj.exe», and zero-width characters.
    name = "".join(" " if unicodedata.category(c) in {"Zs", "Zl", "Zp"} else c for c in name)
    name = "".join(c for c in name if not unicodedata.category(c).startswith("C"))
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    stem, ending = _split(name)
    if ending.lower() not in _SAME.get(media_type, {EXTENSIONS[media_type]}):
        ending = EXTENSIONS[media_type]
    return f"{_shortened(stem, MAX_NAME - len(ending) - 1) or _FALLBACK}.{ending.lower()}"


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in _KNOWN_ENDINGS:
        return stem.rstrip(". "), ending
    if not dot and name.lower() in _KNOWN_ENDINGS:
        return "", name
    return name, ""


def _shortened(stem: str, length: int) -> str:
    short = stem[:length]
    while short and len(stem) > length and unicodedata.combining(stem[len(short)]):
        short = short[:-1]
    return short.rstrip(". ")
