"""Builders: a ward with an editor and a leader, a budget to disclose, its postings. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gandan.core import clock
from gandan.directory.models import Account, Installation, Organisation
from gandan.directory.queries import actor_of
from gandan.directory.types import Actor
from gandan.disclosures import actions, rules
from gandan.disclosures.types import Draft, Proof
from gandan.law.types import Role
from tests.directory import make as directory

CSV = "Khoản chi,Dự toán (triệu đồng),Thực hiện (triệu đồng)\nGiáo dục,1.200,900\nY tế,800,450\nTổng,2.000,1.350\n"


@dataclass(frozen=True)
class House:
    unit: Organisation
    editor_account: Account
    leader_account: Account

    @property
    def editor(self) -> Actor:
        return actor_of(self.editor_account)

    @property
    def leader(self) -> Actor:
        return actor_of(self.leader_account)


def a_house() -> House:
    ward = directory.a_ward()
    editor = directory.an_officer(Role.EDITOR, ward, title="Công chức Văn phòng", name="Chị Oanh (mẫu)")
    leader = directory.an_officer(Role.LEADER, ward, title="Phó Chủ tịch", name="Ông Lâm (mẫu)")
    Installation.objects.update_or_create(id=1, defaults={"home_unit": ward, "demo": False})
    return House(ward, editor, leader)


def a_budget(**changes: Any) -> Draft:
    table = rules.read_table("Chi ngân sách 9 tháng", CSV)
    assert table is not None
    values: dict[str, Any] = {
        "item": "budget",
        "title": "Thực hiện ngân sách 9 tháng",
        "summary": "Phường đã chi 1.350 triệu đồng, nhiều nhất cho giáo dục.",
        "decision_on": clock.today(),
        "decision_number": "12/QĐ-UBND",
        "period": "9 tháng đầu năm",
        "tables": (table,),
    }
    return Draft(**(values | changes))


def published(house: House, **changes: Any) -> str:
    code = actions.draft(a_budget(**changes), house.editor, house.unit.code)
    actions.publish(code, house.editor)
    return code


def on_the_board(**changes: Any) -> Proof:
    values: dict[str, Any] = {"form": "board", "since": clock.today(), "place": "Trụ sở UBND", "who": "Văn phòng"}
    return Proof(**(values | changes))


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def a_scene(leader: Actor) -> dict[str, str]:
    """A budget on the board, corrected once, and one content for the office's own people."""
    code = actions.draft(a_budget(), leader, "26740")
    actions.publish(code, leader)
    actions.post(code, on_the_board(), leader)
    actions.correct(code, a_budget(summary="Phường đã chi 1.360 triệu đồng."), "Sửa số đã chi", leader)
    inside = actions.draft(a_budget(set="agency", item="finance", title="Thu nhập tăng thêm"), leader, "26740")
    actions.publish(inside, leader)
    return {"disclosed": code, "inside": inside}
