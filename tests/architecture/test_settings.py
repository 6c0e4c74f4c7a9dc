"""docs/settings.md lists exactly the environment variables that the code reads, and production settings are sound."""

import re
import runpy

from tests.architecture import house

NAME = re.compile(r"GANDAN_[A-Z][A-Z_]*[A-Z]")
ROW = re.compile(r"^\| `(GANDAN_[A-Z_]+)` \|", re.M)


def names_in(*places: str) -> set[str]:
    files = [path for place in places for path in (house.ROOT / place).rglob("*.py")]
    return {name for path in files if path != house.Path(__file__) for name in NAME.findall(path.read_text("utf-8"))}


def documented() -> tuple[set[str], set[str]]:
    """Names of the product, names of the tests."""
    product, _, tests = (house.ROOT / "docs" / "settings.md").read_text("utf-8").partition("## Tests only")
    return set(ROW.findall(product)), set(ROW.findall(tests))


def test_every_setting_is_documented_and_every_documented_setting_exists():
    product, _ = documented()
    assert product == names_in("gandan")


def test_settings_of_tests_are_documented():
    _, tests = documented()
    assert tests == {name for name in names_in("tests", "dev") if name.startswith("GANDAN_TEST_")}


def test_a_missing_row_would_be_seen():
    assert ROW.findall("| `GANDAN_HOME` | x |\n| GANDAN_OTHER | y |") == ["GANDAN_HOME"]
    assert NAME.findall('env.text("GANDAN_NEW_THING")') == ["GANDAN_NEW_THING"]


def test_only_the_operator_binds_other_hosts_to_https(monkeypatch):
    def settings(**said):
        for name, value in said.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(house.ROOT / "gandan" / "config" / "settings.py"))

    ours = settings(GANDAN_BASE_URL="https://phuong.example")
    assert ours["SECURE_HSTS_SECONDS"] and ours["SESSION_COOKIE_SECURE"] and ours["CSRF_COOKIE_SECURE"]
    assert not ours["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and not ours["SECURE_HSTS_PRELOAD"]
    below = settings(GANDAN_HSTS_SUBDOMAINS="on")
    assert below["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and not below["SECURE_HSTS_PRELOAD"]
    listed = settings(GANDAN_HSTS_SUBDOMAINS="off", GANDAN_HSTS_PRELOAD="on")
    assert listed["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and listed["SECURE_HSTS_PRELOAD"]
