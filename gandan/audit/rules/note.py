"""The text of a signed checkpoint: a C2SP signed note over origin, size, root and time, under an Ed25519 key."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gandan.audit.rules.chain import moment

_ED25519 = b"\x01"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as its note says it; nothing is proved before `is_signed`."""

    origin: str
    size: int
    root: bytes
    at: datetime
    signature: bytes


def public_key(seed: bytes) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def origin_of(public: bytes) -> str:
    """The name of a log: it follows from its key, so no setting can contradict it."""
    return f"gan-dan/{hashlib.sha256(public).hexdigest()[:16]}"


def body(public: bytes, size: int, root: bytes, at: datetime) -> str:
    return f"{origin_of(public)}\n{size}\n{base64.b64encode(root).decode()}\n{moment(at)}\n"


def sign(seed: bytes, size: int, root: bytes, at: datetime) -> bytes:
    text = body(public_key(seed), size, root, at)
    return Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())


def is_signed(public: bytes, size: int, root: bytes, at: datetime, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body(public, size, root, at).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def write(public: bytes, size: int, root: bytes, at: datetime, signature: bytes) -> str:
    """The note that is published: body, empty line, signature line."""
    origin = origin_of(public)
    marked = base64.b64encode(_mark(origin, public) + signature).decode()
    return f"{body(public, size, root, at)}\n— {origin} {marked}\n"


def read(text: str) -> Signed:
    """The parts of a note; ValueError where it is none."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) != 6 or lines[4] or not lines[5].startswith("— "):
        raise ValueError("not a checkpoint: four lines, an empty one and a signature are expected")
    origin, size, root, at = lines[:4]
    name, _, marked = lines[5].removeprefix("— ").partition(" ")
    try:
        signature = base64.b64decode(marked, validate=True)
        digest = base64.b64decode(root, validate=True)
    except binascii.Error as error:
        raise ValueError("root or signature is not base64") from error
    if name != origin or len(digest) != 32 or len(signature) != 68 or not (size.isascii() and size.isdigit()):
        raise ValueError("the checkpoint's lines do not fit together")
    return Signed(origin, int(size), digest, datetime.fromisoformat(at), signature[4:])


def _mark(origin: str, public: bytes) -> bytes:
    """The first bytes of a signed note's signature: they tell which key to try."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]
