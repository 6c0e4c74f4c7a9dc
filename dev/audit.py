"""`make audit`: the long checks, for before a release. Each is told; all are run before it gives up.

python -m dev.audit [CHECK …]      checks: packages properties backwards pages
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from dev import provision, test
from dev.setup import ROOT, pinned_uv

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", test.workers()]


def packages() -> int:
    """What is installed fits together and is what the lock says."""
    uv = str(pinned_uv())
    check = [uv, "pip", "check", "--quiet", "--python", sys.executable]
    again = [uv, "pip", "install", "--dry-run", "--require-hashes", "--no-deps", "--python", sys.executable]
    return run(check) or run([*again, "-r", "requirements-dev.lock"])


def properties() -> int:
    """Property tests with two thousand new examples each, instead of the same sixty."""
    return run([*PYTEST, "-m", "hypothesis and not journey"], GANDAN_TEST_HYPOTHESIS="audit")


def backwards() -> int:
    """Everything in reverse order, in one process: a test that leans on another falls over."""
    return run([sys.executable, "-m", "pytest", "-q", "--backwards", "-m", "not journey and not audit"])


def pages() -> int:
    """Tests marked `audit`: every page, width and language in Chromium."""
    return run([*PYTEST, "-m", "audit"], GANDAN_TEST_CHROMIUM=provision.chromium())


CHECKS: dict[str, Callable[[], int]] = {check.__name__: check for check in (packages, properties, backwards, pages)}


def main(words: list[str]) -> int:
    unknown = set(words) - set(CHECKS)
    if unknown:
        print(f"unknown check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = []
    for name in words or CHECKS:
        print(f"\n== {name}: {CHECKS[name].__doc__}", flush=True)
        started = time.monotonic()
        try:
            code = CHECKS[name]()
        except provision.Missing as missing:
            print(missing, file=sys.stderr)
            code = 1
        print(f"== {name}: {time.monotonic() - started:.0f} s", flush=True)
        failed += [name] if code else []
    print(f"audit: {'failed: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0


def run(command: list[str], **environment: str) -> int:
    print("+", *(word.replace(f"{ROOT}{os.sep}", "") for word in command), flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
