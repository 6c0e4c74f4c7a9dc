"""The packs themselves, their overlays and versions, and what the loader refuses, with file and field."""

import re
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from gandan.law import actions, queries, rules
from gandan.law.queries.drifting import drift
from gandan.law.queries.loading import load, unknown_hooks
from gandan.law.queries.reading import SHIPPED
from gandan.law.types import LawError, Role, UnknownPack
from tests.law.make import calendar, clock, shipped

REPORT = SHIPPED / "case_types" / "field-report" / "2019-01-01.toml"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation of its own; the cache is read anew before and after."""
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))
    queries.reload()
    yield tmp_path
    monkeypatch.undo()
    queries.reload()


def overlay(root: Path, code: str, valid_from: str, *changes: tuple[str, str], text: str | None = None) -> Path:
    """A copy of the field report's pack with some words changed; each must have been there."""
    words = text or REPORT.read_text(encoding="utf-8")
    for old, new in (('code = "field-report"', f'code = "{code}"'), ("2019-01-01", valid_from), *changes):
        assert old in words, old
        words = words.replace(old, new, 1)
    path = root / "case_types" / code / f"{valid_from}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def said(root: Path) -> list[str]:
    return [str(problem) for problem in load(root).problems]


def test_the_shipped_packs_have_no_problem():
    assert shipped().problems == []
    assert set(shipped().case_types) == {
        "field-report",
        "recommendation",
        "question",
        "information-request",
        "complaint",
        "complaint-second",
        "denunciation",
        "task",
        "civic-opinion",
        "data-request",
    }


def test_every_case_type_holds_for_cases_of_2019_and_of_today():
    for day in (date(2019, 1, 1), date(2026, 11, 20)):
        for versions in shipped().case_types.values():
            if versions[0].group == "rights" and day.year < 2026:  # its law came then
                continue
            assert [each for each in versions if each.valid_from <= day and (not each.valid_to or day <= each.valid_to)]


def test_every_clock_of_the_contract_is_there():
    asked = {
        ("complaint", "accept"),
        ("complaint", "resolve"),
        ("denunciation", "first-handling"),
        ("denunciation", "resolve"),
        ("recommendation", "forward"),
        ("recommendation", "answer"),
        ("field-report", "answer"),
        ("question", "answer"),
        ("information-request", "answer"),
        ("civic-opinion", "answer"),
        ("task", "due"),
        ("disclosure", "publish"),
        ("reception", "reply"),
        ("board-recommendation", "reply"),
        ("certified-copy", "return"),
    }
    assert asked <= {(each.case_type, each.clock) for each in queries.clock_names()}


def test_everything_a_person_reads_is_in_two_languages():
    for versions in shipped().case_types.values():
        for pack in versions:
            for each in (*pack.states.values(), *pack.actions.values(), *pack.clocks.values(), *pack.fields, pack):
                assert each.label
                assert each.label_en
            for action in pack.actions.values():
                assert action.past
                assert action.past_en
                assert all(field.label_en and bool(field.hint) is bool(field.hint_en) for field in action.form)


def test_what_is_not_law_says_that_it_is_the_wards_own():
    source = shipped().case_types["field-report"][0].clocks["answer"].source
    assert source.kind == "local"
    assert source.document == "Quy chế mẫu của phường"
    assert "mẫu" in source.note
    laws = [pack.clocks["resolve"].source for pack in shipped().case_types["complaint"]]
    assert {each.kind for each in laws} == {"law"}


def test_the_field_report_can_be_walked_from_receipt_to_a_rated_answer_and_back():
    pack = shipped().case_types["field-report"][0]
    state = pack.initial
    way = ["assign", "start_verification", "request_information", "supplement", "answer", "rate", "reopen", "answer"]
    for step in way:
        action = pack.actions[step]
        assert state in action.frm, step
        state = action.to or state
    assert state == "answered"
    assert pack.states["waiting"].clock == "pauses"
    assert pack.actions["reopen"].limit == 1
    assert pack.actions["answer"].guard == "has_evidence"
    assert pack.actions["note"].public is False
    assert pack.reopen_days == 15
    assert {choice.code for choice in pack.fields[0].choices} == {each.code for each in shipped().fields}


def test_a_denunciation_shows_the_public_nothing_but_its_state():
    pack = shipped().case_types["denunciation"][0]
    assert pack.sealed
    assert not any(action.public for action in pack.actions.values())
    assert all(field.sealed for field in pack.fields)


def test_the_packs_load_fast():
    fastest = min(_timed_load() for _ in range(5))
    assert fastest < 0.5


def _timed_load() -> float:
    began = time.process_time()
    load(None)
    return time.process_time() - began


def test_a_due_date_costs_microseconds():
    spec = clock(10)
    rules.due(calendar(), spec, date(2026, 2, 10))
    began = time.process_time()
    for _ in range(1_000):
        rules.due(calendar(), spec, date(2026, 2, 10))
    assert time.process_time() - began < 0.5


