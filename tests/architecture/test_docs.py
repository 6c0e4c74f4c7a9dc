"""Documents say what is there: commands, targets, links, licences; and what is there is documented."""

import hashlib
import re
import subprocess

from gandan.config import cli
from tests.architecture import house

# The licence's own text, as the SPDX list has it: nobody changes it by accident.
EUPL_SHA256 = "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
ROW = re.compile(r"^\| `gandan ([a-z-]+)", re.M)
PROMISED = ["architecture", "settings", "operate", "law-packs", "privacy", "glossary", "status", "decisions/README"]


def read(name: str) -> str:
    return (house.ROOT / name).read_text("utf-8")


def documents() -> list[str]:
    paths = [*house.ROOT.glob("*.md"), *(house.ROOT / "docs").rglob("*.md")]
    return sorted(path.relative_to(house.ROOT).as_posix() for path in paths)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.M))


def broken_links(text: str, folder: str) -> list[str]:
    places = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    return [link for link in places if not (house.ROOT / folder / link).exists()]


def test_every_command_is_documented_and_every_documented_command_exists():
    assert set(ROW.findall(read("docs/operate.md"))) == set(cli.verbs())


def test_make_says_what_it_can_do():
    done = subprocess.run(["make", "help"], cwd=house.ROOT, capture_output=True, text=True, check=True)
    said = set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.M))
    assert said == targets()
    assert said >= {"setup", "demo", "test", "check", "bench", "audit", "lock", "messages"}


def test_documented_targets_exist():
    named = {name for text in map(read, documents()) for name in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M)}
    assert named
    assert named <= targets()


def test_every_target_runs_something_that_exists():
    modules = set(re.findall(r"\$\(PY\) -m dev\.(\w+)", read("Makefile")))
    assert modules
    places = {name: (house.ROOT / "dev" / f"{name}.py", house.ROOT / "dev" / name / "__main__.py") for name in modules}
    assert [name for name, paths in places.items() if not any(path.exists() for path in paths)] == []


def test_ci_runs_what_people_run():
    script = house.ROOT / ".ci" / "run"
    text = script.read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert {"make check", "make test"} <= set(text.splitlines())
    assert script.stat().st_mode & 0o111


def test_hooks_before_a_commit_fetch_nothing():
    assert set(re.findall(r"- repo: (\S+)", read(".pre-commit-config.yaml"))) == {"local"}


def test_licences_are_told():
    assert hashlib.sha256((house.ROOT / "LICENSE").read_bytes()).hexdigest() == EUPL_SHA256
    notice = read("NOTICE")
    for name in ("EUPL-1.2", "htmx", "Leaflet", "Be Vietnam Pro", "Tinos", "Lucide", "Thang Le Quoc", "axe-core"):
        assert name in notice, f"{name} is not in NOTICE"
    licences = re.findall(r'^licence = "(.+)"', read("vendored.toml"), re.M)
    assert set(licences) <= {name for name in set(licences) if name in notice}


def test_the_promised_documents_are_there():
    assert not [name for name in PROMISED if not (house.ROOT / "docs" / f"{name}.md").exists()]


def test_every_decision_is_in_the_index():
    index = read("docs/decisions/README.md")
    records = {path.name for path in (house.ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    assert records == set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", index))


def test_links_between_documents_lead_somewhere():
    found = [f"{name}: {link}" for name in documents() for link in broken_links(read(name), name.rpartition("/")[0])]
    assert not found, "\n".join(found)


def test_no_path_of_a_machine_stands_in_the_repository():
    pattern = "(^|[^a-z])/(" + "|".join(["home", "root", "Users", "work"]) + ")/[a-z]"
    command = ["git", "grep", "-nIE", pattern, "--", ".", ":!*.lock", ":!tests/vendor", ":!*/vendor/*"]
    done = subprocess.run(command, cwd=house.ROOT, capture_output=True, text=True)
    assert not done.stdout


def test_a_broken_link_is_seen():
    assert broken_links("[law](docs/law.md) [web](https://example.org/)", "") == ["docs/law.md"]
    assert broken_links("[settings](settings.md#mail)", "docs") == []
