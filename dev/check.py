"""`make check`: everything about the code that needs no test run. Each step is told; all are run before it gives up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from dev.setup import ROOT

BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
# What an installation on the open network sets (docs/operate.md).
PRODUCTION = {
    "GANDAN_BASE_URL": "https://phuong.example",
    "GANDAN_ALLOWED_HOSTS": "phuong.example",
    "GANDAN_BEHIND_PROXY": "on",
    "GANDAN_HSTS_PRELOAD": "on",
}
STEPS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy")],
    "import floors": [str(BIN / "lint-imports"), "--no-logo"],
    "law packs": [str(BIN / "gandan"), "law", "check"],
    "translations": [PYTHON, "-m", "dev.messages", "--check"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "lengths": [PYTHON, "-m", "dev.lengths"],
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gandan-check-") as home, ThreadPoolExecutor(max_workers=2) as pool:
        runs = {name: pool.submit(step, name, home) for name in STEPS}
        failed = [name for name, run in runs.items() if not tell(name, *run.result())]
    print(f"check: {'failed: ' + ', '.join(failed) if failed else 'all passed'}")
    return 1 if failed else 0


def step(name: str, home: str) -> tuple[int, str, float]:
    own = os.path.join(home, name.replace(" ", "-"))
    environment = {**os.environ, "GANDAN_HOME": own, "NO_COLOR": "1"}
    for leftover in ("GANDAN_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(leftover, None)
    if name == "deployment":
        environment |= PRODUCTION
    started = time.monotonic()
    done = subprocess.run(
        STEPS[name], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout, time.monotonic() - started


def tell(name: str, code: int, words: str, seconds: float) -> bool:
    print(f"{'FAILED' if code else 'ok':>6}  {name} ({seconds:.1f} s)", flush=True)
    if code or name == "lengths":
        print("".join(f"        {line}\n" for line in words.rstrip().splitlines()), end="", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
