"""What marks a comment as advertising; no word list of opinions."""

from __future__ import annotations

import re

from gandan.news.types import MAX_LINKS

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|top|xyz|vip|info|club|bet)\b", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_SAME = re.compile(r"(.)\1{19,}")


def advice_against(text: str) -> str:
    """Why this is not taken: `links`, `empty`, `repeated`; empty where it is."""
    if len(_LETTER.findall(text)) < 3:
        return "empty"
    if len(_LINK.findall(text)) > MAX_LINKS:
        return "links"
    if _SAME.search(text):
        return "repeated"
    return ""
