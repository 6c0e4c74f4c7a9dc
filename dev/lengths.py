"""How long files may grow: from 400 lines on a file is named, over 600 it is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dev.setup import ROOT

WARN, REFUSE = 400, 600
PLACES = ("gandan", "dev", "tests")
# What a program wrote, what others wrote, and what is law rather than code.
EXEMPT = {"migrations", "vendor", "packs"}


def main() -> int:
    long = sorted(too_long(ROOT), reverse=True)
    for lines, path in long:
        print(f"{path}: {lines} lines, {'refused' if lines > REFUSE else 'is there a natural seam?'}")
    return int(any(lines > REFUSE for lines, _ in long))


def too_long(root: Path, over: int = WARN) -> Iterator[tuple[int, Path]]:
    for place in PLACES:
        for path in (root / place).rglob("*"):
            name = path.relative_to(root)
            if path.suffix not in {".py", ".html"} or EXEMPT & set(name.parts):
                continue
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > over:
                yield lines, name


if __name__ == "__main__":
    sys.exit(main())
