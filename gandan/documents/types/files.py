"""What a stored file is, what may be stored, and how much of it: one place for every limit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_FILES = 10  # in one submission
MAX_MEGABYTES = 10
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_PIXELS = 40_000_000  # of a picture as it arrives
MAX_PIXELS_JPEG = 64_000_000  # which is decoded at a fraction, so that a phone's largest setting passes
LONG_SIDE = 2560  # of a picture as it is kept
THUMBNAIL_SIDE = 320
MAX_UNPACKED = 200 * 1024 * 1024  # of a DOCX or XLSX
MAX_PARTS = 5000  # of a DOCX or XLSX
MAX_LIST = 1024 * 1024  # bytes of the list of them
MAX_NAME = 120
ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"  # for <input type=file>; the bytes decide


class MediaType(StrEnum):
    """What the house keeps. Video is not taken: its place and device could not be removed."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    SEALED = "application/octet-stream"  # ciphertext: what it is stands with its key, not here


EXTENSIONS = {
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.WEBP: "webp",
    MediaType.PDF: "pdf",
    MediaType.DOCX: "docx",
    MediaType.XLSX: "xlsx",
    MediaType.SEALED: "bin",
}
PICTURES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
# Not PDF: under the sandbox that foreign files get, Safari shows an empty window for some. They are downloaded.
SHOWN_INLINE = PICTURES


class Problem(StrEnum):
    """Why a file is not taken in; `actions` says it in plain words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    HEIC = "heic"
    VIDEO = "video"
    OLD_OFFICE = "old_office"
    MACRO = "macro"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class NotTaken(Exception):
    """A file that breaks a rule; carries the rule."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.value)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as other rooms hold it: they keep `id` and `name`, the rest can be asked for again."""

    id: int
    sha256: str
    size: int
    media_type: str
    extension: str
    name: str
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES


@dataclass(frozen=True, slots=True)
class Picture:
    """A re-encoded picture: pixels only, nothing of where, when and by what it was taken."""

    content: bytes
    media_type: MediaType
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in shares of its width and height (0 to 1)."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link allows, and for how many seconds still; 0: its time is over."""

    file: int
    name: str
    small: bool
    seconds: int
