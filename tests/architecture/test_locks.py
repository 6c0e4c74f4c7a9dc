"""Lock files: every package pinned by hash, no host named anywhere, the developers' lock holds the product's."""

import re
import subprocess

import pytest

from tests.architecture import house

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]
NODE = "dev/audit/npm/package-lock.json"  # of the audit; tests/architecture/test_audit.py holds its hashes
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+]+)", re.M)
# An address, an index or a mirror: what a machine installs from is that machine's own matter.
HOST = re.compile(
    r"https?://(?!127\.0\.0\.1)|file://|--(?:extra-)?index-url|--find-links|\[\[?tool\.uv\.index|^\s*registry\s*=", re.M
)


def read(name: str) -> str:
    return (house.ROOT / name).read_text("utf-8")


def pins(text: str) -> set[tuple[str, str]]:
    return set(PIN.findall(text))


def unhashed(text: str) -> list[str]:
    blocks = re.split(r"\n(?=[A-Za-z])", text.strip())
    return [block.split()[0] for block in blocks if block and not re.search(r"--hash=sha256:[0-9a-f]{64}", block)]


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_by_hash(name):
    assert pins(read(name))
    assert unhashed(read(name)) == []


def test_locks_name_no_host():
    named = ["requirements.in", "requirements-dev.in", "requirements-uv.in", "pyproject.toml", "Makefile", *LOCKS, NODE]
    found = [name for name in named if HOST.search(read(name))]
    assert not found, f"a host or index in {', '.join(found)}"


def test_no_installer_is_pointed_anywhere():
    tracked = subprocess.run(["git", "ls-files"], cwd=house.ROOT, capture_output=True, text=True, check=True).stdout
    pointing = {"pip.conf", "uv.toml", ".npmrc", ".pypirc", "package-lock.json", "yarn.lock"}
    assert [name for name in tracked.split() if name.rpartition("/")[2] in pointing] == [NODE]


def test_tests_run_on_what_the_product_runs_on():
    assert pins(read("requirements.lock")) <= pins(read("requirements-dev.lock"))


def test_what_is_asked_for_is_locked():
    asked = set(re.findall(r"^([\w.-]+)", read("requirements.in"), re.M))
    locked = {name.lower() for name, _ in pins(read("requirements.lock"))}
    assert {name.lower() for name in asked} <= locked


def test_a_bad_lock_is_seen():
    assert unhashed("django==5.2 \\\n    --hash=sha256:" + "0" * 64 + "\nflask==3.0\n") == ["flask==3.0"]
    assert HOST.search("--index-url https://mirror.example/simple")
    assert not HOST.search("django==5.2 \\\n    # via -r requirements.in")
