"""Builders: a ward with its officers, submissions, cases in any state. All people are invented samples."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gandan.cases import actions
from gandan.cases.models import Case
from gandan.cases.types import Channel, Done, PartyInput, PlannedCase, Receipt, Submission
from gandan.core.clock import VIETNAM
from gandan.core.types import Point
from gandan.directory.models import Account, Organisation
from gandan.directory.queries import actor_of
from gandan.directory.types import Actor
from gandan.documents import actions as documents
from gandan.law.types import Role
from tests.directory import make as directory

HERE = Point(10.7769, 106.7009)  # in Phường Sài Gòn
_keys = itertools.count(1)

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True)
class Ward:
    """Phường Sài Gòn with a department, a neighbourhood, and one officer of each working role."""

    unit: Organisation
    department: Organisation
    neighbourhood: Organisation
    accounts: dict[Role, Account]

    def actor(self, role: Role) -> Actor:
        return actor_of(self.accounts[role])

    @property
    def counter(self) -> Actor:
        return self.actor(Role.COUNTER_OFFICER)

    @property
    def officer(self) -> Actor:
        return self.actor(Role.PETITION_OFFICER)

    @property
    def leader(self) -> Actor:
        return self.actor(Role.LEADER)

    @property
    def specialist(self) -> Actor:
        """Works in the department: sees what is given to it."""
        return self.actor(Role.SPECIALIST)


def a_ward_at_work(code: str = "26740", name: str = "Phường Sài Gòn") -> Ward:
    from gandan.cases.actions import units
    from gandan.directory.types import Kind

    units.forget()
    ward = directory.a_ward(code, name)
    department = directory.a_department(ward, "kthtdt", "Phòng Kinh tế, Hạ tầng và Đô thị")
    neighbourhood = directory.a_unit(f"{code}-kp3", "Khu phố 3", ward, Kind.NEIGHBOURHOOD)
    titles = {
        Role.COUNTER_OFFICER: "Công chức tiếp nhận",
        Role.PETITION_OFFICER: "Công chức tiếp dân",
        Role.LEADER: "Phó Chủ tịch phụ trách đô thị",
    }
    accounts = {role: directory.an_officer(role, ward, title=title) for role, title in titles.items()}
    accounts[Role.SPECIALIST] = directory.an_officer(Role.SPECIALIST, department, title="Chuyên viên hạ tầng")
    return Ward(ward, department, neighbourhood, accounts)


def a_key() -> str:
    return f"key-{next(_keys)}"


def a_report(**changes: Any) -> Submission:
    """A broken lamp, sent from a phone by a named person."""
    lamp = Submission(
        type="field-report",
        unit="26740",
        subject="Đèn đường hỏng trước hẻm 18",
        content="Đèn trước hẻm 18 tắt từ tối thứ Hai, đường rất tối.",
        key=a_key(),
        field="infrastructure",
        place=HERE,
        address="Đầu hẻm 18, khu phố 3",
        party=PartyInput(name="Bà Hai (mẫu)", phone="0912345678", email="ba.hai@example.vn"),
    )
    return replace(lamp, **changes)


def a_complaint(**changes: Any) -> Submission:
    complaint = a_report(
        type="complaint",
        subject="Khiếu nại quyết định tháo dỡ mái che",
        content="Tôi không đồng ý với quyết định tháo dỡ mái che nhà tôi.",
        field="construction",
        place=None,
        address="",
        answers={"act": "Quyết định số 12/QĐ-UBND", "wanted": "Hủy quyết định"},
    )
    return replace(complaint, **changes)


def sent(submission: Submission | None = None, **changes: Any) -> Receipt:
    return actions.submit(submission or a_report(**changes), Actor.resident())


def a_case(**changes: Any) -> Case:
    return Case.objects.get(code=sent(**changes).code)


def do(code: str, action: str, actor: Actor, files: tuple[int, ...] = (), **form: Any) -> Done:
    """An action on the case as it stands now."""
    seen = Case.objects.get(code=code).last_number
    return actions.perform(code, action, actor, seen=seen, form=form, files=files)


def a_file(content: bytes = PDF, name: str = "bien-ban.pdf") -> int:
    return documents.store(content, name).id


def answered(ward: Ward, **changes: Any) -> Case:
    """A report that has been verified and answered."""
    code = sent(**changes).code
    do(code, "start_verification", ward.officer)
    do(code, "answer", ward.officer, text="Đã thay bóng đèn.", result="done", document_number="12/UBND")
    return Case.objects.get(code=code)


def moment(text: str) -> datetime:
    """«2026-11-20 09:00» in Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def at_counter(**changes: Any) -> Submission:
    return a_report(channel=Channel.COUNTER, **changes)


def planned(number: int) -> PlannedCase:
    """One of many reports of the same flooded alley."""
    sender = PartyInput(name=f"Người {number} (mẫu)", email=f"nguoi{number}@example.vn")
    return PlannedCase(a_report(subject=f"Ngập hẻm 18, lần {number}", party=sender), digits=f"{number:07d}")
