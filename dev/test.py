"""The stages of `make test`: everything on SQLite, what touches a database on PostgreSQL, journeys in Chromium.

python -m dev.test [STAGE …] [-- pytest's own words]        stages: sqlite postgresql journeys
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable

from dev import provision

STAGES = {
    "sqlite": "not journey and not audit",
    "postgresql": "database and not journey and not audit",
    "journeys": "journey and not audit",
}


def main(words: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `finally` stops the database
    stages, extra = split(words)
    unknown = set(stages) - set(STAGES)
    if unknown:
        print(f"unknown stage: {', '.join(sorted(unknown))}; there are {', '.join(STAGES)}", file=sys.stderr)
        return 2
    environment = {name: value for name, value in os.environ.items() if name != "GANDAN_DATABASE_URL"}
    failed = []
    try:
        # First, so that a missing browser is told before minutes of tests.
        environment["GANDAN_TEST_CHROMIUM"] = provision.chromium()
        for stage in stages or STAGES:
            if run(stage, environment, extra):
                failed.append(stage)
    except provision.Missing as missing:
        print(f"test: {missing}", file=sys.stderr)
        return 1
    print(f"test: {'failed: ' + ', '.join(failed) if failed else 'all stages passed'}", flush=True)
    return 1 if failed else 0


def split(words: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]


def run(stage: str, environment: dict[str, str], extra: Iterable[str]) -> int:
    if stage != "postgresql":
        return pytest(stage, environment, extra)
    with provision.throwaway_postgresql() as address:
        return pytest(stage, {**environment, "GANDAN_DATABASE_URL": address}, extra)


def pytest(stage: str, environment: dict[str, str], extra: Iterable[str]) -> int:
    print(f"\n== {stage}: {STAGES[stage]}", flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers(), "--forbid-skips", "-m", STAGES[stage], *extra]
    code = subprocess.run(command, env=environment).returncode
    print(f"== {stage}: {time.monotonic() - started:.0f} s", flush=True)
    return code


def workers() -> str:
    """One more than there are processors: tests wait for disks, servers and browsers. A quarter less time on two."""
    return os.environ.get("GANDAN_TEST_WORKERS") or str(min((os.cpu_count() or 2) + 1, 8))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
