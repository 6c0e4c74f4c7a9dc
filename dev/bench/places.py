"""Homes with the sample authority and a given number of cases, kept between runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev import provision
from dev.setup import ROOT

KEPT = ROOT / ".cache" / "bench"
GANDAN = str(ROOT / ".venv" / "bin" / "gandan")


class Unready(Exception):
    """A step of preparing or measuring failed."""


@dataclass(frozen=True)
class Place:
    home: Path
    environment: dict[str, str]


@contextmanager
def filled(kind: str, cases: int) -> Iterator[Place]:
    """A place on `kind` with that many cases, ready to be served; built on first use.

    A small place is copied for each run, because petitions sent to it would soon make it a larger one.
    """
    directory = built(kind, str(cases), [sys.executable, "-m", "dev.bench.fill", str(cases)], authority(kind))
    if cases <= 50_000:
        directory = duplicate(directory, KEPT / f"{kind}-used")
    with running(kind, directory) as place:
        yield place


def authority(kind: str) -> Path:
    """The sample authority alone."""
    return built(kind, "demo", [GANDAN, "demo", "--no-serve"], None)


def built(kind: str, name: str, command: list[str], start: Path | None) -> Path:
    directory = KEPT / f"{kind}-{name}"
    stamp = directory / "built.txt"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        print(f"building {directory.relative_to(ROOT)}", flush=True)
        if start:
            duplicate(start, directory)
            stamp.unlink()
        else:
            shutil.rmtree(directory, ignore_errors=True)
            (directory / "home").mkdir(parents=True)
        with running(kind, directory) as place:
            run(place, *command)
        stamp.write_text(fingerprint())
    return directory


def duplicate(directory: Path, to: Path) -> Path:
    """With owners and times: a cluster belongs to its own account."""
    shutil.rmtree(to, ignore_errors=True)
    subprocess.run(["cp", "-a", str(directory), str(to)], check=True)
    return to


@contextmanager
def running(kind: str, directory: Path) -> Iterator[Place]:
    home = directory / "home"
    environment = {**os.environ, "GANDAN_HOME": str(home), "GANDAN_RATE_LIMITS": "off", "PYTHONPATH": str(ROOT)}
    environment |= {"DJANGO_SETTINGS_MODULE": "gandan.config.settings", "GANDAN_LOG_LEVEL": "ERROR"}
    environment.pop("GANDAN_DATABASE_URL", None)
    if kind == "sqlite":
        yield Place(home, environment)
        return
    cluster = directory / "cluster"
    cluster.mkdir(exist_ok=True)
    # As on a small server; what is measured must be durable, so fsync stays on.
    with provision.postgresql(cluster, {"shared_buffers": "256MB", "max_wal_size": "4GB"}) as address:
        yield Place(home, {**environment, "GANDAN_DATABASE_URL": address})


def settle(place: Place) -> None:
    """As on a server that has run for a day: the database's files in the kernel's memory, nothing left to write.

    A kernel that gives memory back keeps little of a large file that was not read for a minute.
    """
    for path in place.home.parent.rglob("*"):
        if path.is_file():
            with path.open("rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass
    os.sync()


def run(place: Place, *command: str) -> None:
    done = subprocess.run(command, env=place.environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise Unready(f"`{' '.join(command[-3:])}` ended with {done.returncode}; its own words stand above.")


def fingerprint() -> str:
    """Changes when tables, the sample authority, the packs or the filling do."""
    digest = hashlib.sha256()
    for pattern in (
        "gandan/*/migrations/*.py",
        "gandan/demo/**/*.py",
        "gandan/law/packs/**/*.toml",
        "dev/bench/fill.py",
    ):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
