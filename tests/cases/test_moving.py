"""A unit ends: its open cases go where their place lies now, history stays, old codes still open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gandan.cases import actions, queries
from gandan.cases.models import Case, Entry
from gandan.cases.queries.records import verify_records
from gandan.cases.types import InboxFilter
from gandan.core import clock
from gandan.core.types import Point, Refused
from gandan.directory import actions as directory_actions
from gandan.directory.queries import unit
from gandan.directory.types import Actor, SuccessionKind
from gandan.law.types import Role
from tests.cases import make
from tests.directory import make as directory

IN_BEN_THANH = Point(10.7715, 106.6930)


@pytest.fixture
def units(db: None) -> tuple[make.Ward, object, object]:
    from gandan.cases.actions import units as remembered

    remembered.forget()
    old = make.a_ward_at_work("00001", "Phường Cũ")
    sai_gon, ben_thanh = directory.a_ward("26740", "Phường Sài Gòn"), directory.a_ward("26743", "Phường Bến Thành")
    return old, sai_gon, ben_thanh


def end(old: make.Ward) -> None:
    directory_actions.succeed(
        "00001", ["26740", "26743"], clock.today(), SuccessionKind.SPLIT, Actor.system("test"), heir="26740"
    )


def test_open_cases_go_to_the_successor_that_holds_their_place(units) -> None:
    old, *_ = units
    here = make.sent(unit="00001").code
    there = make.sent(unit="00001", place=IN_BEN_THANH).code
    nowhere = make.sent(unit="00001", place=None).code
    make.do(make.sent(unit="00001").code, "forward", old.officer, body="Sở Xây dựng", reason="Thẩm quyền.")
    rest = Case.objects.get(state="forwarded").code
    preview = actions.open_work(unit(old.unit.pk))
    assert (preview.count, len(preview.examples)) == (3, 3)
    end(old)
    unit_of = dict(Case.objects.values_list("code", "unit__code"))
    assert (unit_of[here], unit_of[there], unit_of[nowhere]) == ("26740", "26743", "26740")
    assert unit_of[rest] == "00001"
    entry = Entry.objects.get(case__code=there, action="move_unit")
    assert (entry.form, entry.text) == ({"from": "00001", "to": "26743"}, "Phường Cũ → Phường Bến Thành")
    assert queries.public_view(there).unit_name == "Phường Bến Thành"
    assert list(verify_records()) == []


def test_the_new_officers_find_them_in_their_queue(units) -> None:
    old, sai_gon, _ben_thanh = units
    code = make.sent(unit="00001", place=None).code
    end(old)
    leader = directory.an_actor(Role.LEADER, sai_gon, "moi")
    assert [row.code for row in queries.inbox(leader, InboxFilter()).rows] == [code]
    make.do(code, "start_verification", leader)


def test_what_is_set_to_work_again_goes_to_the_successor(units) -> None:
    old, *_ = units
    code = make.answered(old, unit="00001", place=IN_BEN_THANH).code
    end(old)
    assert Case.objects.get(code=code).unit.code == "00001"
    make.do(code, "reopen", Actor.resident(), reason="Đèn lại tắt.")
    case = Case.objects.get(code=code)
    assert (case.unit.code, case.state) == ("26743", "reopened")
    assert case.folded.startswith(f"zzunit{case.unit_id} ")
    assert list(case.entries.order_by("number").values_list("action", flat=True))[-2:] == ["move_unit", "reopen"]
    assert list(verify_records()) == []


def test_the_ended_unit_takes_nothing_in_any_more(units) -> None:
    old, *_ = units
    end(old)
    with pytest.raises(Refused) as refused:
        make.sent(unit="00001")
    assert "Phường Sài Gòn" in refused.value.errors["unit"]
    assert f"{clock.today() - timedelta(days=1):%d/%m/%Y}" in refused.value.errors["unit"]
