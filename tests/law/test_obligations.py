"""What must be disclosed: the table that a lawyer reads, and what the loader refuses."""

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from gandan.law import queries
from gandan.law.queries.loading import load
from gandan.law.queries.reading import SHIPPED
from gandan.law.types import UnknownPack

TABLE = tomllib.loads((Path(__file__).parent / "obligations.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE["obligation"], ids=lambda row: f"{row['set']}-{row['item']}")
def test_a_row_of_the_obligations(row):
    pack = queries.obligations(row["set"], row["on"])
    item = pack.items[row["item"]]
    assert item.number == row["number"]
    assert item.posting is not None
    assert item.posting.permanent is row.get("permanent", False)
    assert item.posting.days == row.get("posting", 0)
    assert (item.radio.days if item.radio else 0) == row["radio"]


def test_the_law_has_fourteen_items_for_communes_and_twelve_for_agencies():
    assert len(queries.obligations("commune").items) == 14
    assert len(queries.obligations("agency").items) == 12


def test_before_july_2023_nothing_is_claimed():
    with pytest.raises(UnknownPack):
        queries.obligations("commune", date(2023, 6, 30))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('clock = "disclosure"', 'clock = "unknown"', "clock"),
        ('forms = ["website", "board"]', 'forms = ["website", "pigeon"]', "hình thức «pigeon»"),
        ("number = 2", "number = 3", "liền nhau"),
        ("posting = { days = 30, source", "posting = { days = 30, sauce", "source"),
        ('audience = "public"', 'audience = "everyone"', "audience"),
    ],
)
def test_what_does_not_hold_is_refused(tmp_path, old, new, said):
    text = (SHIPPED / "obligations" / "commune.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "obligations").mkdir()
    shutil.copy(SHIPPED / "obligations" / "commune.toml", tmp_path / "obligations" / "commune.toml")
    (tmp_path / "obligations" / "commune.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(said in str(problem) for problem in load(tmp_path).problems)
