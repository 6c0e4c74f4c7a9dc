"""A commune of a remote area: longer periods for its complaints, and for those that go on to the city from there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gandan.cases.models import Case, Clock
from gandan.core import clock
from gandan.core.home import home
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law import rules
from gandan.law.queries.loading import load
from gandan.law.types import Role
from tests.cases import make
from tests.cases.test_complaint import decided_and_sent, verifying
from tests.directory import make as directory

LISTED = """[[units]]
code = "26740"
source = { document = "Quyết định mẫu", confidence = "low" }
"""


@pytest.fixture
def remote():
    """The ward of these tests is listed; nothing of it stays."""
    path = home() / "law" / "remote.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LISTED, encoding="utf-8")
    law.reload()
    yield
    path.unlink()
    law.reload()


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
