"""Procedures come from a file, again and again, and nothing of them is lost or half-written."""

import json
from pathlib import Path
from time import process_time

import pytest

from gandan.core.types import NotAllowed, Refused
from gandan.directory.types import Actor
from gandan.procedures import actions, queries
from gandan.procedures.models import PublicService, Version
from gandan.search.queries import search

CUT = Path(__file__).with_name("portal_cut.json")


@pytest.fixture
def changed(tmp_path):
    def write(change):
        records = json.loads(CUT.read_text("utf-8"))
        change(records)
        path = tmp_path / "thu_tuc.json"
        path.write_text(json.dumps(records), "utf-8")
        return path

    return write


def test_records_of_the_portal(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        report = actions.import_procedures(CUT)
    assert (report.created, report.updated, report.unchanged) == (4, 0, 0)
    assert {row.cell for row in report.refused} == {"ten_thu_tuc"}, "three codes of one page are a slip"
    assert len(report.refused) == 3
    assert any("1.000020 · time" in note and "liền nhau" in note for note in report.notes)
    view = queries.service("1.004194")
    assert view.facts.name == "Đăng ký tạm trú"
    assert view.facts.channels[0].number == 3
    assert view.raw["thanh_phan_ho_so"].startswith("--Tên giấy tờ") or view.raw["thanh_phan_ho_so"]
    assert search("dang ky tam tru", "procedure")[0].key == "1.004194"


def test_a_second_run_changes_nothing(db):
    actions.import_procedures(CUT)
    report = actions.import_procedures(CUT)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 4)
    assert Version.objects.count() == 4


def test_a_change_shows_its_difference_and_keeps_the_old_version(db, changed):
    actions.import_procedures(CUT)
    path = changed(lambda rows: rows[1].update(linh_vuc="Cư trú"))
    dry = actions.import_procedures(path, dry_run=True)
    assert dry.updated == 1
    assert Version.objects.count() == 4, "a dry run writes nothing"
    report = actions.import_procedures(path)
    assert "1.004194 · field: «Đăng ký, quản lý cư trú» → «Cư trú»" in report.notes
    new, old = queries.versions("1.004194")
    assert (new.number, old.number) == (2, 1)
    assert new.changes == (("Lĩnh vực", "Đăng ký, quản lý cư trú", "Cư trú"),)


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (lambda rows: rows[0].update(ma_thu_tuc="2.000815.H55"), "ma_thu_tuc"),
        (lambda rows: rows[0].update(ma_thu_tuc="1.004194"), "ma_thu_tuc"),
        (lambda rows: rows[0].update(ten_thu_tuc=" "), "ten_thu_tuc"),
        (lambda rows: rows[0].update(ten_thu_tuc="x" * 1001), "ten_thu_tuc"),
        (lambda rows: rows[0].update(thanh_phan_ho_so={"a": 1}), ""),
        (lambda rows: rows.__setitem__(0, "chữ"), ""),
        (lambda rows: rows[0].update(ma_thu_tuc="2.000815\n"), "ma_thu_tuc"),
        (lambda rows: rows[0].update(ma_thu_tuc="２.000815"), "ma_thu_tuc"),
        (lambda rows: rows[0].update(can_cu_phap_ly="x\x00y"), ""),
        (lambda rows: rows[0].update(can_cu_phap_ly="nửa \ud800 chữ"), ""),
        (lambda rows: rows[0].update(trinh_tu_thuc_hien="x" * 300_000), "trinh_tu_thuc_hien"),
    ],
)
def test_a_bad_row_is_listed_and_harms_no_other(db, changed, change, cell):
    path = changed(change)
    report = actions.import_procedures(path)
    assert report.created == 3
    assert cell in {row.cell for row in report.refused}


HOW = "Hình thức nộpThời gianPhí, lệ phíMô tả"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("cach_thuc_thuc_hien", f"{HOW}Trực tiếp{'1' * 150_000}"),
        ("cach_thuc_thuc_hien", f"{HOW}Trực tiếp1 Ngày{'9' * 6000}VNĐ"),
        ("cach_thuc_thuc_hien", f"{HOW}Trực tiếp1 Ngày999.999.999.999VNĐ"),
        ("cach_thuc_thuc_hien", f"{HOW}Trực tiếp999 NgàyMiễn phí"),
        ("thanh_phan_ho_so", f"Tên giấy tờMẫu đơn, tờ khaiSố lượnga{'1' * 150_000}"),
        ("detail_url", "https://dichvucong.gov.vn.example.com/"),
        ("detail_url", "javascript:alert(1)"),
    ],
)
def test_what_cannot_be_is_kept_as_text_named_and_read_in_a_moment(db, changed, part, told):
    path = changed(lambda rows: rows[0].update({part: told}))
    start = process_time()
    report = actions.import_procedures(path)
    assert process_time() - start < 10
    assert report.created == 4
    facts = queries.service("2.000815").facts
    assert all(channel.fee.amount <= 100_000_000 and (channel.number or 0) <= 400 for channel in facts.channels)
    assert "example.com" not in facts.link
    if part != "cach_thuc_thuc_hien" or "999 " in told or "999.999" in told:
        assert any(note.startswith("2.000815 · ") for note in report.notes)


def test_a_file_too_large_is_refused_unread(db, tmp_path, monkeypatch):
    monkeypatch.setattr(actions.importing, "LARGEST", 100)
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"ma_thu_tuc": "1.000001", "ten_thu_tuc": "x" * 200}]), "utf-8")
    with pytest.raises(Refused, match="64 MB"):
        actions.import_procedures(path)


@pytest.mark.parametrize("content", [b"[", b"{}", b"[]", b"\xff\xfe", b"code,name\n1.000001,x\n", b"[" * 100_000])
def test_a_file_that_is_no_list_is_refused(db, tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(Refused):
        actions.import_procedures(path)
    assert not PublicService.objects.exists()


def test_the_catalogue_fills_in_beside_what_was_imported(db):
    actions.import_procedures(CUT)
    report = actions.load_catalogue()
    assert report.updated == 2, "our words for certified copies and temporary residence"
    assert report.created >= 58
    copies = queries.service("2.000815")
    assert copies.name == "Chứng thực bản sao từ bản chính (sao y)"
    assert copies.raw["cach_thuc_thuc_hien"], "the imported facts stand"
    assert actions.load_catalogue().unchanged == PublicService.objects.count() - 2
    assert actions.import_procedures(CUT).unchanged == 4, "our words are no difference to the source"


def test_the_catalogue_holds_what_a_ward_handles_most(db):
    actions.load_catalogue()
    assert PublicService.objects.count() >= 60
    needed = {code for event in queries.life_events() for code in event.procedures}
    assert needed <= set(PublicService.objects.values_list("code", flat=True))
    assert len(queries.life_events()) >= 8


def test_only_editors_import(db):
    with pytest.raises(NotAllowed):
        actions.import_procedures(CUT, actor=Actor.resident())
