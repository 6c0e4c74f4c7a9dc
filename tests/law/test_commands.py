"""`gandan deadline` and `gandan law check` as an operator calls them."""

import json

import pytest

from gandan.config import cli
from gandan.law import queries


def gandan(capsys, *words: str) -> tuple[int, str, str]:
    try:
        code = cli.main(list(words))
    except SystemExit as stop:  # argparse
        code = int(stop.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def asked(capsys, *words: str) -> dict:
    code, out, err = gandan(capsys, "deadline", *words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_a_deadline_as_json(capsys):
    found = asked(capsys, "complaint", "resolve", "--from", "2026-02-10")
    assert found["due_on"] == "2026-03-12"
    assert (found["days"], found["unit"], found["provisional"]) == (30, "calendar", False)
    assert found["source"] == "Điều 28 Luật Khiếu nại số 02/2011/QH13"
    assert found["explain"][0] == {"on": "2026-02-10", "counted": None, "why": "start", "reason": ""}
    assert found["explain"][-1]["on"] == "2026-03-12"
    assert found["explain"][-1]["counted"] == 30


def test_the_version_in_force_on_the_first_day_is_taken(capsys):
    assert asked(capsys, "complaint", "accept", "--from", "2026-06-30")["days"] == 10
    assert asked(capsys, "complaint", "accept", "--from", "2026-07-06")["days"] == 7


def test_a_certified_copy_is_asked_for_by_the_minute(capsys):
    found = asked(capsys, "certified-copy", "return", "--from", "2026-02-13T15:30")
    assert (found["due_on"], found["due_at"]) == ("2026-02-23", "2026-02-23T17:00:00+07:00")
    assert asked(capsys, "certified-copy", "return", "--from", "13/02/2026 14:59")["due_on"] == "2026-02-13"
    by_the_day = asked(capsys, "certified-copy", "return", "--from", "2026-02-13")
    assert by_the_day["due_on"] == "2026-02-13"
    assert by_the_day["text"][0] == "Tính từ thứ Sáu 13/02/2026; không ghi giờ nên tính như nhận trước giờ chốt."


def test_extensions_and_the_unit_are_taken(capsys):
    found = asked(capsys, "complaint", "resolve", "--from", "10/02/2026", "--extend", "1", "--unit", "26740")
    assert (found["due_on"], found["days"], found["extensions"]) == ("2026-03-27", 45, 1)


def test_a_person_reads_sentences(capsys):
    code, out, _ = gandan(capsys, "deadline", "field-report", "answer", "--from", "2026-11-18")
    assert code == 0
    assert "Ngày Văn hóa Việt Nam (24/11/2026)" in out
    assert "Cam kết tại chỗ: Điều 9 Quy chế mẫu của phường." in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["complaint", "resolve", "--from", "2026-02-30"], "«2026-02-30» không phải ngày"),
        (["complaint", "resolve", "--from", "mai"], "Viết dạng 2026-02-10"),
        (["complaint", "answer", "--from", "2026-02-10"], "có: accept, resolve, send-decision"),
        (["parking", "answer", "--from", "2026-02-10"], "Không có loại «parking»"),
        (["complaint", "resolve", "--from", "2036-02-10"], "gandan import calendar"),
        (["complaint", "resolve", "--from", "2018-02-10"], "gandan import calendar"),
        (["complaint", "resolve", "--from", "2026-02-10", "--extend", "2"], "nhiều nhất 1 lần"),
        (["complaint", "accept", "--from", "2026-02-10", "--extend", "1"], "không được gia hạn"),
        (["complaint", "resolve", "--from", "2026-02-10", "--extend", "-1"], "nhiều nhất 1 lần"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_plain_words(capsys, words, message):
    code, out, err = gandan(capsys, "deadline", *words)
    assert (code, out) == (1, "")
    assert message in err


@pytest.mark.parametrize("words", [["complaint"], ["complaint", "resolve"], ["complaint", "resolve", "--from"]])
def test_a_wrong_call_is_usage(capsys, words):
    code, _, err = gandan(capsys, "deadline", *words)
    assert code == 2
    assert "usage:" in err


def test_law_check_counts_what_there_is(capsys):
    code, out, err = gandan(capsys, "law", "check")
    assert (code, err) == (0, "")
    assert "Lịch làm việc: 2019-2027" in out
    assert "Loại việc: 10 loại, 12 phiên bản" in out
    assert "complaint (2012-07-01, 2026-07-01)" in out
    assert "Không có lỗi" in out


def test_law_check_names_every_problem_and_fails(capsys, tmp_path, monkeypatch):
    folder = tmp_path / "law" / "calendar"
    folder.mkdir(parents=True)
    (folder / "2028.toml").write_text('year = 2028\nstatus = "maybe"\n', encoding="utf-8")
    monkeypatch.setenv("GANDAN_HOME", str(tmp_path))
    queries.reload()
    try:
        code, out, err = gandan(capsys, "law", "check")
    finally:
        monkeypatch.undo()
        queries.reload()
    assert code == 1
    assert "calendar/2028.toml: status: «maybe» không có trong danh sách: signed, provisional" in err
    assert "1 lỗi" in out
