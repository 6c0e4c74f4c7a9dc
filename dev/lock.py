"""Renews the lock files: packages, versions and hashes for every platform; no host and no header."""

from __future__ import annotations

import subprocess
import sys

from dev.setup import ROOT, pinned_uv

OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--python-version", "3.11", "-q"]


def main(words: list[str]) -> int:
    """`--upgrade` and other words of `uv pip compile` may follow."""
    uv = pinned_uv()
    compile_lock = [uv, "pip", "compile", *OPTIONS, *words]
    for name, extra in {"uv": [], "": [], "dev": ["--constraint", "requirements.lock"]}.items():
        stem = f"requirements-{name}" if name else "requirements"
        subprocess.run([*compile_lock, *extra, f"{stem}.in", "--output-file", f"{stem}.lock"], check=True, cwd=ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
