"""A commune of a remote area: longer periods for its complaints, and for those that go on to the city from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gandan.cases import actions
from gandan.cases.models import Case, Clock, Entry
from gandan.core import clock
from gandan.core.home import home
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law import rules
from gandan.law.queries.loading import load
from gandan.law.types import Role
from tests.cases import make
from tests.cases.test_complaint import decided_and_sent, verifying
from tests.cases.test_imports import a_csv, a_row
from tests.directory import make as directory

LISTED = """[[units]]
code = "26740"
source = { document = "Quyết định mẫu", confidence = "low" }
"""


def list_it() -> None:
    path = home() / "law" / "remote.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LISTED, encoding="utf-8")
    law.reload()


def strike_it() -> None:
    (home() / "law" / "remote.toml").unlink(missing_ok=True)
    law.reload()


@pytest.fixture
def unlisted() -> Iterator[None]:
    """Nothing of a list stays."""
    yield
    strike_it()


@pytest.fixture
def remote(unlisted: None) -> None:
    """The ward of these tests is listed."""
    list_it()


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


@pytest.mark.parametrize(
    ("code", "days", "complex"), [("complaint", 45, 60), ("complaint-second", 60, 70)], ids=["first", "second"]
)
@pytest.mark.parametrize("on", [date(2024, 1, 2), date(2026, 11, 2)])
def test_the_law_gives_remote_areas_longer(code: str, days: int, complex: int, on: date) -> None:
    pack = law.case_type(code, on)
    there = rules.in_remote_area(pack)
    spec = there.clocks["resolve"]
    assert (spec.days, spec.days + spec.extension.days, there.version) == (days, complex, pack.version)
    assert pack.clocks["resolve"].days < days, "elsewhere it stays"


def test_a_complaint_of_a_listed_unit(ward: make.Ward, remote: None) -> None:
    code = verifying(ward)
    assert Clock.objects.get(code="resolve").due_days == 45
    assert law.deadline("complaint", "resolve", date(2026, 11, 2), unit="26740").due.days == 45
    assert law.deadline("complaint", "resolve", date(2026, 11, 2), unit="26737").due.days == 30
    make.do(code, "record_complex", ward.leader, reason="Phải xác minh ở hai nơi.")
    make.do(code, "extend", ward.leader, reason="Vụ việc phức tạp.")
    assert Clock.objects.get(code="resolve").due_days == 60


@pytest.mark.parametrize(
    ("before", "then", "days", "extended"),
    [(list_it, strike_it, 45, 60), (strike_it, list_it, 30, 45)],
    ids=["struck off", "listed"],
)
def test_a_running_complaint_keeps_what_it_started_under(
    ward: make.Ward,
    unlisted: None,
    before: Callable[[], None],
    then: Callable[[], None],
    days: int,
    extended: int,
) -> None:
    before()
    code = verifying(ward)
    then()
    make.do(code, "record_complex", ward.leader, reason="Phải xác minh ở hai nơi.")
    make.do(code, "extend", ward.leader, reason="Vụ việc phức tạp.")
    row = Clock.objects.get(code="resolve")
    started = Entry.objects.get(action="accept").clocks[-1]["due_on"]
    assert (row.due_days, row.extensions) == (extended, 1)
    assert row.starts_on + timedelta(days=days) <= date.fromisoformat(started), "the next working day at the latest"
    assert row.due_on >= row.starts_on + timedelta(days=extended)


def test_a_complaint_of_a_register_has_its_longer_period(ward: make.Ward, remote: None, tmp_path: Path) -> None:
    report = actions.import_petitions(a_csv(tmp_path, a_row()))
    assert (report.created, report.refused) == (1, [])
    row = Clock.objects.get(code="resolve")
    assert (row.due_days, row.due_on) == (45, date(2019, 4, 25))


def test_what_goes_on_to_the_city_keeps_its_longer_periods(
    ward: make.Ward, remote: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = decided_and_sent(ward)
    later = clock.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    make.do(code, "second_complaint", Actor.resident(), text="Tôi không đồng ý vì chưa đo lại.")
    second = Case.objects.order_by("id").last()
    above = directory.an_actor(Role.LEADER, second.unit, "ct")
    make.do(second.code, "accept", above, text="Thụ lý lần hai.")
    assert Clock.objects.get(case=second, code="resolve").due_days == 60
    make.do(second.code, "record_complex", above, reason="Nhiều nơi phải xác minh.")
    make.do(second.code, "extend", above, reason="Vụ việc phức tạp.")
    assert Clock.objects.get(case=second, code="resolve").due_days == 70


def test_a_list_without_its_decision_is_refused(tmp_path) -> None:
    (tmp_path / "remote.toml").write_text('[[units]]\ncode = "26740"\n', encoding="utf-8")
    assert any("remote.toml" in problem.file for problem in load(tmp_path).problems)