def test_the_version_in_force_on_a_day_is_found():
    assert queries.case_type("complaint", date(2026, 6, 30)).valid_from == date(2012, 7, 1)
    assert queries.case_type("complaint", date(2026, 7, 1)).valid_from == date(2026, 7, 1)
    spec, pack = queries.clock("complaint", "accept", date(2026, 7, 1))
    assert spec.days == 7
    assert queries.case_type_version(pack).valid_from == date(2026, 7, 1)
    with pytest.raises(UnknownPack, match="chưa có quy định nào có hiệu lực ngày 30/06/2023"):
        queries.clock("disclosure", "publish", date(2023, 6, 30))
    with pytest.raises(UnknownPack, match="Không có loại «đơn»"):
        queries.case_type("đơn")


def test_an_overlay_replaces_a_pack_and_adds_a_version(home):
    before = queries.case_type("field-report", date(2026, 11, 20))
    overlay(home / "law", "field-report", "2019-01-01", ("days = 5\nunit", "days = 3\nunit"))
    overlay(home / "law", "field-report", "2027-01-01", ("days = 5\nunit", "days = 2\nunit"))
    queries.reload()
    assert queries.problems() == ()
    assert queries.case_type("field-report", date(2026, 11, 20)).clocks["answer"].days == 3
    assert queries.case_type("field-report", date(2027, 1, 1)).clocks["answer"].days == 2
    assert queries.case_type("field-report", date(2026, 11, 20)).version != before.version


def test_an_overlay_calendar_replaces_a_year_and_settles_it(home):
    text = (SHIPPED / "calendar" / "2027.toml").read_text(encoding="utf-8")
    folder = home / "law" / "calendar"
    folder.mkdir(parents=True)
    signed = text.replace('status = "provisional"', 'status = "signed"').replace("on = 2027-09-03", "on = 2027-09-01")
    (folder / "2027.toml").write_text(signed, encoding="utf-8")
    queries.reload()
    due = rules.due(queries.calendar(), clock(2), date(2027, 8, 31))
    assert (due.on, due.provisional) == (date(2027, 9, 6), False)
    shipped_due = rules.due(calendar(), clock(2), date(2027, 8, 31))
    assert (shipped_due.on, shipped_due.provisional) == (date(2027, 9, 6), True)
    assert rules.is_working_day(queries.calendar(), date(2027, 9, 3))


def test_a_running_case_keeps_the_text_under_which_it_started(home):
    version = queries.case_type("field-report", date(2026, 11, 20)).version
    assert actions.keep_versions() == sum(len(each) for each in queries.law().case_types.values())
    assert actions.keep_versions() == 0
    overlay(home / "law", "field-report", "2019-01-01", ("days = 5\nunit", "days = 3\nunit"))
    queries.reload()
    assert queries.case_type("field-report", date(2026, 11, 20)).clocks["answer"].days == 3
    kept = queries.case_type_version(version)
    assert kept.clocks["answer"].days == 5
    assert kept.version == version
    (home / "law" / "kept" / f"{version}.toml").unlink()
    queries.reload()
    assert queries.case_type_version(version).clocks["answer"].days == 3  # stands in: same day of validity


def test_a_comment_does_not_change_a_version_but_a_number_does(tmp_path):
    text = REPORT.read_text(encoding="utf-8")
    plain = load(None).case_types["field-report"][0]
    overlay(tmp_path, "field-report", "2019-01-01", text="# lời ghi\n" + text)
    assert load(tmp_path).case_types["field-report"][0].version == plain.version
    overlay(tmp_path, "field-report", "2019-01-01", ("years = 5", "years = 6"))
    assert load(tmp_path).case_types["field-report"][0].version != plain.version


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('initial = "received"', 'initial = "nowhere"', "initial: không có trạng thái «nowhere»"),
        ('initial = "received"', 'initail = "received"', "initail: không có trong từ vựng"),
        ('roles = ["citizen"]', 'roles = ["mayor"]', "roles: không có «mayor»"),
        ("days = 5\nunit", "days = 0\nunit", "clocks.answer.days: phải từ 1"),
        ('unit = "working"', 'unit = "weeks"', "clocks.answer.unit: «weeks» không có trong danh sách"),
        ('starts = "received"', 'starts = "arrive"', "clocks.answer.starts: không có hành động «arrive»"),
        ('guard = "has_evidence"', 'guard = "has_evidence"\nwhen = "x > 3"', "when: không có trong từ vựng"),
        ('choices_from = "fields"', 'choices_from = "colours"', "choices_from: không có danh sách «colours»"),
        ("times = 1\n", 'times = 1\nrequires = "moon"\n', "extension.requires: không có hành động «moon»"),
        ('milestone = "received"', 'milestone = "moon"', "states.received.milestone: không có mốc «moon»"),
        ('kind = "choice", required = true, choices_from', 'kind = "list", choices_from', "kind: «list» không có"),
    ],
)
def test_a_slip_is_refused_with_file_and_field(tmp_path, old, new, expected):
    overlay(tmp_path, "field-report", "2019-01-01", (old, new))
    found = said(tmp_path)
    assert any(expected in each and each.startswith("field-report/2019-01-01.toml: ") for each in found), found


