"""docs/settings.md lists exactly the environment variables that the code reads, and production settings are sound."""

import re

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
