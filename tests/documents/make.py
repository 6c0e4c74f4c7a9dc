"""Files as people send them, built byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageCms, ImageDraw

GPS = 0x8825
ORIENTATION = 0x0112


def photo(
    width: int = 640,
    height: int = 480,
    *,
    kind: str = "JPEG",
    orientation: int = 1,
    place: bool = True,
    **saving: object,
) -> bytes:
    """A photograph with what a phone writes into it: where, when, by which device, a colour profile."""
    image = Image.new("RGB", (width, height), (40, 120, 90))
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill=(220, 30, 30))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "PhoneMaker-SAMPLE"
    exif[0x0132] = "2026:11:02 08:40:00"
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 46.0, 37.0), 3: "E", 4: (106.0, 42.0, 3.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    image.save(out, kind, exif=exif, icc_profile=profile, **saving)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A decompression bomb: a small file that says it is a giant picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def office(main: str = "word/document.xml", *extra: str, size: int = 20) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name in (main, *extra):
            archive.writestr(name, "x" * size)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 60
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\0" * 60
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
