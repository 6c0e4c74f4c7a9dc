"""Pictures lose everything but their pixels: place, time, device, thumbnails, colour profiles, comments."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps

from gandan.documents.types import (
    LONG_SIDE,
    MAX_PIXELS,
    MAX_PIXELS_JPEG,
    THUMBNAIL_SIDE,
    Box,
    MediaType,
    NotTaken,
    Picture,
    Problem,
)

_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}
# Kept lossless only where the sender's file was: screenshots and scans with text.
_SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": False, "compress_level": 6},
    "WEBP": {"quality": 82, "method": 3},
}


def cleaned_picture(file: BinaryIO, media_type: MediaType) -> Picture:
    """The picture turned upright, at most 2560 px long, re-encoded from its pixels alone."""
    image = _loaded(file, _FORMATS[media_type])
    image = _in_plain_colours(ImageOps.exif_transpose(image), alpha=media_type is not MediaType.JPEG)
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _encoded(image, media_type)


def thumbnail(file: BinaryIO, media_type: MediaType) -> Picture:
    """A small WebP of a picture already kept."""
    image = _loaded(file, _FORMATS[media_type])
    image = _in_plain_colours(image, alpha=media_type is not MediaType.JPEG)
    image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _encoded(image, MediaType.WEBP)


CELLS = 6  # a blurred part keeps so many blocks a side: no face, no number can be read from them


def blurred(file: BinaryIO, media_type: MediaType, boxes: Iterable[Box]) -> Picture:
    """The picture with these parts made unreadable, whatever lies outside it left out."""
    image = _in_plain_colours(_loaded(file, _FORMATS[media_type]), alpha=media_type is not MediaType.JPEG)
    for box in boxes:
        left, top = round(box.left * image.width), round(box.top * image.height)
        right = min(image.width, round((box.left + box.width) * image.width))
        bottom = min(image.height, round((box.top + box.height) * image.height))
        if right - left < 1 or bottom - top < 1:
            continue
        part = image.crop((left, top, right, bottom))
        coarse = part.resize((min(CELLS, part.width), min(CELLS, part.height)), Image.Resampling.BOX)
        image.paste(coarse.resize(part.size, Image.Resampling.NEAREST), (left, top))
    return _encoded(image, media_type)


def _loaded(file: BinaryIO, name: str) -> Image.Image:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Pillow only warns between one and two times its own limit; ours is asked before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file, formats=[name])
            if image.width * image.height > (MAX_PIXELS_JPEG if name == "JPEG" else MAX_PIXELS):
                raise NotTaken(Problem.TOO_MANY_PIXELS)
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG: decodes at a fitting fraction, half the memory
            image.load()  # raises on a truncated file
    except Image.DecompressionBombError:
        raise NotTaken(Problem.TOO_MANY_PIXELS) from None
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError, IndexError, KeyError):
        raise NotTaken(Problem.BROKEN) from None
    return image


def _in_plain_colours(image: Image.Image, *, alpha: bool) -> Image.Image:
    """sRGB without a profile: a wide-gamut phone's colours are converted, then the profile goes."""
    has_alpha = alpha and ("A" in image.getbands() or "transparency" in image.info)
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return turned or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    if image.mode in {"L", "1"} and not has_alpha:
        return image.convert("L")
    return image.convert("RGBA" if has_alpha else "RGB")


def _encoded(image: Image.Image, media_type: MediaType) -> Picture:
    # A fresh image takes the pixels and leaves `info`, where Pillow keeps EXIF, XMP, comments and profiles.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    name = _FORMATS[media_type]
    out = io.BytesIO()
    bare.save(out, name, **_SAVING[name])
    return Picture(out.getvalue(), media_type, bare.width, bare.height)
