"""Captions as WebVTT, and where a linked video lies."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_TIME = re.compile(r"^(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3} --> (?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?: .*)?$", re.M)
MAX_CAPTIONS = 200_000


def captions_of(text: str) -> str:
    """The captions as they are served, empty where they are not WebVTT with at least one time."""
    told = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not told.startswith("WEBVTT") or len(told) > MAX_CAPTIONS or not _TIME.search(told):
        return ""
    return told + "\n"


def host_of(link: str) -> str:
    """The host of a https address; empty where it is none."""
    try:
        parts = urlsplit(link.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme != "https" or "." not in host or parts.username or any(c.isspace() for c in link.strip()):
        return ""
    return host
