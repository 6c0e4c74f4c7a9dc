"""`$GANDAN_HOME`: where the database, files, keys, mail and law overlays of an installation live."""

import os
import secrets
from functools import lru_cache
from pathlib import Path


def home() -> Path:
    """The installation's directory, made on first use; readable by its owner only."""
    path = Path(os.environ.get("GANDAN_HOME") or "var").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def known_key(name: str) -> bytes:
    """As `key_bytes`, read from the disk once a process: for keys that every request needs."""
    return _known_key(os.environ.get("GANDAN_HOME", ""), name)


@lru_cache(maxsize=32)
def _known_key(home: str, name: str) -> bytes:
    return key_bytes(name)


def key_bytes(name: str, length: int = 32) -> bytes:
    """A secret of this installation, made at first use and kept in `keys/`, outside the database.

    Two processes may ask at once on the first start: whoever creates the file wins, the other reads it.
    """
    directory = home() / "keys"
    directory.mkdir(mode=0o700, exist_ok=True)
    path = directory / name
    if not path.exists():
        draft = directory / f".{name}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(length))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
