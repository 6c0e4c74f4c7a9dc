"""`make audit`: the long checks, for before a release. Each is told; all are run before it gives up.

python -m dev.audit [CHECK …]      checks: lighthouse packages advisories pages properties backwards
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from dev import provision, test
from dev.audit import advisories, lighthouse
from dev.audit.node import run
from dev.setup import pinned_uv

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", test.workers()]


def packages() -> int:
    """What is installed fits together and is what the lock says."""
    uv = str(pinned_uv())
    check = [uv, "pip", "check", "--quiet", "--python", sys.executable]
    again = [uv, "pip", "install", "--dry-run", "--require-hashes", "--no-deps", "--python", sys.executable]
    return run(check) or run([*again, "-r", "requirements-dev.lock"])


def known_flaws() -> int:
    """What is known against the locked packages: OSV for Python, the registry's advisories for Node."""
    return advisories.main()


def properties() -> int:
    """Property tests with two thousand new examples each, instead of the same sixty."""
    return run([*PYTEST, "-m", "hypothesis and not journey"], GANDAN_TEST_HYPOTHESIS="audit")


def backwards() -> int:
    """Everything in reverse order, in one process: a test that leans on another falls over."""
    return run([sys.executable, "-m", "pytest", "-q", "--backwards", "-m", "not journey and not audit"])


def pages() -> int:
    """Every page with axe: Vietnamese and English, light and dark, 1280 and 390 px wide."""
    return run([*PYTEST, "-m", "audit"], GANDAN_TEST_CHROMIUM=provision.chromium())


def scores() -> int:
    """Lighthouse 12 as a phone sees four pages: 95 of 100 in each category, 100 KB before images on the first."""
    return lighthouse.main()


CHECKS: dict[str, Callable[[], int]] = {
    "lighthouse": scores,
    "packages": packages,
    "advisories": known_flaws,
    "pages": pages,
    "properties": properties,
    "backwards": backwards,
}


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
            print(f"audit: {missing}", file=sys.stderr)
            code = 1
        print(f"== {name}: {'FAILED, ' if code else ''}{time.monotonic() - started:.0f} s", flush=True)
        failed += [name] if code else []
    print(f"audit: {'failed: ' + ', '.join(failed) if failed else 'all passed'}{unasked()}", flush=True)
    return 1 if failed else 0


def unasked() -> str:
    return "".join(f"; not asked: {what}" for what in advisories.UNANSWERED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
