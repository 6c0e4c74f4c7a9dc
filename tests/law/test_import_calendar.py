"""Next year's decision comes in as a file: whole or not at all, and every changed day is named."""

import pytest

from gandan.core.types import Refused
from gandan.law import actions, queries, rules
from gandan.law.queries.reading import SHIPPED
from tests.law.make import clock

SIGNED = (SHIPPED / "calendar" / "2027.toml").read_text(encoding="utf-8").replace('"provisional"', '"signed"')
NEXT = 'year = 2028\nstatus = "provisional"\n'


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path / "home"))
    queries.reload()
    yield tmp_path
    monkeypatch.undo()
    queries.reload()


def given(home, text: str):
    path = home / "lich.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_year_opens_its_dates(home):
    path = given(home, NEXT)
    assert actions.import_calendar(path, dry_run=True).created == 1
    assert queries.calendar().last.year == 2027
    report = actions.import_calendar(path)
    assert (report.created, report.refused) == (1, [])
    due = rules.due(queries.calendar(), clock(5), queries.calendar().last.replace(month=1, day=3))
    assert due.provisional


def test_a_signed_decision_names_what_it_changes(home):
    extra = '\n[[days]]\non = 2027-11-26\nkind = "off"\nreason = "Hoán đổi"\ndecision = "Công văn mẫu"\n'
    report = actions.import_calendar(given(home, SIGNED + extra))
    assert report.updated == 1
    assert "thứ Sáu 26/11/2027: như thường lệ → nghỉ (Hoán đổi)" in report.notes
    assert "năm 2027: đã được quyết định đủ" in report.notes
    assert len(report.notes) == 2
    assert actions.import_calendar(given(home, SIGNED + extra)).unchanged == 1


def test_another_process_notices(home, monkeypatch):
    """The web server holds its own reading; the command writes and leaves a mark."""
    held = queries.law()
    path = given(home, NEXT)
    monkeypatch.setattr(queries, "reload", lambda: None)  # what the other process did is not known here
    actions.import_calendar(path)
    assert queries.law() is held
    monkeypatch.setattr(queries, "LOOK_EVERY", -1.0)
    assert queries.calendar().last.year == 2028


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("year = 2028\nstatus = ", ""),
        ('year = 2028\nstatus = "signed"\n[[days]]\non = 2028-05-01\nkind = "off"\nreason = "x"\n', "days[1].decision"),
        ('year = 2030\nstatus = "signed"\n', "year"),
        ('year = 2028\nstatus = "signed"\nholidays = 3\n', "holidays"),
    ],
)
def test_a_wrong_file_changes_nothing(home, text, field):
    report = actions.import_calendar(given(home, text))
    assert report.created == report.updated == 0
    assert field in [row.cell for row in report.refused]
    assert not (home / "home" / "law" / "calendar").exists()


def test_a_missing_file_is_refused(home):
    with pytest.raises(Refused, match="Không có tệp"):
        actions.import_calendar(home / "nowhere.toml")
