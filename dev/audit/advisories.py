"""What is known against the locked packages. A database that cannot be reached is named, never taken for a yes."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

from dev.audit.node import LOCK, programs
from dev.setup import ROOT, pinned_uv

UNANSWERED: list[str] = []
FOUND, UNREACHED = 1, 2  # how `uv audit` ends


def main() -> int:
    return max(python("requirements.lock"), python("requirements-dev.lock"), node())


def python(lock: str) -> int:
    """The pinned packages of a lock, asked of OSV by uv."""
    with tempfile.TemporaryDirectory(prefix="gandan-audit-") as directory:
        script = Path(directory) / "locked.py"
        # With their markers: a package may be locked twice, for older and newer Pythons.
        pins = re.findall(r"^([\w.-]+==[^\\\n]*[^\\\s])", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
        script.write_text(f"# /// script\n# dependencies = {json.dumps(pins)}\n# ///\n", "utf-8")
        words = ["audit", "--quiet", "--preview-features", "audit", "--script", str(script)]
        done = subprocess.run([str(pinned_uv()), *words], capture_output=True, text=True)
    if done.returncode in (0, FOUND):
        return told(lock, len(pins), done.returncode, done.stdout + done.stderr)
    return unanswered(lock, done.stderr)


def node() -> int:
    """The packages that Lighthouse brings, asked of the registry that npm uses; what is only moderate is told."""
    lock = str((LOCK / "package-lock.json").relative_to(ROOT))
    command = [programs()["npm"], "audit", "--json", "--package-lock-only", "--audit-level=high"]
    done = subprocess.run(command, cwd=LOCK, capture_output=True, text=True)
    try:
        counts = json.loads(done.stdout)["metadata"]
    except (ValueError, KeyError, TypeError):
        return unanswered(lock, done.stderr)
    found = {level: number for level, number in counts["vulnerabilities"].items() if number}
    return told(lock, counts["dependencies"]["total"], int(done.returncode != 0), str(found or ""))


def told(lock: str, packages: int, code: int, words: str) -> int:
    print(f"{lock}: {packages} packages asked for, {'FLAWS KNOWN' if code else 'nothing against them'}", flush=True)
    if words.strip():
        print(words.strip(), flush=True)
    return code


def unanswered(lock: str, words: str) -> int:
    UNANSWERED.append(f"advisories for {lock}")
    reason = next((line.strip() for line in words.splitlines() if "error" in line or " audit " in line), "")
    print(f"{lock}: NOT ASKED, nobody answered ({reason[:160]})", flush=True)
    return 0
