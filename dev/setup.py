"""Builds .venv from the hash-locked requirements, with a uv pinned by hash; standard library only.

    python3 dev/setup.py          what the product runs on
    python3 dev/setup.py --dev    also what tests and checks run on

Running it again does nothing until a lock file changes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# uv has an environment of its own: `uv pip sync` would remove itself from .venv.
TOOL = ROOT / ".uv"
OLDEST = (3, 11)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dev", action="store_true", help="with what tests and checks run on")
    dev = arguments.parse_args().dev
    if sys.version_info < OLDEST:
        return refuse(f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}.")
    # The developers' lock holds everything of the product's lock: once there, it stays.
    dev = dev or is_done(VENV, "requirements-dev.lock", "pyproject.toml")
    lock = "requirements-dev.lock" if dev else "requirements.lock"
    try:
        if not is_done(VENV, lock, "pyproject.toml"):
            install(lock)
        compile_ours()
    except subprocess.CalledProcessError as error:
        return refuse(f"`{' '.join(map(str, error.cmd))}` ended with {error.returncode}; its own words stand above.")
    return 0


def install(lock: str) -> None:
    uv = pinned_uv()
    make_environment(VENV)
    python = VENV / "bin" / "python"
    run(uv, "pip", "sync", "--quiet", "--python", python, "--require-hashes", ROOT / lock)
    # setuptools comes from the lock, so that building our own package downloads nothing.
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    note_done(VENV, lock, "pyproject.toml")


def compile_ours() -> None:
    """A service that may not write into its checkout would compile every module at every start: a third of it."""
    python = VENV / "bin" / "python"
    subprocess.run([str(python), "-m", "compileall", "-q", "gandan"], check=True, cwd=ROOT)


def pinned_uv() -> Path:
    uv = TOOL / "bin" / "uv"
    if not (uv.exists() and is_done(TOOL, "requirements-uv.lock")):
        shutil.rmtree(TOOL, ignore_errors=True)  # one that was left half-made has no pip
        make_environment(TOOL)
        pip = [TOOL / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        run(*pip, "--require-hashes", "--no-deps", "--requirement", ROOT / "requirements-uv.lock")
        note_done(TOOL, "requirements-uv.lock")
    return uv


def make_environment(directory: Path) -> None:
    if (directory / "bin" / "python").exists():
        return
    print(f"making {directory.name} with Python {sys.version.split()[0]}", flush=True)
    try:
        venv.create(directory, with_pip=directory == TOOL, symlinks=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit(refuse("python3 cannot make a virtual environment; on Debian: apt-get install python3-venv"))


def is_done(environment: Path, *files: str) -> bool:
    stamp = environment / "installed.txt"
    return stamp.exists() and stamp.read_text() == fingerprint(*files)


def note_done(environment: Path, *files: str) -> None:
    (environment / "installed.txt").write_text(fingerprint(*files))


def fingerprint(*files: str) -> str:
    """The locks an environment was built from, and where: a moved checkout is set up anew."""
    lines = [f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}" for name in files]
    return "\n".join([str(ROOT), *lines]) + "\n"


def run(*command: object) -> None:
    print("+", *(str(part).replace(f"{ROOT}{os.sep}", "") for part in command), flush=True)
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def refuse(message: str) -> int:
    print(f"setup: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
