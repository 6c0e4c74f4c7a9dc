"""Files of others that ship with us: each stands in vendored.toml with name, version, licence and hash.

python -m dev.vendored           compares
python -m dev.vendored --write   takes over the hashes of the listed files, after an update
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from dev.setup import ROOT

# Where files of others stand; what is not listed there is refused.
PLACES = ("gandan/ui/static/vendor", "gandan/ui/static/ui/fonts", "gandan/ui/fonts", "tests/vendor")


def main(words: list[str]) -> int:
    if "--write" in words:
        write(ROOT)
    complaints = list(complain(ROOT))
    print("\n".join(complaints) or "every vendored file is listed and unchanged")
    return int(bool(complaints))


def listed(root: Path) -> dict[str, tuple[str, str]]:
    """File → (hash, version)."""
    parts = tomllib.loads((root / "vendored.toml").read_text(encoding="utf-8"))["part"]
    return {file: (digest, part["version"]) for part in parts for file, digest in part["files"].items()}


def complain(root: Path) -> Iterator[str]:
    known = listed(root)
    present = {
        path.relative_to(root).as_posix() for place in PLACES for path in (root / place).rglob("*") if path.is_file()
    }
    yield from (f"{file} is not listed in vendored.toml" for file in sorted(present - known.keys()))
    for file, (digest, version) in known.items():
        if not (root / file).is_file():
            yield f"{file} is listed, but not there"
        elif hash_of(root / file) != digest:
            yield f"{file} was changed: its hash is not the listed one"
        elif file.endswith((".js", ".css")) and version not in Path(file).name:
            yield f"{file} does not bear its version {version} in its name"


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(root: Path) -> None:
    path = root / "vendored.toml"

    def renewed(match: re.Match[str]) -> str:
        file = root / match[1]
        return f'"{match[1]}" = "{hash_of(file)}"' if file.is_file() else match[0]

    path.write_text(
        re.sub(r'"([^"\n]+)" = "[0-9a-f]{64}"', renewed, path.read_text(encoding="utf-8")), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
