"""The sample authority: units, people, what Quận 1 did in 2019, and a living ward around today."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import translation

from gandan.cases import actions as cases
from gandan.core.types import ImportReport, Refused
from gandan.demo import queries
from gandan.demo.actions.disclosing import disclosures
from gandan.demo.actions.letters import living_letters, sort_letters
from gandan.demo.actions.living import living_cases
from gandan.demo.actions.meetings import meetings
from gandan.demo.actions.news import living_news
from gandan.demo.actions.people import appoint_all, found_bodies
from gandan.demo.actions.points import service_points
from gandan.demo.actions.sealed import sealed_letters
from gandan.directory import actions as directory
from gandan.directory.queries import installation
from gandan.directory.types import Actor
from gandan.procedures import actions as procedures

Say = Callable[[str], None]


def build(say: Say = lambda _line: None) -> None:
    """Fill an empty database; on a database that is already the demo nothing is done again.

    Raises Refused on a database that is somebody's own.
    """
    there = installation()
    if there.demo:
        say("Cơ sở dữ liệu mẫu đã có.")
        return
    if there.unit is not None:
        raise Refused("Đây là cơ sở dữ liệu thật; bản mẫu chỉ dựng trên cơ sở dữ liệu trống.")
    actor = Actor.system("demo")
    # All or nothing: a demo that was stopped half-way can be started again.
    with translation.override("vi"), transaction.atomic():
        say("Nhập 34 tỉnh, thành và 3.321 xã, phường, đặc khu…")
        _wanted(directory.import_units(actor=actor))
        say("Nhập danh mục thủ tục hay dùng…")
        _wanted(procedures.load_catalogue(actor=actor))
        unit, bodies, people = queries.people()
        found_bodies(unit, bodies, actor)
        officers = appoint_all(people, actor)
        service_points(unit, actor)
        say("Nhập 295 đơn của Quận 1, sáu tháng đầu năm 2019…")
        _wanted(cases.import_petitions(queries.PETITIONS_2019, actor=actor))
        say("Dựng hàng việc của phường Sài Gòn quanh hôm nay…")
        cases.submit_many(living_cases(unit, officers), actor)
        say("Dựng đơn khiếu nại, kiến nghị; gộp, chuyển, tách và in văn bản…")
        letters = living_letters(unit, officers)
        sort_letters(unit, officers, cases.submit_many(letters, actor), letters)
        cases.submit_many(sealed_letters(unit, officers), actor)
        say("Viết tin, ý kiến bạn đọc, sổ cải cách…")
        living_news(unit, officers)
        say("Công khai: Tân Phú năm 2024, phường Sài Gòn năm nay…")
        disclosures(unit, officers)
        say("Lịch gặp dân: tiếp công dân hằng tuần, hội nghị đối thoại…")
        meetings(unit, officers)
        directory.install(unit, demo=True, actor=actor)


def _wanted(report: ImportReport) -> None:
    if report.refused:
        row = report.refused[0]
        raise Refused(f"{len(report.refused)} dòng mẫu không nhập được; dòng {row.row}, {row.cell}: {row.message}")
