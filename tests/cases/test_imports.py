"""A register becomes cases: history on its own days, bad rows named by cell, nothing twice, nothing by half."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gandan.audit import queries as audit
from gandan.cases import actions
from gandan.cases.models import Case, Clock, Entry
from gandan.cases.queries.records import verify_records
from gandan.core.types import Refused
from tests.cases import make
from tests.directory import make as directory

HEAD = [
    "Số đơn", "Ngày nhận", "Loại", "Mã đơn vị", "Lĩnh vực", "Trích yếu", "Ngày thụ lý", "Ngày giải quyết", "Kết quả",
    "Số văn bản", "Chuyển đến", "Ngày chuyển",
]  # fmt: skip


def a_row(number: int = 1, **changes: Any) -> dict[str, Any]:
    row = {
        "Số đơn": f"{number}/2019",
        "Ngày nhận": "04/03/2019",
        "Loại": "Khiếu nại",
        "Mã đơn vị": "26740",
        "Lĩnh vực": "Xây dựng",
        "Trích yếu": "Khiếu nại quyết định xử phạt xây dựng",
        "Ngày thụ lý": "11/03/2019",
        "Ngày giải quyết": "05/04/2019",
        "Kết quả": "Khiếu nại sai",
        "Số văn bản": "12/QĐ-UBND",
        "Chuyển đến": "",
        "Ngày chuyển": "",
    }
    return row | changes


def a_csv(tmp_path: Path, *rows: dict[str, Any], encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    path = tmp_path / "so.csv"
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, HEAD, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def a_sheet(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for row in rows:
        book.active.append([row[name] for name in HEAD])
    book.save(tmp_path / "so.xlsx")
    return tmp_path / "so.xlsx"


@pytest.fixture
def ward(db: None) -> make.Ward:
    return make.a_ward_at_work()


def test_a_complaint_of_2019_keeps_its_days_and_its_law(ward: make.Ward, tmp_path: Path) -> None:
    report = actions.import_petitions(a_csv(tmp_path, a_row()))
    assert (report.created, report.refused) == (1, [])
    case = Case.objects.get()
    entries = list(Entry.objects.order_by("number"))
    assert [(e.action, e.at.date()) for e in entries] == [
        ("submit", date(2019, 3, 4)),
        ("accept", date(2019, 3, 11)),
        ("assign", date(2019, 3, 11)),
        ("decide", date(2019, 4, 5)),
        ("send_decision", date(2019, 4, 5)),
    ]
    clocks = {clock.code: clock for clock in Clock.objects.all()}
    assert clocks["accept"].due_pack.startswith("complaint@2012-07-01")
    assert (clocks["accept"].due_days, clocks["accept"].met_on) == (10, date(2019, 3, 11))
    assert clocks["resolve"].due_on == date(2019, 4, 10)
    assert (case.answered_on, case.on_time, case.open) == (date(2019, 4, 5), True, False)
    assert case.result == "rejected"
    assert audit.entries(f"case:{case.code}")[0].at.year >= 2026  # the audit says when it was written
    assert list(verify_records()) == []


def test_the_second_run_changes_nothing(ward: make.Ward, tmp_path: Path) -> None:
    path = a_csv(tmp_path, a_row(1), a_row(2))
    actions.import_petitions(path)
    before = list(Case.objects.order_by("id").values())
    report = actions.import_petitions(path)
    assert (report.created, report.unchanged) == (0, 2)
    assert list(Case.objects.order_by("id").values()) == before


def test_a_dry_run_says_the_same_and_writes_nothing(ward: make.Ward, tmp_path: Path) -> None:
    report = actions.import_petitions(a_csv(tmp_path, a_row(1), a_row(2, Loại="?")), dry_run=True)
    assert (report.created, len(report.refused), report.dry_run) == (1, 1, True)
    assert not Case.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"Ngày nhận": "31/02/2019"}, "B2"),
        ({"Ngày nhận": ""}, "B2"),
        ({"Ngày nhận": "01/01/2099"}, "B2"),
        ({"Ngày nhận": "01/01/2015", "Ngày thụ lý": "", "Ngày giải quyết": ""}, "B2"),
        ({"Loại": "Thư tình"}, "C2"),
        ({"Loại": "Tố cáo"}, "C2"),
        ({"Mã đơn vị": "99999"}, "D2"),
        ({"Lĩnh vực": "Vũ trụ"}, "E2"),
        ({"Trích yếu": ""}, "F2"),
        ({"Trích yếu": "x" * 201}, "F2"),
        ({"Ngày thụ lý": "01/03/2019"}, "G2"),
        ({"Ngày giải quyết": "05/03/2019", "Ngày thụ lý": "06/03/2019"}, "H2"),
        ({"Kết quả": "Tuyệt vời"}, "I2"),
        ({"Kết quả": ""}, "I2"),
        ({"Số văn bản": ""}, "J2"),
        ({"Số đơn": ""}, "A2"),
        ({"Chuyển đến": "Sở Xây dựng"}, "L2"),
    ],
)
def test_a_bad_cell_is_named_and_the_good_rows_stand(
    ward: make.Ward, tmp_path: Path, changes: dict[str, Any], cell: str
) -> None:
    report = actions.import_petitions(a_csv(tmp_path, a_row(1, **changes), a_row(2)))
    assert report.created == 1
    (refused,) = report.refused
    assert (refused.row, refused.cell) == (2, cell), refused
    assert refused.message
    assert Case.objects.get().external_number == "2/2019"


def test_a_number_twice_in_one_file_is_told(ward: make.Ward, tmp_path: Path) -> None:
    report = actions.import_petitions(a_csv(tmp_path, a_row(1), a_row(1)))
    assert report.created == 1
    assert report.refused[0].cell == "A3"


def test_forwarded_and_open_rows(ward: make.Ward, tmp_path: Path) -> None:
    none = {"Ngày thụ lý": "", "Ngày giải quyết": "", "Kết quả": "", "Số văn bản": ""}
    forwarded = {**none, "Loại": "Kiến nghị", "Chuyển đến": "Sở Xây dựng", "Ngày chuyển": "06/03/2019"}
    report = actions.import_petitions(
        a_csv(tmp_path, a_row(1, **none), a_row(2, **forwarded), a_row(3, **{**none, "Ngày thụ lý": "08/03/2019"}))
    )
    assert (report.created, report.refused) == (3, [])
    states = dict(Case.objects.values_list("external_number", "state"))
    assert states == {"1/2019": "received", "2/2019": "forwarded", "3/2019": "accepted"}


def test_an_old_unit_receives_on_the_days_it_existed(ward: make.Ward, tmp_path: Path) -> None:
    directory.a_unit("26734", "Phường Đa Kao", directory.a_city(), valid_to=date(2025, 6, 30))
    report = actions.import_petitions(a_csv(tmp_path, a_row(1, **{"Mã đơn vị": "26734"})))
    assert (report.created, report.refused) == (1, [])
    assert Case.objects.get().unit.name == "Phường Đa Kao"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_as_offices_save_them(ward: make.Ward, tmp_path: Path, encoding: str, delimiter: str) -> None:
    report = actions.import_petitions(a_csv(tmp_path, a_row(), encoding=encoding, delimiter=delimiter))
    assert (report.created, report.refused) == (1, [])


def test_a_workbook_with_real_dates(ward: make.Ward, tmp_path: Path) -> None:
    row = a_row(
        **{"Ngày nhận": date(2019, 3, 4), "Ngày thụ lý": date(2019, 3, 11), "Ngày giải quyết": date(2019, 4, 5)}
    )
    report = actions.import_petitions(a_sheet(tmp_path, row, a_row(2, Loại="?")))
    assert report.created == 1
    assert report.refused[0].cell == "C3"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "Số đơn,Ngày nhận\n1,2".encode("cp1258", "replace"),
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        b"PK\x03\x04 no workbook at all",
        b"a,b,c\n1,2,3\n",
        b'external_number,received_on,type,unit,subject\n"1,2,3',
        b"%PDF-1.4 ...",
        b"x" * (21 * 1024 * 1024),
    ],
)
def test_a_file_that_is_none_is_refused_before_anything_happens(
    ward: make.Ward, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        actions.import_petitions(path)
    assert list(refused.value.errors) == ["file"]
    assert not Case.objects.exists()


def test_a_missing_column_is_named_as_an_office_writes_it(ward: make.Ward, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("Số đơn,Ngày nhận,Loại,Trích yếu\n1,05/01/2026,field-report,Đèn hỏng\n")
    with pytest.raises(Refused, match=r"Thiếu cột: mã đơn vị \(unit\)\."):
        actions.import_petitions(path)
    head = "Số đơn,Ngày nhận,Loại,Đơn vị,Trích yếu,Ngày giải quyết"
    path.write_text(
        f"{head}\n1,05/01/2026,field-report,26740,Đèn hỏng,\n2,05/01/2026,field-report,26740,Rác,07/01/2026\n"
    )
    report = actions.import_petitions(path)
    assert (report.created, [(row.row, row.cell) for row in report.refused]) == (1, [(3, "kết quả")])


def test_a_file_that_is_not_there_is_said_so(ward: make.Ward, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        actions.import_petitions(tmp_path / "khong-co.csv")


def test_the_register_of_half_a_year_in_seconds(ward: make.Ward, tmp_path: Path) -> None:
    rows = [a_row(n, **({"Ngày giải quyết": "", "Kết quả": ""} if n > 275 else {})) for n in range(1, 296)]
    started = time.process_time()
    report = actions.import_petitions(a_csv(tmp_path, *rows))
    took = time.process_time() - started
    assert (report.created, report.refused) == (295, [])
    assert Case.objects.filter(answered_on__range=(date(2019, 1, 1), date(2019, 6, 30))).count() == 275
    assert took < 3, f"{took:.1f} s"
