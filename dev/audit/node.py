"""What the audit runs on beside Python: Node.js of the system, Lighthouse from a lock with hashes, in .cache/audit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from dev.provision import Missing
from dev.setup import ROOT

LOCK = Path(__file__).parent / "npm"
PLACE = ROOT / ".cache" / "audit"
OLDEST = 18
ADVICE = "On Debian, as root: apt-get install nodejs npm."
# Nothing of a package runs while it is installed, and nothing is told to anybody.
QUIET = ["--ignore-scripts", "--no-fund", "--no-audit", "--no-update-notifier"]


def lighthouse() -> Path:
    """The program, installed as the lock says; asked again only when the lock has changed."""
    npm, stamp, lock = programs()["npm"], PLACE / "installed.txt", (LOCK / "package-lock.json").read_text("utf-8")
    if not stamp.exists() or stamp.read_text("utf-8") != lock:
        shutil.rmtree(PLACE, ignore_errors=True)
        PLACE.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCK / name, PLACE)
        if run([npm, "ci", *QUIET], at=PLACE):
            raise Missing("npm could not install Lighthouse; its own words stand above. It needs its registry.")
        stamp.write_text(lock, "utf-8")
    return PLACE / "node_modules" / ".bin" / "lighthouse"


def programs() -> dict[str, str]:
    """`node` and `npm`; missing or too old is said with what to install."""
    found = {name: shutil.which(name) or "" for name in ("node", "npm")}
    missing = [name for name, path in found.items() if not path]
    if missing:
        raise Missing(f"No {' and no '.join(missing)}: Lighthouse runs on Node.js {OLDEST} or newer. {ADVICE}")
    said = subprocess.run([found["node"], "--version"], capture_output=True, text=True).stdout.strip()
    version = re.match(r"v(\d+)", said)
    if not version or int(version[1]) < OLDEST:
        raise Missing(f"Node.js {said or 'does not run'}: Lighthouse needs {OLDEST} or newer. {ADVICE}")
    return found


def run(command: list[str], at: Path = ROOT, **environment: str) -> int:
    print("+", *(word.replace(f"{ROOT}{os.sep}", "") for word in command), flush=True)
    return subprocess.run(command, cwd=at, env={**os.environ, **environment}).returncode