def test_a_number_without_a_source_is_refused(tmp_path):
    words = REPORT.read_text(encoding="utf-8")
    bare = re.sub(r"(pauses = true\n)source = \{.*\}\n", r"\1", words, count=1)
    assert bare != words
    overlay(tmp_path, "field-report", "2019-01-01", text=bare)
    assert any("clocks.answer.source: thiếu" in each for each in said(tmp_path))


def test_states_nobody_reaches_and_dead_ends_are_refused(tmp_path):
    island = '[states]\nisland = { label = "Đảo", label_en = "Island" }'
    overlay(tmp_path, "field-report", "2019-01-01", ("[states]", island))
    found = said(tmp_path)
    assert any("states.island: không bao giờ tới được" in each for each in found)
    assert any("states.island: ngõ cụt" in each for each in found)


def test_two_versions_in_force_on_one_day_are_refused(tmp_path):
    overlay(
        tmp_path,
        "field-report",
        "2019-01-01",
        ("valid_from = 2019-01-01", "valid_from = 2019-01-01\nvalid_to = 2027-03-31"),
    )
    overlay(tmp_path, "field-report", "2027-01-01")
    assert any("chồng lên phiên bản 01/01/2019 (còn hiệu lực đến 31/03/2027)" in each for each in said(tmp_path))


def test_hooks_are_checked_against_those_that_rooms_registered():
    known = frozenset({"has_evidence", "within_reopen_days", "was_invited", "is_named", "is_anonymous"})
    known |= {"protection_asked", "protection_decided", "of_several", "for_all"}
    effects = frozenset({"link_duplicate", "show_nearby", "carry_out_data_request"})
    found = [str(each) for each in unknown_hooks(shipped(), known, effects)]
    assert found
    assert all("publish_answer" in each for each in found)
    assert any(each.startswith("question/2019-01-01.toml: actions.answer.effects") for each in found)
    assert unknown_hooks(shipped(), known, effects | {"publish_answer"}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("year = 2027\n[[days", "không đọc được TOML"),
        ('year = 2027\nstatus = "sure"', "status: «sure» không có trong danh sách"),
        ('year = 2027\n[[days]]\non = 2026-05-05\nkind = "off"\nreason = "x"\ndecision = "y"', "không thuộc năm 2027"),
        (
            'year = 2027\n[[days]]\non = 2027-05-05\nkind = "worked"\nreason = "x"\ndecision = "y"',
            "vốn là ngày làm việc",
        ),
        ('year = 2027\n[[days]]\non = 2027-05-05\nkind = "off"\nreason = "x"', "decision: thiếu"),
        ('year = 2029\nstatus = "signed"', "Thiếu lịch làm việc năm 2028"),
    ],
)
def test_a_wrong_calendar_is_refused(tmp_path, text, expected):
    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "2027.toml").write_text(text, encoding="utf-8")
    found = said(tmp_path)
    assert any(expected in each for each in found), found


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "2027.toml").write_bytes("year = 2027 # lịch".encode("utf-16"))
    assert any(each.startswith("calendar/2027.toml: không phải chữ UTF-8") for each in said(tmp_path))


def test_refused_packs_are_not_used(home):
    overlay(home / "law", "field-report", "2019-01-01", ('unit = "working"', 'unit = "weeks"'))
    queries.reload()
    with pytest.raises(LawError, match="gandan law check"):
        queries.case_type("question")


def test_the_shipped_calendar_differs_from_the_library_only_where_the_library_is_known_to_be_wrong():
    pytest.importorskip("holidays")
    assert [each for each in drift(calendar()) if "02/01/2026" not in each] == []


def test_roles_are_a_closed_list():
    used = {
        role for packs in shipped().case_types.values() for p in packs for a in p.actions.values() for role in a.roles
    }
    assert used <= set(Role)
    assert {"citizen", "leader", "system"} <= used


def test_shipped_files_lie_where_their_content_says():
    for path in (SHIPPED / "calendar").glob("*.toml"):
        assert re.search(rf"^year = {path.stem}$", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_a_misplaced_file_is_refused(tmp_path):
    folder = tmp_path / "case_types" / "report"
    folder.mkdir(parents=True)
    shutil.copy(REPORT, folder / "2019-01-01.toml")
    assert any("tệp phải nằm ở case_types/field-report/2019-01-01.toml" in each for each in said(tmp_path))
