"""Every read of the room: files, links to them, papers and their codes."""

from .files import headers_of, limits, link_to, opened, path_of, read_link, several, stored, thumbnail_path_of
from .papers import pdf, qr_image, qr_svg

__all__ = [
    "headers_of",
    "limits",
    "link_to",
    "opened",
    "path_of",
    "pdf",
    "qr_image",
    "qr_svg",
    "read_link",
    "several",
    "stored",
    "thumbnail_path_of",
]
