"""Smaller copies of a kept picture for pages: AVIF and WebP in a few widths."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from PIL import Image, features

from gandan.documents.rules.pictures import _in_plain_colours, _loaded
from gandan.documents.types import MediaType

NAMES = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}
SAVING: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 76, "method": 3},
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
}


def formats() -> tuple[str, ...]:
    """What this build of Pillow can write, the smaller first."""
    return tuple(name for name in ("avif", "webp") if features.check(name))


def rendition(file: BinaryIO, media_type: MediaType, width: int, form: str) -> bytes:
    """The picture at most so wide; never larger than it is."""
    image = _in_plain_colours(_loaded(file, NAMES[media_type]), alpha=media_type is not MediaType.JPEG)
    if image.width > width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "L":
        image = image.convert("RGB")
    out = io.BytesIO()
    image.save(out, **SAVING[form])
    return out.getvalue()
